"""What is to go wrong, and when: a seeded list, each with its end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.year.house import Due

SKEWS = {
    "clock back an hour": -timedelta(hours=1), "clock back a day": -timedelta(days=1),
    "clock ahead three years": timedelta(days=3 * 365),
}  # fmt: skip
ABANDONED = timedelta(hours=30)  # after it a slot that is not settled never will be
EXCUSED = {"73 disk full", "78 feeds.yaml broken"}  # how a daemon may end by itself
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: how long before a slot it may begin, how long it lasts, and what it must not overlap with (a group)."""

    name: str
    ahead: tuple[timedelta, timedelta]
    lasts: tuple[timedelta, timedelta]
    group: str = ""


NEAR = (timedelta(0), 30 * MINUTE)
ONCE = (timedelta(0), timedelta(0))
KINDS = (
    Kind("killed while at work", ONCE, ONCE),
    Kind("killed at rest", (MINUTE, 3 * HOUR), ONCE),
    Kind("two starters at once", ONCE, ONCE),
    Kind("three starters at once", ONCE, ONCE),
    Kind("voice hangs", ONCE, ONCE),
    Kind("all feeds down", NEAR, (HOUR, 9 * HOUR), "feeds"),
    Kind("some feeds down", NEAR, (2 * HOUR, 50 * HOUR), "feeds"),
    Kind("feeds cut short", NEAR, (HOUR, 30 * HOUR), "feeds"),
    Kind("stories updated in place", (HOUR, 3 * HOUR), (20 * HOUR, 50 * HOUR), "updates"),
    Kind("disk full", NEAR, (20 * MINUTE, 5 * HOUR), "disk"),
    Kind("clock back an hour", NEAR, (HOUR, 6 * HOUR), "machine"),
    Kind("clock back a day", NEAR, (HOUR, 12 * HOUR), "machine"),
    Kind("clock ahead three years", NEAR, (10 * MINUTE, 40 * MINUTE), "machine"),
    Kind("host down for hours", NEAR, (HOUR, 10 * HOUR), "machine"),
    Kind("host down for days", NEAR, (25 * HOUR, 120 * HOUR), "machine"),
    Kind("feeds.yaml broken", NEAR, (HOUR, 30 * HOUR), "feeds.yaml"),
    Kind("another title", (HOUR, 2 * HOUR), ONCE, "feeds.yaml"),
    Kind("another minute", (HOUR, 2 * HOUR), ONCE, "feeds.yaml"),
)
SHORT = {
    "killed while at work": 8, "killed at rest": 2, "two starters at once": 3, "three starters at once": 1, "voice hangs": 1,
    "all feeds down": 2, "some feeds down": 2, "feeds cut short": 1, "disk full": 3, "clock back an hour": 1,
    "clock back a day": 1, "clock ahead three years": 1, "host down for hours": 2, "host down for days": 1,
    "feeds.yaml broken": 2, "another title": 1, "another minute": 1, "stories updated in place": 4,
}  # fmt: skip
WHOLE = {
    "killed while at work": 120, "killed at rest": 20, "two starters at once": 25, "three starters at once": 10, "voice hangs": 5,
    "all feeds down": 25, "some feeds down": 25, "feeds cut short": 15, "disk full": 25, "clock back an hour": 10,
    "clock back a day": 8, "clock ahead three years": 8, "host down for hours": 20, "host down for days": 8,
    "feeds.yaml broken": 18, "another title": 10, "another minute": 8,
    "stories updated in place": 30,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: its kind's name, when it begins and ends, and a number by which it varies."""

    kind: str
    begins: datetime
    ends: datetime
    variant: int


def planned(slots: Sequence[Due], counts: dict[str, int], seed: int) -> list[Fault]:
    """Return the faults, in the order in which they begin; of one group never two at a time, six hours apart."""
    chance, made = random.Random(seed), list[tuple[str, Fault]]()
    for kind in sorted(KINDS, key=lambda kind: -kind.lasts[1]):  # the longest first, while there is room for them
        for _ in range(counts.get(kind.name, 0)):
            for _ in range(200):
                fault = _drawn(kind, slots, chance)
                if not any(kind.group and group == kind.group and _touch(fault, other) for group, other in made):
                    made.append((kind.group, fault))
                    break
    return sorted((fault for _, fault in made), key=lambda fault: (fault.begins, fault.kind))


def _drawn(kind: Kind, slots: Sequence[Due], chance: random.Random) -> Fault:
    of = [slot for slot in slots if kind.name != "another minute" or slot.show == "kyiv"]
    begins = chance.choice(of[6 : -(len(of) // 20 + 1)]).at - _between(kind.ahead, chance)
    return Fault(kind.name, begins, begins + _between(kind.lasts, chance), chance.randrange(1000))


def _between(span: tuple[timedelta, timedelta], chance: random.Random) -> timedelta:
    return timedelta(seconds=round(chance.uniform(span[0].total_seconds(), span[1].total_seconds())))


def _touch(one: Fault, other: Fault) -> bool:
    return one.begins <= other.ends + 6 * HOUR and other.begins <= one.ends + 6 * HOUR
