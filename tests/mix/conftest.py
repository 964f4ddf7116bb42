"""What several tests of the mix ask for."""

from __future__ import annotations

import pytest

from briefing.mix.encoder import FfmpegEncoder
from briefing.model.sound import Encoded
from tests.mix.sounds import samples, speech, wav


@pytest.fixture(scope="session")
def sound() -> bytes:
    """Four seconds of something like speech, as a WAV."""
    return wav(samples(speech(4.0)))


@pytest.fixture(scope="session")
def encoded(sound: bytes) -> Encoded:
    """The same, really encoded, once for all tests."""
    return FfmpegEncoder().encode(sound)
