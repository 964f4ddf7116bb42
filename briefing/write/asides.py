"""Cuts in a sentence: asides that a voice cannot read, and openings that refer to an unread sentence; no fact is removed."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.language import Language
from briefing.model.news import Edit
from briefing.write.phrases import compile_expressions


def cut_asides(sentence: str, language: Language) -> tuple[Edit, ...]:
    """Return the cuts of visual asides: "(pictured, left)", "(NYSE: XYZ)", "[sic]", each with the space before it."""
    found = []
    for match in compile_expressions(language.asides).finditer(sentence):
        start = match.start() - (sentence[: match.start()][-1:] == " ")
        found.append(Edit(start, match.end(), "", "an aside for the eye"))
    return tuple(found)


def cut_connective(sentence: str, others: Sequence[Edit], language: Language) -> tuple[Edit, ...]:
    """Return the cut of an opening such as "But" or "However," that joins a sentence to an unread one.

    Nothing is cut where another edit changes the words right after it.
    """
    match = compile_expressions(language.connectives).match(sentence)
    if not match or not sentence[match.end() :][:1].isalnum():
        return ()
    end = match.end() + 1
    if any(edit.start < end for edit in others):
        return ()
    return (Edit(0, end, sentence[end - 1].upper(), "the sentence before it is not read"),)


def merge_edits(*groups: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits in order; of two that overlap, the first given stays."""
    kept: list[Edit] = []
    taken: set[int] = set()
    for edit in (edit for group in groups for edit in group):
        if taken.isdisjoint(range(edit.start, edit.end)):
            kept.append(edit)
            taken.update(range(edit.start, edit.end))
    return tuple(sorted(kept, key=lambda edit: edit.start))
