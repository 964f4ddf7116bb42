"""Language-specific patterns, applied before and after the rules that all languages share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.model.language import Language
from briefing.speak.normalize.numbers import pad_words, spell_in_form

_SLOT = re.compile(r"<(\d):(\w+)>")


def apply_first_patterns(text: str, language: Language) -> str:
    """Apply the patterns that must run before the shared rules change the figures: `2026 р.`, `5.05pm`."""
    return _apply_patterns(text, language.counting.first, language)


def apply_last_patterns(text: str, language: Language) -> str:
    """Apply the patterns that run once amounts and times are words: `21st`, `1990s`."""
    return _apply_patterns(text, language.counting.last, language)


def _apply_patterns(text: str, rows: Iterable[tuple[str, str]], language: Language) -> str:
    for pattern, instead in rows:
        text = re.sub(pattern, lambda m, instead=instead: pad_words(m, _fill_slots(m, instead, language)), text)  # type: ignore[misc]  # mypy cannot type a default
    return text


def _fill_slots(found: re.Match[str], instead: str, language: Language) -> str:
    """Replace `\\1` by its group, and `<1:form>` by group 1 as a number in that form."""
    numbers = _SLOT.sub(lambda slot: spell_in_form(found[int(slot[1])], language, slot[2]).replace("\\", ""), instead)
    return found.expand(numbers)
