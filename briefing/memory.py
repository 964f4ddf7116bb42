"""What the pipeline needs remembered, as protocols: what was aired and published, how far each edition has come, sound, locks.

They are among the ports; `ports.py` hands them on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from briefing.model import Run, Slot
from briefing.published import Episode


class Aired(Protocol):
    """Remembers what a show has told."""

    def aired(self, show: str) -> frozenset[str]:
        """Return the ids of all items this show has aired."""


class Episodes(Protocol):
    """Remembers what was published."""

    def of(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first, each in its latest revision."""

    def editions(self, show: str) -> Mapping[str, int]:
        """Return the latest revision of each edition that the show published, newest slot first; no episode is read for it."""

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode in its latest revision, or None."""

    def publish(self, episode: Episode, aired: Iterable[str]) -> None:
        """Keep the episode and that these items were aired, in one transaction; the same again changes nothing."""

    def show_guid(self, show: str, candidate: str) -> str:
        """Return the show's podcast:guid, kept for ever from the first candidate offered."""


class Marks(Protocol):
    """Remembers small things by name."""

    def get(self, name: str) -> str | None:
        """Return what was kept under a name, or None."""

    def put(self, name: str, value: str) -> None:
        """Keep something under a name."""


class Runs(Protocol):
    """Remembers how far each edition has come."""

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, made (`missed`, for that reason) when there is none; its edition's id is kept for ever."""

    def save(self, run: Run) -> None:
        """Keep the run as it now is."""

    def since(self, show: str, day: date) -> Sequence[Run]:
        """Return the show's runs whose local day is `day` or later, oldest slot first."""

    def unsettled(self, show: str) -> Sequence[Run]:
        """Return the show's runs, of whatever day, that have not come to their end, oldest slot first."""

    def taken(self, show: str, day: date) -> Sequence[Slot]:
        """Return the slots of the local day `day` and later that have a run, oldest first."""

    def forget(self, edition: str) -> None:
        """Forget a run of which nothing was published, so that its slot is free."""

    def watched(self, show: str) -> datetime | None:
        """Return until when the show's slots were looked after, or None when they never were."""

    def watch(self, show: str, until: datetime) -> None:
        """Keep that the show's slots were looked after until this instant."""

    def find(self, edition: str) -> Run | None:
        """Return the run of an edition by its id, or None."""


class Blobs(Protocol):
    """Keeps bytes under keys; a key's bytes never change."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes, whole or not at all; raises CannotWrite."""


class Lease(Protocol):
    """One holder at a time, freed when the process dies."""

    def hold(self, name: str, wait: float = 0) -> AbstractContextManager[None]:
        """Hold `name` while inside; raises Held when another still has it after `wait` seconds."""
