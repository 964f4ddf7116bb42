"""How many words there are, and how many a story takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.show import Rights
from briefing.select import budget
from tests.support import make

TEN = "One two three four five six seven eight nine ten. "


def test_the_minutes_hold_the_rate_less_the_frame() -> None:
    """Five minutes at 165 words are 825, of which the opening and the closing take theirs."""
    assert budget.compute_available_words(minutes=5, words_per_minute=165, frame_words=25) == 800
    assert budget.compute_available_words(minutes=0.1, words_per_minute=165, frame_words=25) == 0


@pytest.mark.parametrize(
    ("text", "rights", "words", "read"),
    [
        pytest.param(TEN * 9, "own", 70, 70, id="whole sentences that just fit"),
        pytest.param(TEN * 9, "own", 69, 60, id="only whole sentences"),
        pytest.param(TEN * 3, "licensed", 70, 30, id="all there is"),
        pytest.param(TEN * 9, "quote", 70, 20, id="two sentences quoted"),
        pytest.param(TEN + "word " * 220, "quote", 70, 10, id="a quarter of a long text"),
        pytest.param("word " * 100 + ".", "own", 70, 70, id="a first sentence too long counts as the allowance"),
        pytest.param("", "own", 70, 3, id="no text: its headline"),
        pytest.param('"One two three." Four five six seven. Eight.', "own", 7, 7, id="a quotation mark behind the full stop"),
    ],
)
def test_a_story_takes_the_naming_of_its_source_and_what_may_be_read(text: str, rights: Rights, words: int, read: int) -> None:
    """The estimate follows the producer's words, the rights, and what the text has."""
    item = make.item("Bridge opens in", text)
    assert budget.estimate_story_words(item, rights=rights, words=words, story_words=4) == 4 + read


@settings(max_examples=50)
@given(st.text(max_size=300), st.integers(1, 100), st.sampled_from(["own", "licensed", "quote"]))
def test_no_text_takes_more_than_its_words_or_the_allowance(text: str, words: int, rights: Rights) -> None:
    """Whatever the text, its cost is bounded by the allowance and by itself."""
    cost = budget.estimate_story_words(make.item("", text), rights=rights, words=words, story_words=0)
    assert 0 <= cost <= min(words, budget.count_words(text))
