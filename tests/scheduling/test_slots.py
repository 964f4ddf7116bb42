"""Which slots a schedule has: the wall clock of the show's zone, on ordinary days and on those that have a gap or a fold."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.scheduling.slots import list_slots
from tests.support import make

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # in Europe

DAYS = [
    pytest.param("Europe/Kyiv", "0 6 * * *", date(2026, 11, 22), ["06:00=04:00"], id="an ordinary winter day"),
    pytest.param("Europe/Kyiv", "0 6 * * *", date(2026, 7, 1), ["06:00=03:00"], id="an ordinary summer day"),
    pytest.param("Europe/Kyiv", "0 18,6 * * *", date(2026, 11, 22), ["06:00=04:00", "18:00=16:00"], id="two slots, in order"),
    pytest.param("Europe/Kyiv", "0 6 * * MON-FRI", date(2026, 11, 22), [], id="a Sunday without one"),
    pytest.param("Europe/Kyiv", "30 3 * * *", SPRING, ["04:30=01:30"], id="Kyiv, spring: a time that the clock skips is moved on"),
    pytest.param("Europe/Kyiv", "0 6 * * *", SPRING, ["06:00=03:00"], id="Kyiv, spring: after the gap"),
    pytest.param("Europe/Kyiv", "0 0 * * *", date(2026, 3, 30), ["00:00=21:00-1"], id="Kyiv: midnight after the spring change"),
    pytest.param("Europe/Kyiv", "30 0 * * *", date(2026, 3, 30), ["00:30=21:30-1"], id="Kyiv: half past midnight after it"),
    pytest.param(
        "Europe/Kyiv", "*/30 3,4 * * *", SPRING, ["04:00=01:00", "04:30=01:30"], id="Kyiv, spring: moved onto others, one slot"
    ),
    pytest.param("Europe/Kyiv", "30 3 * * *", AUTUMN, ["03:30=00:30"], id="Kyiv, autumn: shown twice, the first counts"),
    pytest.param("Europe/Kyiv", "0 4 * * *", AUTUMN, ["04:00=02:00"], id="Kyiv, autumn: after the fold"),
    pytest.param("America/New_York", "30 2 * * *", date(2026, 3, 8), ["03:30=07:30"], id="New York, spring"),
    pytest.param("America/New_York", "30 1 * * *", date(2026, 11, 1), ["01:30=05:30"], id="New York, autumn"),
    pytest.param("Australia/Lord_Howe", "15 2 * * *", date(2026, 10, 4), ["02:45=15:45-1"], id="Lord Howe: a gap of 30 minutes"),
    pytest.param("Australia/Lord_Howe", "45 1 * * *", date(2026, 4, 5), ["01:45=14:45-1"], id="Lord Howe: a fold of 30 minutes"),
    pytest.param("Asia/Beirut", "30 0 * * *", date(2026, 3, 29), ["01:30=22:30-1"], id="Beirut: a gap at midnight"),
    pytest.param("America/Nuuk", "30 23 * * *", date(2024, 3, 30), [], id="Nuuk: moved on past midnight, it leaves its day"),
    pytest.param(
        "America/Nuuk", "30 23 * * *", date(2024, 3, 31), ["00:30=01:30", "23:30=00:30+1"], id="Nuuk: and belongs to the next"
    ),
    pytest.param("Pacific/Apia", "0 6 * * *", date(2011, 12, 30), [], id="Apia: a day that never was"),
    pytest.param("Pacific/Apia", "0 6 * * *", date(2011, 12, 31), ["06:00=16:00-1"], id="Apia: the day after it has its slot once"),
    pytest.param("UTC", "*/20 0 6 * * *", date(2026, 11, 22), ["06:00=06:00"], id="several within a minute are one"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "schedule", "day", "expected"), DAYS)
def test_the_slots_of_a_day(zone: str, schedule: str, day: date, expected: list[str]) -> None:
    """Each slot has the time that the wall clock shows, and its instant in UTC (a day earlier or later marked -1, +1)."""
    found = []
    for slot in list_slots(make.show(timezone=zone, schedule=schedule), day, day):
        assert slot.day == day
        shift = (slot.at.date() - day).days
        found.append(f"{slot.time}={slot.at:%H:%M}" + (f"{shift:+d}" if shift else ""))
    assert found == expected


@pytest.mark.parametrize("day", [pytest.param(SPRING, id="23 hours"), pytest.param(AUTUMN, id="25 hours")])
def test_every_fifteen_minutes_never_meets_itself(day: date) -> None:
    """On the days with a gap and with a fold no two slots share an instant, and the hour that repeats is told once."""
    found = list_slots(make.show(schedule="*/15 * * * *"), day, day)
    assert len({slot.at for slot in found}) == len({slot.time for slot in found}) == len(found) == (92 if day == SPRING else 96)


ZONES = st.sampled_from(
    [
        "Europe/Kyiv",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Cairo",
        "America/Nuuk",
        "Pacific/Apia",
        "UTC",
    ]
)
MINUTE, HOUR = st.sampled_from(["0", "30", "*/15", "7,59"]), st.sampled_from(["*", "0", "2", "3", "23", "6,18", "1-4"])
WEEKDAY = st.sampled_from(["*", "MON-FRI", "SUN"])
SCHEDULES = st.builds("{} {} * * {}".format, MINUTE, HOUR, WEEKDAY)
NEAR_CHANGES = st.one_of(
    st.dates(date(2010, 1, 1), date(2035, 12, 31)),
    st.sampled_from([SPRING, AUTUMN, date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5), date(2026, 10, 4), date(2011, 12, 30)]),
)


@settings(max_examples=50, deadline=None)
@given(zone=ZONES, schedule=SCHEDULES, day=NEAR_CHANGES)
def test_a_slot_is_what_the_wall_clock_shows(zone: str, schedule: str, day: date) -> None:
    """Every slot's day and time are those of its instant in the zone, the first of two; order and instants are strict."""
    found = list_slots(make.show(timezone=zone, schedule=schedule), day - timedelta(days=2), day + timedelta(days=2))
    for slot in found:
        shown = slot.at.astimezone(ZoneInfo(zone))
        assert (slot.day, slot.time, shown.fold) == (shown.date(), f"{shown:%H:%M}", 0)
        assert slot.at.utcoffset() == timedelta(0)
    assert all(one.at < other.at for one, other in pairwise(found))


@settings(max_examples=50, deadline=None)
@given(zone=ZONES, schedule=SCHEDULES, day=NEAR_CHANGES)
def test_days_asked_for_one_by_one_are_the_days_together(zone: str, schedule: str, day: date) -> None:
    """No slot is lost or doubled between one day and the next, whatever the clock does at midnight."""
    show = make.show(timezone=zone, schedule=schedule)
    days = [day + timedelta(days=number) for number in range(-2, 3)]
    assert list_slots(show, days[0], days[-1]) == [slot for one in days for slot in list_slots(show, one, one)]


@settings(max_examples=50, deadline=None)
@given(zone=ZONES, hour=st.integers(0, 23), minute=st.integers(0, 59), day=NEAR_CHANGES)
def test_a_daily_show_is_due_every_day(zone: str, hour: int, minute: int, day: date) -> None:
    """A show with one slot a day has as many slots in nine days as the calendar has days, within a clock change's one."""
    show = make.show(timezone=zone, schedule=f"{minute} {hour} * * *")
    found = list_slots(show, day - timedelta(days=4), day + timedelta(days=4))
    assert 8 <= len(found) <= 10
    assert all(timedelta(hours=22) <= other.at - one.at <= timedelta(hours=26) for one, other in pairwise(found))
