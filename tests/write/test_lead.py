"""Headline or lead, and never the background in place of the news."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.languages import load_language
from briefing.model.ports import Task
from briefing.write.examine import examine_sentences
from briefing.write.lead import build_headline, choose_lead, cut_label, cut_publisher, is_sound, tells_headline
from briefing.write.summarizers.extractive import ENGINE
from tests.support import make

ENGLISH = load_language("en")
DAY = date(2026, 11, 22)


def told(title: str, text: str, *, follows: bool = False) -> list[str] | str:
    """What is said of an item, or why nothing is."""
    item = make.item(title, text)
    task = Task(70, "own", DAY, "UTC")
    summary = ENGINE.open(ENGLISH).summarize(item, task)
    headline = build_headline(item, DAY, "UTC", ENGLISH)
    found = choose_lead(item, headline, summary, examine_sentences(item, task, ENGLISH), ENGLISH, follows=follows)
    return found if isinstance(found, str) else [line.text for line in found]


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        pytest.param(
            "Bardale opens its new library", "Bardale has opened a library with 40,000 books. Entry is free.",
            "Bardale has opened a library with 40,000 books.", id="the lead tells the headline",
        ),
        pytest.param(
            "Bardale opens its new library", "Work on the hall took three years. Entry is free for all.",
            "Bardale opens its new library.", id="the headline, since no sentence tells it",
        ),
        pytest.param(
            "BREAKING: Bardale opens its new library", "Work on the hall took three years. Entry is free for all.",
            "Bardale opens its new library.", id="the headline without its label",
        ),
        pytest.param(
            "Talks on the harbour of Bardale are over", "The meeting in Bardale lasted nine hours. It was the third of its kind.",
            "Talks on the harbour of Bardale are over.", id="a lead that points back, behind its headline",
        ),
    ],
)  # fmt: skip
def test_what_is_said_first(title: str, text: str, first: str) -> None:
    """The article's own sentence where it tells the news, else the headline as a sentence; never both for the same."""
    said = told(title, text)
    assert not isinstance(said, str)
    assert said[0] == first
    assert sum(tells_headline(line, title, ENGLISH) for line in said) <= 1


@pytest.mark.parametrize(
    ("title", "text", "why"),
    [
        pytest.param("Bardale library: a start", "Work on the hall took three years.", "no sentence of it tells", id="background"),
        pytest.param("Two hikers have died near Bardale", "Read more...", "not told by a headline alone", id="a death alone"),
        pytest.param(
            "The mayor of Bardale takes gifts from builders",
            "Work on the hall took three years. We could not verify the claim of gifts.",
            "caveat or a denial", id="a claim whose caveat is not read",
        ),
        pytest.param("Bardale in pictures", "Read more...", "nothing of it may be read", id="nothing"),
    ],
)  # fmt: skip
def test_what_is_not_told(title: str, text: str, why: str) -> None:
    """A story of which only the background, or only a grave headline, could be read goes with its reason."""
    said = told(title, text)
    assert isinstance(said, str)
    assert why in said


def test_a_follow_up_need_not_tell_it_again() -> None:
    """What continues a story that was heard begins with what is new."""
    assert told("Bardale library, day two", "Nurses from Kelstead came to help.", follows=True) == [
        "Nurses from Kelstead came to help."
    ]


def test_a_headline_cites_what_is_said_of_it() -> None:
    """Its quotation stands in the title, without the label, and its full stop is a recorded edit."""
    item = make.item("WATCH: Bardale opens its new library", "x")
    line = build_headline(item, DAY, "UTC", ENGLISH).line
    assert line is not None
    (source,) = line.sources
    assert item.title[source.start : source.end] == source.quote == "Bardale opens its new library"
    assert [(edit.said, edit.reason) for edit in line.edits] == [("y.", "a headline as a sentence")]


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        pytest.param("Live: Bridge opens", "Bridge opens", id="a label"),
        pytest.param("Liverpool: Bridge opens", "Liverpool: Bridge opens", id="a name that begins like one"),
        pytest.param("Live:", "Live:", id="a label alone"),
    ],
)
def test_labels(title: str, rest: str) -> None:
    """Only a label that says nothing of the event is cut."""
    assert cut_label(title, ENGLISH) == rest


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        pytest.param("Bridge opens - Valley Ledger", "Bridge opens", id="a dash"),
        pytest.param("Bridge opens | valley ledger", "Bridge opens", id="a bar, in another case"),
        pytest.param("Bridge opens to Valley Ledger", "Bridge opens to Valley Ledger", id="no sign before it"),
        pytest.param("Bridge opens - Hill Gazette", "Bridge opens - Hill Gazette", id="another name"),
        pytest.param("- Valley Ledger", "- Valley Ledger", id="nothing else"),
    ],
)
def test_the_publisher_behind_a_headline(title: str, rest: str) -> None:
    """Only the name of the item's own publisher is cut."""
    assert cut_publisher(title, "Valley Ledger") == rest


@pytest.mark.parametrize(
    ("sentence", "sound"),
    [
        pytest.param("Bardale has opened its new library.", True, id="it tells it"),
        pytest.param("The library of Bardale opened at noon.", True, id="it points, but tells most of it"),
        pytest.param("The meeting in Bardale was about a library of the new kind.", True, id="enough words, though it points"),
        pytest.param("The hall holds 40,000 books.", False, id="it points, and tells little"),
    ],
)
def test_sound_sentences(sentence: str, sound: bool) -> None:
    """A sound first sentence tells what the headline tells and needs no other."""
    assert is_sound(sentence, "Bardale opens its new library", ENGLISH) is sound
