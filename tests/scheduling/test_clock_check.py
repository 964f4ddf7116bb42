"""Whether the clock can be believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.lib.clock import ClockReading
from briefing.model.edition import State
from briefing.pipeline.run_state import fail_run
from briefing.scheduling.clock_check import PROOF, SLACK, assess, find_claims_ahead, is_believed, measure_step
from briefing.scheduling.slots import list_slots
from tests.support import make
from tests.support.fakes.store import MemoryStore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def look(wall: timedelta, seconds: float, boot: str = "a") -> ClockReading:
    """A reading so long after NOW by the wall, and at this second since boot."""
    return ClockReading(make.NOW + wall, boot, seconds)


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
        pytest.param(look(900 * DAY, 5, ""), timedelta(0), id="no boot known"),
        pytest.param(look(-DAY, 5, ""), -DAY, id="no boot known, and back"),
    ],
)
def test_how_far_the_clock_was_moved(now: ClockReading, expected: timedelta) -> None:
    """Within a boot the wall clock must move as the seconds since boot do; across boots it must not go back."""
    assert measure_step(look(timedelta(0), 0), now) == expected


def test_a_step_ahead_of_days_is_doubted_for_an_hour() -> None:
    """It is said, nothing is made, and after an hour of standing it is believed."""
    first = assess(None, look(timedelta(0), 5000))
    assert is_believed(first)
    stepped = assess(first, look(900 * DAY, 5060))
    assert not is_believed(stepped)
    assert stepped.stepped == "the clock was set ahead by 900 days, from 2026-11-22 04:00 UTC"
    later = assess(stepped, look(900 * DAY + HOUR, 5060 + PROOF - 1))
    assert not is_believed(later)
    proved = assess(later, look(900 * DAY + HOUR + timedelta(seconds=1), 5060 + PROOF))
    assert is_believed(proved)
    assert proved.stepped == stepped.stepped


def test_a_clock_that_is_put_right_is_believed_at_once() -> None:
    """Back from the future there is no doubt left."""
    ahead = assess(look(timedelta(0), 5000), look(900 * DAY, 5060))
    back = assess(ahead, look(timedelta(seconds=120), 5120))
    assert is_believed(back)
    assert back.stepped.startswith("the clock was set back by 900 days")


@pytest.mark.parametrize("by", [-HOUR, HOUR, 23 * HOUR], ids=["back an hour", "ahead an hour", "ahead most of a day"])
def test_small_steps_are_only_said(by: timedelta) -> None:
    """An edition an hour early is worth less doubt than one that is missing."""
    moved = assess(look(timedelta(0), 5000), look(by, 5000))
    assert is_believed(moved)
    assert moved.stepped


def test_another_boot_does_not_end_the_doubt() -> None:
    """A machine that was started again by a clock years ahead has to stand for an hour, too."""
    ahead = assess(look(timedelta(0), 5000), look(900 * DAY, 5060))
    assert not is_believed(assess(ahead, look(900 * DAY + HOUR, 3, "b")))
    assert is_believed(assess(assess(ahead, look(900 * DAY + HOUR, 3, "b")), look(900 * DAY + 2 * HOUR, 3 + PROOF, "b")))


def test_a_second_step_does_not_end_the_doubt() -> None:
    """Twelve minutes back, years ahead: it is still years ahead."""
    ahead = assess(look(timedelta(0), 2000), look(900 * DAY, 2000))
    assert not is_believed(assess(ahead, look(900 * DAY - timedelta(minutes=12), 2000)))


def test_a_machine_that_starts_without_the_time() -> None:
    """It wakes in 1970 and is doubted; what is put right in its first minutes, or sums up to nothing, is believed at once."""
    last = look(timedelta(0), 50_000)
    woken = assess(last, ClockReading(datetime(1970, 1, 1, tzinfo=UTC), "b", 20))
    assert not is_believed(woken)
    assert is_believed(assess(woken, look(3 * DAY, 90, "b")))
    assert is_believed(assess(woken, look(HOUR, 5000, "b")))


def test_an_edition_given_up_by_a_clock_ahead_comes_due_again() -> None:
    """Five hours ahead for a while, the clock had an edition given up; put right two minutes after the slot, its slot is free."""
    show, store = make.show(), MemoryStore()
    runs = store.runs
    run = store.claims.claim(make.edition().slot, make.NOW)
    runs.save(replace(run, state="missed", reason="given up", retry_at=make.NOW + 5 * HOUR))
    assert [one.edition.id for one in find_claims_ahead(runs, show, look(timedelta(minutes=2), 0))] == [run.edition.id]
    assert find_claims_ahead(runs, show, look(3 * HOUR, 0)) == []


@pytest.mark.parametrize("state", ["waiting", "rejected"])
def test_what_a_person_decides_is_not_forgotten(state: State) -> None:
    """Nor does a clock that wakes in 1970 forget anything: it is not believed."""
    store = MemoryStore()
    runs = store.runs
    run = store.claims.claim(make.edition().slot, make.NOW + 5 * HOUR)
    runs.save(replace(run, state=state))
    assert find_claims_ahead(runs, make.show(), look(timedelta(minutes=2), 0)) == []


def test_a_clock_put_back_a_day_forgets_no_reason() -> None:
    """What was missed on the days before stays known when the clock goes back; only slots that can be in time are free again."""
    show, store, claimed = make.show(), MemoryStore(), datetime(2026, 11, 22, 12, tzinfo=UTC)
    for slot in list_slots(show, date(2026, 11, 19), date(2026, 11, 22)):
        store.claims.claim(slot, claimed, missed="no run in time")
    now = ClockReading(datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert [run.edition.id for run in find_claims_ahead(store.runs, show, now)] == ["morning-2026-11-22"]


def test_a_failed_edition_that_rests_is_not_forgotten() -> None:
    """From the fifth failure on it rests for longer than a clock may be off; that is no clock that ran ahead."""
    show, store = make.show(), MemoryStore()
    runs = store.runs
    run = store.claims.claim(make.edition().slot, make.NOW)
    for _ in range(8):
        run = fail_run(run, "no feed answered", make.NOW)
    assert run.retry_at
    assert run.retry_at > make.NOW + SLACK
    runs.save(run)
    assert find_claims_ahead(runs, show, look(timedelta(minutes=1), 60)) == []
