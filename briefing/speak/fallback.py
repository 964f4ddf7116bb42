"""Who reads what: decides which segments the fallback reads, from what the voice could not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model.errors import VoiceFailed
from briefing.model.progress import Note
from briefing.model.script import Segment

ENOUGH = 2  # sentences that a voice could not say: from the last of them on it is not asked any more


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and the sentences it says, as they are read aloud."""

    segment: Segment
    said: tuple[str, ...]


def by_fallback(parts: Sequence[Part], failed: Sequence[str]) -> frozenset[str]:
    """Return the ids of the segments that the fallback reads; `failed` are the sentences the voice could not say, in order.

    A segment with one of them is read by the fallback whole, so that voices do not alternate by sentence. When the voice has
    failed twice, the rest of the programme is the fallback's from there on.
    """
    end = _given_up(parts, failed)
    return frozenset(part.segment.id for at, part in enumerate(parts) if at >= end or not set(part.said).isdisjoint(failed))


def casting_notes(parts: Sequence[Part], failed: Mapping[str, VoiceFailed], other: object) -> list[Note]:
    """Return what a person should know of the segments that `other` read, and why it did."""
    end = _given_up(parts, list(failed))
    notes = []
    for at, part in enumerate(parts[: end + 1]):
        if error := next((failed[text] for text in part.said if text in failed), None):
            what = f"read by {other} from here on" if at == end else f"read by {other}"
            notes.append(Note("speak", part.segment.title, f"{what}: {error}"))
    return notes


def _given_up(parts: Sequence[Part], failed: Sequence[str]) -> int:
    """Return the place of the segment from which on the voice is not asked any more."""
    last = failed[ENOUGH - 1] if len(failed) >= ENOUGH else None
    return next((at for at, part in enumerate(parts) if last is not None and last in part.said), len(parts))
