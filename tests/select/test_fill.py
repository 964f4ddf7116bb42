"""The stories of a programme: shares of feeds, topics apart, breaking news first, mutes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.news import Item, Story
from briefing.model.rundown import Rundown
from briefing.model.show import Show
from briefing.select.choose import choose
from briefing.select.fill import ALWAYS, SHARE, Candidate, Selection, fill_programme
from briefing.select.rank import Rating
from tests.support import make

FEEDS = {letter: make.feed(letter * 12, f"{letter} Times".upper()) for letter in "abcde"}


def candidates(*scores: tuple[str, float], topics: Mapping[str, str] | None = None) -> list[Candidate]:
    """Stories named a1, a2, b1... of feed a, b... with these scores."""
    numbers: Counter[str] = Counter()
    found = []
    for feed, score in scores:
        numbers[feed] += 1
        name = f"{feed}{numbers[feed]}"
        item = make.item(name, "", id=name, feed=FEEDS[feed].id)
        found.append(Candidate(Story(name, (item,)), Rating(score, 0, 24), (topics or {}).get(name, "")))
    return found


def filled(stories: Sequence[Candidate], room: int) -> Selection:
    """A programme with room for so many stories; two are near when they have one topic."""
    return fill_programme(
        stories, {one.story.id: 1 for one in stories}, room, lambda one, other: bool(one.also) and one.also == other.also
    )


def names(stories: Sequence[Candidate]) -> str:
    """The names of the stories, in order."""
    return " ".join(one.story.id for one in stories)


@pytest.mark.parametrize(
    ("scores", "room", "chosen"),
    [
        pytest.param([("a", 9), ("a", 8), ("a", 7), ("b", 2), ("c", 1)], 5, "a1 a2 a3 b1 c1", id="room for all"),
        pytest.param([("a", 9), ("a", 8), ("a", 7), ("b", 2), ("c", 1)], 3, "a1 a2 b1", id="two are always allowed"),
        pytest.param([("a", 9), ("a", 8), ("a", 7), ("b", 2)], 3, "a1 a2 a3", id="two feeds have nobody to share with"),
        pytest.param([("a", 9), ("a", 8), ("a", 7)], 3, "a1 a2 a3", id="one feed"),
        pytest.param([("a", n) for n in range(9, 0, -1)] + [("b", 0.2), ("c", 0.1)], 5, "a1 a2 a3 b1 c1", id="others run dry"),
        pytest.param(
            [("a", 30 - n) for n in range(9)] + [("b", 9 - n / 2) for n in range(9)] + [("c", 4 - n / 3) for n in range(9)],
            10, "a1 a2 a3 a4 b1 b2 b3 b4 c1 c2", id="two in five",
        ),
    ],
)  # fmt: skip
def test_no_feed_has_more_than_its_share_while_others_have_something(
    scores: Sequence[tuple[str, float]], room: int, chosen: str
) -> None:
    """The best that a feed has beyond two in five stories waits behind those of others."""
    assert names(filled(candidates(*scores), room).chosen) == chosen


def test_what_is_held_back_for_its_feeds_share_is_known() -> None:
    """It is neither chosen nor passed over for want of room."""
    found = filled(candidates(("a", 9), ("a", 8), ("a", 7), ("b", 2), ("c", 1)), 3)
    assert (names(found.held), names(found.passed)) == ("a3", "c1")


SCORES = st.lists(st.tuples(st.sampled_from("abcde"), st.floats(0.01, 100)), max_size=40)


@settings(max_examples=60)
@given(SCORES, st.integers(1, 15))
def test_a_share_is_passed_only_where_others_have_nothing_left(scores: Sequence[tuple[str, float]], room: int) -> None:
    """Every story is in one place; while another feed's story waits for room, no feed of several has more than its share."""
    found = filled(candidates(*scores), room)
    everything = [*found.chosen, *found.passed, *found.held]
    assert Counter(one.story.id for one in everything) == Counter(one.story.id for one in candidates(*scores))
    assert [one.place for one in found.chosen] == sorted(one.place for one in found.chosen)
    assert len(found.chosen) == min(room, len(everything))
    most = max(ALWAYS, int(SHARE * len(found.chosen)))
    over = {feed for feed, number in Counter(one.feed for one in found.chosen).items() if number > most}
    waiting = {one.feed for one in (*found.passed, *found.held)}
    if len({one.feed for one in everything}) > 2 and over:
        assert not {feed for feed in waiting if found.count_stories(feed) < most}


def test_topics_stand_apart() -> None:
    """A story near one that is told gives way to the next that is not, and the score says so."""
    topics = {"a1": "football", "b1": "football", "c1": "football"}
    found = filled(candidates(("a", 10), ("b", 9), ("c", 8.8), ("d", 7.5), ("e", 6), topics=topics), 5)
    assert names(found.chosen) == "a1 d1 b1 e1 c1"
    assert [one.rating.near for one in found.chosen] == [0, 0, 1, 0, 2]
    assert [round(one.rating.score, 2) for one in found.chosen] == [10, 7.5, 7.2, 6, 5.63]


def test_only_what_is_told_pushes_others_back() -> None:
    """A story that found no room makes no other one less worth telling."""
    stories = candidates(("a", 10), ("b", 9), ("c", 8), topics={"a1": "football", "b1": "football"})
    found = fill_programme(stories, {"a1": 5, "b1": 1, "c1": 1}, 2, lambda one, other: one.also == other.also == "football")
    assert names(found.chosen) == "b1 c1"
    assert [one.rating.near for one in found.chosen] == [0, 0]


SHOW = make.show("morning", *FEEDS.values(), minutes=5)


def rundown(items: Sequence[Item], show: Show = SHOW, code: str = "en") -> Rundown:
    """The rundown at 100 words a minute."""
    return choose(show, items, frozenset(), titles=load_language(code).titles, now=make.NOW, words_per_minute=100, frame_words=20,
                  story_words=3, history=())  # fmt: skip


def told(found: Rundown) -> list[str]:
    """The titles of the chosen, in order."""
    return [chosen.story.items[0].title for chosen in found.stories]


PORT = make.item("Port of Odesa opens a new quay", "Ships moor there from Monday.", feed=FEEDS["a"].id)
SNOW = make.item("BREAKING: Avalanche closes the Arlberg pass", "Cars are stuck in snow.", feed=FEEDS["b"].id, hours_ago=2)
VOTE = make.item("Parliament votes on pensions", "The vote was close, the speaker said.", feed=FEEDS["c"].id)


def test_breaking_news_comes_first() -> None:
    """It is lifted by the highest score of the day; the reason says so."""
    found = rundown([PORT, replace(SNOW, published=PORT.published), replace(VOTE, title="Vote on pensions today")])
    assert told(found)[0] == SNOW.title
    assert found.stories[0].reason == "score 1.89: 1 (weight) x 0.94 (1 h old) + 0.94 (breaking)"


def test_a_feed_that_calls_everything_breaking_does_not_get_the_programme() -> None:
    """Three stories at most are lifted, the best of them; and one of no weight is not."""
    towns = ("Bardale", "Kelstead", "Ormsby", "Torquill", "Wexmoor")
    cries = [
        make.item(f"BREAKING: {town}", f"{town * 2} {town * 3}.", feed=FEEDS["b"].id, hours_ago=n / 2)
        for n, town in enumerate(towns)
    ]
    found = rundown([*cries, PORT, VOTE])
    assert ["(breaking)" in one.reason for one in found.stories] == [True] * 3 + [False] * 4
    silent = replace(SHOW, feeds=(*(feed for name, feed in FEEDS.items() if name != "b"), replace(FEEDS["b"], weight=0)))
    assert told(rundown([SNOW, PORT], silent)) == [PORT.title, SNOW.title]


def test_topics_raise_and_lower() -> None:
    """A story counts as many times as much as the show says, for a phrase in any of its items."""
    show = replace(SHOW, topics=(("pension*", 3.0), ("quay", 0.5)))
    found = rundown([PORT, VOTE], show)
    assert [one.reason for one in found.stories] == [
        'score 2.83: 1 (weight) x 0.94 (1 h old) x 3 ("pension*")',
        'score 0.47: 1 (weight) x 0.94 (1 h old) x 0.5 ("quay")',
    ]


def test_a_muted_story_is_left_out_whoever_tells_it() -> None:
    """A phrase in one item leaves out all that tell the event, with the phrase as the reason."""
    other = replace(PORT, id="other", feed=FEEDS["d"].id, text="Nordgrain paid for it.")
    found = rundown([PORT, other, VOTE], replace(SHOW, mute=("nordgrain",)))
    assert told(found) == [VOTE.title]
    assert [out.reason for out in found.rejected] == ['muted: "nordgrain"'] * 2


@settings(max_examples=20, deadline=None)
@given(st.permutations([PORT, SNOW, VOTE]), st.sampled_from([0.25, 2.0, 16.0]))
def test_neither_the_order_of_items_nor_a_scale_of_weights_changes_anything(items: Sequence[Item], scale: float) -> None:
    """Multiplying every weight by one number multiplies every score and keeps the order."""
    scaled = replace(SHOW, feeds=tuple(replace(feed, weight=feed.weight * scale) for feed in SHOW.feeds))
    first, again = rundown([PORT, SNOW, VOTE]), rundown(items, scaled)
    assert told(first) == told(again)
    assert all(math.isclose(a.score * scale, b.score) for a, b in zip(first.stories, again.stories, strict=True))
