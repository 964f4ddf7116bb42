"""What only one language writes: its own patterns, before and after the rules that all languages share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.model.language import Language
from briefing.speak.normalize.numbers import apart, said

_SLOT = re.compile(r"<(\d):(\w+)>")


def first(text: str, language: Language) -> str:
    """Read what must be read before the shared rules take its figures: `2026 р.`, `5.05pm`."""
    return _read(text, language.counting.first, language)


def last(text: str, language: Language) -> str:
    """Read what may be read once amounts and times are words: `21st`, `1990s`."""
    return _read(text, language.counting.last, language)


def _read(text: str, rows: Iterable[tuple[str, str]], language: Language) -> str:
    for pattern, instead in rows:
        text = re.sub(pattern, lambda m, instead=instead: apart(m, _filled(m, instead, language)), text)  # type: ignore[misc]  # mypy cannot type a default
    return text


def _filled(found: re.Match[str], instead: str, language: Language) -> str:
    """Put groups where `\\1` stands, and group 1 as a number in that form where `<1:form>` stands."""
    numbers = _SLOT.sub(lambda slot: said(found[int(slot[1])], language, slot[2]).replace("\\", ""), instead)
    return found.expand(numbers)
