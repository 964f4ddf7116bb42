"""Items and bookmarks: what every adapter of the port Items keeps to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.news import Answer, Bookmark, Item
from briefing.store.open import open_store
from tests.store.conftest import Memory
from tests.support import make
from tests.support.fakes.store import MemoryStore

HOUR = timedelta(hours=1)
ALL = (make.NOW - timedelta(days=999), make.NOW + timedelta(days=999))
LATER = make.NOW + HOUR
MARK = Bookmark(make.FEED_ID, '"abc"', "Sun, 22 Nov 2026 04:00:00 GMT")


def answer(*items: Item, bookmark: Bookmark | None = None, error: str = "") -> Answer:
    """What one feed said."""
    return Answer(make.feed(), items, bookmark, (), error)


def whole(*items: Item) -> Answer:
    """What a feed holds, read to its end."""
    return Answer(make.feed(), items, None, (), whole=True)


def kept(store: Memory, cutoff: datetime = ALL[1]) -> list[Item]:
    """Every item there is, as of a cutoff."""
    return list(store.items.list_between([make.FEED_ID], *ALL, cutoff))


def changed(item: Item, text: str, seen: datetime) -> Item:
    """The item with another text, seen at another time."""
    return replace(item, text=text, version=text, seen=seen)


def test_an_item_comes_back_as_it_was_saved(store: Memory) -> None:
    """Every field of an item survives, times with their microseconds, aware and in UTC."""
    item = replace(
        make.item(text="Ювілей 🎉\x00 'quoted'; DROP TABLE items"), author="Ann", seen=make.NOW + timedelta(microseconds=3)
    )
    assert store.items.save(answer(item)) == 1
    assert kept(store) == [item]
    assert kept(store)[0].published.utcoffset() == timedelta(0)


def test_what_is_unchanged_is_not_written_again(store: Memory) -> None:
    """The same item again counts as nothing new and keeps when it was first seen."""
    store.items.save(answer(make.item()))
    assert store.items.save(answer(replace(make.item(), seen=LATER, published=LATER))) == 0
    assert kept(store) == [make.item()]


def test_changed_text_is_a_new_version(store: Memory) -> None:
    """Text that changed is told in its new version from when that was seen, and as it was by every earlier cutoff."""
    old = make.item()
    new = changed(old, "It opened at one.", LATER)
    store.items.save(answer(old))
    assert store.items.save(answer(new)) == 1
    assert kept(store, LATER) == [new]
    assert kept(store, LATER - timedelta(microseconds=1)) == [old]


def test_what_was_first_seen_after_the_cutoff_is_there_in_its_first_version(store: Memory) -> None:
    """For a day in the past, whose cutoff lies before anything was seen, the first version there is counts."""
    old = make.item()
    store.items.save(answer(old))
    store.items.save(answer(changed(old, "Again.", LATER)))
    assert kept(store, old.seen - HOUR) == [old]


def test_a_change_that_is_taken_back_is_taken_back(store: Memory) -> None:
    """A feed that returns to its first text is told in its first text, while cutoffs in between keep the other."""
    first = make.item()
    wrong = changed(first, "It fell.", first.seen + HOUR)
    again = replace(first, seen=first.seen + 2 * HOUR)
    assert [store.items.save(answer(item)) for item in (first, wrong, again, replace(again, seen=LATER))] == [1, 1, 1, 0]
    assert [kept(store, cutoff)[0].text for cutoff in (first.seen, wrong.seen, again.seen)] == [first.text, "It fell.", first.text]


@pytest.mark.parametrize("back", [pytest.param(timedelta(0), id="stands still"), pytest.param(HOUR, id="is put back")])
def test_a_change_counts_though_the_clock(store: Memory, back: timedelta) -> None:
    """What a feed said last is what counts, once, though the clock does not go on in between; an earlier cutoff keeps the first."""
    first = make.item()
    last = changed(first, "Later.", first.seen - back)
    assert [store.items.save(answer(item)) for item in (first, last, last)] == [1, 1, 0]
    assert [item.text for item in kept(store)] == ["Later."]
    assert kept(store, first.seen) == [first]


def test_without_a_date_an_item_stays_where_it_was_first_seen(store: Memory) -> None:
    """An undated item that changes its text does not count as published again."""
    first = replace(make.item(), dated=False)
    store.items.save(answer(first))
    store.items.save(answer(replace(changed(first, "More.", LATER), published=LATER)))
    assert [(item.text, item.published, item.dated) for item in kept(store)] == [("More.", first.published, False)]


def test_a_date_that_a_feed_drops_is_kept(store: Memory) -> None:
    """An item that had a date and comes back changed, without one, keeps its date."""
    first = make.item()
    store.items.save(answer(first))
    store.items.save(answer(replace(changed(first, "More.", LATER), published=LATER, dated=False)))
    assert [(item.published, item.dated) for item in kept(store)] == [(first.published, True)]


def test_the_first_of_two_entries_with_one_id_counts(store: Memory) -> None:
    """A feed that gives two entries the same id does not make them take turns."""
    one, two = make.item(), changed(make.item(), "Another.", make.NOW)
    assert store.items.save(answer(one, two)) == 1
    assert store.items.save(answer(one, two)) == 0
    assert kept(store) == [one]


@pytest.mark.parametrize(
    ("published", "inside"),
    [
        pytest.param(make.NOW - 24 * HOUR, False, id="at the start, which is outside"),
        pytest.param(make.NOW - 24 * HOUR + timedelta(microseconds=1), True, id="a microsecond after the start"),
        pytest.param(make.NOW, True, id="at the end, which is inside"),
        pytest.param(make.NOW + timedelta(microseconds=1), False, id="a microsecond after the end"),
        pytest.param(make.NOW - timedelta(seconds=1), True, id="a second before the end"),
    ],
)
def test_the_edges_of_the_window(store: Memory, published: datetime, inside: bool) -> None:
    """The window is open at its start and closed at its end."""
    store.items.save(answer(replace(make.item(), published=published)))
    assert bool(store.items.list_between([make.FEED_ID], make.NOW - 24 * HOUR, make.NOW, make.NOW)) is inside


def test_the_version_that_counts_is_the_one_held_against_the_window(store: Memory) -> None:
    """An item whose newest version is dated outside the window is not told in an older one that lies inside."""
    inside = make.item(hours_ago=1)
    store.items.save(answer(inside))
    store.items.save(answer(replace(changed(inside, "Old story.", make.NOW), published=make.NOW - 99 * HOUR)))
    assert not store.items.list_between([make.FEED_ID], make.NOW - 24 * HOUR, make.NOW, make.NOW)
    assert store.items.list_between([make.FEED_ID], make.NOW - 24 * HOUR, make.NOW, inside.seen) == [inside]


def test_items_come_oldest_first_and_only_of_the_feeds_asked_for(store: Memory) -> None:
    """Items of other feeds stay out; those of several feeds are in one order of time, then of id."""
    mine = [make.item(id=id, hours_ago=hours) for id, hours in (("c", 1), ("b", 3), ("a", 1))]
    other, third = make.item(id="o", feed="other", hours_ago=2), make.item(id="t", feed="third")
    store.items.save(answer(*mine))
    store.items.save(Answer(make.feed("other"), (other,), None, ()))
    store.items.save(Answer(make.feed("third"), (third,), None, ()))
    found = store.items.list_between([make.FEED_ID, "other"], *ALL, make.NOW)
    assert [item.id for item in found] == ["b", "o", "a", "c"]
    assert not store.items.list_between([], *ALL, make.NOW)


def test_more_items_and_feeds_than_one_query_takes(store: Memory) -> None:
    """Twelve hundred items in as many feeds come back whole, in order."""
    feeds = [f"feed{number:04}" for number in range(1200)]
    for feed in feeds[:3]:
        store.items.save(Answer(make.feed(feed), (make.item(feed=feed, id=feed),), Bookmark(feed, "e", ""), ()))
    many = [make.item(id=f"{number:04}", hours_ago=1) for number in range(1200)]
    assert store.items.save(answer(*many)) == 1200
    assert [item.id for item in store.items.list_between([*feeds, make.FEED_ID], *ALL, make.NOW)] == [
        *(f"{number:04}" for number in range(1200)), *feeds[:3],
    ]  # fmt: skip
    assert set(store.items.load_bookmarks(feeds)) == set(feeds[:3])


def test_the_newest_version_of_an_item(store: Memory) -> None:
    """Each item asked for comes once, as its feed had it last; one that is not known does not come."""
    first, other = make.item(id="a"), make.item(id="b", feed="other")
    store.items.save(answer(first))
    store.items.save(answer(changed(first, "Again.", LATER)))
    store.items.save(Answer(make.feed("other"), (other,), None, ()))
    assert store.items.load_newest(["b", "a", "c", "a"]) == [changed(first, "Again.", LATER), other]
    assert store.items.load_newest([]) == []


OLD, MIDDLE, NEW = (make.item(id=id, hours_ago=hours) for id, hours in (("old", 9), ("middle", 5), ("new", 1)))


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        pytest.param(whole(OLD, NEW), {"middle"}, id="an older one is still there"),
        pytest.param(whole(MIDDLE, NEW), set(), id="it is older than all that is there"),
        pytest.param(whole(OLD, MIDDLE, NEW), set(), id="all are there"),
        pytest.param(whole(OLD), {"middle", "new"}, id="only the oldest is there"),
        pytest.param(answer(OLD, NEW), set(), id="the feed stopped in the middle"),
        pytest.param(answer(), set(), id="nothing has changed (304)"),
        pytest.param(whole(), set(), id="the feed is empty"),
        pytest.param(whole(replace(OLD, dated=False)), set(), id="what is left has no date"),
        pytest.param(Answer(make.feed(), (OLD,), None, (), "timed out", whole=True), set(), id="the feed failed"),
        pytest.param(Answer(make.feed("other"), (replace(OLD, feed="other"),), None, (), whole=True), set(), id="another feed"),
    ],
)
def test_what_a_feed_no_longer_holds_is_missing(store: Memory, after: Answer, gone: set[str]) -> None:
    """Missing is what a feed read whole lacks though it holds something older; of what is not asked for nothing is said."""
    store.items.save(whole(OLD, MIDDLE, NEW))
    assert store.items.find_missing(["old", "middle", "new", "unknown"]) == set()
    store.items.save(after)
    assert store.items.find_missing(["old", "middle", "new", "unknown"]) == gone
    assert store.items.find_missing(["old"]) == set()


def test_what_comes_back_is_not_missing(store: Memory) -> None:
    """An item that its feed holds again, changed or not, whole or not, is there again; until then it stays missing."""
    store.items.save(whole(OLD, MIDDLE, NEW))
    store.items.save(whole(OLD))
    store.items.save(answer(changed(MIDDLE, "Again.", LATER)))
    assert store.items.find_missing(["middle", "new"]) == {"new"}
    store.items.save(answer())
    assert store.items.find_missing(["middle", "new"]) == {"new"}
    store.items.save(answer(NEW))
    assert store.items.find_missing(["middle", "new"]) == set()


def test_an_item_without_a_date_is_never_missing(store: Memory) -> None:
    """It is unknown whether it left the feed by its age."""
    store.items.save(whole(OLD, replace(NEW, dated=False)))
    store.items.save(whole(OLD))
    assert store.items.find_missing(["new"]) == set()


HOURS = st.integers(-3, 3).map(lambda hours: make.NOW + hours * HOUR)
SAID = st.builds(
    lambda id, text, published, seen, dated: replace(changed(make.item(id=id), text, seen), published=published, dated=dated),
    st.sampled_from("ab"), st.sampled_from("xyz"), HOURS, HOURS, st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(answers=st.lists(st.lists(SAID, max_size=3), max_size=6), window=st.tuples(HOURS, HOURS, HOURS))
def test_the_fake_and_the_real_one_agree(answers: list[list[Item]], window: tuple[datetime, datetime, datetime]) -> None:
    """Whatever feeds say, in whatever order of time, both keep the same and show the same through every window."""
    real, fake = open_store("sqlite://"), MemoryStore()
    try:
        for said in answers:
            assert real.items.save(whole(*said)) == fake.items.save(whole(*said))
        assert real.items.find_missing("ab") == fake.items.find_missing("ab")
        assert real.items.load_newest("ab") == fake.items.load_newest("ab")
        assert real.items.list_between([make.FEED_ID], *window) == fake.items.list_between([make.FEED_ID], *window)
        assert real.items.list_between([make.FEED_ID], *ALL, window[2]) == fake.items.list_between([make.FEED_ID], *ALL, window[2])
    finally:
        real.close()


def test_bookmarks_are_kept_and_replaced(store: Memory) -> None:
    """A bookmark is what the feed said last; an answer without one leaves it; other feeds have none."""
    store.items.save(answer(bookmark=replace(MARK, etag="old")))
    store.items.save(answer(bookmark=MARK))
    store.items.save(answer(make.item()))
    assert store.items.load_bookmarks([make.FEED_ID, "other"]) == {make.FEED_ID: MARK}
    assert store.items.load_bookmarks(["other"]) == {}


def test_a_failed_answer_keeps_nothing(store: Memory) -> None:
    """An answer with an error neither adds items nor moves the bookmark."""
    store.items.save(answer(bookmark=MARK))
    assert store.items.save(answer(make.item(), bookmark=replace(MARK, etag="bad"), error="timed out")) == 0
    assert not kept(store)
    assert store.items.load_bookmarks([make.FEED_ID]) == {make.FEED_ID: MARK}
