"""Signs that were lost: where a question mark ends no question."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.news import Edit
from briefing.write.lost_signs import list_restored_signs, restore_signs


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param('It was called "unsafe?, he said.', 'It was called "unsafe", he said.', id="before a comma"),
        pytest.param('He lost his "rich man?. She won.', 'He lost his "rich man". She won.', id="before a full stop"),
        pytest.param('The word "virgin? was cut.', 'The word "virgin" was cut.', id="before a small letter"),
        pytest.param('Not to "harm? Beijing and its "core interest".', 'Not to "harm" Beijing and its "core interest".', id="name"),
        pytest.param("Two parks ? both in Lviv ? closed.", "Two parks – both in Lviv – closed.", id="dashes"),
        pytest.param("It passed the experts? appraisal.", "It passed the experts’ appraisal.", id="apostrophe"),
        pytest.param("Why not? The bridge is open.", "Why not? The bridge is open.", id="a question"),
        pytest.param('"Who came?" he asked.', '"Who came?" he asked.', id="a quoted question"),
        pytest.param('He asked: "Who came?"', 'He asked: "Who came?"', id="a question at the end"),
        pytest.param("A TV?appearance.", "A TV?appearance.", id="nobody knows which sign"),
    ],
)
def test_mended(text: str, mended: str) -> None:
    """A lost quotation mark, dash or apostrophe is put back where grammar leaves no other; a question stays."""
    assert restore_signs(text) == mended


@given(st.text(alphabet='ab? ".,\nA–', max_size=80))
@settings(max_examples=50)
def test_offsets_stay(text: str) -> None:
    """Whatever is mended, each character keeps its place, and the edits say which changed."""
    mended = restore_signs(text)
    assert len(mended) == len(text)
    changed = {edit.start: edit.said for edit in list_restored_signs(text, mended)}
    assert "".join(changed.get(at, char) for at, char in enumerate(text)) == mended


def test_edits() -> None:
    """Each sign put back is an edit."""
    assert list_restored_signs('"a? b', '"a" b') == (Edit(2, 3, '"', "a sign that was lost on the way"),)
