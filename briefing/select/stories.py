"""Stories from groups of items: which continue an earlier story, which are muted, and the rating of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.model.language import Titles
from briefing.model.news import Item, Story
from briefing.model.rundown import Earlier, Rejected
from briefing.model.show import Show
from briefing.select.continuity import EarlierMatch
from briefing.select.fill import Candidate
from briefing.select.phrases import Phrases
from briefing.select.publishers import group_publishers
from briefing.select.rank import MOST_BREAKING, Rating, choose_topics, is_breaking


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """The items of one event, best teller first; `follows` is its earlier telling, `new` the share of the teller that is new.

    `may_follow` is an earlier story that it may continue; shown only to the producer.
    """

    items: tuple[Item, ...]
    follows: Earlier | None = None
    new: float | None = None
    may_follow: Earlier | None = None


def build_stories(groups: Iterable[Sequence[Item]], before: Mapping[str, EarlierMatch]) -> list[StoryGroup]:
    """Return the groups as stories; groups that continue the same earlier story become one, told by an item that certainly does."""
    fresh: list[StoryGroup] = []
    going_on: dict[str, tuple[EarlierMatch, list[Item], list[Item]]] = {}
    for group in groups:
        sure = [before[item.id] for item in group if item.id in before and before[item.id].sure]
        if not sure:
            maybe = before.get(group[0].id)
            fresh.append(StoryGroup(tuple(group), may_follow=maybe.told if maybe else None))
            continue
        best = max(sure, key=lambda one: one.new)
        first, tellers, others = going_on.setdefault(best.told.story.id, (best, [], []))
        for item in group:
            known = before.get(item.id)
            (tellers if known and known.sure and known.told == first.told else others).append(item)
    followed = [
        StoryGroup((*tellers, *others), first.told, before[tellers[0].id].new) for first, tellers, others in going_on.values()
    ]
    return [*fresh, *followed]


class StoryRater:
    """Rates the stories of one edition by the settings of its show."""

    def __init__(self, show: Show, titles: Titles, now: datetime) -> None:
        self._show, self._titles, self._now = show, titles, now
        self._feeds = {feed.id: feed for feed in show.feeds}
        self._publishers = group_publishers(show.feeds, titles.sections)
        self._topics, self._mute = Phrases(phrase for phrase, _ in show.topics), Phrases(show.mute)

    def rate(self, told: Iterable[StoryGroup]) -> tuple[list[Candidate], list[Rejected]]:
        """Return the rated stories, breaking ones lifted above all others, and the items of the muted ones."""
        candidates: list[Candidate] = []
        muted: list[Rejected] = []
        for story in told:
            found = sorted({phrase for item in story.items for phrase in self._mute.find_phrases(item)})
            if found:
                muted += [reject_item(item, f'muted: "{found[0]}"') for item in story.items]
            else:
                candidates.append(self._make_candidate(story))
        return self._lift_breaking(candidates), muted

    def _make_candidate(self, told: StoryGroup) -> Candidate:
        teller, *others = told.items
        found = {phrase for item in told.items for phrase in self._topics.find_phrases(item)}
        times = [item.published for item in told.items if item.dated]  # news is as fresh as its newest telling
        rating = Rating(
            weight=self._feeds[teller.feed].weight,
            age_hours=(self._now - max(times)).total_seconds() / 3600 if times else None,
            window_hours=self._show.max_age_hours,
            sources=len({self._publishers[item.feed] for item in told.items}),
            topics=choose_topics(found, dict(self._show.topics)),
            new=told.new,
        )
        names = tuple(dict.fromkeys(self._feeds[item.feed].name for item in others if item.feed != teller.feed))
        first = min(told.items, key=lambda item: (item.published, item.id))
        story = Story(told.follows.story.id if told.follows else first.id, told.items)
        return Candidate(story, rating, _describe_tellings(names, told), told.follows)

    def _lift_breaking(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Lift the best of the breaking stories by the highest score of the day, so that they come first."""
        top = max((one.rating.score for one in candidates), default=0.0)
        labelled = [
            one for one in candidates if one.rating.score and is_breaking(one.story.items, self._titles.breaking, self._now)
        ]
        first = {one.story.id for one in sorted(labelled, key=lambda one: one.place)[:MOST_BREAKING]}
        return [replace(one, rating=replace(one.rating, lift=top)) if one.story.id in first else one for one in candidates]


def reject_item(item: Item, reason: str) -> Rejected:
    """Reject an item."""
    return Rejected(item.title, item.feed, reason)


def _describe_tellings(names: tuple[str, ...], told: StoryGroup) -> str:
    said = [f"also told by {_join_names(names)}"] if names else []
    for verb, earlier in (("follows", told.follows), ("may follow", told.may_follow)):
        if earlier:
            said.append(f'{verb} {earlier.day:%A}\'s "{earlier.title}" ({earlier.edition})')
    return "; ".join(said)


def _join_names(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
