"""Feeds that several shows share are asked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.fetch.wrappers import GOOD_FOR, CachingFetcher
from briefing.model.news import Bookmark
from briefing.model.progress import Note
from tests.support import make
from tests.support.fakes.fetch import FakeFetcher

ITEM = make.item()
LOUD = make.feed(name="Example News", weight=2, rights="own")
QUIET = make.feed(name="The Example", weight=1, rights="quote")
DEAD = make.feed("dead00000000", name="Dead Wire")


def test_two_shows_that_share_a_feed_ask_it_once() -> None:
    """The second show hears the same items, and the answer carries its own name, weight and rights of the feed."""
    real = FakeFetcher({LOUD.id: [ITEM]})
    once = CachingFetcher(real)
    (first,) = once.fetch([LOUD], {}, make.NOW)
    (second,) = once.fetch([QUIET], {}, make.NOW)
    assert real.asked == [LOUD.id]
    assert (first.feed, second.feed) == (LOUD, QUIET)
    assert first.items == second.items != ()
    assert first.bookmark == second.bookmark


def test_a_bookmark_kept_in_between_changes_nothing() -> None:
    """The second show hears the items although the first has kept the bookmark, whoever of them could save what it heard."""
    once = CachingFetcher(FakeFetcher({LOUD.id: [ITEM]}))
    (first,) = once.fetch([LOUD], {}, make.NOW)
    assert first.bookmark == Bookmark(LOUD.id, '"1"', "")
    (second,) = once.fetch([QUIET], {LOUD.id: first.bookmark}, make.NOW)
    assert second.items == first.items


def test_a_failure_is_told_in_the_name_the_asking_show_gives() -> None:
    """A dead feed is asked once too; note and error name it as each show does."""
    real = FakeFetcher({})
    once = CachingFetcher(real)
    once.fetch([DEAD], {}, make.NOW)
    (answer,) = once.fetch([replace(DEAD, name="Late Wire")], {}, make.NOW)
    assert real.asked == [DEAD.id]
    assert answer.error == f"Late Wire: {DEAD.url}: answered 404 Not Found"
    assert answer.notes == (Note("fetch", "Late Wire", f"{DEAD.url}: answered 404 Not Found"),)


def test_only_what_is_not_known_is_asked_and_the_order_stays() -> None:
    """A show with one feed more asks that one alone, and its answers stand in the order of its feeds."""
    other = make.feed("other0000000")
    real = FakeFetcher({LOUD.id: [ITEM], other.id: []})
    once = CachingFetcher(real)
    once.fetch([LOUD], {}, make.NOW)
    answers = once.fetch([other, DEAD, QUIET], {}, make.NOW)
    assert real.asked == [LOUD.id, other.id, DEAD.id]
    assert [answer.feed for answer in answers] == [other, DEAD, QUIET]


def test_another_password_is_another_request() -> None:
    """Two logins at one address share the feed's id; each is asked for itself, since one may be refused."""
    one, two = (make.feed(url=f"https://{user}@news.example/rss") for user in ("a:x", "b:y"))
    real = FakeFetcher({one.id: [ITEM]})
    once = CachingFetcher(real)
    once.fetch([one], {}, make.NOW)
    once.fetch([two], {}, make.NOW)
    assert real.asked == [one.id, two.id]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(GOOD_FOR, id="ten minutes later"),
        pytest.param(-GOOD_FOR, id="the clock was set back"),
    ],
)
def test_an_old_answer_is_forgotten(later: timedelta) -> None:
    """A program that runs for days asks again for the next slot."""
    real = FakeFetcher({LOUD.id: [ITEM]})
    once = CachingFetcher(real)
    for now in (make.NOW, make.NOW + later):
        once.fetch([LOUD], {}, now)
    assert real.asked == [LOUD.id, LOUD.id]
