"""What is left out of a sentence because a voice cannot read it or because what it refers to is not read; nothing factual goes."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.language import Language
from briefing.model.news import Edit
from briefing.write.phrases import matching


def asides(sentence: str, language: Language) -> tuple[Edit, ...]:
    """Return the cuts of asides made for the eye: "(pictured, left)", "(NYSE: XYZ)", "[sic]", each with the blank before it."""
    found = []
    for match in matching(language.asides).finditer(sentence):
        start = match.start() - (sentence[: match.start()][-1:] == " ")
        found.append(Edit(start, match.end(), "", "an aside for the eye"))
    return tuple(found)


def connective(sentence: str, others: Sequence[Edit], language: Language) -> tuple[Edit, ...]:
    """Return the cut of an opening such as "But" or "However,", which joins a sentence to one that is not read.

    None where one of the other edits changes the words behind it.
    """
    match = matching(language.connectives).match(sentence)
    if not match or not sentence[match.end() :][:1].isalnum():
        return ()
    end = match.end() + 1
    if any(edit.start < end for edit in others):
        return ()
    return (Edit(0, end, sentence[end - 1].upper(), "the sentence before it is not read"),)


def apart(*groups: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits in order; of two that overlap the first given stays."""
    kept: list[Edit] = []
    taken: set[int] = set()
    for edit in (edit for group in groups for edit in group):
        if taken.isdisjoint(range(edit.start, edit.end)):
            kept.append(edit)
            taken.update(range(edit.start, edit.end))
    return tuple(sorted(kept, key=lambda edit: edit.start))
