"""The whole stage: items in, rundown out. Each event once, the best first, as many as fit, and a reason for every item."""

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
from briefing.select.already_told import drop_already_told
from briefing.select.chance import SAME_EVENT
from briefing.select.continuity import StoryMatcher, match_history
from briefing.select.eligible import find_foreign_language, find_reservation
from briefing.select.events import group_by_event
from briefing.select.fill import Candidate, Selection, fill_programme
from briefing.select.likeness import Likeness
from briefing.select.stories import StoryRater, build_stories, reject_item

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

    `items` are those of the edition's window, `titles` the title words of the show's language, `aired` the ids this show has
    told, `now` the edition's cutoff. `frame_words` are the words of opening and closing, `story_words` those of the line that
    names a story's source. A story too long for what is left is passed over, and a shorter one after it may still go in: the
    order stays that of the scores. Of those passed over, the next that would fill the minutes once more are kept as reserves.
    `kinds` are the language's rules for entries that are not news, `planned` the ids that another edition of the show is about to
    tell, `history` the stories of the editions before, the latest first.
    """
    feeds = {feed.id: feed for feed in show.feeds}
    fit, rejected = _filter_items(items, feeds, not_news.collect_rules(kinds, show), show.language)
    likeness = Likeness([*fit, *(item for earlier in history for item in earlier.story.items)], titles)
    judge = StoryMatcher(likeness, feeds, titles)
    before = match_history(fit, history, judge)
    left, heard = drop_already_told(fit, before, aired, planned, judge)
    candidates, muted = StoryRater(show, titles, now).rate(build_stories(group_by_event(left, feeds, titles, likeness), before))
    room = budget.compute_available_words(minutes=show.minutes, words_per_minute=words_per_minute, frame_words=frame_words)
    need = {
        one.story.id: budget.estimate_story_words(
            one.story.items[0], rights=feeds[one.feed].rights, words=show.summarizer.words, story_words=story_words
        )
        for one in candidates
    }
    found = fill_programme(
        candidates, need, room, lambda one, other: likeness.compare_items(one.story.items[0], other.story.items[0]) >= NEAR_TOPIC
    )
    if not found.chosen:  # the best is longer than the programme: write tells it shorter
        found = replace(found, chosen=found.passed[:1], passed=found.passed[1:])
    left_out = _reject_left_out(found, need, show)
    return Rundown(
        tuple(_make_chosen(one, judge) for one in found.chosen),
        (*rejected, *heard, *muted, *left_out),
        words_per_minute,
        tuple(_make_chosen(one, judge) for one in _pick_reserves([*found.passed, *found.held], need, max(room, RESERVE))),
    )


def _make_chosen(one: Candidate, judge: StoryMatcher) -> Chosen:
    update = one.follows is None or judge.goes_on(one.story.items[0], one.follows)
    return Chosen(one.story, one.rating.score, one.why, one.follows, update)


def _reject_left_out(found: Selection, need: Mapping[str, int], show: Show) -> list[Rejected]:
    """Return the items of the stories passed over, each with its story's score."""
    rejected: list[Rejected] = []
    for one in found.passed:
        why = f"no room in {show.minutes:g} minutes: needs {need[one.story.id]} words, {found.left[one.story.id]} left; {one.why}"
        rejected += [reject_item(item, why) for item in one.story.items]
    for one in found.held:
        why = f"its feed has its share: {found.count_stories(one.feed)} of {len(found.chosen)} stories; {one.why}"
        rejected += [reject_item(item, why) for item in one.story.items]
    return rejected


def _pick_reserves(passed: Sequence[Candidate], need: Mapping[str, int], room: int) -> list[Candidate]:
    """Return the next stories in order, as many as fit the room."""
    kept: list[Candidate] = []
    for one in passed:
        if need[one.story.id] <= room:
            room -= need[one.story.id]
            kept.append(one)
    return kept


def _filter_items(
    items: Sequence[Item], feeds: Mapping[str, Feed], rules: Sequence[NotNews], language: str
) -> tuple[list[Item], list[Rejected]]:
    fit: list[Item] = []
    rejected: list[Rejected] = []
    for item in items:
        if item.feed not in feeds:
            rejected.append(reject_item(item, "its feed is no longer part of this show"))
        elif not any(map(str.isalnum, item.title + item.text)):
            rejected.append(reject_item(item, "has neither a title nor a text to read"))
        elif (
            why := find_reservation(item, feeds[item.feed])
            or find_foreign_language(item, language)
            or not_news.find_not_news_reason(item, rules)
        ):
            rejected.append(reject_item(item, why))
        else:
            fit.append(item)
    return fit, rejected
