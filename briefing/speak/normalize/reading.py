"""Spoken form of a line: numbers, dates, amounts, signs and abbreviations in words, and only characters that can be spoken."""

from __future__ import annotations

from collections.abc import Callable

from briefing.model.language import Language
from briefing.model.news import Line
from briefing.model.script import Reading
from briefing.speak.normalize.numbers import spell_remaining_numbers
from briefing.speak.normalize.patterns import apply_first_patterns, apply_last_patterns
from briefing.speak.normalize.plain import normalize_characters, strip_unspeakable
from briefing.speak.normalize.ranges import spell_minus, spell_ranges
from briefing.speak.normalize.symbols import expand_abbreviations, spell_addresses, spell_fractions, spell_signs
from briefing.speak.normalize.times import expand_day_months, expand_numeric_dates, spell_dates, spell_times
from briefing.speak.normalize.units import spell_measures, spell_money

# The order matters: what is longer and more particular is read first, and leaves words where the figures were.
RULES: tuple[Callable[[str, Language], str], ...] = (
    spell_addresses,
    expand_numeric_dates,
    spell_fractions,
    expand_abbreviations,
    apply_first_patterns,
    spell_dates,
    spell_times,
    spell_minus,
    spell_money,
    spell_ranges,
    spell_measures,
    apply_last_patterns,
    spell_signs,
    spell_remaining_numbers,
)


def read_aloud(line: Line, language: Language) -> Reading:
    """Return the spoken form of a line, without digits or markup; a line with letters or digits never becomes empty."""
    text = normalize_characters(expand_day_months(line.text, language), language.counting)
    for rule in RULES:
        text = rule(text, language)
    return Reading(line.id, strip_unspeakable(text))
