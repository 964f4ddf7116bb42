"""Items in, rundown out: each event once, the best first, as many as fit; and a reason for every item, in or out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.language import NotNews, Titles
from briefing.model.news import Item
from briefing.model.rundown import Chosen, Earlier, Rejected, Rundown
from briefing.model.show import Feed, Show
from briefing.select import budget
from briefing.select import eligible as not_news
from briefing.select.already_told import unheard
from briefing.select.continuity import Judge, recall
from briefing.select.eligible import foreign, reserved
from briefing.select.events import SAME_EVENT, by_event
from briefing.select.fill import Candidate, Programme, fill
from briefing.select.likeness import Likeness
from briefing.select.stories import Rater, out, stories

RESERVE = 300  # words of stories kept ready at least, however short the programme
NEAR_TOPIC = SAME_EVENT / 2  # likeness of two stories that are heard as one topic


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
    history: Sequence[Earlier] = (),
) -> Rundown:
    """Return the rundown of one edition: every item is in one chosen story or among the rejected, with its reason.

    `items` are those of the edition's window, `titles` what the show's language has in its headlines, `aired` the ids this show
    has told, `now` the edition's cutoff. `frame_words` are the words of opening and closing, `story_words` those of the line that
    names a story's source. A story too long for what is left is passed over, and a shorter one behind it may still go in: the
    order stays that of the scores. Of those passed over, the next that would fill the minutes once more are kept as reserves.
    `kinds` are the language's rules of what is no news, `planned` the ids that another edition of the show is about to tell,
    `history` the stories of the editions before, the latest first.
    """
    feeds = {feed.id: feed for feed in show.feeds}
    fit, rejected = _sift(items, feeds, not_news.rules(kinds, show), show.language)
    likeness = Likeness([*fit, *(item for earlier in history for item in earlier.story.items)], titles)
    judge = Judge(likeness, feeds, titles)
    before = recall(fit, history, judge)
    left, heard = unheard(fit, before, aired, planned, judge)
    candidates, muted = Rater(show, titles, now).rate(stories(by_event(left, feeds, titles, likeness), before))
    room = budget.available(minutes=show.minutes, words_per_minute=words_per_minute, frame_words=frame_words)
    need = {
        one.story.id: budget.cost(
            one.story.items[0], rights=feeds[one.feed].rights, words=show.summarizer.words, story_words=story_words
        )
        for one in candidates
    }
    found = fill(
        candidates, need, room, lambda one, other: likeness.between(one.story.items[0], other.story.items[0]) >= NEAR_TOPIC
    )
    if not found.chosen:  # the best is longer than the programme: write tells it shorter
        found = replace(found, chosen=found.passed[:1], passed=found.passed[1:])
    left_out = _no_room(found, need, show)
    return Rundown(
        tuple(_chosen(one, judge) for one in found.chosen),
        (*rejected, *heard, *muted, *left_out),
        words_per_minute,
        tuple(_chosen(one, judge) for one in _reserves([*found.passed, *found.held], need, max(room, RESERVE))),
    )


def _chosen(one: Candidate, judge: Judge) -> Chosen:
    update = one.follows is None or judge.goes_on(one.story.items[0], one.follows)
    return Chosen(one.story, one.rating.score, one.why, one.follows, update)


def _no_room(found: Programme, need: Mapping[str, int], show: Show) -> list[Rejected]:
    """Return the items of the stories passed over, each with its story's score."""
    rejected: list[Rejected] = []
    for one in found.passed:
        why = f"no room in {show.minutes:g} minutes: needs {need[one.story.id]} words, {found.left[one.story.id]} left; {one.why}"
        rejected += [out(item, why) for item in one.story.items]
    for one in found.held:
        why = f"its feed has its share: {found.of(one.feed)} of {len(found.chosen)} stories; {one.why}"
        rejected += [out(item, why) for item in one.story.items]
    return rejected


def _reserves(passed: Sequence[Candidate], need: Mapping[str, int], room: int) -> list[Candidate]:
    """Return the next stories in order, as many as fit the room."""
    kept: list[Candidate] = []
    for one in passed:
        if need[one.story.id] <= room:
            room -= need[one.story.id]
            kept.append(one)
    return kept


def _sift(
    items: Sequence[Item], feeds: Mapping[str, Feed], rules: Sequence[NotNews], language: str
) -> tuple[list[Item], list[Rejected]]:
    fit: list[Item] = []
    rejected: list[Rejected] = []
    for item in items:
        if item.feed not in feeds:
            rejected.append(out(item, "its feed is no longer part of this show"))
        elif not any(map(str.isalnum, item.title + item.text)):
            rejected.append(out(item, "has neither a title nor a text to read"))
        elif why := reserved(item, feeds[item.feed]) or foreign(item, language) or not_news.against(item, rules):
            rejected.append(out(item, why))
        else:
            fit.append(item)
    return fit, rejected
