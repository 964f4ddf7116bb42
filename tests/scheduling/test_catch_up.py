"""What an unattended show owes: slots on time, slots made up for, slots that are missed, and when an edition is given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.edition import Run, Slot
from briefing.model.show import Show
from briefing.pipeline.run_state import JITTER, LONGEST, compute_pause, fail_run
from briefing.scheduling.catch_up import (
    GRACE,
    LOOK_BACK,
    due_and_missed,
    find_look_back_start,
    is_given_up,
    is_resting,
    measure_lateness,
)
from briefing.scheduling.slots import find_next_slot, list_slots
from tests.support import make

TWICE = make.show(schedule="0 6,18 * * *")  # Kyiv, two hours ahead of UTC in winter
CatchUp = Literal["latest", "all", "none"]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A Kyiv wall time of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


def names(found: tuple[Slot, ...]) -> list[str]:
    """Slots as `22 06:00`."""
    return [f"{slot.day.day} {slot.time}" for slot in found]


def all_slots(show: Show, first: int, last: int) -> list[Slot]:
    """The slots of days of November."""
    return list_slots(show, date(2026, 11, first), date(2026, 11, last))


@pytest.mark.parametrize(
    ("catch_up", "now", "made", "missed"),
    [
        pytest.param("latest", at(22, 6), ["22 06:00"], [], id="at its instant"),
        pytest.param("latest", at(22, 7), ["22 06:00"], [], id="an hour later it is still on time"),
        pytest.param("none", at(22, 7), ["22 06:00"], [], id="and made where nothing is caught up with"),
        pytest.param("latest", at(22, 7, 1), ["22 06:00"], [], id="late, and the newest"),
        pytest.param("none", at(22, 7, 1), [], ["22 06:00"], id="late, and nothing is caught up with"),
        pytest.param("latest", at(22, 17), ["22 06:00"], [], id="very late, but nothing newer is due"),
        pytest.param("latest", at(22, 18), ["22 18:00"], ["22 06:00"], id="late, and a newer one is on time"),
        pytest.param("latest", at(25, 12), ["25 06:00"], ["22 06:00", "22 18:00", "23 06:00", "23 18:00", "24 06:00", "24 18:00"],
                     id="after three days: the newest alone"),
        pytest.param("all", at(23, 12), ["22 06:00", "22 18:00", "23 06:00"], [], id="all of them, oldest first"),
        pytest.param("none", at(23, 18, 30), ["23 18:00"], ["22 06:00", "22 18:00", "23 06:00"], id="none but what is on time"),
    ],
)  # fmt: skip
def test_what_is_owed_after_the_21st(catch_up: CatchUp, now: datetime, made: list[str], missed: list[str]) -> None:
    """The show was looked after until the evening of the 21st; every slot since is made or missed, as catch_up says."""
    found = due_and_missed(replace(TWICE, catch_up=catch_up), now, at(21, 20), all_slots(TWICE, 21, 21))
    assert (names(found.make), names(found.missed)) == (made, missed)


def test_a_slot_with_a_run_is_not_owed() -> None:
    """A claimed slot stays claimed, whatever the outcome."""
    assert due_and_missed(TWICE, at(22, 6, 5), at(21, 20), all_slots(TWICE, 21, 22)).make == ()


def test_an_older_slot_is_not_caught_up_with_behind_a_newer_one() -> None:
    """When the only run of a morning was a manual one for six o'clock, five o'clock is missed, not made at noon."""
    earlier = make.show(schedule="0 5,6 * * *")
    found = due_and_missed(earlier, at(22, 12), at(22, 4), [slot for slot in all_slots(earlier, 22, 22) if slot.time == "06:00"])
    assert (names(found.make), names(found.missed)) == ([], ["22 05:00"])


def test_an_edition_made_ahead_of_its_time_leaves_the_late_one_its_turn() -> None:
    """What a person, or a clock that ran ahead, had made early is no newer programme than the slot that is late now."""
    found = due_and_missed(TWICE, at(22, 9), at(21, 20), all_slots(TWICE, 25, 25))
    assert (names(found.make), names(found.missed)) == (["22 06:00"], [])


def test_days_that_are_skipped_owe_nothing() -> None:
    """On a skipped day nothing is due, so nothing is missed; the next slot is the next day's."""
    show = replace(make.show(), skip=(date(2026, 11, 22),), catch_up="all")
    assert names(due_and_missed(show, at(23, 6), at(21, 20), all_slots(show, 21, 21)).make) == ["23 06:00"]
    upcoming = find_next_slot(show, at(21, 20))
    assert upcoming
    assert upcoming.day == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "watched", "expected"),
    [
        pytest.param(at(22, 12), None, at(22, 0), id="never: from midnight on"),
        pytest.param(at(22, 0, 20), None, at(21, 23, 20), id="never, just past midnight: the last hour too"),
        pytest.param(at(22, 12), at(20, 9), at(20, 9), id="from where the last look ended"),
        pytest.param(at(22, 12), at(22, 11, 59), at(22, 11), id="at least an hour: another schedule makes no second programme"),
        pytest.param(at(22, 12), at(22, 11) - timedelta(days=400), at(22, 12) - LOOK_BACK, id="at most a month"),
        pytest.param(at(22, 12), datetime(2029, 1, 1, tzinfo=UTC), at(22, 11), id="a look in the future was by a wrong clock"),
    ],
)
def test_from_when_on_slots_are_owed(now: datetime, watched: datetime | None, expected: datetime) -> None:
    """Nothing between two looks is forgotten, however long ago the last one was, up to a month."""
    assert abs(find_look_back_start(make.show(), now, watched) - expected) <= timedelta(microseconds=1)


@settings(max_examples=60, deadline=None)
@given(
    looks=st.lists(st.integers(min_value=1, max_value=4000), min_size=1, max_size=12),
    schedule=st.sampled_from(["0 6 * * *", "30 2 * * MON-FRI", "0 6,18 * * *", "*/20 * * * *"]),
    zone=st.sampled_from(["Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    catch_up=st.sampled_from(["latest", "all", "none"]),
)
def test_every_slot_is_made_or_missed_exactly_once(looks: list[int], schedule: str, zone: str, catch_up: CatchUp) -> None:
    """After any sequence of checks every slot up to then has been made or missed, and none twice."""
    show = replace(make.show(schedule=schedule, timezone=zone), catch_up=catch_up)
    start = now = datetime(2026, 10, 20, 5, 7, tzinfo=UTC)
    taken, watched = list[Slot](), now
    for minutes in looks:
        now += timedelta(minutes=minutes)
        found = due_and_missed(show, now, watched, taken)
        assert all(slot.at <= now for slot in (*found.make, *found.missed))
        assert all(now - slot.at > GRACE for slot in found.missed)
        taken, watched = [*taken, *found.make, *found.missed], now
    assert len({(slot.day, slot.time) for slot in taken}) == len(taken)
    between = list_slots(show, start.date() - timedelta(days=1), now.date() + timedelta(days=1))
    assert {slot for slot in between if start < slot.at <= now} <= set(taken)


@pytest.mark.parametrize(
    ("run", "hours", "expected"),
    [
        pytest.param(Run(make.edition(), "failed"), 24, False, id="in time"),
        pytest.param(Run(make.edition(), "failed"), 25, True, id="over"),
        pytest.param(Run(make.edition(), "failed", claimed=make.NOW + timedelta(hours=30)), 40, False, id="taken up late"),
        pytest.param(Run(make.edition(), "mixed", published=make.NOW), 90, False, id="its publishing has begun"),
        pytest.param(Run(make.edition(), "waiting"), 90, False, id="a person has it"),
    ],
)
def test_when_an_edition_is_given_up(run: Run, hours: int, expected: bool) -> None:
    """A day after its slot, or after the start of its run; an edition that has begun to go on air is finished."""
    assert is_given_up(run, make.show(), make.NOW + timedelta(hours=hours)) is expected


def test_it_is_late_an_hour_behind_its_slot() -> None:
    """What is taken up within an hour is on time."""
    assert measure_lateness(Run(make.edition(), "due", claimed=make.NOW + GRACE)) is None
    assert measure_lateness(Run(make.edition(), "due", claimed=make.NOW + timedelta(hours=2))) == timedelta(hours=2)
    assert measure_lateness(Run(make.edition(), "due")) is None


def test_a_failed_run_rests_longer_and_longer() -> None:
    """A minute, two, four, and half an hour at most, with some chance in it; a wait set by a clock that ran ahead is none."""
    run = Run(make.edition(), "due")
    for base in (60, 120, 240, 480, 960, 1800, 1800):
        run = fail_run(run, "no feed answered", make.NOW)
        assert run.retry_at
        wait = (run.retry_at - make.NOW).total_seconds()
        assert base <= wait <= base + JITTER
        assert is_resting(run, make.NOW)
        assert not is_resting(run, run.retry_at)
        assert not is_resting(run, make.NOW - timedelta(days=2))
    assert compute_pause(10_000) <= timedelta(seconds=LONGEST + JITTER)


@pytest.mark.parametrize(
    ("wait", "rests"),
    [
        pytest.param(timedelta(0), False, id="over"),
        pytest.param(timedelta(microseconds=1), True, id="nearly over"),
        pytest.param(timedelta(hours=1), True, id="an hour"),
        pytest.param(timedelta(hours=1, microseconds=1), False, id="more than an hour: set by a wrong clock"),
    ],
)
def test_a_run_rests_for_an_hour_at_most(wait: timedelta, rests: bool) -> None:
    """A longer wait than any that is set was written while the clock was wrong, and is none."""
    run = replace(Run(make.edition(), "failed"), retry_at=make.NOW + wait)
    assert is_resting(run, make.NOW) is rests
