"""Which slots of a show are due: functions of the show's schedule and of the present instant, which is an argument.

A slot is named by what the wall clock of the show's zone really shows at its instant. A time that the clock skips in spring is
moved on as far as the clock is; a time that it shows twice in autumn is the first of the two. So no two slots share an instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim

from briefing.model.edition import SETTLED, Run, Slot
from briefing.model.errors import Usage
from briefing.model.show import Show

PAST_MIDNIGHT = timedelta(hours=1)  # cron asks at least that often
AHEAD = (2, 8, 40, 800)  # days looked through for the next slot, one after the other
EARLIEST = date(1970, 1, 1)  # before it there are no feeds, and near year 1 the arithmetic of zones overflows


def list_slots(show: Show, first: date, last: date) -> list[Slot]:
    """Return all slots of the local days `first` to `last`, both included, oldest first, but for the days the show skips.

    Seconds of the schedule are cut off.
    """
    start = first - timedelta(days=1)  # a time moved on in spring may pass midnight, and once took a whole day (Samoa, 2011)
    found = {slot.at: slot for wall in _list_ticks(show, start, last) if first <= (slot := _build_slot(show, wall)).day <= last}
    return [found[at] for at in sorted(found) if found[at].day not in show.skip]


def list_due_slots(show: Show, now: datetime, *, named: bool, day: date | None = None, time: str | None = None) -> list[Slot]:
    """Return the slots to make at `now`, oldest first.

    Today these are the slots whose instant has come, and, for a show not named, those of the last hour of yesterday; of a past
    day, all of them; with `time` (HH:MM) the one of that time. A show that the producer `named` always gets a slot: before its
    day's first, that one early; on a day without any, one at the last time of day that the schedule knows. Raises Usage for a
    day to come and for a time outside that day's schedule.
    """
    today = now.astimezone(ZoneInfo(show.timezone)).date()
    usual, day = day is None, day or today
    if not EARLIEST <= day <= today:
        raise Usage(show.key, f"{day} is {'still to come' if day > today else 'too long ago'}", hint=f"today is {today}")
    there = list_slots(show, day, day)
    come = [slot for slot in there if slot.at <= now]
    if usual and not named:  # a slot just before midnight belongs to the first runs after it, too
        come = [slot for slot in list_slots(show, today - timedelta(days=1), today) if _list_fresh(slot, today, now)]
    if time is not None:
        one = [_pick(show, there, day, time)]
        return one if named else [slot for slot in one if slot in come]
    if come or not named:
        return come
    return there[:1] or [_find_usual_time(show, day)]


def find_next_slot(show: Show, now: datetime) -> Slot | None:
    """Return the next slot after `now`, or None when the schedule has none for two years."""
    today = now.astimezone(ZoneInfo(show.timezone)).date()
    for days in AHEAD:
        there = list_slots(show, today, today + timedelta(days=days))
        if found := next((slot for slot in there if slot.at > now), None):
            return found
    return None


def is_unfinished(run: Run, now: datetime, hours: float = 24) -> bool:
    """Return whether a run is to be continued: not settled, not waiting for review, its slot at most `hours` ago.

    Of one that was taken up late, the hours count from then.
    """
    since = max(run.edition.slot.at, run.claimed or run.edition.slot.at)
    return run.state not in SETTLED and now - since <= timedelta(hours=hours)


def _list_ticks(show: Show, first: date, last: date) -> Iterator[datetime]:
    """Yield the naive wall times of the schedule, from the start of `first` to the end of `last`."""
    before = datetime.combine(first, datetime.min.time()) - timedelta(seconds=1)
    return takewhile(lambda wall: wall.date() <= last, CronSim(show.schedule, before))


def _build_slot(show: Show, wall: datetime) -> Slot:
    """Return the slot at a naive wall time, which zoneinfo moves on when the clock skips it."""
    at = wall.replace(second=0, tzinfo=ZoneInfo(show.timezone)).astimezone(UTC)
    shown = at.astimezone(ZoneInfo(show.timezone))
    return Slot(show=show.key, at=at, day=shown.date(), time=f"{shown:%H:%M}")


def _pick(show: Show, there: Sequence[Slot], day: date, time: str) -> Slot:
    try:
        wall = datetime.combine(day, datetime.strptime(time, "%H:%M").time())
    except ValueError as error:
        raise Usage(show.key, f"'{time}' is not a time of day", hint="write it as 06:00") from error
    wanted = _build_slot(show, wall)
    if wanted not in there:
        known = f"that day has {', '.join(slot.time for slot in there)}" if there else f"the schedule has none on {day}"
        raise Usage(show.key, f"there is no slot at {time} on {day}", hint=known)
    return wanted


def _list_fresh(slot: Slot, today: date, now: datetime) -> bool:
    return slot.at <= now and (slot.day == today or now - slot.at <= PAST_MIDNIGHT)


def _find_usual_time(show: Show, day: date) -> Slot:
    """Return a slot for a day without any: at the last time of day of the nearest earlier day with one, else at the next tick's."""
    midnight = datetime.combine(day, datetime.min.time())
    wall = next(CronSim(show.schedule, midnight, reverse=True), None) or next(CronSim(show.schedule, midnight))
    return _build_slot(show, datetime.combine(day, wall.time()))
