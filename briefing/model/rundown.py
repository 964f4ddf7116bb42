"""The rundown: which stories were chosen and rejected, and why.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.model.news import Item, Line, Source, Story


@dataclass(frozen=True, slots=True)
class Earlier:
    """A story as an earlier edition of the show told it: the items it had, in the versions it had, and the lines that were said."""

    edition: str
    day: date
    story: Story
    title: str
    lines: tuple[Line, ...]


Form = Literal["lead", "story", "brief"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story on the rundown, its score (higher is earlier) and the reason in words; `follows` is how it was told before.

    `update` is false where that is only by the id of its item, so that nobody is told that it is an update. `form` is how much of
    it is told; stories with the same `topic` (the id of its biggest story, or empty) are told side by side.
    """

    story: Story
    score: float
    reason: str
    follows: Earlier | None = None
    update: bool = True
    form: Form = "story"
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that did not get in: its title, its feed's id, and the reason in words."""

    title: str
    feed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A source took back or changed what an earlier edition said by `line`.

    `kind` says how: `changed` its words, `marked` the item as corrected or retracted, or `withdrawn` it. `item` is its newest
    version, `now` what stands there in place of the line's words, or None. `lead` is the first line of its story,
    where it was another one.
    """

    kind: Literal["changed", "marked", "withdrawn"]
    edition: str
    day: date
    line: Line
    item: Item
    now: Source | None
    lead: Line | None = None


@dataclass(frozen=True, slots=True)
class Rundown:
    """The stories chosen, in order, and those rejected; the next in order, `reserves`, are among the latter until they are told.

    `changes` are what sources corrected since it was aired, `retold` the items told again for what is new in them: the id of each,
    and the edition that told it.
    """

    stories: tuple[Chosen, ...]
    rejected: tuple[Rejected, ...]
    words_per_minute: float
    reserves: tuple[Chosen, ...] = ()
    changes: tuple[Change, ...] = ()
    retold: tuple[tuple[str, str], ...] = ()
