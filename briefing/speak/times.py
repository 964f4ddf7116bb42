"""Dates in figures and times of day."""

from __future__ import annotations

import re
from datetime import date

from briefing.ports import Language
from briefing.speak.numbers import cardinal, ordinal

_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
_HALVES = re.compile(r"(?<=\d)\s?([ap])\.?m\b\.?", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\w.:])([01]?\d|2[0-4])(?::([0-5]\d)|\.([0-5]\d)(?= [ap]\.m\b))(?![\d:])(?P<half> [ap]\.m\b)?")
_DAY = r"(?<![\d.,:-])(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w:%]|[.,]\d|-\d)"


def dates(text: str, language: Language) -> str:
    """Read `2026-11-22`, `22 November` and `November 22` the way the language's table shows under `d MMMM` and `MMMM d`."""
    if not re.search(r"\d", text):
        return text
    from babel.dates import format_date, get_month_names

    def in_full(found: re.Match[str]) -> str:
        try:
            return str(format_date(date(*map(int, found.groups())), "long", locale=language.code))
        except ValueError:
            return found[0]

    months = "|".join(map(re.escape, get_month_names("wide", locale=language.code).values()))
    text = _ISO.sub(in_full, text)
    for pattern, shape in (("d MMMM", rf"{_DAY} (?P<month>{months})\b"), ("MMMM d", rf"\b(?P<month>{months}) {_DAY}")):
        if said := language.abbreviations.get(pattern):
            text = re.sub(shape, lambda m, said=said: _day(m, said, language.code), text)  # type: ignore[misc]  # mypy cannot type a default
    return text


def clock(text: str, language: Language) -> str:
    """Read `5:30` as five thirty, `5:05` as five oh five, `6:00` as six o'clock, `17:00` as seventeen hundred."""
    text = _HALVES.sub(lambda m: f" {m[1].lower()}.m", text)
    return _CLOCK.sub(lambda m: _time(m, language), text)


def _day(found: re.Match[str], said: str, lang: str) -> str:
    day = next(int(group) for group in found.groups() if group and group.isdigit())
    return re.sub(r"\bd\b|MMMM", lambda m: found["month"] if m[0] == "MMMM" else ordinal(day, lang), said)


def _time(found: re.Match[str], language: Language) -> str:
    hour, minute, half = int(found[1]), int(found[2] or found[3]), found["half"] or ""
    said = language.abbreviations
    words = [cardinal(str(hour), language.code)]
    if minute:
        words += [said.get(":0", "") if minute < 10 else "", cardinal(str(minute), language.code)]
    elif not half:
        words.append(said.get(":00" if 0 < hour <= 12 else "00:00", ""))
    return " ".join(word for word in words if word) + half
