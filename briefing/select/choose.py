"""Items in, rundown out: each event once, the best first, as many as fit; and a reason for every item, in or out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.language import Titles
from briefing.model import Chosen, Feed, Item, Rejected, Rundown, Show, Story
from briefing.select import budget, rank
from briefing.select.events import by_event


def choose(
    show: Show,
    items: Sequence[Item],
    aired: frozenset[str],
    *,
    titles: Titles,
    now: datetime,
    words_per_minute: float,
    frame_words: int,
    story_words: int,
) -> Rundown:
    """Return the rundown of one edition: every item is in one chosen story or among the rejected, with its reason.

    `items` are those of the edition's window, `titles` what the show's language has in its headlines, `aired` the ids this show
    has told, `now` the edition's cutoff. `frame_words` are the words of opening and closing, `story_words` those of the line that
    names a story's source. A story too long for what is left is passed over, and a shorter one behind it may still go in: the
    order stays that of the scores.
    """
    feeds = {feed.id: feed for feed in show.feeds}
    fit, rejected = _sift(items, feeds)
    ranked: list[Chosen] = []
    for group in by_event(fit, feeds, titles):
        told = [item for item in group if item.id in aired]
        if told:
            rejected += [_aired(item, told, feeds) for item in group]
        else:
            ranked.append(_rate(group, feeds, now, show.max_age_hours))
    ranked.sort(key=lambda one: (-one.score, one.story.items[0].published, one.story.id))
    left = budget.available(minutes=show.minutes, words_per_minute=words_per_minute, frame_words=frame_words)
    chosen: list[Chosen] = []
    for one in ranked:
        teller = one.story.items[0]
        need = budget.cost(teller, rights=feeds[teller.feed].rights, words=show.summarizer.words, story_words=story_words)
        if need <= left:
            left -= need
            chosen.append(one)
        else:
            why = f"no room in {show.minutes:g} minutes: needs {need} words, {left} left; {one.reason}"
            rejected += [_out(item, why) for item in one.story.items]
    return Rundown(tuple(chosen), tuple(rejected), words_per_minute)


def _sift(items: Sequence[Item], feeds: Mapping[str, Feed]) -> tuple[list[Item], list[Rejected]]:
    fit: list[Item] = []
    rejected: list[Rejected] = []
    for item in items:
        if item.feed not in feeds:
            rejected.append(_out(item, "its feed is no longer part of this show"))
        elif not any(map(str.isalnum, item.title + item.text)):
            rejected.append(_out(item, "has neither a title nor a text to read"))
        else:
            fit.append(item)
    return fit, rejected


def _rate(group: Sequence[Item], feeds: Mapping[str, Feed], now: datetime, window_hours: float) -> Chosen:
    teller, *others = group
    feed = feeds[teller.feed]
    age = (now - teller.published).total_seconds() / 3600
    also = tuple(dict.fromkeys(feeds[item.feed].name for item in others if item.feed != feed.id))
    score = rank.score(weight=feed.weight, age_hours=age, feeds=1 + len(also), window_hours=window_hours)
    first = min(group, key=lambda item: (item.published, item.id))
    reason = rank.explain(score, weight=feed.weight, age_hours=age, also=also)
    return Chosen(Story(first.id, tuple(group)), score, reason)


def _aired(item: Item, told: Sequence[Item], feeds: Mapping[str, Feed]) -> Rejected:
    if item in told:
        return _out(item, "aired before")
    return _out(item, f'aired before, as "{told[0].title}" by {feeds[told[0].feed].name}')


def _out(item: Item, reason: str) -> Rejected:
    return Rejected(item.title, item.feed, reason)
