"""Quotation marks: what is quoted, and what is left open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.write.quotations import blank_quotations, find_unclosed_quote, pair_quotes, straighten_quotes


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param('He said "we won" there.', "He said there.", id="straight"),
        pytest.param("He said “we won” there.", "He said there.", id="curly"),
        pytest.param("He said „we won“ there.", "He said there.", id="German"),
        pytest.param("He said «we won» there.", "He said there.", id="guillemets"),
        pytest.param("He said 'we won' there.", "He said there.", id="single"),
        pytest.param("He said ‘we don’t know’ there.", "He said there.", id="single with an apostrophe"),
        pytest.param("The fans' song, we don't know.", "The fans' song, we don't know.", id="apostrophes are no quotation"),
        pytest.param('He said "we won and left.', 'He said "we won and left.', id="never closed"),
    ],
)
def test_outside(text: str, rest: str) -> None:
    """What stands between quotation marks of any kind is blanked out; apostrophes and open marks hide nothing."""
    marks = str.maketrans("", "", "\"“”„«»‘’'") if rest == "He said there." else {}
    assert blank_quotations(text).translate(marks).split() == rest.split()


def test_marks_that_stand_alone() -> None:
    """A mark that opens while another is open tells that the earlier one was never closed."""
    assert pair_quotes('The "rich man, and the "poor" one.') == ([(23, 29)], [4])
    assert pair_quotes('It ended" here.') == ([], [8])


@pytest.mark.parametrize(
    ("paragraph", "at"),
    [
        pytest.param('He said: "It is over. We won.', 9, id="runs to the end"),
        pytest.param('He said: "It is over." Then he left.', 36, id="closed"),
        pytest.param('The "rich man. Then a "poor" one.', 33, id="a stray mark before a whole quotation"),
    ],
)
def test_never_closed(paragraph: str, at: int) -> None:
    """A quotation still open at the paragraph's end is found where it starts."""
    assert find_unclosed_quote(paragraph) == at


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("ab \"“”„«»‘’'.,"), max_size=60))
def test_offsets_stay(text: str) -> None:
    """Straightening and blanking change no length, so offsets hold."""
    assert len(straighten_quotes(text)) == len(blank_quotations(text)) == len(text)
    assert 0 <= find_unclosed_quote(text) <= len(text)
