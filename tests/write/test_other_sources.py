"""What other sources of a story add, and where they give another figure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.languages import load_language
from briefing.model.news import Item, Line, Story
from briefing.model.ports import Task
from briefing.model.rundown import Chosen, Rundown
from briefing.write.compose import compose
from briefing.write.other_sources import find_other_sources
from briefing.write.summarizers.extractive import ExtractiveSummarizer
from tests.support.make import cite, edition, feed, item, show, site

ENGLISH = load_language("en")
FEEDS = (feed("f1", "The Courier"), feed("f2", "Meridian Wire"), feed("f3", "Hill Gazette"))
OURS = item("Blast in Bardale", "A blast in Bardale killed 12 people on Friday. The mayor opened a shelter.", feed="f1",
            url="https://courier.example/1")  # fmt: skip


def theirs(text: str, *, by: str = "f2", url: str = "https://wire.example/1", hours_ago: float = 1, title: str = "Blast") -> Item:
    """Another source's item."""
    return item(title, text, id=f"{by}-item", feed=by, url=url, hours_ago=hours_ago)


class Further(ExtractiveSummarizer):
    """A summarizer that leaves out what was told, as its port has it: it goes on behind the sentences that were heard."""

    def summarize(self, given: Item, task: Task) -> Sequence[Line]:
        """Return the last sentence of what is not the teller's."""
        if given.id == OURS.id:
            return super().summarize(given, task)
        last = given.text.rpartition(". ")[2]
        long = len(last.split()) > task.words or last in task.told
        return [] if long else [Line("", last, "verbatim", (cite(given, last),))]


def told(*items: Item, words: int = 70) -> list[str]:
    """The lines of the one story that these items tell."""
    given = Rundown((Chosen(Story("s", items), 1, "r"),), (), 165)
    made = compose(edition(), show("morning", *FEEDS, words=words), site(), given, ENGLISH, Further(ENGLISH))
    return [line.text for line in made.segments[1].lines]


OWN = ["A blast in Bardale killed 12 people on Friday, The Courier reports.", "The mayor opened a shelter."]


def test_another_figure_is_given_with_its_source() -> None:
    """The other source is named, in words that call nobody wrong, and its sentence is read as it stands."""
    assert told(OURS, theirs("Nobody has slept here. The blast in Bardale killed 14 people, police said.")) == [
        *OWN,
        "Meridian Wire gives another figure.",
        "The blast in Bardale killed 14 people, police said.",
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(theirs("The blast killed 12 people, police said."), id="the same figure"),
        pytest.param(theirs("The blast killed 14 people. Officials first spoke of 12."), id="it knows ours too"),
        pytest.param(theirs("The blast killed 14 people, police said.", hours_ago=9), id="it is older"),
        pytest.param(theirs("The blast in Kelstead killed 14 people, said John Carter."), id="it names another place"),
        pytest.param(theirs("He said the blast killed 14 people."), id="it leans on what is before"),
        pytest.param(theirs("A van drove by. The driver, in a blast, killed 14 people."), id="it points to what nobody heard of"),
        pytest.param(theirs("The blast killed 14 people. The claim could not be verified."), id="it is not verified"),
        pytest.param(theirs("The blast killed 14 people. The police denied this."), id="it is denied"),
        pytest.param(theirs('The mayor said: "The blast killed 14 people. It was loud.'), id="a quotation that never closes"),
        pytest.param(theirs("The blast killed 14 people.", url="https://www.courier.example/2"), id="the same site"),
        pytest.param(theirs("The blast killed 14 people.", by="f1"), id="the same source"),
        pytest.param(theirs("The blast killed 14 people.", by="gone"), id="no longer in the show"),
    ],
)
def test_no_other_figure(other: Item) -> None:
    """When it is not sure that two sources disagree on the same thing, nothing is said of it."""
    assert not [line for line in told(OURS, other) if "14" in line]


def test_what_only_another_has_is_added() -> None:
    """A sentence with a name or a number that the teller has not is read, with its source."""
    assert told(OURS, theirs("A blast shook the town. The blast closed the port of Bardale for 30 days, officials said.")) == [
        *OWN,
        "The blast closed the port of Bardale for 30 days, officials said.",
        "That is from Meridian Wire.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A blast shook the town. On Friday a blast in Bardale killed 12 people.", id="a repetition"),
        pytest.param("A blast shook the town. The mayor of Bardale opened a warm and large shelter.", id="no name, no number"),
        pytest.param("A blast shook the town. Shares of Northgate fell by 4 percent.", id="another story"),
        pytest.param("A blast shook the town. The blast in Bardale left two dead in Zulmouth.", id="a figure at odds with ours"),
        pytest.param("A blast in Bardale closed the harbour bridge for 30 days.", id="how it begins"),
    ],
)
def test_nothing_is_added(text: str) -> None:
    """What was heard, what belongs to another story and what is no fact is not added; who tells the same is only named."""
    assert [line for line in told(OURS, theirs(text)) if line != "Meridian Wire also reports this."] == OWN


def test_each_source_stands_for_its_own() -> None:
    """Lines cite the item they stand in, and of several others only one is heard, another figure first."""
    adds = theirs("A blast shook it. The blast closed the port of Bardale for 30 days.", by="f3", url="https://hill.example/1")
    differs = theirs("The blast in Bardale killed 14 people.")
    given = Rundown((Chosen(Story("s", (OURS, adds, differs)), 1, "r"),), (), 165)
    story = compose(edition(), show("morning", *FEEDS), site(), given, ENGLISH, Further(ENGLISH)).segments[1]
    assert [{source.item for source in line.sources} for line in story.lines] == [
        {OURS.id}, {OURS.id}, set(), {differs.id}
    ]  # fmt: skip
    assert [other.feed.name for other in find_other_sources(given.stories[0].story, {one.id: one for one in FEEDS})] == [
        "Hill Gazette",
        "Meridian Wire",
    ]


@pytest.mark.parametrize("words", range(9, 32))
def test_a_story_keeps_to_its_words(words: int) -> None:
    """What others add comes out of the words that a story has; where it does not fit, the teller's sentences are read."""
    other = theirs("The blast in Bardale killed 14 people, police said.")
    said = told(OURS, other, words=words)
    assert said
    assert sum(len(line.removesuffix(", The Courier reports.").split()) for line in said) <= words
