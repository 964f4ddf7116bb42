"""The extractive summarizer: the first sentences that may be read, without what they need left behind."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from briefing.languages import load_language
from briefing.model.ports import Task
from briefing.model.show import Rights
from briefing.write import summarize
from briefing.write.summarizers.extractive import ExtractiveSummarizer, compute_limits
from tests.support.make import NOW, item

CLAIM = "Russia said it hit a Kyiv depot."
MORE = "Moscow said forty vehicles burned."
CAVEAT = "The claim could not be independently verified."


def read(text: str, *, title: str = "A headline", words: int = 70, rights: Rights = "own") -> list[str]:
    """Return the sentences read of a text."""
    return [line.text for line in ExtractiveSummarizer(load_language("en")).summarize(item(title, text), Task(words, rights))]


def test_the_first_whole_sentences() -> None:
    """Sentences are read in order from the first, as many as fit."""
    text = "The bridge opened in Lviv. Mayor Sadovyi came at noon. Thousands walked across."
    assert read(text, words=11) == ["The bridge opened in Lviv.", "Mayor Sadovyi came at noon."]


def test_rights_to_quote_end_after_two_sentences() -> None:
    """Under `quote` the third sentence is not read, under `licensed` it is."""
    text = "The bridge opened in Lviv. Mayor Sadovyi came at noon. Thousands walked across."
    assert len(read(text, rights="quote")) == 2
    assert len(read(text, rights="licensed")) == 3


@pytest.mark.parametrize(
    ("words", "rights", "expected"),
    [
        pytest.param(200, "quote", (70, 2), id="200 words are a short text"),
        pytest.param(201, "quote", (50, 2), id="a quarter of a longer one"),
        pytest.param(400, "quote", (70, 2), id="never more than asked for"),
        pytest.param(400, "own", (70, 400), id="own"),
        pytest.param(400, "licensed", (70, 400), id="licensed"),
    ],
)
def test_budget(words: int, rights: Rights, expected: tuple[int, int]) -> None:
    """What may be read of a text follows from its length and rights."""
    assert compute_limits("word " * words, 70, rights) == expected


def test_reading_stops_at_a_refused_sentence() -> None:
    """What follows a sentence that may not be read is not read either: scattered sentences are hard to follow."""
    assert read("The bridge opened in Lviv. We saw it. Mayor Sadovyi came at noon.") == ["The bridge opened in Lviv."]


def test_a_later_start() -> None:
    """When the first sentence may not be read, the reading starts with the first that stands by itself."""
    text = "Today the bridge opened. He came early. The crowd sang. Mayor Sadovyi of Lviv came at noon. He spoke of floods."
    assert read(text) == ["Mayor Sadovyi of Lviv came at noon.", "He spoke of floods."]


def test_a_pronoun_needs_a_name_that_was_read() -> None:
    """After a later start a pronoun is read only behind a sentence that names somebody."""
    text = "Yesterday Mayor Sadovyi came. Two bridges opened at noon. He spoke for an hour."
    assert read(text) == ["Two bridges opened at noon."]


def test_nothing_from_deep_in_the_text() -> None:
    """A text whose first twelve sentences may not be read is not read at all."""
    assert read("We saw it fall. " * 12 + "Mayor Sadovyi of Lviv came at noon.") == []
    assert read("We saw it fall. " * 11 + "Mayor Sadovyi of Lviv came at noon.") == ["Mayor Sadovyi of Lviv came at noon."]


def test_a_caveat_comes_along() -> None:
    """A claim is read with the caveat right behind it when both fit."""
    assert read(f"{CLAIM} {CAVEAT} Rain fell in Kyiv.", rights="quote") == [CLAIM, CAVEAT]


@pytest.mark.parametrize(
    ("text", "words", "rights"),
    [
        pytest.param(f"{CLAIM} {CAVEAT}", 10, "own", id="no room for the caveat"),
        pytest.param(f"{CLAIM} We could not verify the claim.", 70, "own", id="the caveat may not be read"),
        pytest.param(f"{CLAIM} {MORE} {CAVEAT}", 70, "quote", id="a caveat two sentences on"),
        pytest.param(f"{CLAIM} Kyiv denied today that anything burned.", 70, "own", id="a denial that may not be read"),
    ],
)
def test_a_claim_without_its_caveat_is_not_read(text: str, words: int, rights: Rights) -> None:
    """When the caveat cannot be read, neither is the claim, nor the caveat without the claim."""
    assert read(text, words=words, rights=rights) == []


def test_what_comes_before_a_denied_claim_is_read() -> None:
    """A denial takes back the sentence before it, not those further up."""
    text = "Rain fell in Kyiv all day. Russia said a depot burned. Kyiv denied today that it did."
    assert read(text) == ["Rain fell in Kyiv all day."]


def test_a_question_is_not_left_open() -> None:
    """A reading does not end with a question."""
    assert read("The bridge opened in Lviv. What now for Mayor Sadovyi? We do not know.") == ["The bridge opened in Lviv."]


def test_inside_a_quotation_that_never_closes() -> None:
    """Sentences of a quotation that never closes are somebody's words, even without a mark of their own."""
    assert read('The mayor said: "The war is over. The enemy left Kyiv. Everybody went home.') == []


def test_the_headline_is_not_said_twice() -> None:
    """A first sentence that only repeats the headline is passed over."""
    text = "Bridge opens in Lviv. Mayor Sadovyi of Lviv came at noon."
    assert read(text, title="Bridge opens in Lviv") == ["Mayor Sadovyi of Lviv came at noon."]


def test_behind_the_dateline() -> None:
    """The words read start behind the dateline, and the source says where."""
    text = "KYIV (Reuters) - The bridge opened at noon."
    (line,) = ExtractiveSummarizer(load_language("en")).summarize(item(text=text), Task(70, "own"))
    assert (line.text, line.sources[0].start) == ("The bridge opened at noon.", text.index("The"))


def test_the_python_entry() -> None:
    """`briefing.write.summarize` shortens a text without feed or show."""
    (line,) = summarize("The bridge opened at noon. He", "Bridge opens", words=70)
    assert (line.text, line.sources[0].start, line.sources[0].end) == ("The bridge opened at noon.", 0, 26)


def test_the_python_entry_knows_its_languages() -> None:
    """A language there is no pack for is a KeyError."""
    with pytest.raises(KeyError):
        summarize("Text.", "Title", words=70, language="xx")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bridge opened in Lviv. " * 20_000, id="half a megabyte of sentences"),
        pytest.param(" ‘x" + "’a" * 50_000, id="apostrophes"),
        pytest.param(" 'a" * 50_000, id="opening marks"),
        pytest.param('The "bridge" fell. ' * 20_000, id="quotations"),
        pytest.param("A" * 200_000, id="one word"),
        pytest.param("A " * 100_000 + "(", id="capitals"),
        pytest.param("not " * 100_000, id="negations"),
        pytest.param("The claim about Kyiv was not verified. " * 7_000, id="caveats"),
        pytest.param("Moscow claimed that it rained. " * 40 + "Kyiv denied it.\n" * 7_000, id="denials in lines of their own"),
        pytest.param(" ? a" * 60_000, id="lost dashes"),
        pytest.param('He said "a? b ' * 10_000, id="lost marks"),
    ],
)
@pytest.mark.parametrize(
    ("part", "seconds"), [pytest.param(4, 5, id="a quarter"), pytest.param(1, 20, id="whole", marks=pytest.mark.slow)]
)
def test_hostile_length(text: str, part: int, seconds: float) -> None:
    """A text of any length and kind takes seconds at most."""
    started = time.process_time()
    read(text[: len(text) // part])
    assert time.process_time() - started < seconds


def test_what_was_heard_before_is_left_out() -> None:
    """A sentence that says what listeners heard is left out; one with a new number, or that turns it, is told.

    Of the first sentence only the very words count, since what follows leans on it.
    """
    told = ("The bridge over the river Poltva in Lviv opened at noon on Monday.",)

    def after(text: str) -> list[str]:
        return [
            line.text
            for line in ExtractiveSummarizer(load_language("en")).summarize(item("A headline", text), Task(70, "own", told=told))
        ]

    rain = "Rain fell on Lviv all day."
    assert after(told[0]) == []
    assert after(f"{rain} In Lviv the bridge over the river Poltva opened on Monday at noon.") == [rain]
    assert after("The bridge over the river Poltva in Lviv opened at noon with 3,000 guests.")
    assert after("The bridge over the river Poltva in Lviv never opened on Monday.")
    assert after("The bridge over the river Poltva in Lviv opened at five on Monday.")
    assert after("The bridge over the river Poltva in Halych opened at noon on Monday.")


def test_an_edited_line_is_its_quotation_with_its_edits() -> None:
    """What is said differently is recorded; the source keeps the original words."""
    text = "Mayor Andriy Sadovyi (pictured, left) opened the bridge in Lviv."
    (line,) = ExtractiveSummarizer(load_language("en")).summarize(item("A headline", text), Task(70, "own"))
    assert (line.basis, line.text) == ("edited", "Mayor Andriy Sadovyi opened the bridge in Lviv.")
    assert line.sources[0].quote == text
    assert [text[edit.start : edit.end] for edit in line.edits] == [" (pictured, left)"]


def test_a_relative_day_is_reckoned() -> None:
    """With a dated item and the day of the programme, "yesterday" becomes the day it means."""
    told = replace(item("A headline", "The bridge fell in Lviv yesterday."), published=NOW.replace(hour=12), dated=True)
    (line,) = ExtractiveSummarizer(load_language("en")).summarize(
        told, Task(70, "own", day=date(2026, 11, 23), timezone="Europe/London")
    )
    assert (line.basis, line.text) == ("edited", "The bridge fell in Lviv on Saturday.")
    assert read("The bridge fell in Lviv yesterday.") == []


def test_a_quotation_that_is_repeated_without_its_marks() -> None:
    """Words that stand in a quotation elsewhere are somebody's, also where their marks are missing."""
    text = 'Mayor Sadovyi of Lviv wrote: "The enemy is weak. The city stands." The enemy is weak.'
    assert read(text) == ['Mayor Sadovyi of Lviv wrote: "The enemy is weak. The city stands."']


def test_it_may_open_a_text() -> None:
    """An "it" stands for nothing where a text begins; when only the next sentence says what it is about, both are read."""
    assert read("It is official: Lviv has a bridge.") == ["It is official: Lviv has a bridge."]
    both = ["It was a long wait.", "Mayor Sadovyi opened the Lviv bridge."]
    assert read(" ".join(both)) == both
    assert read(" ".join(both), words=8) == ["Mayor Sadovyi opened the Lviv bridge."]
