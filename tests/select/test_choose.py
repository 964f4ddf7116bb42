"""Items in, rundown out."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.model.rundown import Rundown
from briefing.model.show import Show
from briefing.select.choose import choose
from tests.support import make

COURIER = make.feed("aaaaaaaaaaaa", "The Harbour Courier", weight=2, rights="own")
WIRE = make.feed("bbbbbbbbbbbb", "Meridian Wire", rights="own")
LEDGER = make.feed("cccccccccccc", "Valley Ledger", rights="quote")
SHOW = make.show("morning", COURIER, WIRE, LEDGER)


NAMES = ["red", "blue", "green", "white", "black", "brown", "pink", "grey", "gold", "silver", "violet", "orange"]


def run(items: Sequence[Item], *aired: str, show: Show = SHOW) -> Rundown:
    """The rundown at 100 words a minute with a frame of 20 words and 3 for each source."""
    return choose(
        show,
        items,
        frozenset(aired),
        titles=load_language("en").titles,
        now=make.NOW,
        words_per_minute=100,
        frame_words=20,
        story_words=3,
    )


def titles(rundown: Rundown) -> list[str]:
    """The titles of the chosen, in order."""
    return [chosen.story.items[0].title for chosen in rundown.stories]


def test_heavier_and_newer_stories_come_first() -> None:
    """Feed weight and time order the rundown; the formula decides between them."""
    old = make.item("Old news of the port", feed=COURIER.id, hours_ago=20)
    new = make.item("New school in the valley", feed=WIRE.id, hours_ago=1)
    heavy = make.item("Council votes on water", feed=COURIER.id, hours_ago=1)
    assert titles(run([old, new, heavy])) == [heavy.title, new.title, old.title]


def test_what_has_no_date_comes_last_and_says_so() -> None:
    """An item without a date may be from an archive: it counts as old as the window reaches, and its reason names it."""
    undated = replace(make.item("An old story of the port", feed=COURIER.id, hours_ago=0), dated=False)
    dated = make.item("New school in the valley", feed=COURIER.id, hours_ago=20)
    found = run([undated, dated])
    assert titles(found) == [dated.title, undated.title]
    assert "without a date" in found.stories[1].reason


def test_one_event_told_by_three_feeds_is_one_story_told_by_the_best_teller() -> None:
    """The heaviest feed tells, the others join, the reason names them, and the story's id is the earliest item's."""
    first = make.item("Bridge in Lviv opens after two years", feed=LEDGER.id, hours_ago=9)
    long = make.item("Lviv bridge opens after two years - Meridian Wire", "Long. " * 50, feed=WIRE.id, hours_ago=2)
    heavy = make.item("LIVE: Lviv bridge opens after two years", "Short.", feed=COURIER.id, hours_ago=3)
    [story] = run([first, long, heavy]).stories
    assert [item.id for item in story.story.items] == [heavy.id, long.id, first.id]
    assert story.story.id == first.id
    assert story.score == pytest.approx(2 * 0.5 ** (2 / 12) * 2)  # as fresh as its newest telling
    assert story.reason == ("score 3.56: 2 (weight) x 0.89 (2 h old) x 2 (3 sources); also told by Meridian Wire and Valley Ledger")


def test_a_feed_that_tells_an_event_twice_counts_once() -> None:
    """Repeating itself makes no feed more important."""
    items = [make.item("Bridge opens in Lviv", feed=WIRE.id, hours_ago=h, id=f"i{h}") for h in (1, 2)]
    [story] = run(items).stories
    assert (story.reason, story.story.id) == ("score 0.94: 1 (weight) x 0.94 (1 h old)", "i2")
    assert len(story.story.items) == 2


def test_a_title_never_joins_two_events_through_a_third() -> None:
    """Odesa and Kharkiv stay apart although the title without a place would fit both."""
    shared = "Explosion in {}market kills shop owner"
    items = [
        make.item(shared.format(place), feed=feed.id) for place, feed in (("", COURIER), ("Odesa ", WIRE), ("Kharkiv ", LEDGER))
    ]
    assert len(run(items).stories) == 2


def test_what_this_show_has_aired_is_not_told_again() -> None:
    """Neither the item itself, nor another feed's telling of the same event, which says whose telling was aired."""
    told = make.item("Bridge opens in Lviv", feed=WIRE.id)
    again = make.item("Bridge opens in Lviv", feed=COURIER.id)
    rundown = run([told, again], told.id)
    assert rundown.stories == ()
    assert {out.feed: out.reason for out in rundown.rejected} == {
        WIRE.id: "aired before",
        COURIER.id: 'aired before, as "Bridge opens in Lviv" by Meridian Wire',
    }


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        pytest.param(make.item("", "", feed=WIRE.id), "has neither a title nor a text to read", id="empty"),
        pytest.param(make.item("***", " — ", feed=WIRE.id), "has neither a title nor a text to read", id="marks only"),
        pytest.param(make.item(feed="dddddddddddd"), "its feed is no longer part of this show", id="unknown feed"),
    ],
)
def test_what_cannot_be_told_is_rejected_with_its_reason(item: Item, reason: str) -> None:
    """An item without words, or of a feed the producer took out, is named and left out."""
    [out] = run([item]).rejected
    assert (out.title, out.feed, out.reason) == (item.title, item.feed, reason)


def test_a_title_or_a_text_alone_is_enough() -> None:
    """A headline can be told without a text, and a text without a headline."""
    assert len(run([make.item("Bridge opens in Lviv", "", feed=WIRE.id), make.item("", feed=WIRE.id)]).stories) == 2


def test_a_story_too_long_for_what_is_left_gives_way_to_a_shorter_one() -> None:
    """Forty-five words hold the first story and the third; the second is told how much it lacked."""
    show = make.show("morning", COURIER, WIRE, minutes=0.6)
    ten = "One two three four five six seven eight nine ten. "
    first = make.item("Council votes on water", ten, feed=COURIER.id)
    second = make.item("New school in the valley", "Red blue green white black brown pink grey gold silver. " * 3, feed=WIRE.id)
    third = make.item("Port fire is out", "Nobody was hurt.", feed=WIRE.id, hours_ago=5)
    rundown = run([first, second, third], show=show)
    assert titles(rundown) == [first.title, third.title]
    assert rundown.rejected[0].reason == (
        "no room in 0.6 minutes: needs 33 words, 27 left; score 0.94: 1 (weight) x 0.94 (1 h old)"
    )


def row(sentences: int) -> list[Item]:
    """A dozen stories of so many short sentences, an hour apart, the newest first."""
    text = "One two three. " * sentences
    return [make.item(f"Story {word} of the day", text, feed=WIRE.id, hours_ago=n, id=word) for n, word in enumerate(NAMES)]


def test_what_finds_no_room_is_kept_ready() -> None:
    """The next stories in order are reserves, so many as would fill the minutes once more, and are rejected as well."""
    items = row(20)
    rundown = run(items, show=replace(SHOW, minutes=3.5))
    assert titles(rundown) == [item.title for item in items[: len(rundown.stories)]]
    reserves = [chosen.story.id for chosen in rundown.reserves]
    assert reserves == NAMES[len(rundown.stories) :][: len(reserves)]
    assert 0 < len(reserves) <= len(rundown.stories) + 1
    assert {"Story " + name + " of the day" for name in reserves} <= {out.title for out in rundown.rejected}


def test_one_story_longer_than_the_programme_is_chosen_all_the_same() -> None:
    """The best is left to write, which tells it shorter, rather than that there be no programme."""
    items = row(40)
    rundown = run(items, show=replace(SHOW, minutes=0.5))
    assert titles(rundown) == [items[0].title]
    assert len(rundown.rejected) == len(items) - 1


def test_the_order_of_the_items_changes_nothing() -> None:
    """Equal scores are settled by time and id, never by who came first in the list."""
    items = [make.item(f"Story {word} of the day", feed=WIRE.id) for word in ("red", "blue", "green", "white")]
    items += [make.item("Bridge opens in Lviv", feed=feed.id) for feed in (COURIER, WIRE, LEDGER)]
    shuffled = random.Random(1).sample(items, len(items))
    assert run(items) == run(shuffled)


WORDS = st.sampled_from(["bridge", "opens", "Lviv", "not", "two", "3", "port", "fire", "Live:", "mayor", "- Meridian Wire"])
ITEMS = st.lists(
    st.builds(
        lambda n, title, text, feed, age: make.item(" ".join(title), text, id=f"i{n}", feed=feed, hours_ago=age),
        st.integers(0, 10**9),
        st.lists(WORDS, max_size=6),
        st.text("ab. ", max_size=200),
        st.sampled_from([COURIER.id, WIRE.id, LEDGER.id, "dddddddddddd"]),
        st.floats(-1, 24),
    ),
    max_size=30,
    unique_by=lambda item: item.id,
)


@settings(max_examples=60)
@given(ITEMS, st.floats(0.1, 5), st.data())
def test_every_item_is_in_one_chosen_story_or_rejected_and_the_budget_holds(
    items: list[Item], minutes: float, data: st.DataObject
) -> None:
    """Nothing is lost, nothing told twice, nothing aired is chosen, scores fall, and ids are unique."""
    aired = data.draw(st.sets(st.sampled_from([item.id for item in items]))) if items else set()
    rundown = run(items, *aired, show=replace(SHOW, minutes=minutes))
    chosen = [item for one in rundown.stories for item in one.story.items]
    ends = Counter((item.title, item.feed) for item in chosen) + Counter((out.title, out.feed) for out in rundown.rejected)
    assert ends == Counter((item.title, item.feed) for item in items)
    assert len({item.id for item in chosen}) == len(chosen)
    assert not aired & {item.id for item in chosen}
    scores = [one.score for one in rundown.stories]
    assert scores == sorted(scores, reverse=True)
    assert all(out.reason for out in rundown.rejected)


def news(count: int) -> list[Item]:
    """Items as a busy day gives them: every third event told by all three feeds, texts of 500 words."""
    rng = random.Random(7)
    vocabulary = [
        f"{a}{b}{c}" for a in ("ba", "ke", "lo", "mi", "su") for b in ("ran", "tel", "vos", "pim") for c in ("ka", "do", "es", "un")
    ]
    text = ("The council said the work would take a year. " * 60).strip()
    made: list[Item] = []
    while len(made) < count:
        title = " ".join(rng.choices(vocabulary, k=8))
        feeds = (COURIER, WIRE, LEDGER) if rng.random() < 1 / 3 else (rng.choice((COURIER, WIRE, LEDGER)),)
        made += [make.item(title, text, id=f"i{len(made)}{feed.id}", feed=feed.id, hours_ago=rng.random() * 24) for feed in feeds]
    return made[:count]


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(news(2000), id="a busy day"),
        pytest.param([make.item("Port fire is out again", feed=WIRE.id, id=f"i{n}") for n in range(2000)], id="one title"),
        pytest.param(
            [make.item(f"Journal Vol {n // 45} No {n % 45}", feed=WIRE.id, id=f"i{n}") for n in range(2000)], id="numbered"
        ),
    ],
)
def test_two_thousand_items_are_not_compared_all_with_all(items: list[Item]) -> None:
    """Titles are compared with those that share a rare word, not all with all."""
    began = time.process_time()
    run(items)
    assert time.process_time() - began < 10
