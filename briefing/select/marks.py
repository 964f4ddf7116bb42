"""Correction marks: a label at a title or a sentence in a text by which a source says that it corrected or withdrew a report."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Literal

from briefing.model.language import Corrections

LONGEST = 600  # characters of such a sentence

Mark = Literal["marked", "withdrawn"]


def find_label(title: str, corrections: Corrections) -> tuple[Mark | None, int, int]:
    """Return what a title's label says, and the span `[start, end)` of the rest of the title."""
    for mark, labels in (("withdrawn", corrections.retractions), ("marked", corrections.labels)):
        before, after = _compile_labels(labels)
        if found := before.match(title):
            return _to_mark(mark), found.end(), len(title)
        if found := after.search(title):
            return _to_mark(mark), 0, found.start()
    return None, 0, len(title)


def find_notice(sentence: str, corrections: Corrections) -> Mark | None:
    """Return what a sentence says of its own article: corrected, withdrawn or nothing (None)."""
    if len(sentence) > LONGEST:
        return None
    if _compile_any(corrections.retracted).search(sentence):
        return "withdrawn"
    return "marked" if _compile_any(corrections.notices).search(sentence) else None


def is_ongoing(title: str, corrections: Corrections) -> bool:
    """Return whether a title says that its report continues, as that of a live blog does."""
    before, after = _compile_labels(corrections.progress)
    return bool(before.match(title) or after.search(title))


def _to_mark(name: str) -> Mark:
    return "withdrawn" if name == "withdrawn" else "marked"


@cache
def _compile_labels(labels: Collection[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the labels around a title as patterns: "Corrected: ", "[Corrected] ", "CORRECTED-Title", "Title (corrected)"."""
    label = f"(?:{'|'.join(sorted(labels, key=len, reverse=True))})"
    before = rf"^\s*(?:[\[(]{label}[\])]\s*:?|{label}\s*[:|]|{label}\s+[-–—]\s|{label}-(?-i:(?=[^\W\d_a-zа-яґєії])))\s*"
    after = rf"\s*(?:[\[(]{label}[\])]|\s[-–—|]\s+{label})\s*$"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


@cache
def _compile_any(patterns: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)
