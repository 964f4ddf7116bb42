"""Three years of clock changes: the slots that a ticker with a moved clock claims are those that the zone's wall clock has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from briefing.scheduling.catch_up import due_and_missed
from briefing.scheduling.slots import list_slots
from tests.support import make
from tests.support.fakes.store import MemoryStore

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
ZONES = [
    pytest.param("Europe/Kyiv", id="Kyiv"),
    pytest.param("America/New_York", id="New York"),
    pytest.param("Australia/Lord_Howe", id="Lord Howe, by half an hour"),
]
HALVES = range(0, 24 * 60, 30)
SCHEDULES: Mapping[str, tuple[str, Collection[int]]] = {  # each with its minutes of the day
    "midnight": ("0 0 * * *", {0}),
    "half past midnight": ("30 0 * * *", {30}),
    "a minute before two": ("59 1 * * *", {119}),
    "two": ("0 2 * * *", {120}),
    "half past two": ("30 2 * * *", {150}),
    "three": ("0 3 * * *", {180}),
    "half past three": ("30 3 * * *", {210}),
    "hourly": ("0 * * * *", HALVES[::2]),
    "half-hourly": ("*/30 * * * *", HALVES),
}
ROWS = [pytest.param(name, id=name, marks=[pytest.mark.slow] if "hourly" in name else []) for name in SCHEDULES]


HALF, DAY = timedelta(minutes=30), timedelta(days=1)


@cache
def watched(zone: str) -> Sequence[tuple[datetime, datetime]]:
    """Return every half hour of the world and the minute before it, with what the zone's clock shows then."""
    start = datetime(2025, 12, 30, tzinfo=UTC)
    halves = [start + HALF * number for number in range(48 * (LAST - FIRST + timedelta(days=5)).days)]
    instants = [instant for half in halves for instant in (half - timedelta(minutes=1), half)]
    return [(at, at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for at in instants]


def reckoned(zone: str, times: Collection[int]) -> list[datetime]:
    """Return the instants due by watching the clock: when it first shows a time, or, of one it jumps over, so long after the jump.

    `times` are minutes of the day.
    """
    due: set[datetime] = set()
    latest = datetime.min
    for (_, before), (at, wall) in pairwise(watched(zone)):
        jumped = wall - before
        if before.minute in (29, 59) and jumped > HALF:  # a minute has passed, and more was shown to pass
            missing = [(number, before + timedelta(minutes=number + 1)) for number in range(int(jumped.total_seconds()) // 60 - 1)]
            due |= {at + timedelta(minutes=number) for number, lost in missing if lost.hour * 60 + lost.minute in times}
        if wall > latest and wall.hour * 60 + wall.minute in times:
            due.add(at)
        latest = max(latest, wall)
    return sorted(at for at in due if FIRST <= at.astimezone(ZoneInfo(zone)).date() <= LAST)


def changes(zone: str) -> list[datetime]:
    """Return the instants at which the zone's clock is changed."""
    offsets = [(at, at.replace(tzinfo=None) - wall) for at, wall in watched(zone)]
    return [later for (_, before), (later, after) in pairwise(offsets) if before != after]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("zone", ZONES)
def test_three_years_of_slots(zone: str, name: str) -> None:
    """The slots of 2026 to 2028 are those found by watching the zone's clock go, each once."""
    schedule, times = SCHEDULES[name]
    found = [slot.at for slot in list_slots(make.show(timezone=zone, schedule=schedule), FIRST, LAST)]
    assert found == reckoned(zone, times)


@pytest.mark.slow
@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("zone", ZONES)
def test_a_ticker_claims_each_slot_once(zone: str, name: str) -> None:
    """Through every clock change, a ticker that looks each half hour claims exactly the slots due, in time and in order."""
    schedule, times = SCHEDULES[name]
    show, all_due = make.show(timezone=zone, schedule=schedule), reckoned(zone, times)
    for change in changes(zone):
        claims, first, claimed = MemoryStore().claims, change - DAY, list[datetime]()
        for number in range(2 * 48 + 1):
            now = first + HALF * number + timedelta(seconds=20)
            found = due_and_missed(show, now, claims.get_watched_until(show.key), claims.list_taken_slots(show.key, FIRST - DAY))
            claimed += [claims.claim(slot, now).edition.slot.at for slot in (*found.make, *found.missed) if slot.at > first]
            assert all(slot.at <= first for slot in found.missed)
            claims.set_watched_until(show.key, now)
        assert claimed == [at for at in all_due if first < at <= now]
