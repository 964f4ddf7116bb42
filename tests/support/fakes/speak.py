"""A voice without processes, for tests of what surrounds it; it passes the same contract tests as the real ones."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence

from briefing.lib.wav import build_wav
from briefing.model.errors import VoiceFailed
from briefing.model.script import Reading

RATE = 22_050
WORD = RATE * 60 // 165  # samples
REST = RATE // 100


class FakeVoice:
    """Hums a word's length for each word; keeps what it was asked to speak; fails at the texts it is told to fail at."""

    def __init__(self, name: str = "fake", *, fails_at: frozenset[str] = frozenset()) -> None:
        self._name, self._fails_at = name, fails_at
        self.spoken: list[str] = []

    def __str__(self) -> str:
        """Return its name."""
        return self._name

    def make_key(self, reading: Reading) -> str:
        """Return the hash of name and words."""
        return hashlib.sha256(f"{self._name}\n{reading.text}".encode()).hexdigest()

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield a hum a reading; raises VoiceFailed where told to."""
        for reading in readings:
            if reading.text in self._fails_at:
                raise VoiceFailed(f'"{reading.text}"', "could not be spoken by fake", "told to fail")
            self.spoken.append(reading.text)
            hum = array("h", [8000, -8000]) * (max(len(reading.text.split()), 1) * WORD // 2)
            yield build_wav(hum + array("h", [0]) * REST, RATE)
