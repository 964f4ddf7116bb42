"""The formula, and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.select.rank import Rating, choose_topics, is_breaking
from tests.support import make

FRESH = Rating(weight=1, age_hours=0, window_hours=24)


@pytest.mark.parametrize(
    ("rating", "score", "said"),
    [
        pytest.param(FRESH, 1, "1 (weight) x 1 (0 min old)", id="fresh"),
        pytest.param(Rating(1, -1, 24), 1, "1 (weight) x 1 (0 min old)", id="dated ahead of the cutoff"),
        pytest.param(Rating(1, 12, 24), 0.5, "1 (weight) x 0.5 (12 h old)", id="half a window old"),
        pytest.param(Rating(1, 84, 168), 0.5, "1 (weight) x 0.5 (84 h old)", id="half a week old in a weekly show"),
        pytest.param(Rating(2, None, 24), 0.5, "2 (weight) x 0.25 (without a date)", id="as old as the window reaches"),
        pytest.param(Rating(2, 12, 24, 3), 2, "2 (weight) x 0.5 (12 h old) x 2 (3 sources)", id="three sources"),
        pytest.param(
            Rating(1, 0, 24, 1, (("climate", 2), ("football", 0.25))),
            0.5,
            '1 (weight) x 1 (0 min old) x 2 ("climate") x 0.25 ("football")',
            id="topics",
        ),
        pytest.param(
            Rating(1, 0, 24, new=0.5), 0.75, "1 (weight) x 1 (0 min old) x 0.75 (told before, 50% new)", id="half of it new"
        ),
        pytest.param(Rating(1, 0, 24, new=1), 1, "1 (weight) x 1 (0 min old) x 1 (told before, 100% new)", id="all of it new"),
        pytest.param(Rating(1, 0, 24, near=1), 0.8, "1 (weight) x 1 (0 min old) x 0.8 (near another story)", id="near one"),
        pytest.param(Rating(1, 0, 24, near=2), 0.64, "1 (weight) x 1 (0 min old) x 0.64 (near 2 other stories)", id="near two"),
        pytest.param(Rating(1, 0.5, 24, lift=3), 3.97, "1 (weight) x 0.97 (30 min old) + 3 (breaking)", id="breaking"),
        pytest.param(Rating(0, 0, 24), 0, "0 (weight) x 1 (0 min old)", id="no weight"),
        pytest.param(Rating(0.004, 0, 24), 0.004, "0.004 (weight) x 1 (0 min old)", id="little weight"),
    ],
)
def test_the_score_is_a_product_that_is_told(rating: Rating, score: float, said: str) -> None:
    """Every factor that changes something stands in the reason with what it stands for."""
    assert rating.score == pytest.approx(score, abs=0.005)
    assert str(rating) == f"score {rating.score:.2f}: {said}"


@settings(max_examples=50)
@given(st.floats(0.1, 100), st.floats(0, 48), st.integers(1, 9), st.integers(0, 4), st.floats(0, 1))
def test_newer_heavier_oftener_told_and_apart_is_never_less(weight: float, age: float, sources: int, near: int, new: float) -> None:
    """The score falls with age and nearness, and grows with weight, sources, and what is new."""
    here = Rating(weight, age, 24, sources, near=near, new=new).score
    assert here > Rating(weight, age + 1, 24, sources, near=near, new=new).score
    assert here < Rating(weight + 1, age, 24, sources, near=near, new=new).score
    assert here < Rating(weight, age, 24, sources + 1, near=near, new=new).score
    assert here > Rating(weight, age, 24, sources, near=near + 1, new=new).score
    assert here <= Rating(weight, age, 24, sources, near=near).score


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        pytest.param([], (), id="none"),
        pytest.param(["climate"], (("climate", 2),), id="one"),
        pytest.param(["climate", "energy"], (("energy", 3),), id="two that raise"),
        pytest.param(["football", "cricket"], (("cricket", 0.2),), id="two that lower"),
        pytest.param(["climate", "energy", "football"], (("energy", 3), ("football", 0.5)), id="both ways"),
        pytest.param(["neutral"], (), id="a factor of one"),
    ],
)
def test_the_strongest_topic_in_each_direction_counts(found: list[str], counted: tuple[tuple[str, float], ...]) -> None:
    """A list that names one thing in several ways does not count it several times."""
    assert choose_topics(found, {"climate": 2, "energy": 3, "football": 0.5, "cricket": 0.2, "neutral": 1}) == counted


HEADLINES = [
    pytest.param("en", "BREAKING: Bridge falls in Lviv", True, id="colon"),
    pytest.param("en", "Breaking news | Bridge falls in Lviv", True, id="bar"),
    pytest.param("en", "[Breaking] Bridge falls in Lviv", True, id="brackets"),
    pytest.param("en", "Breaking - bridge falls in Lviv", True, id="dash"),
    pytest.param("en", "Breaking! Bridge falls in Lviv", True, id="exclamation mark"),
    pytest.param("en", "🔴 BREAKING: Bridge falls in Lviv", True, id="a sign before"),
    pytest.param("en", "Breaking the ice: how two towns met", False, id="a word of the sentence"),
    pytest.param("en", "Record-breaking: the longest bridge", False, id="the end of a word"),
    pytest.param("en", "Bridge falls. BREAKING: more to come", False, id="not at the start"),
    pytest.param("uk", "ТЕРМІНОВО: у Львові впав міст", True, id="uk colon"),
    pytest.param("uk", "Терміново! У Львові впав міст", True, id="uk exclamation mark"),
    pytest.param("uk", "Терміново потрібна кров", False, id="uk a word of the sentence"),
    pytest.param("de", "Eilmeldung: Brücke in Lwiw eingestürzt", True, id="de colon"),
    pytest.param("de", "+++ EIL +++ Brücke eingestürzt", False, id="de ticker"),
    pytest.param("de", "Eilantrag gegen Brücke", False, id="de a longer word"),
]


@pytest.mark.parametrize(("code", "title", "expected"), HEADLINES)
def test_breaking_news_is_known_by_its_label(code: str, title: str, expected: bool) -> None:
    """A label of the language counts at the headline's start and set off from it."""
    assert is_breaking([make.item(title)], load_language(code).titles.breaking, make.NOW) is expected


@pytest.mark.parametrize(("age", "expected"), [pytest.param(2.9, True, id="fresh"), pytest.param(3.1, False, id="of this night")])
def test_what_broke_hours_ago_is_no_longer_breaking(age: float, expected: bool) -> None:
    """The label is believed for three hours."""
    assert (
        is_breaking([make.item("BREAKING: Bridge falls", hours_ago=age)], load_language("en").titles.breaking, make.NOW) is expected
    )
