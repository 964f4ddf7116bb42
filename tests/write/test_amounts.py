"""Two sentences that give different figures for one thing, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.languages import list_languages, load_language
from briefing.write.amounts import disagree, find_amounts, find_values, may_disagree

DIFFERENT = [
    pytest.param("en", "A blast killed 12 people in the port.", "The blast in the port left 14 people dead.", id="killed and dead"),
    pytest.param("en", "Nine people died in the fire.", "The fire killed 11 people, police said.", id="a number in words"),
    pytest.param("en", "At least 30 people were injured.", "Doctors said 25 people were injured.", id="fewer than at least"),
    pytest.param("en", "The storm injured up to 20 people.", "The storm injured 32.", id="more than up to"),
    pytest.param("en", "The death toll rose to 40.", "The mudslide killed 52 people.", id="a toll"),
    pytest.param("en", "Police arrested 15 people.", "The police said that 22 were arrested.", id="arrested"),
    pytest.param("en", "Some 3,000 people were evacuated.", "Officials evacuated 5,200 people.", id="thousands"),
    pytest.param("en", "Two million people are displaced.", "The floods left 3 million people displaced.", id="millions"),
    pytest.param("en", "Three soldiers were killed at the border.", "Five soldiers died at the border.", id="the same people"),
    pytest.param("en", "Fire destroys 40 houses near Bardale.", "Fire destroys 55 houses near Bardale on Sunday.", id="one more"),
    pytest.param("en", "Northgate shares fell 14 percent early.", "Northgate shares fell 19 percent early.", id="percent"),
    pytest.param("en", "The repair of the bridge cost $4 million.", "The bridge repair cost $6 million.", id="money"),
    pytest.param("en", "The attack wounded 17 and killed four.", "The attack left six dead.", id="two counts in one sentence"),
    pytest.param("uk", "Унаслідок удару загинули 12 людей.", "Відомо про 15 загиблих.", id="killed in Ukrainian"),
    pytest.param("uk", "Поранення дістали 30 людей.", "Поранено 41 людину.", id="wounded in Ukrainian"),
    pytest.param("uk", "Щонайменше 30 людей поранено.", "Лікарі кажуть, що поранено 22 особи.", id="below least, in Ukrainian"),
    pytest.param("de", "Bei dem Brand starben 12 Menschen.", "Bei dem Brand gab es 15 Tote.", id="killed in German"),
    pytest.param("de", "Mindestens 30 Menschen wurden verletzt.", "22 Personen wurden verletzt.", id="below least, in German"),
]  # fmt: skip
NOT_SURELY = [
    pytest.param("en", "A blast killed 12 people.", "The blast killed 12.", id="the same"),
    pytest.param("en", "A blast killed 12 people.", "More than 10 people were killed.", id="more than fewer"),
    pytest.param("en", "A blast killed 12 people.", "At least 10 people were killed.", id="at least fewer"),
    pytest.param("en", "A blast killed 12 people.", "Up to 20 people were killed.", id="up to more"),
    pytest.param("en", "A blast killed 12 people.", "About a dozen people were killed.", id="a dozen"),
    pytest.param("en", "A blast killed 12 people.", "About 13 people were killed.", id="about"),
    pytest.param("en", "A blast killed 12 people.", "Dozens of people were killed.", id="dozens"),
    pytest.param("en", "The storm left 20,000 people homeless.", "The storm left 19,850 homeless.", id="rounded"),
    pytest.param("en", "The magnitude 6 quake struck.", "A magnitude 6.1 quake struck.", id="perhaps two quakes"),
    pytest.param("en", "A blast killed 12 people.", "The blast wounded 14 people.", id="killed and wounded"),
    pytest.param("en", "A blast killed 12 people.", "The blast killed two children.", id="some of them"),
    pytest.param("en", "A blast killed 12 people.", "Another 14 people were killed in the south.", id="others"),
    pytest.param("en", "A blast killed 12 people.", "The fighting has killed 15 people since May.", id="over a longer time"),
    pytest.param("en", "A blast killed 12 people.", "An attack killed 17 people in 2019.", id="another year"),
    pytest.param("en", "A blast killed 12 people.", "The dead were found on May 14.", id="a date"),
    pytest.param("en", "A blast killed 12 people.", "The bus carried 14 people.", id="not counted dead"),
    pytest.param("en", "A blast killed 12 people.", "Anna Carter, 14, died in hospital.", id="an age"),
    pytest.param("en", "A blast killed 12 people.", "A 14-year-old boy died.", id="an age in one word"),
    pytest.param("en", "A blast killed 12 people.", "The blast killed 300 people.", id="far from it"),
    pytest.param("en", "A blast killed 12 people.", "Ten died in the north and 15 died in the south.", id="two places"),
    pytest.param(
        "en", "A blast killed 12 people.", "The toll could rise to 14, doctors said, if those hurt die.", id="what may come"
    ),
    pytest.param("en", "A blast killed 12 people.", "No one was killed.", id="nobody is no figure"),
    pytest.param("en", "Police arrested 15 people.", "Police arrested nine suspects.", id="perhaps other people"),
    pytest.param("en", "Prices rose by 3.5 percent last year.", "Rents rose by 4.5 percent last year.", id="another thing"),
    pytest.param(
        "en", "Prices in shops rose by 3.5 percent in May.", "Prices in shops rose by 4 percent in June.", id="another month"
    ),
    pytest.param("en", "The bridge cost $4 million.", "The bridge cost €6 million.", id="another money"),
    pytest.param("en", "Nine members voted for the plan.", "Five members voted against the plan.", id="for and against"),
    pytest.param("en", "The hall opened at 5:30 for all visitors.", "The hall opened at 6:30 for all visitors.", id="the clock"),
    pytest.param("uk", "Загинули 12 людей.", "Загинуло щонайменше 10 людей.", id="at least fewer in Ukrainian"),
    pytest.param("uk", "Загинули 12 людей.", "Від початку війни загинули 15 людей.", id="over a longer time in Ukrainian"),
    pytest.param("uk", "Загинули 12 людей.", "Поранено 14 людей.", id="killed and wounded in Ukrainian"),
    pytest.param("uk", "Загинули 12 людей.", "Ще 14 людей загинули на півдні.", id="others in Ukrainian"),
    pytest.param("de", "12 Menschen starben.", "Mehr als 10 Menschen starben.", id="more than fewer in German"),
    pytest.param("de", "12 Menschen starben.", "14 Menschen wurden verletzt.", id="killed and wounded in German"),
]


@pytest.mark.parametrize(("code", "one", "other"), DIFFERENT)
def test_two_figures_for_one_thing(code: str, one: str, other: str) -> None:
    """Two exact enough figures for the same thing disagree, whichever comes first."""
    assert disagree(one, other, load_language(code))
    assert disagree(other, one, load_language(code))


@pytest.mark.parametrize(("code", "one", "other"), NOT_SURELY)
def test_no_two_figures_for_one_thing(code: str, one: str, other: str) -> None:
    """What may both be true, or may count something else, does not disagree."""
    assert not disagree(one, other, load_language(code))
    assert not disagree(other, one, load_language(code))


@pytest.mark.parametrize("code", list_languages())
@given(text=st.text(alphabet="0123456789 ,.:-%$abc killed", max_size=40))
def test_any_text_agrees_with_itself(code: str, text: str) -> None:
    """Whatever a feed holds is counted without an error, and never disagrees with itself."""
    language = load_language(code)
    assert not disagree(text, text, language)
    assert all(amount.low <= amount.value <= amount.high for amount in find_amounts(text, language))


def test_values() -> None:
    """Numbers in figures and in words are found, with what multiplies them."""
    assert find_values("Two of 20,000 houses cost $4 million, or 3.5 percent.", load_language("en")) == {2, 20000, 4e6, 3.5}


def test_what_may_differ_is_not_read_side_by_side() -> None:
    """Where it is unsure that the same were counted, the two are at odds, though not said to disagree."""
    one, other = "Five wounded by quake.", "Two villagers were injured."
    assert (may_disagree(one, other, load_language("en")), disagree(one, other, load_language("en"))) == (True, False)
    assert not may_disagree(one, "The quake wounded five.", load_language("en"))
