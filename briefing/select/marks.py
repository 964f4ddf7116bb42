"""How a source says itself that it took something back: a label at its title, or a sentence in its text."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Literal

from briefing.model.language import Corrections

LONGEST = 600  # characters of such a sentence

Mark = Literal["marked", "withdrawn"]


def labelled(title: str, corrections: Corrections) -> tuple[Mark | None, int, int]:
    """Return what a title's label says, and where the rest of the title stands, `[start, end)`."""
    for mark, labels in (("withdrawn", corrections.retractions), ("marked", corrections.labels)):
        before, after = _around(labels)
        if found := before.match(title):
            return _mark(mark), found.end(), len(title)
        if found := after.search(title):
            return _mark(mark), 0, found.start()
    return None, 0, len(title)


def noticed(sentence: str, corrections: Corrections) -> Mark | None:
    """Return what a sentence says of its own article."""
    if len(sentence) > LONGEST:
        return None
    if _either(corrections.retracted).search(sentence):
        return "withdrawn"
    return "marked" if _either(corrections.notices).search(sentence) else None


def goes_on(title: str, corrections: Corrections) -> bool:
    """Tell whether a title says that its report goes on, as that of a live blog does."""
    before, after = _around(corrections.progress)
    return bool(before.match(title) or after.search(title))


def _mark(name: str) -> Mark:
    return "withdrawn" if name == "withdrawn" else "marked"


@cache
def _around(labels: Collection[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the labels before and behind a title: "Corrected: ", "[Corrected] ", "CORRECTED-Title", "Title (corrected)"."""
    label = f"(?:{'|'.join(sorted(labels, key=len, reverse=True))})"
    before = rf"^\s*(?:[\[(]{label}[\])]\s*:?|{label}\s*[:|]|{label}\s+[-–—]\s|{label}-(?-i:(?=[^\W\d_a-zа-яґєії])))\s*"
    after = rf"\s*(?:[\[(]{label}[\])]|\s[-–—|]\s+{label})\s*$"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


@cache
def _either(patterns: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)
