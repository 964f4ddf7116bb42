"""Three years of clock changes: the slots that a ticker with a moved clock claims are those that the zone's wall clock has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from briefing.schedule import due, slots
from tests import make
from tests.fakes.store import MemoryStore

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
ZONES = [
    pytest.param("Europe/Kyiv", id="Kyiv"),
    pytest.param("America/New_York", id="New York"),
    pytest.param("Australia/Lord_Howe", id="Lord Howe, by half an hour"),
]
HALVES = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30))
SCHEDULES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "midnight": ("0 0 * * *", ("00:00",)),
    "half past midnight": ("30 0 * * *", ("00:30",)),
    "a minute before two": ("59 1 * * *", ("01:59",)),
    "two": ("0 2 * * *", ("02:00",)),
    "half past two": ("30 2 * * *", ("02:30",)),
    "three": ("0 3 * * *", ("03:00",)),
    "half past three": ("30 3 * * *", ("03:30",)),
    "hourly": ("0 * * * *", HALVES[::2]),
    "half-hourly": ("*/30 * * * *", HALVES),
}
ROWS = [pytest.param(name, id=name) for name in SCHEDULES]


HALF, DAY = timedelta(minutes=30), timedelta(days=1)


@cache
def watched(zone: str) -> Sequence[tuple[datetime, datetime]]:
    """Return every half hour of the world and the minute before it, with what the zone's clock shows then."""
    start = datetime(2025, 12, 30, tzinfo=UTC)
    halves = [start + HALF * number for number in range(48 * (LAST - FIRST + timedelta(days=5)).days)]
    instants = [instant for half in halves for instant in (half - timedelta(minutes=1), half)]
    return [(at, at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for at in instants]


def reckoned(zone: str, times: Sequence[str]) -> list[datetime]:
    """Return the instants due by watching the clock: when it first shows a time, or, of one it jumps over, so long after the jump."""
    due: set[datetime] = set()
    latest = datetime.min
    for (_, before), (at, wall) in pairwise(watched(zone)):
        jumped = wall - before
        if before.minute in (29, 59) and jumped > HALF:  # a minute has passed, and more was shown to pass
            missing = [(number, before + timedelta(minutes=number + 1)) for number in range(int(jumped.total_seconds()) // 60 - 1)]
            due |= {at + timedelta(minutes=number) for number, lost in missing if f"{lost:%H:%M}" in times}
        if wall > latest and f"{wall:%H:%M}" in times:
            due.add(at)
        latest = max(latest, wall)
    return sorted(at for at in due if FIRST <= at.astimezone(ZoneInfo(zone)).date() <= LAST)


def ticks(zone: str, times: Sequence[str]) -> Iterator[datetime]:
    """Yield when a ticker looks: every half hour for two days about each clock change, and twice a day otherwise."""
    offsets = [at.replace(tzinfo=None) - wall for at, wall in watched(zone)]
    changes = [watched(zone)[number + 1][0] for number, (one, other) in enumerate(pairwise(offsets)) if one != other]
    for at, wall in watched(zone):
        if at.minute in (0, 30) and (f"{wall:%H:%M}" in ("05:00", "23:30") or any(abs(at - change) < DAY for change in changes)):
            yield at + timedelta(seconds=20)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("zone", ZONES)
def test_three_years_of_slots(zone: str, name: str) -> None:
    """The slots of 2026 to 2028 are those found by watching the zone's clock go, each once."""
    schedule, times = SCHEDULES[name]
    found = [slot.at for slot in slots(make.show(timezone=zone, schedule=schedule), FIRST, LAST)]
    assert found == reckoned(zone, times)


@pytest.mark.slow
@pytest.mark.parametrize("name", [row for row in ROWS if "hourly" not in str(row.id)])
@pytest.mark.parametrize("zone", ZONES)
def test_a_ticker_claims_each_slot_once(zone: str, name: str) -> None:
    """A ticker that looks at a moved clock through three years claims exactly the slots due, none before its time."""
    schedule, times = SCHEDULES[name]
    show, runs = make.show(timezone=zone, schedule=schedule), MemoryStore().runs
    claimed: dict[str, datetime] = {}
    for now in ticks(zone, times):
        for slot in due(show, now, named=False):
            assert slot.at <= now
            claimed.setdefault(runs.claim(slot).edition.id, slot.at)
    assert sorted(claimed.values()) == [at for at in reckoned(zone, times) if at <= now]
