"""How a line is read aloud: numbers, dates, amounts, signs and abbreviations in words, and nothing that cannot be spoken."""

from __future__ import annotations

from collections.abc import Callable

from briefing.model import Line, Reading
from briefing.ports import Language
from briefing.speak import numbers
from briefing.speak.plain import plain, speakable
from briefing.speak.ranges import minus, ranges
from briefing.speak.symbols import abbreviations, addresses, fractions, signs
from briefing.speak.times import clock, dates
from briefing.speak.units import measures, money

# The order matters: what is longer and more particular is read first, and leaves words behind where the figures were.
RULES: tuple[Callable[[str, Language], str], ...] = (
    addresses,
    fractions,
    abbreviations,
    dates,
    clock,
    minus,
    money,
    ranges,
    measures,
    lambda text, language: numbers.ordinals(text, language.code),
    lambda text, language: numbers.plurals(text, language.code),
    signs,
    lambda text, language: numbers.remaining(text, language.code),
)


def read_aloud(line: Line, language: Language) -> Reading:
    """Return the line in words; a line with letters or digits never becomes empty, and no digit or markup is left."""
    text = plain(line.text)
    for rule in RULES:
        text = rule(text, language)
    return Reading(line.id, speakable(text))
