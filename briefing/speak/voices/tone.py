"""Tone voice for tests and rehearsals: a tone as long as the words would take, of another pitch for each line."""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Sequence
from zlib import crc32

from briefing.model.ports import Speaker, VoiceInfo
from briefing.model.show import VoiceChoice
from briefing.speak.pace import compute_finished_pace

RATE = 22050  # Hz
FADE_SAMPLES = RATE // 100  # samples of silence at the end, and of fading in and out: speech does not stop on its peak
PEAK_LEVEL = 8000  # of 32767, about the level of the default voice


def count_samples(text: str, rate: int) -> int:
    """Return the duration of a line in samples: a word takes 60/rate seconds; a line counts at least one word."""
    return round(max(len(text.split()), 1) * 60 / rate * RATE)


class ToneEngine:
    """Engine that accepts any voice name and any language."""

    def version(self) -> str:
        """Return the version of the sound."""
        return "1"

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the one voice."""
        return (VoiceInfo("tone", ()),)

    def words_per_minute(self, choice: VoiceChoice) -> float:
        """Return the pace of finished programmes."""
        return compute_finished_pace(60 / choice.rate)

    def open(self, choice: VoiceChoice) -> Speaker:
        """Return the tone at this rate."""
        return ToneSpeaker(choice.rate)


class ToneSpeaker:
    """The tone at a rate in words a minute."""

    def __init__(self, rate: int) -> None:
        self._rate = rate

    def say(self, text: str) -> bytes:
        """Return the tone for a line, the same for the same text."""
        length = count_samples(text, self._rate)
        cycle = RATE // (200 + crc32(text.encode("utf-8", "replace")) % 400)  # whole samples: 200 to 600 Hz
        period = array("h", (round(PEAK_LEVEL * math.sin(2 * math.pi * at / cycle)) for at in range(cycle)))
        sound = (period * (length // cycle + 1))[:length]
        for at in range(min(FADE_SAMPLES, length // 4)):
            sound[at] = sound[at] * at // FADE_SAMPLES
            sound[-1 - at] = 0
            sound[-1 - at - FADE_SAMPLES] = sound[-1 - at - FADE_SAMPLES] * at // FADE_SAMPLES
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(sound.tobytes())
        return out.getvalue()


ENGINE = ToneEngine()
