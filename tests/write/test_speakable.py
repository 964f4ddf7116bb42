"""Which headlines are sentences that can be spoken."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.write.speakable import close_headline, find_unspeakable, is_grave

ENGLISH, GERMAN, UKRAINIAN = map(load_language, ("en", "de", "uk"))


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Land prices have risen by a third since 2010", id="an auxiliary"),
        pytest.param("Parliament removes the speaker over a land deal", id="a present form"),
        pytest.param("Northern river withdrew from the lower town", id="a past form that is no participle"),
        pytest.param("The council launches a new bus line to the harbour", id="a form that may be a noun, before an article"),
        pytest.param("Growers report a record harvest of apples", id="a plural and a bare verb"),
        pytest.param("Mayor resigns after a vote on the budget", id="a subordinate clause"),
        pytest.param("Bridge will stay shut until June, council says", id="who says it, at the end"),
        pytest.param("Ada Brown, the oldest member of the council, resigns", id="an apposition between commas"),
    ],
)
def test_sentences(title: str) -> None:
    """A subject and a finite verb make a sentence that a voice can say."""
    assert find_unspeakable(title, ENGLISH) == ""


@pytest.mark.parametrize(
    ("title", "why"),
    [
        pytest.param("Six hikers found alive after storm", "no finite verb", id="without its auxiliary"),
        pytest.param("Council to open new bus line", "no finite verb", id="an infinitive for the future"),
        pytest.param("New rules for bus drivers", "no finite verb", id="no verb"),
        pytest.param("Bardale, Kelstead hold talks on the harbour", "no finite verb", id="a comma for and"),
        pytest.param("Bardale, Kelstead have agreed on the harbour", "no finite verb", id="a comma for and, with an auxiliary"),
        pytest.param("Why the harbour bridge is shut again", "no sentence of news", id="a question word"),
        pytest.param("Is the harbour bridge safe to cross?", "no sentence of news", id="a question"),
        pytest.param("Mayor: the bridge is safe for all cars", "no sentence of news", id="who claims it, before a colon"),
        pytest.param("The bridge is open — and nobody came", "no sentence of news", id="a dash"),
        pytest.param("The bridge is open. Nobody came to see it", "no sentence of news", id="two sentences"),
        pytest.param("The mayor says 12 people killed in landslide", "no sentence of news", id="a participle after says"),
        pytest.param("This is what you need for the garden", "no sentence of news", id="it speaks to the listener"),
        pytest.param("The council has CANCELLED the summer fair", "no sentence of news", id="shouted"),
        pytest.param("Bridge opens", "too short", id="too short"),
        pytest.param("The council has " + "very " * 25 + "long plans", "too long", id="too long"),
        pytest.param("The bridge is open | Valley Ledger", "left over from a page", id="a sign of a page"),
    ],
)
def test_fragments(title: str, why: str) -> None:
    """What is no sentence, or only a reader understands, is not spoken, and the reason says why."""
    assert why in find_unspeakable(title, ENGLISH)


@pytest.mark.parametrize(
    ("language", "title", "spoken"),
    [
        pytest.param(GERMAN, "Rat beschließt den Bau einer neuen Brücke", True, id="German"),
        pytest.param(GERMAN, "Neue Brücke für den Hafen", False, id="German without a verb"),
        pytest.param(GERMAN, "Brücke am Hafen Er hatte eben dieses Gefühl", False, id="German: a kicker run into a quotation"),
        pytest.param(GERMAN, "Warum die Brücke wieder gesperrt ist", False, id="a German question"),
        pytest.param(UKRAINIAN, "Рада міста відкрила нову бібліотеку", True, id="Ukrainian"),
        pytest.param(UKRAINIAN, "Нова бібліотека для міста", False, id="Ukrainian without a verb"),
        pytest.param(UKRAINIAN, "Чому закрили міст через річку", False, id="a Ukrainian question"),
    ],
)
def test_other_languages(language: object, title: str, spoken: bool) -> None:
    """The same rules hold where the language pack has the words."""
    assert (find_unspeakable(title, language) == "") is spoken  # type: ignore[arg-type]  # a Language, as the rows give it


@pytest.mark.parametrize(
    ("title", "grave"),
    [
        pytest.param("Two people have died in a landslide", True, id="a death"),
        pytest.param("Former clerk is charged over missing funds", True, id="a charge"),
        pytest.param("Mayor is accused of taking gifts", True, id="an accusation"),
        pytest.param("The library opens a new wing", False, id="none of them"),
    ],
)
def test_grave(title: str, grave: bool) -> None:
    """A death, a charge or an accusation is recognised."""
    assert is_grave(title, ENGLISH) is grave


@pytest.mark.parametrize(
    ("text", "said"), [pytest.param("The bridge is open", "n.", id="none"), pytest.param("It is open!", "", id="there is one")]
)
def test_the_full_stop(text: str, said: str) -> None:
    """A headline is closed with a full stop unless it has an end."""
    assert close_headline(text) == said
