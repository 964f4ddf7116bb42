"""Resampling: brings the clips of two voices to one rate."""

from __future__ import annotations

import hashlib
import io
import tempfile
import wave
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.lib import ffmpeg
from briefing.lib.scratch import Scratch
from briefing.lib.wav import parse_wav
from briefing.model.errors import CannotWrite, Faulty
from briefing.model.ports import Blobs
from briefing.model.sound import Clip

Resampler = Callable[[bytes, int], bytes]  # a WAV and the rate (Hz) wanted
TOLERANCE = 0.002  # seconds
DEADLINE = 60.0  # seconds; a line takes 0.1


def unify_rates(clips: Sequence[Clip], blobs: Blobs, convert: Resampler) -> tuple[Clip, ...]:
    """Return the clips all at the highest of their rates, so that nothing is lost; stores those that were converted.

    Raises Faulty for a clip that is missing or damaged, EngineFailed, CannotWrite.
    """
    highest = max((clip.rate for clip in clips), default=0)
    done: dict[str, Clip] = {}
    for clip in clips:
        if clip.rate != highest and clip.key not in done:
            done[clip.key] = _convert_clip(clip, highest, blobs, convert)
    return tuple(replace(done[clip.key], line=clip.line) if clip.key in done else clip for clip in clips)


def resample_wav(wav: bytes, rate: int) -> bytes:
    """Return a mono 16-bit WAV at another rate, by ffmpeg; raises EngineFailed, CannotWrite."""
    try:
        with Scratch("mix") as folder:
            source = folder / "in.wav"
            source.write_bytes(wav)
            wanted = ["-af", f"aresample={rate}", "-ac", "1", "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]
            said = ffmpeg.run(ffmpeg.find(), ["-i", f"file:{source}", *wanted], deadline=DEADLINE)
    except OSError as error:
        raise CannotWrite(tempfile.gettempdir(), "cannot hold the sound", str(error)) from error
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(said.data)
    return out.getvalue()


def _convert_clip(clip: Clip, rate: int, blobs: Blobs, convert: Resampler) -> Clip:
    subject = f"clip of line {clip.line}"
    key = hashlib.sha256(f"{clip.key} at {rate} Hz".encode()).hexdigest()
    wav = blobs.get(key)
    if wav is None:
        if (given := blobs.get(clip.key)) is None:
            raise Faulty(subject, "is missing", clip.key, "speak it again")
        wav = convert(given, rate)
    _, samples = parse_wav(wav, subject)
    off = abs(len(samples) / 2 / rate - clip.samples / clip.rate)
    if off > TOLERANCE:
        raise Faulty(subject, f"became {off:.3f} s longer or shorter at {rate} Hz")
    blobs.put(key, wav)
    return replace(clip, key=key, samples=len(samples) // 2, rate=rate)
