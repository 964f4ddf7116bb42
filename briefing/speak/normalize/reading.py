"""How a line is read aloud: numbers, dates, amounts, signs and abbreviations in words, and nothing that cannot be spoken."""

from __future__ import annotations

from collections.abc import Callable

from briefing.model.language import Language
from briefing.model.news import Line
from briefing.model.script import Reading
from briefing.speak.normalize.numbers import remaining
from briefing.speak.normalize.patterns import first, last
from briefing.speak.normalize.plain import plain, speakable
from briefing.speak.normalize.ranges import minus, ranges
from briefing.speak.normalize.symbols import abbreviations, addresses, fractions, signs
from briefing.speak.normalize.times import clock, dates, days, figures
from briefing.speak.normalize.units import measures, money

# The order matters: what is longer and more particular is read first, and leaves words behind where the figures were.
RULES: tuple[Callable[[str, Language], str], ...] = (
    addresses,
    figures,
    fractions,
    abbreviations,
    first,
    dates,
    clock,
    minus,
    money,
    ranges,
    measures,
    last,
    signs,
    remaining,
)


def read_aloud(line: Line, language: Language) -> Reading:
    """Return the line in words; a line with letters or digits never becomes empty, and no digit or markup is left."""
    text = plain(days(line.text, language), language.counting)
    for rule in RULES:
        text = rule(text, language)
    return Reading(line.id, speakable(text))
