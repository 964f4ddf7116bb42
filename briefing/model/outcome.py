"""How an edition came out, with the exit code of the command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model.edition import State
from briefing.model.progress import Note

GRAVITY = (70, 78, 73, 69, 65, 75, 66, 64, 0)  # several shows end with the gravest code


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one edition came out; `message` is the sentence for people, `exit` its code, `mp3` the path under the site.

    `held`: another run has it. `resting`: it waits before it is tried again, and nothing was done. `repeated`: it had come to its
    end before, and is only told of again.
    """

    show: str
    edition: str | None
    state: State | None
    exit: int
    message: str
    mp3: str | None = None
    duration: float | None = None
    stories: int = 0
    notes: tuple[Note, ...] = ()
    held: bool = False
    resting: bool = False
    repeated: bool = False

    @property
    def new(self) -> bool:
        """Whether it says more than that nothing was due: how an edition came out, an error, or a message about the workspace."""
        return bool(self.edition or self.exit or not self.show)


def find_gravest(codes: Sequence[int]) -> int:
    """Return the code a command ends with when its shows came out so."""
    return next((code for code in GRAVITY if code in codes), max(codes, default=0))
