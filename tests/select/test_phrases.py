"""How the phrases of topics and mutes are found."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from briefing.config.rules import check_wanted
from briefing.select.phrases import LEAD, Phrases
from tests.support import make


def found(phrase: str, title: str, text: str = "") -> bool:
    """Whether a phrase stands in an item."""
    return Phrases([phrase]).find_phrases(make.item(title, text)) == (phrase,)


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        pytest.param("climate", "Climate talks begin", id="any case"),
        pytest.param("CLIMATE", "Talks on climate", id="written in capitals"),
        pytest.param("climate change", "Climate change: the bill", id="two words"),
        pytest.param("climate change", "Climate-change bill", id="joined by a hyphen"),
        pytest.param("covid-19", "Covid 19 returns", id="a hyphen in the phrase"),
        pytest.param("clim*", "Climatic shifts", id="any ending"),
        pytest.param("clim*", "Clim in the hills", id="no ending"),
        pytest.param("royal famil*", "The Royal Families meet", id="any ending of the last word"),
        pytest.param("elect* commission", "Election commission meets", id="any ending of the first word"),
        pytest.param("клімат*", "Як змінюється клімату облік", id="uk case"),
        pytest.param("змін* клімату", "Про зміни клімату", id="uk two words"),
        pytest.param("п'ятниця", "П’ятниця: новини", id="an apostrophe of another kind"),
        pytest.param("замок", "За\u0301мок відкрили", id="a mark of stress"),
        pytest.param("straße", "STRASSE gesperrt", id="letters that fold"),
        pytest.param("5g", "5G masts", id="figure and letter"),
        pytest.param("3.5", "Rates at 3.5 percent", id="a number"),
    ],
)
def test_a_phrase_is_found(phrase: str, title: str) -> None:
    """Whole words in any case, signs between them aside; a star stands for any ending."""
    assert found(phrase, title)
    assert found(phrase, "", title)


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        pytest.param("war", "Award for a writer", id="within a word"),
        pytest.param("war", "Wars of the past", id="another form"),
        pytest.param("climate change", "Change of climate", id="another order"),
        pytest.param("climate change", "Climate and change", id="a word between"),
        pytest.param("royal family", "The royal", id="cut off"),
        pytest.param("clim*", "Acclimatise", id="not at the beginning"),
        pytest.param("3.5", "Rates at 35 percent", id="another number"),
        pytest.param("climate change", "", id="nothing"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, title: str) -> None:
    """A part of a word, another form or another order is not the phrase."""
    assert not found(phrase, title)
    assert not found(phrase, "", title)


def test_title_and_text_are_read_apart() -> None:
    """No phrase begins in the title and ends in the text."""
    assert not found("climate change", "The climate", "Change is near.")


def test_only_the_beginning_of_a_text_counts() -> None:
    """A story is about what its first sixty words say."""
    assert found("climate", "", "word " * (LEAD - 1) + "climate")
    assert not found("climate", "", "word " * LEAD + "climate")


def test_all_phrases_that_are_there_are_named() -> None:
    """What is found is told as the producer wrote it, in order."""
    assert Phrases(["War", "flood*", "peace"]).find_phrases(make.item("Floods and war")) == ("War", "flood*")


@settings(max_examples=100)
@given(st.text(max_size=20))
def test_what_feeds_yaml_accepts_is_found_in_itself(phrase: str) -> None:
    """No phrase that the configuration takes is silently without effect."""
    try:
        check_wanted(phrase)
    except PydanticCustomError:
        assume(False)
    assert found(phrase, phrase.replace("*", ""))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 100_000, id="one word"),
        pytest.param("ab " * 50_000, id="many words"),
        pytest.param("a'" * 50_000, id="apostrophes"),
        pytest.param("1," * 50_000, id="figures"),
        pytest.param("\u0301" * 100_000, id="marks"),
        pytest.param("ﷺ" * 100_000, id="letters that grow when folded"),
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """A hundred items against five hundred phrases take far less than a second."""
    phrases = Phrases([*(f"{'a' * length}* b" for length in range(2, 99)), *(f"ab{n} ab" for n in range(400))])
    began = time.process_time()
    for _ in range(100):
        phrases.find_phrases(make.item(text, text))
    assert time.process_time() - began < 5
