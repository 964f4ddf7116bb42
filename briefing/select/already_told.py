"""Removal of items that listeners have already heard or are about to hear in another edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.model.news import Item
from briefing.model.rundown import Rejected
from briefing.select.continuity import EarlierMatch, StoryMatcher
from briefing.select.events import SAME_STORY

AIRED = "aired before"
PLANNED = "in another edition that is on its way"


def drop_already_told(
    items: Sequence[Item],
    before: Mapping[str, EarlierMatch],
    aired: frozenset[str],
    planned: frozenset[str],
    judge: StoryMatcher,
) -> tuple[list[Item], list[Rejected]]:
    """Return the items that bring something new, and the others with the reason.

    An item that certainly tells the same as a removed one is removed with it; one that only may tell the same is kept.
    """
    reasons = {item.id: why for item in items if (why := _find_reason(item, before.get(item.id), aired, planned))}
    gone = {item.id for item in items if item.id in planned or (item.id in aired and item.id not in before)}
    for one, other in judge.find_pairs(items) if gone else ():
        for here, there in ((items[one], items[other]), (items[other], items[one])):
            if here.id in gone and there.id not in reasons and judge.score_match(here, there) >= SAME_STORY:
                reasons[there.id] = f'{reasons[here.id]}, as "{here.title}" by {judge.feeds[here.feed].name}'
    left = [item for item in items if item.id not in reasons]
    return left, [Rejected(item.title, item.feed, reasons[item.id]) for item in items if item.id in reasons]


def _find_reason(item: Item, before: EarlierMatch | None, aired: frozenset[str], planned: frozenset[str]) -> str:
    """Return why an item itself is not told, or ""."""
    if item.id in planned:
        return PLANNED
    if item.id in aired and not (before and before.sure and before.new):
        return AIRED
    if before and before.sure and not before.new:
        told = before.told
        return f'told on {told.day:%A}, and nothing new since: "{told.title}" ({told.edition})'
    return ""
