"""Numeric dates and times of day in words."""

from __future__ import annotations

import re
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names

from briefing.model.language import Language
from briefing.speak.normalize.numbers import spell_cardinal, spell_in_form

LEAP_YEAR = 2000  # any that has the 29th of February
_ISO = re.compile(r"(?<![\w-])(\d{4})-\d\d-\d\d(?![\w-])")
_DOTS = re.compile(r"(?<![\w.-])(\d\d?)\.\d\d?\.\d{4}(?![\w-]|\.\d)")
_CLOCK = re.compile(r"(?<![\w.:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")
_DAY = r"(?<![\d.,:-])(0?[1-9]|[12]\d|3[01])(?![\w:%]|[.,]\d|-\d)"


def expand_numeric_dates(text: str, language: Language) -> str:
    """Write `2026-11-22` with the month's name, and `22.11.2026` too where the language puts the day first."""
    if not re.search(r"\d", text):
        return text

    def in_full(found: re.Match[str]) -> str:
        parts = [int(part) for part in re.split(r"\D", found[0])]
        try:
            day = date(*(parts if len(found[1]) == 4 else parts[::-1]))
            return " ".join(str(format_date(day, "long", locale=language.code)).split())
        except ValueError:
            return found[0]

    text = _ISO.sub(in_full, text)
    day_first = str(Locale(language.code).date_formats["short"].pattern).startswith("d")
    return _DOTS.sub(in_full, text) if day_first else text


def expand_day_months(text: str, language: Language) -> str:
    """Write `27.11.` with the month's name where the language's patterns find a date; runs before points mean decimals."""
    for pattern in language.counting.days:
        text = re.sub(pattern, lambda m: m[0][: m.start(1) - m.start()] + _format_day_month(m, language), text)
    return text


def spell_dates(text: str, language: Language) -> str:
    """Spell `22 November` and `November 22` as the language's table shows under `d MMMM` and `MMMM d`."""
    if not re.search(r"\d", text):
        return text
    months = "|".join(map(re.escape, get_month_names("wide", locale=language.code).values()))
    for pattern, shape in (("d MMMM", rf"{_DAY} (?P<month>{months})\b"), ("MMMM d", rf"\b(?P<month>{months}) {_DAY}")):
        if reads := language.abbreviations.get(pattern):
            text = re.sub(shape, lambda m, reads=reads: _spell_day(m, reads, language), text)  # type: ignore[misc]  # mypy cannot type a default
    return text


def spell_times(text: str, language: Language) -> str:
    """Spell `5:30` as five thirty, `5:05` as five oh five, `6:00` as six o'clock, `17:00` as seventeen hundred."""
    return _CLOCK.sub(lambda m: _spell_time(m, language), text)


def _spell_day(found: re.Match[str], reads: str, language: Language) -> str:
    day = next(group for group in found.groups() if group and group.isdigit())
    return re.sub(r"\bd\b|MMMM", lambda m: found["month"] if m[0] == "MMMM" else spell_in_form(day, language, "ordinal"), reads)


def _format_day_month(found: re.Match[str], language: Language) -> str:
    try:
        return str(format_skeleton("MMMMd", date(LEAP_YEAR, int(found[2]), int(found[1])), locale=language.code))
    except ValueError:
        return found.string[found.start(1) : found.end()]


def _spell_time(found: re.Match[str], language: Language) -> str:
    hour, minute = int(found[1]), int(found[2])
    names = language.abbreviations
    words = [spell_cardinal(str(hour), language)]
    if minute:
        words += [names.get(":0", "") if minute < 10 else "", spell_cardinal(str(minute), language)]
    else:
        words.append(names.get(":00" if 0 < hour <= 12 else "00:00", ""))
    return " ".join(word for word in words if word)
