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
from briefing.select.fill import OF_TOPIC, Candidate, Selection, fill_programme
from briefing.select.likeness import Likeness
from briefing.select.stories import StoryGroup, StoryRater, build_stories, reject_item
from briefing.select.teller import TellerChoice, put_teller_first
from briefing.select.topics import group_topics

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
    tellers: TellerChoice | None = None,
) -> Rundown:
    """Return the rundown of one edition: every item is in one chosen story or among the rejected, with its reason.

    `items` are those of the edition's window, `titles` the title words of the show's language, `aired` the ids this show has
    told, `now` the edition's cutoff. `frame_words` are the words of opening and closing, `story_words` those of the line that
    names a story's source. A story too long for what is left is passed over, and a shorter one after it may still go in: the
    order stays that of the scores. Of those passed over, the next that would fill the minutes once more are kept as reserves.
    `kinds` are the language's rules for entries that are not news, `planned` the ids that another edition of the show is about to
    tell, `history` the stories of the editions before, the latest first. `tellers` says what write would say first of an item
    and who else tells that; without it the best item of each group stays the teller.
    """
    feeds = {feed.id: feed for feed in show.feeds}
    fit, rejected = _filter_items(items, feeds, not_news.collect_rules(kinds, show), show.language)
    likeness = Likeness([*fit, *(item for earlier in history for item in earlier.story.items)], titles)
    judge = StoryMatcher(likeness, feeds, titles)
    before = match_history(fit, history, judge)
    left, heard = drop_already_told(fit, before, aired, planned, judge)
    groups = _choose_tellers(build_stories(group_by_event(left, feeds, titles, likeness), before), feeds, tellers)
    rated, muted = StoryRater(show, titles, now).rate(groups)
    candidates = _find_topics(rated, likeness)
    room = budget.compute_available_words(minutes=show.minutes, words_per_minute=words_per_minute, frame_words=frame_words)
    need = _estimate_needs(candidates, feeds, show, story_words)

    def near(one: Candidate, other: Candidate) -> bool:
        return likeness.compare_items(one.story.items[0], other.story.items[0]) >= NEAR_TOPIC

    found = fill_programme(candidates, need, room, near, show.most_stories + show.most_briefs)
    if not found.chosen:  # the best is longer than the programme: write tells it shorter
        found = replace(found, chosen=found.passed[:1], passed=found.passed[1:])
    out = (*rejected, *heard, *muted, *_reject_left_out(found, need, show))
    reserves = _pick_reserves([*found.passed, *found.held], need, max(room, RESERVE))
    stories, spare = ([_make_chosen(one, judge) for one in some] for some in (found.chosen, reserves))
    return Rundown(tuple(stories), out, words_per_minute, tuple(spare))


def _choose_tellers(
    stories: Sequence[StoryGroup], feeds: Mapping[str, Feed], tellers: TellerChoice | None
) -> Sequence[StoryGroup]:  # fmt: skip
    """Return stories with their tellers first; one that continues an earlier story keeps the item that certainly does."""
    if tellers is None:
        return stories
    return [story if story.follows else replace(story, items=put_teller_first(story.items, feeds, tellers)) for story in stories]


def _estimate_needs(
    candidates: Sequence[Candidate], feeds: Mapping[str, Feed], show: Show, story_words: int
) -> Mapping[str, int]:  # fmt: skip
    """Return the words that each story will take, by its id."""
    words = show.summarizer.words
    return {
        one.story.id: budget.estimate_story_words(
            one.story.items[0], rights=feeds[one.feed].rights, words=words, story_words=story_words
        )
        for one in candidates
    }


def _find_topics(candidates: Sequence[Candidate], likeness: Likeness) -> list[Candidate]:
    """Return the stories, those of one topic with the id of its best one."""
    ordered = sorted(candidates, key=lambda one: one.place)
    topics = group_topics([one.story.items for one in ordered], likeness)
    first = {place: ordered[group[0]].story.id for group in topics if len(group) > 1 for place in group}
    return [replace(one, topic=first.get(place, "")) for place, one in enumerate(ordered)]


def _make_chosen(one: Candidate, judge: StoryMatcher) -> Chosen:
    update = one.follows is None or judge.goes_on(one.story.items[0], one.follows)
    return Chosen(one.story, one.rating.score, one.why, one.follows, update, topic=one.topic)


def _reject_left_out(found: Selection, need: Mapping[str, int], show: Show) -> list[Rejected]:
    """Return the items of the stories passed over, each with its story's score."""
    rejected: list[Rejected] = []
    for one in found.passed:
        why = f"no room in {show.minutes:g} minutes: needs {need[one.story.id]} words, {found.left[one.story.id]} left; {one.why}"
        if need[one.story.id] <= found.left[one.story.id]:
            why = f"the programme has its {len(found.chosen)} stories; {one.why}"
        rejected += [reject_item(item, why) for item in one.story.items]
    for one in found.crowded:
        rejected += [reject_item(item, f"its topic has its {OF_TOPIC} stories; {one.why}") for item in one.story.items]
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
