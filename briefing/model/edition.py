"""An edition and its run, with every set of states there is, so that one is not defined twice.

All values of this package are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code
points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from briefing.model.progress import Note, Stage
from briefing.model.rundown import Rundown
from briefing.model.script import Script
from briefing.model.sound import Clip, Programme

State = Literal[
    "due", "fetched", "selected", "written", "waiting", "approved", "rejected", "spoken", "mixed", "published",
    "corrected", "retracted", "nothing", "missed", "failed",
]  # fmt: skip
# Whether `retracted` belongs to a set is said with each: its episode was aired, and is no longer offered.
ON_AIR: frozenset[State] = frozenset({"published", "corrected"})  # offered to listeners now: not retracted
AIRED_STATES: frozenset[State] = ON_AIR | {"retracted"}  # listeners have heard its items, also of one taken back since
FINAL: frozenset[State] = AIRED_STATES | {"nothing", "rejected", "missed"}  # the run has come to its end: retracted too
SETTLED: frozenset[State] = FINAL | {"waiting"}  # nothing is to be done by the scheduler: retracted too
DECIDED: frozenset[State] = frozenset({"waiting", "approved", "rejected"})  # a person has it in hand before air: not retracted
EXCUSED: frozenset[State] = SETTLED - ON_AIR  # no episode is missed by listeners: retracted too


@dataclass(frozen=True, slots=True)
class Slot:
    """One instant at which a show is due; `day` and `time` (HH:MM) are the show's local wall clock."""

    show: str
    at: datetime
    day: date
    time: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A show and a slot: the identity of a run, a folder and a guid; `id` is given once and kept."""

    id: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Run:
    """How far an edition has come: its state, what each stage made so far, and its notes.

    `cutoff` is fixed by the first fetch; `reason` says why it is `nothing` or `failed`. `revision` is above 1 once a published
    edition is made again: `correction` says why, `corrected` when listeners got it, `told` which items it aired before.
    `terms` is a digest of what feeds.yaml asked for when it was begun. `withdrawn` are the ids of items that earlier editions told
    and that their sources have taken back since, as far as the fetch found out.

    `claimed` is when the slot was taken up; `tries` counts the failures in a row; after one it is not tried before `retry_at`.
    `inside` is the stage that was entered and not left, `deaths` how often in a row a process ended inside it; the items `aside`
    did that. `overtaken` names the items for which it was taken back to its choice, each as often as that happened.
    """

    edition: Edition
    state: State
    cutoff: datetime | None = None
    rundown: Rundown | None = None
    script: Script | None = None
    clips: tuple[Clip, ...] = ()
    programme: Programme | None = None
    published: datetime | None = None
    reason: str = ""
    notes: tuple[Note, ...] = ()
    revision: int = 1
    correction: str = ""
    corrected: datetime | None = None
    told: tuple[str, ...] = ()
    terms: str = ""
    withdrawn: tuple[str, ...] = ()
    claimed: datetime | None = None
    tries: int = 0
    retry_at: datetime | None = None
    inside: Stage | None = None
    deaths: int = 0
    aside: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()
