"""Which day relative words mean: arithmetic of dates, and the honest "unsure"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.write.relative_days.find import Found

WEEK = 7
MONTHS = 300  # days, after which a month alone may be of another year
CONTRADICTED = "the weekday or date beside it is another"
MORNING, EVENING = 8, 22  # local hours between which it is the same day for the show and for a source west or east of it


@dataclass(frozen=True, slots=True)
class Moment:
    """When words were published: the local days it may have been for their source, the local hour; and the day they are heard."""

    days: tuple[date, ...]
    hour: int
    heard: date


def moment(published: datetime | None, heard: date | None, timezone: str) -> Moment | None:
    """Return when words were published and are heard, or None when either is unknown."""
    if published is None or heard is None:
        return None
    local = published.astimezone(ZoneInfo(timezone))
    return Moment(_days(local.date(), local.hour), local.hour, heard)


def _days(day: date, hour: int) -> tuple[date, ...]:
    if hour < MORNING:
        return (day - timedelta(1), day)
    return (day, day + timedelta(1)) if hour >= EVENING else (day,)


def meaning(found: Found, at: Moment | None) -> date | str | None:
    """Return the day (of a month or year: its first) to say, None when the words are true as they stand, or why they are not read.

    A bare weekday, month, year or span is put up with where nobody knows when it was written or is heard.
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
    meant = {KINDS[kind](found, argument, day, at.heard) for day in at.days}
    if len(meant) > 1:  # the weekday or date beside it may tell
        meant.discard(CONTRADICTED)
    return _told(meant.pop(), found, at.heard) if len(meant) == 1 else "published at an hour that is another day elsewhere"


def _told(meant: date | str | None, found: Found, heard: date) -> date | str | None:
    if isinstance(meant, date) and found.row.ahead and meant < heard:
        return "what was ahead has passed when it is heard"
    return meant


Meant = date | str | None


def _span(found: Found, argument: str, written: date, heard: date) -> Meant:
    """So many hours until it was written."""
    return "it counts from the hour at which it was written"


def _day(found: Found, argument: str, written: date, heard: date) -> Meant:
    """So many days from the day it was written."""
    day = written + timedelta(int(argument))
    named = found.weekday in (None, day.weekday()) and found.on in (None, (day.day, day.month))
    return day if named else CONTRADICTED


def _ago(found: Found, argument: str, written: date, heard: date) -> Meant:
    """So many days before, as the sentence counts them."""
    return written - timedelta(found.number)


def _since(found: Found, written: date) -> int:
    return (written.weekday() - (found.weekday or 0)) % WEEK


def _until(found: Found, written: date) -> int:
    return ((found.weekday or 0) - written.weekday()) % WEEK


def _weekday(found: Found, argument: str, written: date, heard: date) -> Meant:
    """A bare weekday, the nearest behind or (`ahead`) before us: true as it stands for as long as it means the same day."""
    behind, coming = written - timedelta(_since(found, written)), written + timedelta(_until(found, written))
    if argument == "ahead":
        return None if heard <= coming < heard + timedelta(WEEK) else "that weekday has passed when it is heard"
    if behind != coming <= heard:
        return "which weekday it means is unsure when it is heard"
    return None if heard < behind + timedelta(WEEK) else "that weekday is too long ago when it is heard"


def _last(found: Found, argument: str, written: date, heard: date) -> Meant:
    """Last Friday: of the week before, unless a nearer one may be meant; `past` is the nearest in any case."""
    back = _since(found, written) or WEEK
    if argument != "past" and (back == 1 or back <= written.weekday()):
        return "which weekday it means is unsure"
    return written - timedelta(back)


def _next(found: Found, argument: str, written: date, heard: date) -> Meant:
    """Next Friday: of the week after, unless a nearer one may be meant; `coming` is the nearest in any case."""
    ahead = _until(found, written) or WEEK
    if argument != "coming" and (ahead == 1 or written.weekday() + ahead < WEEK):
        return "which weekday it means is unsure"
    return written + timedelta(ahead)


def _this(found: Found, argument: str, written: date, heard: date) -> Meant:
    """This Friday: in what is left of the week."""
    ahead = _until(found, written)
    return written + timedelta(ahead) if written.weekday() + ahead < WEEK else "which weekday it means is unsure"


def _week(found: Found, argument: str, written: date, heard: date) -> Meant:
    """This, last or next week stays so for the week, whether weeks begin on Sunday or Monday."""
    weeks = [(day - timedelta(day.weekday()), day - timedelta(day.isoweekday() % WEEK)) for day in (written, heard)]
    return None if weeks[0] == weeks[1] else "another week when it is heard"


def _weekend(found: Found, argument: str, written: date, heard: date) -> Meant:
    """A weekend is the same until the next has come or gone."""
    same = written.isocalendar()[:2] == heard.isocalendar()[:2] and (written.weekday() > 4) == (heard.weekday() > 4)
    return None if same else "another weekend may be meant when it is heard"


def _month(found: Found, argument: str, written: date, heard: date) -> Meant:
    """So many months from this: said as it stands within the month."""
    if written.replace(day=1) == heard.replace(day=1):
        return None
    if (heard - written).days > MONTHS:
        return "too long ago when it is heard"
    months = written.year * 12 + written.month - 1 + int(argument)
    return date(months // 12, months % 12 + 1, 1)


def _year(found: Found, argument: str, written: date, heard: date) -> Meant:
    """So many years from this: said as it stands within the year."""
    return None if written.year == heard.year else date(written.year + int(argument), 1, 1)


KINDS: Mapping[str, Callable[[Found, str, date, date], Meant]] = {
    "span": _span,
    "day": _day, "ago": _ago, "weekday": _weekday, "last": _last, "next": _next, "this": _this,
    "week": _week, "weekend": _weekend, "month": _month, "year": _year,
}  # fmt: skip
