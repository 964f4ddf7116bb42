"""Where a dateline such as "KYIV, Nov 22 (Reuters) - " ends, so that the words after it can be quoted as they stand."""

from __future__ import annotations

import re
from functools import cache

_CAPITAL = "A-ZÀ-ÖØ-Þ\u0400-\u042fҐ"  # Latin and Cyrillic
_START = rf"(?=[\"'“‘„«»]?[{_CAPITAL}\d])"


def dateline(sentence: str, agencies: frozenset[str]) -> int:
    """Return how many characters the dateline takes at the start of a sentence, 0 when there is none."""
    match = _pattern(agencies).match(sentence)
    return match.end() if match else 0


@cache
def _pattern(agencies: frozenset[str]) -> re.Pattern[str]:
    """Any place, date and agency in brackets; another name in brackets alone; a place in capitals before a dash."""
    known = "|".join(re.escape(name) for name in sorted(agencies))
    return re.compile(
        rf"(?:[{_CAPITAL}][^()\n!?]{{1,50}}\s)?\((?:{known})\)\s*(?:--?|[–—:])?\s*{_START}"
        rf"|\([{_CAPITAL}][\w .'’&-]{{1,40}}\)\s*(?:--?|[–—:])?\s*{_START}"
        rf"|[{_CAPITAL}][{_CAPITAL} .'’-]{{2,30}}(?:,\s[{_CAPITAL}\d][\w. ]{{1,30}})?\s+(?:--?|[–—])\s+{_START}"
    )
