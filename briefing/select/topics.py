"""Looser groups than events: the sides of one large affair, to be told side by side and counted as one, never as who told what."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.news import Item
from briefing.select.chance import FLOOR_BRIEF, rate_topic
from briefing.select.likeness import Likeness
from briefing.select.linkage import add_to_large, link_groups

SAME_TOPIC = 0.2  # mean chance at which two events become one topic: docs/events.md has the curve


def group_topics(events: Sequence[Sequence[Item]], likeness: Likeness) -> list[list[int]]:
    """Return the places of the events in groups of one topic, in their order; a topic stands where its first event does.

    `events` are groups as `group_by_event` returns them, best first or in any other order, and `likeness` knows their items.
    A topic is like a whole affair: a war, a storm, an election. Opposite news of one topic is together here, on purpose.
    """
    items = [item for event in events for item in event]
    home = [place for place, event in enumerate(events) for _ in event]
    members: list[list[int]] = [[] for _ in events]
    for place, event in enumerate(home):
        members[event].append(place)
    links = {
        (one, other): chance
        for one, other, cosine in likeness.find_close_pairs(items, FLOOR_BRIEF)
        if home[one] != home[other] and (chance := rate_topic(items[one], items[other], cosine, likeness))
    }
    groups = add_to_large(link_groups(members, links, SAME_TOPIC), links, SAME_TOPIC)
    return sorted(sorted({home[place] for place in group}) for group in groups)
