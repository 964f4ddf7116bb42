"""Where a dateline such as "KYIV, Nov 22 (Reuters) - " ends, so that the words after it can be quoted as they stand."""

from __future__ import annotations

import re

# names, not language: agencies sign alike everywhere; others are left in, and the sentence is judged as it stands
_AGENCIES = (
    "CNN|AP|AFP|Reuters|REUTERS|BBC|UPI|PTI|IANS|ANI|TASS|Xinhua|dpa|Bloomberg|CBS|NBC|ABC|CNN Business|CNN Student News|EW.com"
)
_START = r"(?=[\"'“‘]?[A-Z\d])"
_DATELINE = re.compile(
    rf"(?:[A-Z][^()\n!?]{{1,50}}\s)?\((?:{_AGENCIES})\)\s*(?:--?|[–—:])?\s*{_START}"
    rf"|\([A-Z][\w .'’&-]{{1,40}}\)\s*(?:--?|[–—:])?\s*{_START}"
    rf"|[A-Z][A-Z .'’-]{{2,30}}(?:,\s[A-Z][\w. ]{{1,30}})?\s+(?:--?|[–—])\s+{_START}"
)


def dateline(sentence: str) -> int:
    """Return how many characters the dateline takes at the start of a sentence, 0 when there is none."""
    match = _DATELINE.match(sentence)
    return match.end() if match else 0
