"""Values of speak and mix: clips, the programme, the encoded MP3.

All are frozen and slotted; times are aware and in UTC unless a name says local; offsets in text are code points.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.rundown import Rejected


@dataclass(frozen=True, slots=True)
class Clip:
    """A line, spoken: `key` of its WAV in the blob store, length in samples, rate in Hz."""

    line: str
    key: str
    samples: int
    rate: int


@dataclass(frozen=True, slots=True)
class Loudness:
    """What ebur128 reads from the decoded mono file: LUFS and dBTP."""

    integrated_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Span:
    """Where a line sounds in the programme, in samples: `[start, end)`."""

    line: str
    segment: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Programme:
    """The show in sound: `key` of the untagged MP3 in the blob store, its length in samples at `rate`, its timeline.

    `chapters` holds one span a segment (its `line` empty); they tile 0 to `samples`. A segment that has no span was left out to
    keep the length; `dropped` says why.
    """

    key: str
    samples: int
    rate: int
    spans: tuple[Span, ...]
    chapters: tuple[Span, ...]
    loudness: Loudness
    dropped: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """An MP3 and its measurements once decoded: samples at rate (Hz), loudness."""

    mp3: bytes
    samples: int
    rate: int
    loudness: Loudness
