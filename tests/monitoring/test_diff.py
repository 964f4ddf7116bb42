"""Telling once, and once that it is over, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.alert import Alert
from briefing.model.errors import CannotWrite
from briefing.model.show import Notify
from briefing.monitoring.alerts import FLAP, compare_alerts
from briefing.monitoring.notifier import AlertMemory, BufferedAlerts, send_alerts
from briefing.monitoring.notify.message import Delivery, Message
from briefing.store.open import open_store
from tests.monitoring.given import HOUR, NOW, trouble
from tests.support import make

ANN, BOB = Notify(apprise=("ann",)), Notify(command=("bob",))
SHOWS = [
    replace(make.show("morning"), notify=ANN),
    replace(make.show("evening"), notify=BOB),
    replace(make.show("noon"), notify=ANN),
]
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Post:
    """A door that keeps what it was given, and can be shut."""

    said: list[tuple[str, bool, Notify]] = field(default_factory=list)
    shut: bool = False

    def send(self, word: Message, to: Notify) -> Delivery:
        """Take a word, or refuse it."""
        if self.shut:
            return Delivery(0, ("no answer",))
        self.said.append((word.key, word.over, to))
        return Delivery(1, ())


class Kept:
    """A memory in memory, that can refuse as a full disk does."""

    def __init__(self) -> None:
        self.rows: dict[str, Alert] = {}
        self.full = False

    def list_alerts(self) -> list[Alert]:
        """Return the rows."""
        if self.full:
            raise CannotWrite("briefing.db", "cannot be used")
        return list(self.rows.values())

    def save_alerts(self, kept: object, gone: object) -> None:
        """Keep and forget rows."""
        if self.full:
            raise CannotWrite("briefing.db", "cannot be used")
        self.rows |= {row.key: row for row in kept}  # type: ignore[attr-defined]  # an iterable of troubles
        self.rows = {key: row for key, row in self.rows.items() if key not in list(gone)}  # type: ignore[call-overload]  # of keys


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.sets(st.sampled_from(["feed/a", "disk/low"])), st.booleans()), max_size=40))
def test_begin_and_over_alternate(steps: list[tuple[int, set[str], bool]]) -> None:
    """Whatever comes, goes, flaps and cannot be sent: of each trouble people hear begin and over in turn, and nothing too soon."""
    memory, post, now = Kept(), Post(), NOW
    gone: dict[str, object] = {}
    for minutes, there, shut in steps:
        now, post.shut = now + minutes * MINUTE, shut
        before = len(post.said)
        send_alerts(memory, SHOWS[:1], [trouble(key) for key in sorted(there)], post.send, now)
        for key, over, _ in post.said[before:]:
            assert over == (key not in there)
            assert not over or now - gone[key] >= FLAP  # type: ignore[operator]  # an instant
        gone = {key: gone.get(key, now) for key in ("feed/a", "disk/low") if key not in there}
    for key in ("feed/a", "disk/low"):
        heard = [over for said, over, _ in post.said if said == key]
        assert heard == [bool(number % 2) for number in range(len(heard))]


def test_what_flaps_is_told_once() -> None:
    """A trouble that comes back within ten minutes was never over."""
    memory, post = Kept(), Post()
    for minute in range(60):
        send_alerts(memory, SHOWS[:1], [trouble()] if minute % 3 else [], post.send, NOW + minute * MINUTE)
    assert [over for _, over, _ in post.said] == [False]


@pytest.mark.parametrize(
    ("away", "over"),
    [
        pytest.param(timedelta(minutes=10), [False, True], id="ten minutes"),
        pytest.param(timedelta(minutes=10) - timedelta(microseconds=1), [False], id="a moment less"),
        pytest.param(timedelta(minutes=-10), [False, True], id="by a clock that was put back"),
    ],
)
def test_what_is_gone_for_ten_minutes_is_over(away: timedelta, over: list[bool]) -> None:
    """From the tenth minute on people hear that it is over, and not before."""
    memory, post = Kept(), Post()
    send_alerts(memory, SHOWS[:1], [trouble()], post.send, NOW)
    for now in (NOW, NOW + away):
        send_alerts(memory, SHOWS[:1], [], post.send, now)
    assert [said for _, said, _ in post.said] == over


def test_a_failed_notification_is_tried_again() -> None:
    """An alert that was not delivered is sent next time; a delivered one is not sent again."""
    memory, post = Kept(), Post(shut=True)
    assert send_alerts(memory, SHOWS, [trouble()], post.send, NOW).failures == ("no answer",)
    post.shut = False
    assert [one.key for one in send_alerts(memory, SHOWS, [trouble()], post.send, NOW + HOUR).begun] == ["feed/f1"]
    assert send_alerts(memory, SHOWS, [trouble()], post.send, NOW + 2 * HOUR).begun == ()
    assert post.said == [("feed/f1", False, ANN)]


def test_the_end_is_tried_again_too() -> None:
    """That something is over is told once it can be, and then forgotten."""
    memory, post = Kept(), Post()
    send_alerts(memory, SHOWS, [trouble()], post.send, NOW)
    send_alerts(memory, SHOWS, [], post.send, NOW + HOUR)
    post.shut = True
    assert send_alerts(memory, SHOWS, [], post.send, NOW + 2 * HOUR).over == ()
    post.shut = False
    (over,) = send_alerts(memory, SHOWS, [], post.send, NOW + 3 * HOUR).over
    assert over.since == NOW - HOUR
    assert memory.rows == {}
    assert [over for _, over, _ in post.said] == [False, True]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        pytest.param("morning", [ANN], id="of a show"),
        pytest.param("", [ANN, BOB], id="of no show: everyone once"),
    ],
)
def test_who_is_told(show: str, expected: list[Notify]) -> None:
    """A show's alert goes to that show's people; one of no single show goes to all, each of them once."""
    post = Post()
    send_alerts(Kept(), SHOWS, [trouble(show=show)], post.send, NOW)
    assert [to for _, _, to in post.said] == expected


def test_nobody_to_tell_is_told() -> None:
    """Where no show says whom to tell, a trouble counts as told, and is begun only once."""
    memory, post = Kept(), Post()
    assert len(send_alerts(memory, [make.show()], [trouble()], post.send, NOW).begun) == 1
    assert len(send_alerts(memory, [make.show()], [trouble()], post.send, NOW).begun) == 0
    assert post.said == []


def test_a_late_edition_that_is_missed_is_not_called_over() -> None:
    """Of what was late and is now missed, or missed again, people hear that it is missed, and not that anything is over."""
    known = [
        trouble("edition/morning/a", told=NOW),
        trouble("missed/morning/b", told=NOW),
        trouble("missed/evening/b", show="evening", told=NOW),
    ]
    found = compare_alerts(known, [trouble("missed/morning/c")], NOW + HOUR)
    assert found.gone == ("edition/morning/a", "missed/morning/b")
    assert [one.key for one in found.begun] == ["missed/morning/c"]
    assert [one.key for one in found.kept] == ["missed/morning/c", "missed/evening/b"]


def test_a_clock_put_back_does_not_keep_an_end_waiting() -> None:
    """What ended in a future that a clock made up is over all the same."""
    ended = replace(trouble(told=NOW), over=NOW + timedelta(days=400))
    assert [one.key for one in compare_alerts([ended], [], NOW).over] == ["feed/f1"]


def test_the_notebook_goes_on_without_a_database() -> None:
    """A daemon whose database is full tells each trouble once all the same, and writes it down when it can."""
    kept, post = Kept(), Post()
    notebook: AlertMemory = BufferedAlerts(kept)
    send_alerts(notebook, SHOWS[:1], [trouble()], post.send, NOW)
    kept.full = True
    for minute in (1, 2, 3):
        send_alerts(notebook, SHOWS[:1], [trouble(), trouble("disk/low")], post.send, NOW + minute * MINUTE)
    kept.full = False
    send_alerts(notebook, SHOWS[:1], [trouble("disk/low")], post.send, NOW + 4 * MINUTE)
    assert [key for key, _, _ in post.said] == ["feed/f1", "disk/low"]
    assert {key: row.told is not None for key, row in kept.rows.items()} == {"feed/f1": True, "disk/low": True}


def test_the_real_store_remembers(tmp_path: Path) -> None:
    """With the database between two processes the same is told once, and its end once."""
    post = Post()
    for hours, there in enumerate([[trouble()], [trouble()], [], [], []]):
        store = open_store(f"sqlite:///{tmp_path / 'briefing.db'}")
        send_alerts(store.troubles, SHOWS, there, post.send, NOW + hours * HOUR)
        store.close()
    assert [over for _, over, _ in post.said] == [False, True]
