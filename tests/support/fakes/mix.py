"""An encoder without LAME, for tests of what surrounds it."""

from __future__ import annotations

import io
import math
import wave

import numpy as np

from briefing.model.errors import Faulty
from briefing.model.sound import Encoded, Loudness

RATE = 44_100


class FakeEncoder:
    """Keeps the WAV after a mark instead of encoding it; refuses what the real one refuses, and reports the target loudness."""

    def encode(self, wav: bytes) -> Encoded:
        """Return the WAV after `fake mp3`; raises Faulty for a WAV that is damaged, too short or silent."""
        try:
            with wave.open(io.BytesIO(wav)) as reader:
                form, rate, length = (reader.getnchannels(), reader.getsampwidth()), reader.getframerate(), reader.getnframes()
                samples = reader.readframes(length)
        except (wave.Error, EOFError) as error:
            raise Faulty("sound", "is not a WAV", str(error)) from error
        if form != (1, 2) or len(samples) != 2 * length or length < rate / 2:
            raise Faulty("sound", "is not whole mono 16-bit sound of half a second")
        values = np.frombuffer(samples, "<i2").astype(np.float64)
        loud = math.sqrt(np.mean(values * values)) / 32768
        if loud < 10 ** (-50 / 20):
            raise Faulty("sound", "is silent")
        peak = min(-1.0, -16.0 + 20 * math.log10(np.max(np.abs(values)) / 32768 / loud))
        return Encoded(b"fake mp3" + wav, round(length * RATE / rate), RATE, Loudness(-16.0, round(float(peak), 1)))
