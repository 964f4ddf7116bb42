"""Rules for single values of feeds.yaml: each returns the normalised value, or raises PydanticCustomError.

`{value}` in a message becomes the text as it is in the file, so that no value from the environment is ever printed.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from datetime import date, datetime
from functools import cache
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from cronsim import CronSim, CronSimError
from pydantic_core import PydanticCustomError

from briefing.config.values import suggest_nearest

BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029]")  # they make a title read differently from what it is
SHOW_KEY = re.compile(r"(?!.*\d{4}-\d\d-\d\d(-\d{4})?$)[a-z][a-z0-9-]{0,39}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
SPAN = re.compile(r"([0-9]{1,5})([mhd])")
UNITS = {"m": 60, "h": 3600, "d": 86400}  # seconds
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def _make_error(what: str, hint: str = "") -> PydanticCustomError:
    return PydanticCustomError("rule", what, {"hint": hint})


def check_version(value: int) -> int:
    """Return the version of the format, if it is supported."""
    if value != 1:
        raise _make_error("this program reads version 1, not {value}")
    return value


def check_text(value: str) -> str:
    """Return a text in one line; refuses control characters and those that change the direction of writing."""
    folded = re.sub(r"[ \t\r\n]+", " ", value)
    for character in folded:
        if unicodedata.category(character) in ("Cc", "Cs") or BIDI_CONTROLS.match(character):
            raise _make_error(f"holds the control character U+{ord(character):04X}")
    return folded.strip()


def check_spoken(value: str) -> str:
    """Return a sentence that has at least one letter to speak."""
    if not any(character.isalpha() for character in value):
        raise _make_error("must be a sentence that can be spoken; leave the key out for the language's own")
    return value


def check_phrase(value: str) -> str:
    """Return a phrase with at least one word to find in titles, or one /part/ of addresses."""
    part = value.strip("/")
    if not any(character.isalnum() for character in part) or (value.startswith("/") and "/" in part):
        raise _make_error("must be words of a title, or one /part/ of an address, not {value}")
    return value


def check_wanted(value: str) -> str:
    """Return a phrase to find in news: it has a word, and a star only after the beginning of a word."""
    stars = [word for word in value.split() if "*" in word]
    if not any(map(str.isalnum, value)) or not all(re.fullmatch(r"[^*]*[^\W_]{2}\*", word) for word in stars):
        raise _make_error("must be words; * may stand after the beginning of a word, such as clim*, not {value}")
    return value


def check_show_key(value: str) -> str:
    """Return a key that is safe as a folder's name and leaves the start of the date in an edition's id unambiguous."""
    if not SHOW_KEY.fullmatch(value):
        raise _make_error("a show's key is 1 to 40 of a-z, 0-9 and -, begins with a letter and does not end in a date")
    return value


def check_url(value: str) -> str:
    """Return the address of a feed."""
    _parse_address(value)
    return value


def check_ping(value: str) -> str:
    """Return the address of a monitor without the final slash of its path, or ""."""
    if value and not (parts := _parse_address(value)).query:
        return value if parts.fragment else value.rstrip("/")
    return value


def check_link(value: str) -> str:
    """Return the address of a site without its final slash, or ""."""
    if not value:
        return value
    parts = _parse_address(value)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise _make_error("must be the plain address of a folder, without ?, # and user, not {value}")
    return value.rstrip("/")


def _parse_address(value: str) -> SplitResult:
    if re.search(r"[\s\x00-\x1f\x7f\\]", value) or any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
        raise _make_error("is not an address: {value} holds a space, a control character or a backslash")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _make_error("is not an address: {value}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise _make_error("must be an address that begins with http:// or https://, not {value}")
    return parts


def check_path(value: str) -> str:
    """Return a file's path, normalised, with forward slashes."""
    if not value or check_text(value) != value:
        raise _make_error("must be a file's path, not {value}")
    return posixpath.normpath(value)


def check_email(value: str) -> str:
    """Return an e-mail address, or ""."""
    if value and not EMAIL.fullmatch(check_text(value)):
        raise _make_error("must be like news@example.org, not {value}")
    return value


def check_language(value: str) -> str:
    """Return a language tag in its canonical case; whether there is a pack for it is not checked here."""
    try:
        if not LANGUAGE.fullmatch(value):
            raise UnknownLocaleError(value)
        return str(Locale.parse(value, sep="-")).replace("_", "-")
    except UnknownLocaleError as error:
        raise _make_error("must be a language tag such as en or en-US, not {value}") from error


def check_timezone(value: str) -> str:
    """Return the name of a time zone that this machine has."""
    if value not in _list_zones():
        raise _make_error("no such time zone: {value}", suggest_nearest(value, sorted(_list_zones())))
    return value


@cache
def _list_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_day(value: str) -> str:
    """Return a calendar day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise _make_error("must be a day such as 2026-12-25, not {value}") from error


def check_span(value: str) -> str:
    """Return a span of time such as 90m, 6h or 2d, between ten minutes and thirty days."""
    found = SPAN.fullmatch(value)
    if not found or not 600 <= int(found[1]) * UNITS[found[2]] <= 30 * 86400:
        raise _make_error("must be a span from 10m to 30d, such as 90m, 6h or 2d, not {value}")
    return value


def parse_hours(value: str) -> float:
    """Return the hours of a time span."""
    return int(value[:-1]) * UNITS[value[-1]] / 3600


def check_schedule(value: str) -> str:
    """Return a cron expression of five fields that matches some day."""
    fields = value.split()
    if len(fields) != 5:
        raise _make_error("must be a cron expression of five fields, such as 0 6 * * *, not {value}")
    try:
        next(CronSim(" ".join(fields), datetime(2024, 1, 1)))  # cronsim wants wall-clock time
    except CronSimError as error:
        raise _make_error(f"is not a cron expression: {str(error).lower()} in {{value}}") from error
    except StopIteration as error:
        raise _make_error("never comes true: {value}") from error
    return " ".join(fields)
