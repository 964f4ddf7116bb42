"""The meaning of relative days: date arithmetic, or "unsure" where they are ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.write.relative_days.find import RelativeDay

WEEK = 7
MONTHS = 300  # days, after which a month alone may be of another year
CONTRADICTED = "the weekday or date beside it is another"
MORNING, EVENING = 8, 22  # local hours between which it is the same day for the show and for a source west or east of it


@dataclass(frozen=True, slots=True)
class Moment:
    """When words were published: the possible local days for their source, and the local hour; and the day they are heard."""

    days: tuple[date, ...]
    hour: int
    heard: date


def make_moment(published: datetime | None, heard: date | None, timezone: str) -> Moment | None:
    """Return when words were published and are heard, or None when either is unknown."""
    if published is None or heard is None:
        return None
    local = published.astimezone(ZoneInfo(timezone))
    return Moment(_list_days(local.date(), local.hour), local.hour, heard)


def _list_days(day: date, hour: int) -> tuple[date, ...]:
    if hour < MORNING:
        return (day - timedelta(1), day)
    return (day, day + timedelta(1)) if hour >= EVENING else (day,)


def resolve_meaning(found: RelativeDay, at: Moment | None) -> date | str | None:
    """Return the day (of a month or year: its first) to say, None when the words are true as they stand, or why they are not read.

    A bare weekday, month, year or span is accepted where it is unknown when it was written or is heard.
    """
    kind, _, argument = found.row.means.partition(" ")
    if kind == "unsure":
        return "what day it means is unsure"
    if kind == "date":
        return None
    if at is None:
        return None if kind in ("weekday", "month", "year", "span") else "no day is known to reckon from"
    if at.heard < at.days[0]:
        return "heard before it was published"
    if not found.row.since <= at.hour < found.row.until:
        return "what day it means is unsure at that hour"
    meant = {RESOLVERS[kind](found, argument, day, at.heard) for day in at.days}
    if len(meant) > 1:  # the weekday or date beside it may tell
        meant.discard(CONTRADICTED)
    return _check_passed(meant.pop(), found, at.heard) if len(meant) == 1 else "published at an hour that is another day elsewhere"


def _check_passed(meant: date | str | None, found: RelativeDay, heard: date) -> date | str | None:
    if isinstance(meant, date) and found.row.ahead and meant < heard:
        return "what was ahead has passed when it is heard"
    return meant


Meant = date | str | None


def _resolve_span(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A number of hours before the time of writing."""
    return "it counts from the hour at which it was written"


def _resolve_day(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A number of days from the day of writing."""
    day = written + timedelta(int(argument))
    named = found.weekday in (None, day.weekday()) and found.on in (None, (day.day, day.month))
    return day if named else CONTRADICTED


def _resolve_ago(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A number of days before the day of writing, as the sentence counts them."""
    return written - timedelta(found.number)


def _count_days_since(found: RelativeDay, written: date) -> int:
    return (written.weekday() - (found.weekday or 0)) % WEEK


def _count_days_until(found: RelativeDay, written: date) -> int:
    return ((found.weekday or 0) - written.weekday()) % WEEK


def _resolve_weekday(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A bare weekday, the nearest past or (`ahead`) coming one: true as it stands while it means the same day."""
    behind, coming = written - timedelta(_count_days_since(found, written)), written + timedelta(_count_days_until(found, written))
    if argument == "ahead":
        return None if heard <= coming < heard + timedelta(WEEK) else "that weekday has passed when it is heard"
    if behind != coming <= heard:
        return "which weekday it means is unsure when it is heard"
    return None if heard < behind + timedelta(WEEK) else "that weekday is too long ago when it is heard"


def _resolve_last(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """Last Friday: of the week before, unless a nearer one may be meant; `past` always means the nearest."""
    back = _count_days_since(found, written) or WEEK
    if argument != "past" and (back == 1 or back <= written.weekday()):
        return "which weekday it means is unsure"
    return written - timedelta(back)


def _resolve_next(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """Next Friday: of the week after, unless a nearer one may be meant; `coming` always means the nearest."""
    ahead = _count_days_until(found, written) or WEEK
    if argument != "coming" and (ahead == 1 or written.weekday() + ahead < WEEK):
        return "which weekday it means is unsure"
    return written + timedelta(ahead)


def _resolve_this(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """This Friday: in the rest of the week."""
    ahead = _count_days_until(found, written)
    return written + timedelta(ahead) if written.weekday() + ahead < WEEK else "which weekday it means is unsure"


def _resolve_week(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """This, last or next week stays true within the week, whether weeks begin on Sunday or Monday."""
    weeks = [(day - timedelta(day.weekday()), day - timedelta(day.isoweekday() % WEEK)) for day in (written, heard)]
    return None if weeks[0] == weeks[1] else "another week when it is heard"


def _resolve_weekend(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A weekend stays the same until the next one begins or ends."""
    same = written.isocalendar()[:2] == heard.isocalendar()[:2] and (written.weekday() > 4) == (heard.weekday() > 4)
    return None if same else "another weekend may be meant when it is heard"


def _resolve_month(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A number of months from this one: kept as it stands within the month."""
    if written.replace(day=1) == heard.replace(day=1):
        return None
    if (heard - written).days > MONTHS:
        return "too long ago when it is heard"
    months = written.year * 12 + written.month - 1 + int(argument)
    return date(months // 12, months % 12 + 1, 1)


def _resolve_year(found: RelativeDay, argument: str, written: date, heard: date) -> Meant:
    """A number of years from this one: kept as it stands within the year."""
    return None if written.year == heard.year else date(written.year + int(argument), 1, 1)


RESOLVERS: Mapping[str, Callable[[RelativeDay, str, date, date], Meant]] = {
    "span": _resolve_span,
    "day": _resolve_day, "ago": _resolve_ago, "weekday": _resolve_weekday, "last": _resolve_last, "next": _resolve_next,
    "this": _resolve_this, "week": _resolve_week, "weekend": _resolve_weekend, "month": _resolve_month, "year": _resolve_year,
}  # fmt: skip
