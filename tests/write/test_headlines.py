"""Headlines up front, how stories are introduced, and follow-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.languages import load_language
from briefing.model.news import Item, Story
from briefing.model.pauses import SECONDS_WITHOUT_WORDS
from briefing.model.ports import Task
from briefing.model.rundown import Chosen, Earlier, Rundown
from briefing.model.script import Script, announce_drop, without_story
from briefing.model.show import Show
from briefing.write.compose import compose, count_frame_words, count_spoken_words
from briefing.write.summarizers.extractive import ENGINE
from tests.support.make import edition, feed, item, show, site

ENGLISH = load_language("en")
ONE, OTHER = feed("f1", "The Courier"), feed("f2", "Meridian Wire")
SLOW = 24  # words a minute: six short stories take four minutes and a little
PLACES = ("Bardale", "Kelstead", "Morwick", "Tanbury", "Fenton", "Zulmouth")


def news(place: str, by: str = "f1") -> Item:
    """An item that only its place tells from others."""
    return item(f"{place} opens its bridge", f"The council of {place} opened the bridge on Friday.", id=place, feed=by)


def rundown(*chosen: Item | Chosen, rate: float) -> Rundown:
    """A rundown in this order."""
    stories = [one if isinstance(one, Chosen) else Chosen(Story(one.id, (one,)), 0, "r") for one in chosen]
    return Rundown(tuple(replace(one, score=float(-n)) for n, one in enumerate(stories)), (), rate)


def script(*chosen: Item | Chosen, rate: float = SLOW, day: date = date(2026, 11, 22), programme: Show | None = None) -> Script:
    """The script of these, for a day."""
    wanted = programme or show("morning", ONE, OTHER, minutes=6)
    return compose(edition(day=day), wanted, site(), rundown(*chosen, rate=rate), ENGLISH, ENGINE.open(ENGLISH))


def headlines(made: Script) -> list[str]:
    """What is said up front."""
    return [said.text for segment in made.segments if segment.kind == "headlines" for said in segment.lines]


def test_headlines_stand_behind_the_opening() -> None:
    """They are the headlines of the first three stories, as sentences; no story reads its own headline again."""
    made = script(*map(news, PLACES))
    assert [segment.kind for segment in made.segments[:3]] == ["opening", "headlines", "story"]
    assert headlines(made) == ["In this programme.", *(f"{place} opens its bridge." for place in PLACES[:3])]
    assert [said.sources[0].item for said in made.segments[1].lines[1:]] == list(PLACES[:3])
    assert not [line for story in made.segments[2:] for line in story.lines for source in line.sources if source.field == "title"]
    assert made.segments[1].title == "Headlines"


@pytest.mark.parametrize(
    ("minutes", "stories"),
    [
        pytest.param(4, 6, id="a short programme"),
        pytest.param(6, 5, id="a thin day in a long one"),
        pytest.param(3, 3, id="few stories"),
    ],
)
def test_no_headlines(minutes: float, stories: int) -> None:
    """A programme that is not over four minutes in the end, or has three stories, goes straight to its news."""
    assert headlines(script(*map(news, PLACES[:stories]), programme=show("morning", ONE, minutes=minutes))) == []


def test_a_headline_that_may_not_be_read_is_no_headline_up_front() -> None:
    """The first person is not announced either."""
    ours = replace(news("Bardale"), title="We open a bridge")
    assert headlines(script(ours, *map(news, PLACES[1:])))[1:] == [f"{place} opens its bridge." for place in PLACES[1:4]]


def test_a_headline_of_yesterday_says_the_day() -> None:
    """What was yesterday when it was written is the day it was, recorded as an edit, up front and in the chapter's title."""
    today = replace(
        news("Bardale"),
        title="Yesterday the council of Bardale saw its bridge open",
        published=item().published - timedelta(hours=14),
    )
    made = script(today, *map(news, PLACES[1:]))
    said = made.segments[1].lines[1]
    assert (said.text, said.basis) == ("On Friday the council of Bardale saw its bridge open.", "edited")
    assert made.segments[2].title == "On Friday the council of Bardale saw its bridge open"
    assert [(edit.start, edit.end, edit.said) for edit in said.edits] == [(0, 9, "On Friday"), (51, 52, "n.")]


@pytest.mark.parametrize("words", range(60, 140, 7))
def test_never_more_words_than_the_minutes_have(words: int) -> None:
    """However little room there is, headlines and all fit."""
    programme = show("morning", ONE, OTHER, minutes=4 + 1 + SECONDS_WITHOUT_WORDS / 60)
    made = script(*map(news, PLACES), rate=words / 5, programme=programme)
    assert count_spoken_words(made.segments) <= max(words, count_frame_words(programme, site(), edition(), ENGLISH) + 9)


def test_a_story_that_goes_takes_its_headline_along() -> None:
    """What is left out must not stay announced; headlines that announce nothing any more go too."""
    made = script(*map(news, PLACES))
    stories = [segment for segment in made.segments if segment.kind == "story"]
    assert announce_drop(made.segments[1].lines[2], made) == stories[1]
    made = without_story(made, stories[1])
    assert headlines(made)[1:] == ["Bardale opens its bridge.", "Morwick opens its bridge."]
    for story in (stories[0], stories[2]):
        made = without_story(made, story)
    assert [segment.kind for segment in made.segments] == ["opening", "story", "story", "closing"]


def follow_up(now: Item, before: Item, days: int) -> Chosen:
    """A story that was told so many days ago, by another item."""
    lines = ENGINE.open(ENGLISH).summarize(before, Task(70, "quote", day=date(2026, 11, 22)))
    told = Earlier("e", date(2026, 11, 22) - timedelta(days=days), Story("s", (before,)), before.title, tuple(lines))
    return Chosen(Story("s", (now,)), 1, "r", follows=told)


@pytest.mark.parametrize(
    ("days", "when"),
    [pytest.param(1, "on Saturday", id="in the week"), pytest.param(8, "on the 14th of November", id="earlier")],
)
def test_a_follow_up_says_so(days: int, when: str) -> None:
    """It says when the story was heard, then what is new and who reports it."""
    now = item("Bardale closes its bridge", "Engineers found cracks in two pillars.", id="now", feed="f1")
    lines = [said.text for said in script(follow_up(now, news("Bardale"), days)).segments[1].lines]
    assert lines == [
        f"An update on a story that you heard {when}.",
        "Bardale closes its bridge, The Courier reports.",
        "Engineers found cracks in two pillars.",
    ]


def test_a_follow_up_without_news_is_dropped() -> None:
    """When all that may be read was heard before, the story is left out with the reason."""
    made = script(follow_up(news("Bardale"), news("Bardale"), 1), news("Kelstead"))
    assert [segment.id for segment in made.segments] == ["opening", "Kelstead", "closing"]
    assert [out.title for out in made.dropped] == ["Bardale opens its bridge"]
