"""People are introduced where they are first said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.languages import load_language
from briefing.model.news import Item, Line
from briefing.write.introduce import introduce_people
from tests.support import make

ENGLISH, GERMAN = map(load_language, ("en", "de"))


def introduced(sentence: str, text: str, *others: Item) -> list[str]:
    """What is said for a sentence that stands at the end of a text."""
    item = make.item(text=f"{text} {sentence}")
    line = Line("", sentence, "verbatim", (make.cite(item, sentence),))
    return [found.text for found in introduce_people([line], [item, *others], ENGLISH)]


@pytest.mark.parametrize(
    ("sentence", "text", "said"),
    [
        pytest.param("Brown opened the hall.", "Ada Brown said it was time.", "Ada Brown opened the hall.", id="a full name"),
        pytest.param(
            "Brown opened the hall.", "Mayor Ada Brown said it was time.", "Mayor Ada Brown opened the hall.", id="with the office"
        ),
        pytest.param(
            "Brown opened the hall.", "It was former Mayor Ada Brown who came.", "Former Mayor Ada Brown opened the hall.",
            id="and with what limits it",
        ),
        pytest.param("Mayor Brown opened it.", "Mayor Ada Brown said no.", "Mayor Ada Brown opened it.", id="its office is there"),
        pytest.param("Mr. Brown opened the hall.", "Ada Brown said it was time.", "Ada Brown opened the hall.", id="a title goes"),
        pytest.param("Many like Brown's plan.", "Ada Brown, 54, spoke.", "Many like Ada Brown's plan.", id="a possessive"),
        pytest.param("Brown opened it.", "Ada Brown said so. Max Brown said no.", "Brown opened it.", id="two of one name"),
        pytest.param("Brown came.", "Ada Maria Brown said so.", "Brown came.", id="three names"),
        pytest.param("The Brown plan is old.", "Ada Brown said it was time.", "The Brown plan is old.", id='after "the"'),
        pytest.param("A Brown-backed plan is old.", "Ada Brown said so.", "A Brown-backed plan is old.", id="a compound"),
        pytest.param("Brown Street is shut.", "Ada Brown said it was time.", "Brown Street is shut.", id="within a longer name"),
        pytest.param('She said: "Brown is right."', "Ada Brown said so.", 'She said: "Brown is right."', id="in a quotation"),
        pytest.param("Florida is dry.", "South Florida has had no rain.", "Florida is dry.", id="a place"),
        pytest.param("Ada Brown opened the hall.", "Mayor Ada Brown said so.", "Ada Brown opened the hall.", id="in full already"),
    ],
)  # fmt: skip
def test_who_is_introduced(sentence: str, text: str, said: str) -> None:
    """A surname is said in full if the text gives one person of that name, next to an office, an age or a word for saying."""
    assert introduced(sentence, text) == [said]


def test_another_item_of_the_event_may_give_the_name() -> None:
    """Then its words are cited beside the sentence."""
    other = make.item(text="Mayor Ada Brown said it was time.", id="other", feed="f2")
    item = make.item(text="Brown opened the hall.")
    (line,) = introduce_people([Line("", item.text, "verbatim", (make.cite(item, item.text),))], [item, other], ENGLISH)
    assert line.text == "Mayor Ada Brown opened the hall."
    assert [(source.item, source.quote) for source in line.sources] == [(item.id, item.text), ("other", "Mayor Ada Brown")]


def test_a_name_is_given_once() -> None:
    """The second mention in a story stays as it stands."""
    item = make.item(text="Brown opened the hall. Brown left at noon. Ada Brown said it was late.")
    lines = [Line("", text, "verbatim", (make.cite(item, text),)) for text in ("Brown opened the hall.", "Brown left at noon.")]
    assert [line.text for line in introduce_people(lines, [item], ENGLISH)] == ["Ada Brown opened the hall.", "Brown left at noon."]


def test_a_language_whose_nouns_have_capitals_gives_no_names() -> None:
    """In German a capital marks no name, so nobody is introduced."""
    item = make.item(text="Braun kam. Ada Braun sagte ja.")
    line = Line("", "Braun kam.", "verbatim", (make.cite(item, "Braun kam."),))
    assert introduce_people([line], [replace(item)], GERMAN) == [line]
