"""The dates that feeds write, as instants."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateutil.parser import ParserError, parse

from briefing.fetch.date_words import translate_date

FIRST_YEAR, LAST_YEAR = 1990, 2200
LONGEST = 100  # characters; a date has fewer

# Names of zones, hours east of UTC. Of those that mean several, what RFC 822 says (CST), else what feeds mean: BST is London's
# summer, IST is India. A name that nobody knows is taken for UTC.
ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "IDT": 3, "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3, "PKT": 5, "IST": 5.5,
    "NPT": 5.75, "WIB": 7, "ICT": 7, "WITA": 8, "WIT": 9, "PHT": 8, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AWST": 8, "ACST": 9.5,
    "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5,
    "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3,
    "ART": -3,
}  # fmt: skip
# American for "as the clock is there now".
CITIES = {
    "AT": "America/Halifax",
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
NAMES = frozenset({*ZONES, *CITIES})

# A date and a time, and what follows: 10:00, 10:00:00.5, 2:02 p.m., 20261201T1000, 2026-12-01T10
TIMED = re.compile(
    r"(.*?(?:(?<![\d:])\d{1,2}:\d\d(?::\d\d)?|\d{8}T(?:\d\d){1,3}|\d-\d\dT\d\d(?![\d:]))(?:[.,]\d+)?(?:\s*[ap]\.?\s?m\b\.?)?)\s*(\S.*)",
    re.IGNORECASE,
)
OFFSET = re.compile(r"(?:(?:UTC|GMT|UT|Z)\s*)?([+-])\s?(\d{1,2})(?::?(\d\d))?(?:\s*[(\[][^()\[\]]*[)\]])?", re.IGNORECASE)
NAMED = re.compile(r"\(?([A-Z]{1,5})\)?", re.IGNORECASE)
CITY = re.compile(r"[A-Za-z_]{3,20}(?:/[A-Za-z0-9_+-]{2,30}){1,2}")
YEAR_FIRST = re.compile(r"(?<![\d.:/-])(\d{4})\s?([-/.])\s?0?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)\.?")
EASTERN = re.compile(r"(\d{4})\s?[년年]\s?(\d{1,2})\s?[월月]\s?(\d{1,2})\s?[일日]")
SHORT_YEAR_FIRST = re.compile(r"(\d\d)(-?)(\d\d)\2(\d\d)(?![\d-])")
DOTTED = re.compile(r"(?<![\d.:/-])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)(?![\d.:])")
DOTTED_TIME = re.compile(r"(?<=\d)[,\s]+(\d{1,2})\.(\d\d)(?![\d.])")
END_OF_DAY = re.compile(r"(?<=[T\s])24:00(?::00)?(?![\d:])")
LEAP_SECOND = re.compile(r"(?<=:\d\d):60\b")
# The year or month alone of Dublin Core's profile of ISO 8601, the day of a year, the day of a week.
IN_PART = {r"\d{4}": "%Y", r"\d{4}-\d\d": "%Y-%m", r"\d{4}-\d{3}": "%Y-%j", r"\d{4}-W\d\d-\d": "%G-W%V-%u"}
# Two days that differ in year, month and day: what a date leaves open takes the default's, and then the two disagree.
DEFAULTS = (datetime(2001, 1, 2), datetime(2004, 5, 11))  # they take the zone of the date


def parse_date(written: str) -> datetime | None:
    """Return the instant a feed wrote, in UTC and whole seconds, or None when incomplete or out of reason.

    With dots the day comes first, 03/04/2026 is 4 March, and what names no zone is UTC.
    """
    try:
        known = _read(_to_plain(written.strip()[:LONGEST]))
    except (ParserError, ValueError, OverflowError, TypeError):  # the last two leak from dateutil
        return None
    return known if known and FIRST_YEAR <= known.year <= LAST_YEAR else None


def _to_plain(written: str) -> str:
    """Return a date in plain signs and English, the year first where figures leave no doubt."""
    folded = unicodedata.normalize("NFKC", written)[:LONGEST].replace("\u2212", "-")
    seen = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    text = translate_date(EASTERN.sub(r"\1-\2-\3", " ".join(seen.split()), count=1), NAMES)
    text = YEAR_FIRST.sub(lambda found: _parse_iso(found[1], found[3], found[4]) or found[0], text, count=1)
    if short := SHORT_YEAR_FIRST.match(text):
        text = (_parse_iso(short[1], short[3], short[4]) or short[0]) + text[short.end() :]
    text = DOTTED.sub(_swap_day_first, text, count=1)
    return text if ":" in text else DOTTED_TIME.sub(r" \1:\2", text, count=1)


def _swap_day_first(found: re.Match[str]) -> str:
    return _parse_iso(found[3], found[2], found[1]) or _parse_iso(found[3], found[1], found[2]) or found[0]


def _parse_iso(year: str, month: str, day: str) -> str:
    """Return a date in figures, or nothing when there is no such month; of two figures, years are 1990 to 2089."""
    whole = int(year) + (0 if len(year) == 4 else 1900 if int(year) >= 90 else 2000)
    return f"{whole:04}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 else ""


def _read(text: str) -> datetime | None:
    for form, directives in IN_PART.items():
        if re.fullmatch(form, text):
            return datetime.strptime(text, directives).replace(tzinfo=UTC)
    timed = TIMED.fullmatch(text)
    zone = _take_zone(timed[2].strip(" ,")) if timed else None
    text, days = END_OF_DAY.subn("00:00", LEAP_SECOND.sub(":59", timed[1] if timed and zone else text))
    first, second = (
        parse(text, default=day.replace(tzinfo=zone), tzinfos=lambda name, offset: zone or _find_zone_within(name, offset))
        for day in DEFAULTS
    )
    if first != second:
        return None
    return (first.replace(microsecond=0) + timedelta(days=days)).astimezone(UTC)


def _take_zone(name: str) -> tzinfo | None:
    """Return the zone that is all that follows a time, or None where something else does."""
    if offset := OFFSET.fullmatch(name):
        east = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(east if offset[1] == "+" else -east)
    if named := NAMED.fullmatch(name):
        return _find_zone(named[1].upper())
    if CITY.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            return None
    return None


def _find_zone(name: str) -> tzinfo | None:
    if name in CITIES:
        return ZoneInfo(CITIES[name])
    if len(name) == 1 and name not in "APZ":  # RFC 2822: military zones were written wrongly so often that they say nothing
        return UTC
    return timezone(timedelta(hours=ZONES[name])) if name in ZONES else None


def _find_zone_within(name: str | None, offset: int | None) -> tzinfo | None:
    """Return for dateutil the zone that stands before a year, as `date` prints it, or that nobody knows."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    return _find_zone((name or "").upper()) or UTC
