"""Items in, rundown out: each event once, the best first, as many as fit; and a reason for every item, in or out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from briefing.language import NotNews, Titles
from briefing.model import Chosen, Item, Rejected, Rundown, Story
from briefing.select import budget, not_news, rank
from briefing.select.allowed import reserved
from briefing.select.events import by_event
from briefing.select.language import foreign
from briefing.show import Feed, Show

RESERVE = 300  # words of stories kept ready at least, however short the programme


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
    kinds: Collection[NotNews] = (),
    planned: frozenset[str] = frozenset(),
) -> Rundown:
    """Return the rundown of one edition: every item is in one chosen story or among the rejected, with its reason.

    `items` are those of the edition's window, `titles` what the show's language has in its headlines, `aired` the ids this show
    has told, `now` the edition's cutoff. `frame_words` are the words of opening and closing, `story_words` those of the line that
    names a story's source. A story too long for what is left is passed over, and a shorter one behind it may still go in: the
    order stays that of the scores. Of those passed over, the next that would fill the minutes once more are kept as reserves.
    `kinds` are the language's rules of what is no news, `planned` the ids that another edition of the show is about to tell.
    """
    feeds = {feed.id: feed for feed in show.feeds}
    fit, rejected = _sift(items, feeds, not_news.rules(kinds, show), show.language)
    ranked: list[Chosen] = []
    for group in by_event(fit, feeds, titles):
        told = [item for item in group if item.id in aired or item.id in planned]
        if told:
            what = "aired before" if any(item.id in aired for item in told) else "in another edition that is on its way"
            rejected += [_told(item, what, told, feeds) for item in group]
        else:
            ranked.append(_rate(group, feeds, now, show.max_age_hours))
    ranked.sort(key=lambda one: (-one.score, one.story.items[0].published, one.story.id))
    room = budget.available(minutes=show.minutes, words_per_minute=words_per_minute, frame_words=frame_words)
    need = {
        one.story.id: budget.cost(teller, rights=feeds[teller.feed].rights, words=show.summarizer.words, story_words=story_words)
        for one in ranked
        for teller in one.story.items[:1]
    }
    chosen, passed, left = _fill(ranked, need, room)
    if not chosen:  # the best is longer than the programme: write tells it shorter
        chosen, passed = passed[:1], passed[1:]
    for one in passed:
        why = f"no room in {show.minutes:g} minutes: needs {need[one.story.id]} words, {left[one.story.id]} left; {one.reason}"
        rejected += [_out(item, why) for item in one.story.items]
    reserves, _, _ = _fill(passed, need, max(room, RESERVE))
    return Rundown(tuple(chosen), tuple(rejected), words_per_minute, tuple(reserves))


def _fill(ranked: Sequence[Chosen], need: Mapping[str, int], room: int) -> tuple[list[Chosen], list[Chosen], dict[str, int]]:
    """Return the stories that fit the room in words, those passed over, and what was left for each of these."""
    chosen: list[Chosen] = []
    passed: list[Chosen] = []
    left: dict[str, int] = {}
    for one in ranked:
        if need[one.story.id] <= room:
            room -= need[one.story.id]
            chosen.append(one)
        else:
            left[one.story.id] = room
            passed.append(one)
    return chosen, passed, left


def _sift(
    items: Sequence[Item], feeds: Mapping[str, Feed], rules: Sequence[NotNews], language: str
) -> tuple[list[Item], list[Rejected]]:
    fit: list[Item] = []
    rejected: list[Rejected] = []
    for item in items:
        if item.feed not in feeds:
            rejected.append(_out(item, "its feed is no longer part of this show"))
        elif not any(map(str.isalnum, item.title + item.text)):
            rejected.append(_out(item, "has neither a title nor a text to read"))
        elif why := reserved(item, feeds[item.feed]) or foreign(item, language) or not_news.against(item, rules):
            rejected.append(_out(item, why))
        else:
            fit.append(item)
    return fit, rejected


def _rate(group: Sequence[Item], feeds: Mapping[str, Feed], now: datetime, window_hours: float) -> Chosen:
    teller, *others = group
    feed = feeds[teller.feed]
    # an item without a date may be from an archive, so it counts as old as the window reaches
    age = (now - teller.published).total_seconds() / 3600 if teller.dated else window_hours
    also = tuple(dict.fromkeys(feeds[item.feed].name for item in others if item.feed != feed.id))
    score = rank.score(weight=feed.weight, age_hours=age, feeds=1 + len(also), window_hours=window_hours)
    first = min(group, key=lambda item: (item.published, item.id))
    reason = rank.explain(score, weight=feed.weight, age_hours=age if teller.dated else None, also=also)
    return Chosen(Story(first.id, tuple(group)), score, reason)


def _told(item: Item, what: str, told: Sequence[Item], feeds: Mapping[str, Feed]) -> Rejected:
    if item in told:
        return _out(item, what)
    return _out(item, f'{what}, as "{told[0].title}" by {feeds[told[0].feed].name}')


def _out(item: Item, reason: str) -> Rejected:
    return Rejected(item.title, item.feed, reason)
