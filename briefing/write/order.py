"""The order of a programme: most important first, one topic in one place, briefs after the stories, a lighter story last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEADS = 3  # stories that keep their place, and are longer than the others
ROW = 2  # stories of one source in a row; with more the programme sounds like that source's
REACH = 2  # places by which a story may be moved for that


@dataclass(frozen=True, slots=True)
class Place:
    """What the order depends on: `key` of a story, its source, its topic or "", whether it is one sentence, whether it is grave."""

    key: str
    source: str
    topic: str = ""
    brief: bool = False
    grave: bool = False


def order_programme(stories: Sequence[Place], *, bulletin: bool) -> tuple[list[Place], str]:
    """Return stories, given in order of importance, in the order in which they are told, and the key of the one told finally.

    In a bulletin briefs follow the stories, and the last story that is not grave is told at the end. The key is "" where none is.
    """
    if not bulletin:
        return list(stories), stories[-1].key if len(stories) >= LEADS else ""
    leads = list(stories[:LEADS])
    rest = [one for one in stories[LEADS:] if not one.brief]
    briefs = [one for one in stories[LEADS:] if one.brief]
    last = next((one for one in reversed(rest) if not (one.grave or one.topic)), None) if len(rest) > 1 else None
    body = [one for one in (*leads, *rest) if one is not last]
    told = _spread_sources(_gather_topics([*body, *briefs]))
    return ([*told, last], last.key) if last else (told, "")


def _gather_topics(stories: Sequence[Place]) -> list[Place]:
    """Return stories with those of one topic directly after its first one."""
    found: list[Place] = []
    for one in stories:
        if one not in found:
            found += [other for other in stories if other is one or (one.topic and other.topic == one.topic)]
    return found


def _spread_sources(stories: Sequence[Place]) -> list[Place]:
    """Return stories with a later one moved up where one source would be heard more than twice in a row."""
    found = list(stories)
    if len({one.source for one in found}) == 1:
        return found
    for at in range(LEADS, len(found)):
        row = {one.source for one in found[at - ROW : at + 1]}
        if len(row) > 1 or _is_inside_topic(found, at):
            continue
        for later in range(at + 1, min(at + REACH + 1, len(found))):
            other = found[later]
            if other.source not in row and other.brief == found[at].brief and not other.topic:
                found.insert(at, found.pop(later))
                break
    return found


def _is_inside_topic(stories: Sequence[Place], at: int) -> bool:
    return bool(stories[at].topic) and stories[at].topic == stories[at - 1].topic
