"""Item versions: which version counts; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.model.news import Item
from briefing.store.identity import list_ids


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """The facts about the newest stored version that are needed to judge the next one."""

    version: str
    published: datetime
    seen: datetime
    dated: bool


def make_new_version(item: Item, known: KnownVersion | None) -> Item | None:
    """Return the item as it is to be stored, or None when it is unchanged.

    An item without a date keeps the one it had; and it counts as seen after the version it replaces, even when the clock was
    set back.
    """
    if known is None:
        return item
    if item.version == known.version:
        return None
    item = replace(item, seen=max(item.seen, known.seen + timedelta(microseconds=1)))
    return item if item.dated else replace(item, published=known.published, dated=known.dated)


def take_former_versions(items: Iterable[Item], formerly: Mapping[str, str], newest: Mapping[str, str]) -> tuple[Item, ...]:
    """Return the items, those under their former version that are stored under it: only how their feed is read has changed.

    `formerly` has former versions by version, `newest` the newest stored version by id. What was stored stays as it was aired,
    since a text that is only read better now would be told as an update, or as a correction by its source.
    """
    return tuple(replace(item, version=formerly[item.version]) if _is_former(item, formerly, newest) else item for item in items)


def _is_former(item: Item, formerly: Mapping[str, str], newest: Mapping[str, str]) -> bool:
    former = formerly.get(item.version)
    return former is not None and any(newest.get(id) == former for id in list_ids(item))


def choose_version(versions: Sequence[Item], cutoff: datetime) -> Item:
    """Return the newest version seen by `cutoff`, or the first one there is; `versions` are oldest first."""
    return ([version for version in versions if version.seen <= cutoff] or versions[:1])[-1]


def find_absent(offered: Sequence[Item], known: Iterable[tuple[str, datetime]]) -> frozenset[str]:
    """Return the ids that a feed read whole no longer holds, although they are younger than the oldest item that it does hold.

    `known` are ids and dates of the feed's dated items. An older item has merely left the feed's window.
    """
    there = {item.id for item in offered}
    oldest = min((item.published for item in offered if item.dated), default=None)
    return frozenset(id for id, published in known if oldest and published > oldest and id not in there)
