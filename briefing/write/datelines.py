"""The length of a dateline such as "KYIV, Nov 22 (Reuters) - ", so that the words after it can be quoted verbatim."""

from __future__ import annotations

import re
from functools import cache

_CAPITAL = "A-ZÀ-ÖØ-Þ\u0400-\u042fҐ"  # Latin and Cyrillic
_START = rf"(?=[\"'“‘„«»]?[{_CAPITAL}\d])"


def measure_dateline(sentence: str, agencies: frozenset[str]) -> int:
    """Return the number of characters of the dateline at the start of a sentence, 0 when there is none."""
    match = _compile_dateline(agencies).match(sentence)
    return match.end() if match else 0


@cache
def _compile_dateline(agencies: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern: place, date and known agency in brackets; another name in brackets; a place in capitals before a dash."""
    known = "|".join(re.escape(name) for name in sorted(agencies))
    return re.compile(
        rf"(?:[{_CAPITAL}][^()\n!?]{{1,50}}\s)?\((?:{known})\)\s*(?:--?|[–—:])?\s*{_START}"
        rf"|\([{_CAPITAL}][\w .'’&-]{{1,40}}\)\s*(?:--?|[–—:])?\s*{_START}"
        rf"|[{_CAPITAL}][{_CAPITAL} .'’-]{{2,30}}(?:,\s[{_CAPITAL}\d][\w. ]{{1,30}})?\s+(?:--?|[–—])\s+{_START}"
    )
