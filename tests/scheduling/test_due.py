"""Which slots are made now, and which runs are gone on with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.edition import Run, State
from briefing.model.errors import Usage
from briefing.model.show import Show
from briefing.scheduling.slots import is_unfinished, list_due_slots, list_slots
from tests.support import make

TODAY = date(2026, 11, 22)  # a Sunday; Kyiv is two hours ahead of UTC
TWICE = make.show(schedule="0 6,18 * * *")
WEEKDAYS = make.show(schedule="0 6,18 * * MON-FRI")
MIDNIGHT = make.show(schedule="50 23 * * *")
LEAP_DAY = make.show(schedule="15 7 29 2 *")


def at(wall: str, day: date = TODAY) -> datetime:
    """The instant at which a Kyiv winter clock shows `wall`."""
    return datetime.combine(day, datetime.strptime(wall, "%H:%M").time(), UTC) - timedelta(hours=2)


@pytest.mark.parametrize(
    ("show", "now", "named", "expected"),
    [
        pytest.param(TWICE, "05:59", False, [], id="unnamed, before the first: none"),
        pytest.param(TWICE, "06:00", False, ["06:00"], id="unnamed, at its very instant"),
        pytest.param(TWICE, "23:59", False, ["06:00", "18:00"], id="unnamed, late: all that have come"),
        pytest.param(TWICE, "00:00", True, ["06:00"], id="named, before the first: that one early"),
        pytest.param(TWICE, "12:00", True, ["06:00"], id="named, between: what has come"),
        pytest.param(TWICE, "19:00", True, ["06:00", "18:00"], id="named, late: all that have come"),
        pytest.param(MIDNIGHT, "00:40", True, ["23:50"], id="named, just past midnight: today's, early"),
        pytest.param(WEEKDAYS, "12:00", False, [], id="unnamed, a day without: none"),
        pytest.param(WEEKDAYS, "12:00", True, ["18:00"], id="named, a day without: the last time of day there was"),
        pytest.param(WEEKDAYS, "23:00", True, ["18:00"], id="named, a day without, later: the same again"),
        pytest.param(LEAP_DAY, "12:00", True, ["07:15"], id="named, a slot in years: its time of day"),
    ],
)
def test_what_is_due_today(show: Show, now: str, named: bool, expected: list[str]) -> None:
    """Today's slots that have come; a named show always has one."""
    found = list_due_slots(show, at(now), named=named)
    assert [slot.time for slot in found] == expected
    assert {slot.day for slot in found} <= {TODAY}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("00:00", [(21, "23:50")], id="ten minutes later"),
        pytest.param("00:50", [(21, "23:50")], id="an hour later"),
        pytest.param("00:51", [], id="later than that"),
        pytest.param("23:50", [(22, "23:50")], id="at its instant"),
    ],
)
def test_a_slot_just_before_midnight_is_not_lost(now: str, expected: list[tuple[int, str]]) -> None:
    """An unnamed run of the first hour of a day makes what became due in the last hour of the day before."""
    assert [(slot.day.day, slot.time) for slot in list_due_slots(MIDNIGHT, at(now), named=False)] == expected


@pytest.mark.parametrize(
    ("show", "named", "day", "time", "expected"),
    [
        pytest.param(TWICE, True, TODAY - timedelta(days=1), None, ["06:00", "18:00"], id="a past day: all its slots"),
        pytest.param(TWICE, False, TODAY - timedelta(days=1), None, ["06:00", "18:00"], id="a past day, unnamed: all as well"),
        pytest.param(TWICE, True, TODAY - timedelta(days=1), "18:00", ["18:00"], id="one slot of a past day"),
        pytest.param(TWICE, True, TODAY, "06:00", ["06:00"], id="one slot of today"),
        pytest.param(TWICE, True, None, "6:00", ["06:00"], id="one slot, of today when no day is said"),
        pytest.param(TWICE, True, None, "18:00", ["18:00"], id="a named show's slot still to come is made early"),
        pytest.param(TWICE, False, None, "18:00", [], id="an unnamed one's is not"),
        pytest.param(WEEKDAYS, True, TODAY - timedelta(days=1), None, ["18:00"], id="a past day without: the usual time"),
        pytest.param(WEEKDAYS, False, TODAY - timedelta(days=1), None, [], id="a past day without, unnamed: none"),
        pytest.param(
            make.show(schedule="30 3 * * *"), True, date(2026, 3, 29), "03:30", ["04:30"], id="a skipped time, by its name"
        ),
        pytest.param(make.show(schedule="30 3 * * *"), True, date(2026, 3, 29), "04:30", ["04:30"], id="a skipped time, moved on"),
    ],
)
def test_what_was_asked_for(show: Show, named: bool, day: date | None, time: str | None, expected: list[str]) -> None:
    """A day and a time choose among the slots of that day."""
    found = list_due_slots(show, at("12:00"), named=named, day=day, time=time)
    assert [slot.time for slot in found] == expected
    assert {slot.day for slot in found} <= {day or TODAY}


@pytest.mark.parametrize(
    ("show", "day", "time", "said"),
    [
        pytest.param(
            TWICE, TODAY + timedelta(days=1), None, "morning: 2026-11-23 is still to come: today is 2026-11-22", id="tomorrow"
        ),
        pytest.param(TWICE, date.max, None, "9999-12-31 is still to come", id="the last day of the calendar"),
        pytest.param(TWICE, date.min, None, "0001-01-01 is too long ago", id="the first day of the calendar"),
        pytest.param(TWICE, None, "07:00", "there is no slot at 07:00 on 2026-11-22: that day has 06:00, 18:00", id="another time"),
        pytest.param(
            WEEKDAYS, None, "06:00", "no slot at 06:00 on 2026-11-22: the schedule has none on 2026-11-22", id="another day"
        ),
        pytest.param(TWICE, None, "25:00", "'25:00' is not a time of day: write it as 06:00", id="no time"),
        pytest.param(TWICE, None, "", "'' is not a time of day", id="empty"),
    ],
)
@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
def test_what_cannot_be(show: Show, day: date | None, time: str | None, said: str, named: bool) -> None:
    """A day to come and a time outside the schedule are a mistake in the command, and the slots there are are named."""
    with pytest.raises(Usage) as caught:
        list_due_slots(show, at("12:00"), named=named, day=day, time=time)
    assert said in str(caught.value)
    assert caught.value.exit_code == 64


def test_today_is_the_shows_day() -> None:
    """Just after midnight in Kyiv it is still yesterday in London, and the day that counts is Kyiv's."""
    now = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert [str(slot.day) for slot in list_due_slots(make.show(), now, named=True)] == ["2026-11-23"]
    assert [str(slot.day) for slot in list_due_slots(make.show(timezone="Europe/London"), now, named=True)] == ["2026-11-22"]


MOMENTS = {
    "now": st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    "schedule": st.sampled_from(["*/15 * * * *", "30 3 * * *", "0 6 * * MON"]),
}


@settings(max_examples=20, deadline=None)
@given(**MOMENTS)
def test_a_ticker_meets_every_slot(now: datetime, schedule: str) -> None:
    """What is due only grows during a day, is never early when unnamed, and holds every slot of the last hour."""
    meets_every_slot(now, schedule)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(**MOMENTS)
def test_a_ticker_meets_every_slot_of_many(now: datetime, schedule: str) -> None:
    """The same, at a hundred moments."""
    meets_every_slot(now, schedule)


def meets_every_slot(now: datetime, schedule: str) -> None:
    """Hold what is due at a moment against the schedule."""
    show, zone = make.show(schedule=schedule, timezone="Europe/Kyiv"), ZoneInfo("Europe/Kyiv")
    today, soon = now.astimezone(zone).date(), now + timedelta(minutes=20)
    found = list_due_slots(show, now, named=False)
    assert all(slot.at <= now for slot in found)
    if soon.astimezone(zone).date() == today:
        of_today = [slot for slot in found if slot.day == today]
        assert [slot for slot in list_due_slots(show, soon, named=False) if slot.day == today][: len(of_today)] == of_today
    near = list_slots(show, today - timedelta(days=1), today)
    last_hour = [slot for slot in near if timedelta(0) <= now - slot.at <= timedelta(hours=1)]
    assert set(last_hour) <= set(found)
    for slot in found:
        assert slot in list_slots(show, slot.day, slot.day)


ON_THE_WAY = ("due", "fetched", "selected", "written", "approved", "spoken", "mixed", "failed")
SETTLED = ("waiting", "rejected", "published", "corrected", "retracted", "nothing", "missed")


@pytest.mark.parametrize(
    ("state", "goes_on"),
    [
        *((pytest.param(state, True, id=state)) for state in ON_THE_WAY),
        *((pytest.param(state, False, id=state)) for state in SETTLED),
    ],
)  # fmt: skip
def test_which_runs_go_on(state: State, goes_on: bool) -> None:
    """A run that stopped on its way goes on; one that came to its end, or waits for a person, does not."""
    assert is_unfinished(Run(make.edition(), state), make.NOW) is goes_on


@pytest.mark.parametrize(
    ("after", "goes_on"),
    [
        pytest.param(timedelta(hours=24), True, id="at 24 hours"),
        pytest.param(timedelta(hours=24, microseconds=1), False, id="a microsecond later"),
        pytest.param(timedelta(hours=-3), True, id="made early, before its slot"),
    ],
)
def test_an_old_run_is_left(after: timedelta, goes_on: bool) -> None:
    """Yesterday's news is not made up for after a day; an edition made early is gone on with."""
    run = Run(make.edition(), "failed")
    assert is_unfinished(run, make.NOW + after) is goes_on
