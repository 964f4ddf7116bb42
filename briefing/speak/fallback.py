"""Fallback voice: decides which segments it reads, from the sentences that the first voice could not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model.errors import VoiceFailed
from briefing.model.progress import Note
from briefing.model.script import Segment

MAX_FAILURES = 2  # sentences that a voice could not say: from the last of them on it is not asked any more


@dataclass(frozen=True, slots=True)
class SegmentText:
    """A segment and its sentences in their spoken form."""

    segment: Segment
    said: tuple[str, ...]


def choose_fallback_segments(parts: Sequence[SegmentText], failed: Sequence[str]) -> frozenset[str]:
    """Return the ids of the segments that the fallback reads; `failed` are the sentences the voice could not say, in order.

    The fallback reads a segment with a failed sentence whole, so that voices do not alternate by sentence. When the voice has
    failed twice, the fallback also reads every later segment.
    """
    end = _find_handover(parts, failed)
    return frozenset(part.segment.id for at, part in enumerate(parts) if at >= end or not set(part.said).isdisjoint(failed))


def build_fallback_notes(parts: Sequence[SegmentText], failed: Mapping[str, VoiceFailed], other: object) -> list[Note]:
    """Return a note for each segment that `other` read, with the error that was the cause."""
    end = _find_handover(parts, list(failed))
    notes = []
    for at, part in enumerate(parts[: end + 1]):
        if error := next((failed[text] for text in part.said if text in failed), None):
            what = f"read by {other} from here on" if at == end else f"read by {other}"
            notes.append(Note("speak", part.segment.title, f"{what}: {error}"))
    return notes


def _find_handover(parts: Sequence[SegmentText], failed: Sequence[str]) -> int:
    """Return the index of the first segment for which the voice is not asked again; the number of segments if there is none."""
    last = failed[MAX_FAILURES - 1] if len(failed) >= MAX_FAILURES else None
    return next((at for at, part in enumerate(parts) if last is not None and last in part.said), len(parts))
