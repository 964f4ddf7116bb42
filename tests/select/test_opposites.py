"""Opposite and parallel news stays apart, however many words it shares; and what only sounds so does not."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.select.events import group_by_event
from briefing.select.mentions import compare_names, find_mentions, has_crossed_numbers
from briefing.select.opposite import has_opposite_titles
from tests.support import make

ENGLISH = load_language("en").titles
ROWS = tomllib.loads((Path(__file__).parent / "opposites.toml").read_text("utf-8"))["pairs"]
FEEDS = {id: make.feed(id, id) for id in "ab"}


def test_of_sixty_pairs_of_opposite_news_three_join_at_most() -> None:
    """An edition that holds all sixty pairs tells the two of a pair apart."""
    items: list[Item] = []
    for number, (_, *told) in enumerate(ROWS):
        items += [make.item(*told[:2], id=f"{number} a", feed="a"), make.item(*told[2:], id=f"{number} b", feed="b")]
    groups = [Counter(item.id.split()[0] for item in group) for group in group_by_event(items, FEEDS, ENGLISH)]
    joined = [ROWS[int(number)][0] for group in groups for number, count in group.items() if count == 2]
    assert (len(ROWS), len(joined) <= 3) == (60, True), joined


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        pytest.param("Herons hire coach", "Herons fire coach", True, id="hired, fired"),
        pytest.param("Court lifts ban on trawlers", "Court imposes ban on trawlers", True, id="noun is no verb"),
        pytest.param("Fares rise in Holm, fall in Tarn", "Fares fall in Tarn", False, id="one says both"),
        pytest.param("Otters beat Stoats", "Stoats lose to Otters", False, id="one match from both sides"),
        pytest.param("Otters beat Stoats", "Otters lose to Voles", True, id="one team in two matches"),
        pytest.param("", "Herons fire coach", False, id="no title"),
    ],
)
def test_opposite_titles(one: str, other: str, opposite: bool) -> None:
    """A word against another makes two headlines opposite; both in one headline, or two sides of one match, do not."""
    assert has_opposite_titles(one, other, ENGLISH) is has_opposite_titles(other, one, ENGLISH) is opposite


@pytest.mark.parametrize("code", ["en", "de", "uk"])
def test_the_words_of_a_row_are_on_one_side(code: str) -> None:
    """No word stands against itself."""
    titles = load_language(code).titles
    rows = (*titles.opposites, *titles.opposites_of_one)
    assert rows
    assert not [sorted(one & other) for one, other in rows if one & other]


def test_names_are_what_stands_with_a_capital_inside_a_sentence() -> None:
    """The first word of a sentence is none unless a name goes on from it, and a headline in capitals tells nothing."""
    found = find_mentions(make.item("Rain Delays The Holm Race", "Heavy rain fell. Dr Ilse Matt's team waited in Tarn."))
    assert found.names == {"dr", "ilse", "matt", "tarn"}


def test_names_are_crossed_where_neither_item_knows_the_other_ones() -> None:
    """One name of two that the other lacks is half of them; a form of a name is the same name."""
    one = find_mentions(make.item("A fire in Velm", "It was seen by Bo Rask of Velmia."))
    other = find_mentions(make.item("A fire at Velm", "It was seen by Ada Lind."))
    even = [dict.fromkeys(each.names, 1.0) for each in (one, other)]
    crossed, shared = compare_names(one, other, *even)
    assert (round(crossed, 6), shared) == (0.5, 1.0)
    assert compare_names(one, one, even[0], even[0])[0] == 0


@pytest.mark.parametrize(
    ("one", "other", "crossed"),
    [
        pytest.param("Fire kills 3", "Fire kills 5", True, id="other counts"),
        pytest.param("Fire kills 3, 40 flee", "Fire kills 5, 40 flee", False, id="one count is the same"),
        pytest.param("Fire kills 3", "Fire kills three", False, id="only one counts in figures"),
        pytest.param("Fire kills 1,200", "Fire kills 1200", False, id="written in two ways"),
    ],
)
def test_crossed_numbers(one: str, other: str, crossed: bool) -> None:
    """Numbers are crossed where each item has some and they have none in common."""
    assert has_crossed_numbers(find_mentions(make.item(one, "")), find_mentions(make.item(other, ""))) is crossed
