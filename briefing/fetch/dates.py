"""The dates that feeds write, as instants."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta, tzinfo
from time import struct_time

from dateutil.parser import ParserError, parse
from dateutil.tz import tzoffset

FIRST_YEAR, LAST_YEAR = 1990, 2200

# Names that mean one zone only; feedparser takes a zone it does not know for UTC. Hours east of UTC.
ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "TRT": 3, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?")
WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,\s*")  # "mer, 16 nov 2022": says nothing that the date does not
FEEDPARSER_KNOWS = ("UTC", "GMT", "UT", "Z", "EST", "EDT", "CDT", "MST", "MDT", "PST", "PDT")
FEEDPARSER_GUESSES = tuple(f" {name}" for name in ZONES if name not in FEEDPARSER_KNOWS)
# Two days that differ in year, month and day: what a date leaves open takes the default's, and then the two disagree.
DEFAULTS = (datetime(2001, 1, 2, tzinfo=UTC), datetime(2004, 5, 11, tzinfo=UTC))


def moment(written: str, parsed: struct_time | None = None) -> datetime | None:
    """Return the instant a feed wrote, in UTC, or None when incomplete or out of reason; `parsed` is feedparser's own reading."""
    written = written.strip()[:100]
    # feedparser fills a lone time with today, and takes a zone that it does not know for UTC
    trusted = parsed and any(c.isdigit() for c in TIME.sub("", written)) and not written.upper().endswith(FEEDPARSER_GUESSES)
    if parsed and trusted and FIRST_YEAR <= parsed.tm_year <= LAST_YEAR:
        return datetime.fromtimestamp(timegm(parsed), UTC)
    known = _read(written)
    return known if known and FIRST_YEAR <= known.year <= LAST_YEAR else None


def _read(written: str) -> datetime | None:
    try:
        first, second = (parse(WEEKDAY.sub("", written), default=default, tzinfos=_zone).astimezone(UTC) for default in DEFAULTS)
    except (ParserError, ValueError, OverflowError, TypeError):  # the last two leak from dateutil
        return None
    return first if first == second else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return tzoffset(name, timedelta(seconds=offset))
    hours = ZONES.get((name or "").upper())
    return UTC if hours is None else tzoffset(name, timedelta(hours=hours))
