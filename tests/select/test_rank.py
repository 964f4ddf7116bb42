"""The formula, and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.select.rank import explain, score


def test_the_formula_is_weight_times_freshness_times_feeds() -> None:
    """Half a window old halves, a second feed adds half, a weight multiplies."""
    assert score(weight=1, age_hours=0, feeds=1, window_hours=24) == 1
    assert score(weight=1, age_hours=12, feeds=1, window_hours=24) == 0.5
    assert score(weight=2, age_hours=12, feeds=3, window_hours=24) == 2
    assert score(weight=1, age_hours=84, feeds=1, window_hours=168) == 0.5


def test_a_date_ahead_of_the_cutoff_counts_as_now() -> None:
    """A clock that runs ahead wins nothing."""
    assert score(weight=1, age_hours=-1, feeds=1, window_hours=24) == 1


@settings(max_examples=50)
@given(st.floats(0.1, 100), st.floats(0, 48), st.integers(1, 9))
def test_newer_heavier_and_oftener_told_is_never_less(weight: float, age: float, feeds: int) -> None:
    """The score falls with age and grows with weight and with the number of feeds."""
    here = score(weight=weight, age_hours=age, feeds=feeds, window_hours=24)
    assert here >= score(weight=weight, age_hours=age + 1, feeds=feeds, window_hours=24)
    assert here < score(weight=weight + 1, age_hours=age, feeds=feeds, window_hours=24)
    assert here < score(weight=weight, age_hours=age, feeds=feeds + 1, window_hours=24)


@pytest.mark.parametrize(
    ("age", "also", "said"),
    [
        pytest.param(3.2, (), "score 1.83: weight 2, 3 h old, told by 1 feed", id="alone"),
        pytest.param(-1, (), "score 1.83: weight 2, 0 min old, told by 1 feed", id="ahead of the cutoff"),
        pytest.param(0.5, ("A",), "score 1.83: weight 2, 30 min old, told by 2 feeds; also told by A", id="one more"),
        pytest.param(
            9, ("A", "B", "C"), "score 1.83: weight 2, 9 h old, told by 4 feeds; also told by A, B and C", id="several more"
        ),
    ],
)
def test_the_reason_is_told_in_words_and_numbers(age: float, also: tuple[str, ...], said: str) -> None:
    """A producer reads the terms of the formula, not only its result."""
    assert explain(1.834, weight=2, age_hours=age, also=also) == said
