"""Whether the clock can be believed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.clockwatch import PROOF, Look, believed, judged, step
from briefing.rounds import claimed_ahead
from briefing.schedule import slots
from tests import make
from tests.fakes.store import MemoryStore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def look(wall: timedelta, seconds: float, boot: str = "a") -> Look:
    """A look so long behind NOW by the wall, and at this second since boot."""
    return Look(make.NOW + wall, boot, seconds)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(look(HOUR, 3600), timedelta(0), id="both clocks moved alike"),
        pytest.param(look(9 * DAY, 9 * 86400), timedelta(0), id="nine days asleep"),
        pytest.param(look(HOUR + timedelta(minutes=9), 3600), timedelta(0), id="put right by nine minutes"),
        pytest.param(look(2 * HOUR, 3600), HOUR, id="ahead by an hour"),
        pytest.param(look(timedelta(0), 3600), -HOUR, id="back by an hour"),
        pytest.param(look(900 * DAY, 60), 900 * DAY - timedelta(seconds=60), id="ahead by years"),
        pytest.param(look(900 * DAY, 5, "b"), timedelta(0), id="another boot: it may have been off so long"),
        pytest.param(look(-DAY, 5, "b"), -DAY, id="another boot, and back"),
        pytest.param(look(900 * DAY, 5, ""), timedelta(0), id="no boot known: nobody can tell"),
        pytest.param(look(-DAY, 5, ""), -DAY, id="no boot known, and back"),
    ],
)
def test_how_far_the_clock_was_moved(now: Look, expected: timedelta) -> None:
    """Within a boot the wall clock must move as the seconds since boot do; across boots it must not go back."""
    assert step(look(timedelta(0), 0), now) == expected


def test_a_step_ahead_of_days_is_doubted_for_an_hour() -> None:
    """It is said, nothing is made, and after an hour of standing it is believed."""
    first = judged(None, look(timedelta(0), 0))
    assert believed(first)
    stepped = judged(first, look(900 * DAY, 60))
    assert not believed(stepped)
    assert stepped.stepped == "the clock was put ahead by 900 days, from 2026-11-22 04:00 UTC"
    later = judged(stepped, look(900 * DAY + HOUR, 60 + PROOF - 1))
    assert not believed(later)
    proved = judged(later, look(900 * DAY + HOUR + timedelta(seconds=1), 60 + PROOF))
    assert believed(proved)
    assert proved.stepped == stepped.stepped


def test_a_clock_that_is_put_right_is_believed_at_once() -> None:
    """Back from the future there is no doubt left."""
    ahead = judged(look(timedelta(0), 0), look(900 * DAY, 60))
    back = judged(ahead, look(timedelta(seconds=120), 120))
    assert believed(back)
    assert back.stepped.startswith("the clock was put back by 900 days")


@pytest.mark.parametrize("by", [-HOUR, HOUR, 23 * HOUR], ids=["back an hour", "ahead an hour", "ahead most of a day"])
def test_small_steps_are_only_said(by: timedelta) -> None:
    """An edition an hour early is worth less doubt than one that is missing."""
    moved = judged(look(timedelta(0), 0), look(by, 0))
    assert believed(moved)
    assert moved.stepped


def test_another_boot_ends_the_doubt() -> None:
    """A machine that was started again has asked for the time."""
    ahead = judged(look(timedelta(0), 0), look(900 * DAY, 60))
    assert believed(judged(ahead, look(900 * DAY + HOUR, 3, "b")))


def test_a_clock_put_back_a_day_forgets_no_reason() -> None:
    """What was missed on the days before stays known when the clock goes back; only today's slots are free to be taken up anew."""
    show, runs, claimed = make.show(), MemoryStore().runs, datetime(2026, 11, 22, 12, tzinfo=UTC)
    for slot in slots(show, date(2026, 11, 19), date(2026, 11, 22)):
        runs.claim(slot, claimed, missed="nobody looked after it")
    now = Look(datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert [run.edition.id for run in claimed_ahead(runs, show, now)] == ["morning-2026-11-21", "morning-2026-11-22"]
