"""Thin, empty and fat days: what becomes of them, and that no programme is longer than its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model.edition import Run
from briefing.model.news import Item
from briefing.model.show import Show
from briefing.write.compose import count_spoken_words
from tests.support import make
from tests.support.stories import TOLD
from tests.support.studio import mixed

OWN = make.feed("aaaaaaaaaaaa", "The Harbour Courier", weight=2, rights="own")
QUOTED = make.feed("bbbbbbbbbbbb", "Meridian Wire")
SHOW = make.show("morning", OWN, QUOTED)

PLACES = [
    f"{a}{b}"
    for a in ("Bar", "Kel", "Mor", "Tan", "Ves", "Zul", "Dra", "Fen")
    for b in ("dale", "mouth", "stead", "wick", "ton", "bury")
]
SENTENCES = [
    "The council of {} voted for a new bridge over the river.",
    "Officials in {} said that 12,450 people had been moved from 3,871 houses, and that repairs would cost $1,234,567.",
    "{} has a new mayor.",
    "The ministry said that the harbour of {}, which was closed after the storm of last winter and has since been dredged, "
    "widened, mapped and marked with new lights on both of its long piers, will open for ships before the end of March.",
    "The survey of {} took 17 years, 4 months and 9 days.",
    "We saw it ourselves in {}.",
    "But the rest of {} slept.",
]
TITLES = [
    "{} votes on its bridge",
    "Mayor of {} resigns over 1,234,567 dollars",
    "Storm reaches {}",
    "Why I left {}",
    "{} today",
    "",
]


def seconds(run: Run) -> float:
    """How long the programme of a run lasts."""
    assert run.programme
    return run.programme.samples / run.programme.rate


def told(run: Run) -> list[str]:
    """The titles that sound, in order."""
    assert run.script
    assert run.programme
    sounding = {span.segment for span in run.programme.spans}
    return [segment.title for segment in run.script.segments if segment.kind == "story" and segment.id in sounding]


def news(
    count: int,
    text: str = f"{SENTENCES[0]} The harbour of {{}} opens for ships in March. Repairs in {{}} go on.",
    *,
    feed: str = OWN.id,
) -> list[Item]:
    """So many items of different places, each with the same kind of text, a few minutes apart."""
    return [
        make.item(
            f"{here} sells its bridge to {there}",
            text.replace("{}", f"{here} near {there}"),
            id=here + there,
            feed=feed,
            hours_ago=1 + n / 20,
        )
        for n, (here, there) in enumerate(islice(permutations(PLACES, 2), 0, 7 * count, 7))
    ]


def days() -> st.SearchStrategy[list[Item]]:
    """Days of up to thirty items: long and short, with figures, unreadable, without text, without title; one at least is sound."""
    item = st.builds(
        lambda place, title, text, feed, hours: make.item(
            title.format(place), " ".join(text).format(*[place] * len(text)), id=f"{place}{hours}", feed=feed, hours_ago=hours
        ),
        st.sampled_from(PLACES),
        st.sampled_from(TITLES),
        st.lists(st.sampled_from(SENTENCES), max_size=12),
        st.sampled_from([OWN.id, QUOTED.id]),
        st.floats(0.5, 20),
    )
    return st.lists(item, max_size=30, unique_by=lambda one: one.id).map(lambda items: [*items, make.item(feed=OWN.id)])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days(), st.floats(0.6, 1.5), st.integers(10, 150))
def test_no_programme_is_more_than_five_percent_over(items: list[Item], minutes: float, words: int) -> None:
    """Whatever a day brings, the programme has a story, and is at most 5 % longer than its minutes."""
    run = mixed(replace(SHOW, minutes=minutes, summarizer=replace(SHOW.summarizer, words=words)), items)
    assert run.state == "mixed"
    assert told(run)
    assert seconds(run) <= minutes * 60 * 1.05


@pytest.mark.parametrize("rights", [pytest.param(OWN.id, id="own"), pytest.param(QUOTED.id, id="quoted")])
def test_a_day_with_enough_news_fills_the_minutes(rights: str) -> None:
    """Half of the items cannot be read, and the programme is full all the same."""
    items = [
        replace(item, title=f"{item.title} today", text="We saw it.") if n % 2 else item
        for n, item in enumerate(news(60, " ".join(SENTENCES[:2]), feed=rights))
    ]
    run = mixed(replace(SHOW, minutes=3), items)
    assert 0.9 <= seconds(run) / 180 <= 1.05
    assert run.rundown
    gone = {out.title for out in run.rundown.rejected}
    assert not gone & set(told(run))


def test_three_hundred_fresh_items() -> None:
    """The programme is full, and every item is told or has its reason."""
    items = news(300)
    run = mixed(SHOW, items)
    assert 0.9 <= seconds(run) / 300 <= 1.05
    assert run.rundown
    chosen = [item for one in run.rundown.stories for item in one.story.items]
    assert len(chosen) + len(run.rundown.rejected) == 300


def test_one_item_of_twenty_thousand_words() -> None:
    """It is told within its words, and the other stories too."""
    long = make.item("The council of Bardale votes for a bridge", " ".join([SENTENCES[0].format("Bardale")] * 1800), feed=OWN.id)
    run = mixed(SHOW, [long, *news(3)])
    assert len(told(run)) == 4
    assert run.script
    story = next(segment for segment in run.script.segments if segment.title == long.title)
    assert count_spoken_words([story]) <= 70 + 20


def test_items_without_text_are_told_by_their_headline() -> None:
    """A feed of headlines alone makes a programme of headlines."""
    run = mixed(SHOW, [replace(item, text="") for item in news(3)])
    assert len(told(run)) == 3
    assert run.script
    assert [len(segment.lines) for segment in run.script.segments if segment.kind == "story"] == [1, 1, 2]  # "And finally."


def test_one_story_longer_than_the_minutes() -> None:
    """It is told as far as it fits."""
    text = " ".join(sentence for _, body in TOLD for sentence in [body] * 4)
    run = mixed(replace(SHOW, minutes=0.5, summarizer=replace(SHOW.summarizer, words=1000)), [make.item(text=text, feed=OWN.id)])
    assert len(told(run)) == 1
    assert seconds(run) <= 31.5


def unreadable() -> list[Item]:
    """Items of which nothing may be read."""
    return [replace(item, title=f"{item.title} today", text="We saw it.") for item in news(3)]


@pytest.mark.parametrize(
    ("show", "items", "reason"),
    [
        pytest.param(SHOW, [], "0 stories, 1 wanted: 0 items", id="nothing new"),
        pytest.param(SHOW, unreadable(), "0 stories, 1 wanted: 3 items: nothing of it may be read (3)", id="all unreadable"),
        pytest.param(replace(SHOW, min_stories=3), news(2), "2 stories, 3 wanted: 2 items", id="too few"),
        pytest.param(
            replace(SHOW, min_stories=3), [*news(2), *unreadable()[2:]],
            "2 stories, 3 wanted: 3 items: nothing of it may be read (1)",
            id="too few that may be read",
        ),
        pytest.param(SHOW, [make.item("Horoscope for May", feed=OWN.id)], "0 stories, 1 wanted: 1 item: not news (1)", id="stars"),
    ],
)  # fmt: skip
def test_a_day_too_thin_is_nothing(show: Show, items: Sequence[Item], reason: str) -> None:
    """There is no programme, and the reason says why; it is no error."""
    run = mixed(show, items)
    assert (run.state, run.reason, run.programme) == ("nothing", reason, None)


@pytest.mark.parametrize(
    ("items", "stories"),
    [
        pytest.param([], 0, id="nothing new"),
        pytest.param(unreadable(), 0, id="all unreadable"),
        pytest.param(news(2), 2, id="too few"),
    ],
)
def test_announced_all_the_same(items: Sequence[Item], stories: int) -> None:
    """With when_empty: announce there is a programme with what there is; without any story it says so."""
    run = mixed(replace(SHOW, min_stories=3, when_empty="announce"), items)
    assert run.state == "mixed"
    assert len(told(run)) == stories
    assert run.script
    said = [line.text for segment in run.script.segments for line in segment.lines]
    assert ("There are no stories in this edition." in said) == (stories == 0)
