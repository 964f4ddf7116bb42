"""Clip checks: whether a WAV can be the sound of its line, and trimming of the silence around it."""

from __future__ import annotations

import io
import struct
import wave
from array import array
from typing import NamedTuple

from briefing.lib.wav import build_wav
from briefing.model.errors import VoiceFailed
from briefing.model.show import FASTEST_RATE, SLOWEST_RATE

CHARACTERS = (
    4.9  # spoken letters in a word of news text, read aloud; with it eSpeak's median line takes 0.92 of `unit * (letters + 3)`
)
SHORT, LONG = 0.5, 2.5
GRACE = 0.1  # seconds
SILENCE_LEVEL = 100  # of 32767, -50 dBFS: below it is silence
AUDIBLE_LEVEL = 200  # a clip that is never louder is silent
CUT_OFF_RATIO = 8  # a clip whose last 2 ms are louder than an eighth of its peak was cut off; eSpeak's are below a hundredth
LENGTH_TOLERANCE = (
    0.15  # of the length the engine expects: eSpeak varies by 0.9 %, and a line at its usual 200 words a minute lacks 17 %
)
LEAD, TAIL = 0.02, 0.05  # seconds of silence kept before and after; mix places the pauses


class SoundLength(NamedTuple):
    """A mono 16-bit WAV's length in frames and its rate in Hz."""

    frames: int
    rate: int

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return self.frames / self.rate


def check_clip(
    wav: bytes, text: str, *, slowest: float = SLOWEST_RATE, fastest: float = FASTEST_RATE, expected: float | None = None
) -> SoundLength:  # fmt: skip
    """Return the length of the sound; raises VoiceFailed when it cannot be `text` at `slowest` to `fastest` words a minute.

    Also raises it when the sound lasts 15 % more or less than the `expected` seconds, where the engine knows them.
    """
    samples, rate = _parse_wav(wav, text)
    peak = max(max(samples), -min(samples))
    if peak < AUDIBLE_LEVEL:
        raise _make_error(text, "is silent")
    end = samples[-max(rate // 500, 1) :]
    if max(max(end), -min(end)) * CUT_OFF_RATIO > peak:
        raise _make_error(text, "was cut off", "the sound stops while it is loud")
    sound = SoundLength(len(samples), rate)
    shortest, longest = estimate_duration_range(text, slowest=slowest, fastest=fastest)
    if not shortest <= sound.seconds <= longest:
        what = "was cut off" if sound.seconds < shortest else "does not end"
        raise _make_error(text, what, f"{sound.seconds:.2f} s where {shortest:.2f} to {longest:.2f} s are plausible")
    if expected is not None and abs(sound.seconds - expected) > LENGTH_TOLERANCE * expected:
        raise _make_error(text, "has another length than its words", f"{sound.seconds:.2f} s where {expected:.2f} s are expected")
    return sound


def estimate_duration_range(text: str, *, slowest: float = SLOWEST_RATE, fastest: float = FASTEST_RATE) -> tuple[float, float]:
    """Return the shortest and the longest plausible duration of a line, in seconds.

    A capital may be spelled out, and a letter of another script may be named ("Thai letter ..."): both count more, but only
    towards the longest duration.
    """
    letters = sum(char.isalnum() for char in text)
    named = sum(12 if char > "\x7f" else 2 if char.isupper() else 1 for char in text if not char.isspace())
    words = len(text.split()) + 1
    least = SHORT * min((letters + 3) / CHARACTERS, words - 1) * 60 / fastest - GRACE
    most = LONG * max((named + 5) / CHARACTERS, words) * 60 / slowest
    return max(least, 0.0), most


def trim_silence(wav: bytes) -> bytes:
    """Return a checked WAV with at most 20 ms of silence before and 50 ms after its sound."""
    samples, rate = _parse_wav(wav, "")
    first = next((at for at, value in enumerate(samples) if abs(value) > SILENCE_LEVEL), 0)
    last = next((at for at in range(len(samples) - 1, -1, -1) if abs(samples[at]) > SILENCE_LEVEL), len(samples) - 1)
    kept = samples[max(first - round(LEAD * rate), 0) : last + 1 + round(TAIL * rate)]
    return wav if len(kept) == len(samples) else build_wav(kept, rate)


def _parse_wav(wav: bytes, text: str) -> tuple[array[int], int]:
    try:
        with wave.open(io.BytesIO(wav)) as file:
            shape = (file.getnchannels(), file.getsampwidth())
            frames, rate = file.getnframes(), file.getframerate()
            raw = file.readframes(frames)
    except (wave.Error, EOFError, struct.error, RuntimeError) as error:
        raise _make_error(text, "is not a WAV", str(error)) from error
    if shape != (1, 2) or rate <= 0:
        raise _make_error(text, "is not mono, 16 bit", f"{shape[0]} channels, {shape[1] * 8} bit, {rate} Hz")
    if len(raw) != frames * 2:
        raise _make_error(text, "was cut off", f"{len(raw) // 2} of {frames} frames are there")
    if not frames:
        raise _make_error(text, "has no sound")
    return array("h", raw), rate


def _make_error(text: str, what: str, cause: str = "") -> VoiceFailed:
    return VoiceFailed(f'clip of "{text}"', what, cause)
