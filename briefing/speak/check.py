"""Is this the sound of this line? And the silence around it, cut to a fixed small measure."""

from __future__ import annotations

import io
import struct
import wave
from array import array
from typing import NamedTuple

from briefing.lib.wav import pack
from briefing.model.errors import VoiceFailed

SLOWEST, FASTEST = 80, 450  # words a minute a voice may be asked for
CHARACTERS = (
    4.9  # spoken letters in a word of news text, read aloud; with it eSpeak's median line takes 0.92 of `unit * (letters + 3)`
)
SHORT, LONG = 0.5, 2.5
GRACE = 0.1  # seconds
QUIET = 100  # of 32767, -50 dBFS: below it is silence
AUDIBLE = 200  # a clip that is never louder is silent
STEEP = 8  # a clip whose last 2 ms are louder than an eighth of its peak was cut off; eSpeak's are below a hundredth
OFF = 0.15  # of the length the engine expects: eSpeak varies by 0.9 %, and a line at its usual 200 words a minute lacks 17 %
LEAD, TAIL = 0.02, 0.05  # seconds of silence kept before and after; mix places the pauses


class Sound(NamedTuple):
    """A mono 16-bit WAV's length in frames and its rate in Hz."""

    frames: int
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.rate


def check(
    wav: bytes, text: str, *, slowest: float = SLOWEST, fastest: float = FASTEST, expected: float | None = None
) -> Sound:  # fmt: skip
    """Return how long the sound is; raises VoiceFailed when it cannot be `text` at `slowest` to `fastest` words a minute.

    Raises it too when the sound lasts 15 % more or less than the `expected` seconds, where the engine knows them.
    """
    samples, rate = _parse(wav, text)
    peak = max(max(samples), -min(samples))
    if peak < AUDIBLE:
        raise _failed(text, "is silent")
    end = samples[-max(rate // 500, 1) :]
    if max(max(end), -min(end)) * STEEP > peak:
        raise _failed(text, "was cut off", "the sound stops while it is loud")
    sound = Sound(len(samples), rate)
    shortest, longest = plausible(text, slowest=slowest, fastest=fastest)
    if not shortest <= sound.seconds <= longest:
        what = "was cut off" if sound.seconds < shortest else "does not end"
        raise _failed(text, what, f"{sound.seconds:.2f} s where {shortest:.2f} to {longest:.2f} s are plausible")
    if expected is not None and abs(sound.seconds - expected) > OFF * expected:
        raise _failed(text, "has another length than its words", f"{sound.seconds:.2f} s where {expected:.2f} s are expected")
    return sound


def plausible(text: str, *, slowest: float = SLOWEST, fastest: float = FASTEST) -> tuple[float, float]:
    """Return the seconds a line may last: least and most.

    A capital may be spelled, and a letter of another script may be named ("Thai letter ..."): they weigh more, but only at most.
    """
    letters = sum(char.isalnum() for char in text)
    named = sum(12 if char > "\x7f" else 2 if char.isupper() else 1 for char in text if not char.isspace())
    words = len(text.split()) + 1
    least = SHORT * min((letters + 3) / CHARACTERS, words - 1) * 60 / fastest - GRACE
    most = LONG * max((named + 5) / CHARACTERS, words) * 60 / slowest
    return max(least, 0.0), most


def trim(wav: bytes) -> bytes:
    """Return a checked WAV with at most 20 ms of silence before and 50 ms after its sound."""
    samples, rate = _parse(wav, "")
    first = next((at for at, value in enumerate(samples) if abs(value) > QUIET), 0)
    last = next((at for at in range(len(samples) - 1, -1, -1) if abs(samples[at]) > QUIET), len(samples) - 1)
    kept = samples[max(first - round(LEAD * rate), 0) : last + 1 + round(TAIL * rate)]
    return wav if len(kept) == len(samples) else pack(kept, rate)


def _parse(wav: bytes, text: str) -> tuple[array[int], int]:
    try:
        with wave.open(io.BytesIO(wav)) as file:
            shape = (file.getnchannels(), file.getsampwidth())
            frames, rate = file.getnframes(), file.getframerate()
            raw = file.readframes(frames)
    except (wave.Error, EOFError, struct.error, RuntimeError) as error:
        raise _failed(text, "is not a WAV", str(error)) from error
    if shape != (1, 2) or rate <= 0:
        raise _failed(text, "is not mono, 16 bit", f"{shape[0]} channels, {shape[1] * 8} bit, {rate} Hz")
    if len(raw) != frames * 2:
        raise _failed(text, "was cut off", f"{len(raw) // 2} of {frames} frames are there")
    if not frames:
        raise _failed(text, "has no sound")
    return array("h", raw), rate


def _failed(text: str, what: str, cause: str = "") -> VoiceFailed:
    return VoiceFailed(f'clip of "{text}"', what, cause)
