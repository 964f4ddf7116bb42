"""Which change of a sentence is one of facts: sentences.toml has them as they were aired and as they stand now."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.select.facts import compare_sentences
from briefing.select.statement import find_known_names

CHANGED, DOUBTFUL, KEPT = "changed", "doubtful", "kept"
ROWS = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))
TABLE = [
    pytest.param(verdict, *(*row, "")[:3], language, id=f"{language}: {id}")
    for language, verdicts in ROWS.items()
    for verdict, rows in verdicts.items()
    for id, row in rows.items()
]


@pytest.mark.parametrize(("verdict", "before", "after", "beside", "language"), TABLE)
def test_what_became_of_a_sentence(verdict: str, before: str, after: str, beside: str, language: str) -> None:
    """A change of facts is one; a doubtful one is not; and other words for the same are nothing."""
    spoken = load_language(language)
    found = compare_sentences(before, after, spoken, find_known_names([beside], spoken))
    assert (found.kind, bool(found.what)) == (verdict, verdict != KEPT), found.what


WORDS = st.sampled_from(
    ["the", "of", "on", "and", "council", "mayor", "said", "closed", "Petrenko", "Leeds", "12", "15", "not", "killed", "two", "3.5"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=15).map(" ".join), st.text(max_size=80))
def test_any_words_can_be_compared(before: str, after: str) -> None:
    """A sentence is always what it was, and anything may be held against it."""
    english = load_language("en")
    assert compare_sentences(before, before, english).kind == KEPT
    assert compare_sentences(before, after, english).kind in (CHANGED, DOUBTFUL, KEPT)
    assert compare_sentences(after, before, english).kind in (CHANGED, DOUBTFUL, KEPT)
