"""What every summarizer promises, the extractive one and the fake alike."""

from __future__ import annotations

import hashlib

import pytest

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.model.ports import Summarizer, Task
from briefing.model.show import Rights
from briefing.write.summarizers.extractive import ENGINE
from tests.support.fakes.write import FirstSentence
from tests.support.make import item

LONG = " ".join(f"Bridge number {n} opened in Lviv at noon with Mayor Andriy Sadovyi." for n in range(1, 31))
TEXTS = [
    pytest.param("The bridge opened at noon in Lviv. Mayor Andriy Sadovyi came. Thousands followed him there.", id="plain"),
    pytest.param("Мост — “The Bridge” 🚀 — opened at noon. Mayor Sadovyi came.", id="more than ASCII"),
    pytest.param(LONG, id="360 words"),
    pytest.param("", id="empty"),
    pytest.param("\n \n", id="white space"),
    pytest.param("The bridge was opened by the", id="cut off"),
    pytest.param("{{ 7 * 7 }} <b>bridges</b> & more.", id="hostile"),
]


@pytest.fixture(params=[pytest.param(ENGINE.open(load_language("en")), id="extractive"), pytest.param(FirstSentence(), id="fake")])
def summarizer(request: pytest.FixtureRequest) -> Summarizer:
    """Each summarizer there is."""
    found: Summarizer = request.param
    return found


@pytest.mark.parametrize("rights", ["own", "licensed", "quote"])
@pytest.mark.parametrize("words", [0, 5, 12, 70])
@pytest.mark.parametrize("text", TEXTS)
def test_contract(summarizer: Summarizer, text: str, words: int, rights: Rights) -> None:
    """Lines fit words and rights, have ids of their own, and stand word for word where their sources say."""
    told: Item = item(text=text)
    lines = summarizer.summarize(told, Task(words, rights))
    assert sum(len(line.text.split()) for line in lines) <= words
    assert len({line.id for line in lines}) == len(lines)
    if rights == "quote":
        assert len(lines) <= 2
        total = len(text.split())
        assert total <= 200 or sum(len(line.text.split()) for line in lines) <= total / 4
    for line in lines:
        (source,) = line.sources
        assert line.basis == "verbatim"
        assert line.text == source.quote == text[source.start : source.end]
        assert (source.feed, source.item, source.version, source.field) == (told.feed, told.id, told.version, "text")
        assert source.hash == hashlib.sha256(text.encode()).hexdigest()


def test_something_is_read(summarizer: Summarizer) -> None:
    """A plain text gives a first sentence."""
    assert summarizer.summarize(item(), Task(70, "own"))[0].text == "The bridge opened at noon."
