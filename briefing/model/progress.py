"""Events of a run: notes and progress.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["fetch", "select", "write", "speak", "mix", "publish"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the producer should know: the stage, what it is about (a feed, a story), and the message."""

    stage: Stage
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a stage: `done` of `total` steps, and the current step; at the end `what` sums up the result."""

    stage: Stage
    done: int
    total: int
    what: str
