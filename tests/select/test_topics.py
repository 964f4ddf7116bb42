"""Which events are sides of one topic."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.select.events import group_by_event
from briefing.select.likeness import Likeness
from briefing.select.topics import group_topics
from tests.support import make

ENGLISH = load_language("en").titles
FEEDS = {id: make.feed(id, id) for id in "abc"}
STRIKE = (
    ("Arden bombs the harbour of Port Lorn", "Jets of the Arden air force bombed the harbour of Port Lorn, the capital of Sarro."),
    ("Sarro calls up reserves after Arden's bombs", "Sarro called up reserves hours after jets from Arden bombed Port Lorn."),
    ("Council to meet on Arden's bombs on Sarro", "The world council will meet on Monday on the bombs of Arden on Port Lorn."),
)
OTHERS = (
    ("Fare rises for the night ferry to Velm", "From May the ferry to Velm costs two crowns more, the line said."),
    ("Tennis: Maren Holt reaches her first final", "Holt won in three sets against the champion and meets Ruiz on Sunday."),
    (
        "Frog of the Tarn valley is a species of its own",
        "The frog is smaller than a thumbnail and sings at noon, a zoologist says.",
    ),
    ("Holm plants ten thousand birches", "Pupils of Holm planted ten thousand birches on the hills that burned."),
)


def told(*tellings: tuple[str, str]) -> list[Item]:
    """Items of these titles and texts, the feeds taking turns."""
    return [make.item(title, text, feed="abc"[n % 3], id=f"i{n}") for n, (title, text) in enumerate(tellings)]


def topics(events: Sequence[Sequence[Item]]) -> list[list[int]]:
    """The topics of events whose items are all there is."""
    return group_topics(events, Likeness([item for event in events for item in event], ENGLISH))


def test_the_sides_of_one_affair_are_one_topic() -> None:
    """What happened, the answer and what comes next stay events of their own and are one topic; other news is not of it."""
    items = told(*STRIKE, *OTHERS)
    likeness = Likeness(items, ENGLISH)
    events = group_by_event(items, FEEDS, ENGLISH, likeness)
    found = [{item.id for place in topic for item in events[place]} for topic in group_topics(events, likeness)]
    assert [topic for topic in found if len(topic) > 1] == [{"i0", "i1", "i2"}]


def test_opposite_news_is_two_events_of_one_topic() -> None:
    """What is told one by one may stand side by side."""
    items = told(
        ("Herons fire coach Dale Hobart", "The Holm Herons dismissed coach Dale Hobart after nine defeats."),
        ("Herons hire Piet Soren to follow coach Hobart", "The Holm Herons named Piet Soren coach in the place of Dale Hobart."),
        *OTHERS,
    )
    events = group_by_event(items, FEEDS, ENGLISH)
    found = [{events[place][0].id for place in topic} for topic in topics(events) if len(topic) > 1]
    assert ([len(event) for event in events], found) == ([1] * 6, [{"i0", "i1"}])


@pytest.mark.parametrize("events", [pytest.param([], id="none"), pytest.param([told(OTHERS[0])], id="one")])
def test_few_events(events: Sequence[Sequence[Item]]) -> None:
    """No event has no topic, and one event is a topic."""
    assert topics(events) == [[place] for place in range(len(events))]


@given(st.lists(st.lists(st.sampled_from((*STRIKE, *OTHERS)), min_size=1, max_size=3), max_size=6))
def test_every_event_is_in_one_topic_in_order(rows: list[list[tuple[str, str]]]) -> None:
    """The places of the topics part the events, and each topic stands where its first event does."""
    events = [[make.item(*row, id=f"{number} {place}") for place, row in enumerate(several)] for number, several in enumerate(rows)]
    found = topics(events)
    assert sorted(place for topic in found for place in topic) == list(range(len(events)))
    assert found == sorted(sorted(topic) for topic in found)
