"""Joining of clips, pauses and the chime into one WAV."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable
from typing import Protocol, cast

from briefing.lib import wav
from briefing.mix.sounds import build_chime
from briefing.mix.timeline import Timeline
from briefing.model.errors import Faulty
from briefing.model.ports import Blobs
from briefing.model.sound import Clip


class _AudioSegment(Protocol):
    """The part of pydub's AudioSegment that this module uses."""

    raw_data: bytes
    rms: int

    def export(self, out_f: io.BytesIO, format: str) -> object:
        """Write the sound to a file."""


def join_clips(timeline: Timeline, clips: Iterable[Clip], blobs: Blobs) -> bytes:
    """Return the timeline as a mono 16-bit WAV with exactly the timeline's samples.

    Raises Faulty, with the line's id, for a clip that is missing, damaged or not of the length and rate its `Clip` says.
    """
    by_line = {clip.line: clip for clip in clips}
    pieces: list[bytes] = [b""]  # the chime's place; it is as loud as the speech that is not yet read
    at, energy = timeline.chime, 0.0
    for span in timeline.spans:
        sound = _load_clip(by_line[span.line], blobs)
        pieces += [_make_silence(span.start - at), sound.raw_data]
        energy += sound.rms**2 * (span.end - span.start)
        at = span.end
    pieces.append(_make_silence(timeline.samples - at))
    speech = math.sqrt(energy / sum(span.end - span.start for span in timeline.spans)) / 32768
    pieces[0] = build_chime(timeline.rate, speech)
    # joined once: adding segment to segment copies everything each time
    whole = _to_segment(b"".join(pieces), timeline.rate)
    pieces.clear()
    out = io.BytesIO()
    whole.export(out, format="wav")
    return out.getvalue()


def _load_clip(clip: Clip, blobs: Blobs) -> _AudioSegment:
    subject = f"clip of line {clip.line}"
    data = blobs.get(clip.key)
    if data is None:
        raise Faulty(subject, "is missing", clip.key, "speak it again")
    rate, samples = wav.parse_wav(data, subject)
    if (rate, len(samples) // 2) != (clip.rate, clip.samples):
        found = f"{len(samples) // 2} samples at {rate} Hz instead of {clip.samples} at {clip.rate} Hz"
        raise Faulty(subject, "is not what it was", found, "speak it again")
    return _to_segment(samples, rate)


def _make_silence(samples: int) -> bytes:
    return bytes(2 * samples)


def _to_segment(samples: bytes, rate: int) -> _AudioSegment:
    with warnings.catch_warnings():
        # on import pydub warns that PATH has no ffmpeg, which it needs for nothing done here
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return cast(_AudioSegment, AudioSegment(samples, sample_width=2, frame_rate=rate, channels=1))
