"""Which version of an item counts: functions of values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.model.news import Item


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known of the newest version we have, to judge the next one."""

    version: str
    published: datetime
    seen: datetime
    dated: bool


def news(item: Item, known: Known | None) -> Item | None:
    """Return the item as it is to be kept, or None when nothing is new.

    Without a date of its own it keeps the one it had; and it is seen after what it replaces, even when the clock was put back.
    """
    if known is None:
        return item
    if item.version == known.version:
        return None
    item = replace(item, seen=max(item.seen, known.seen + timedelta(microseconds=1)))
    return item if item.dated else replace(item, published=known.published, dated=known.dated)


def as_of(versions: Sequence[Item], cutoff: datetime) -> Item:
    """Return the newest version seen by `cutoff`, or the first there is; `versions` are oldest first."""
    return ([version for version in versions if version.seen <= cutoff] or versions[:1])[-1]


def absent(offered: Sequence[Item], known: Iterable[tuple[str, datetime]]) -> frozenset[str]:
    """Return the ids that a feed read whole no longer holds, although they are younger than the oldest item that it does hold.

    `known` are ids and dates of the feed's dated items. What is older has only left the feed's window.
    """
    there = {item.id for item in offered}
    oldest = min((item.published for item in offered if item.dated), default=None)
    return frozenset(id for id, published in known if oldest and published > oldest and id not in there)
