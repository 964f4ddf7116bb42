"""The chime before the first words."""

from __future__ import annotations

import hashlib
import math
from array import array

import pytest

from briefing.mix.sounds import build_chime

RATES = [pytest.param(rate, id=f"{rate} Hz") for rate in (8_000, 22_050, 44_100, 48_000)]


def rms(values: array[int]) -> float:
    """Root mean square, 0 to 1."""
    return math.sqrt(sum(value * value for value in values) / len(values)) / 32768


@pytest.mark.parametrize("rate", RATES)
def test_it_is_short_and_ends_in_silence(rate: int) -> None:
    """It lasts at most two seconds, begins and ends without a click, and never jumps."""
    values = array("h", build_chime(rate, 0.1))
    assert len(values) <= 2 * rate
    assert abs(values[0]) < 50
    assert abs(values[-1]) < 5
    assert rms(values[-rate // 100 :]) < 0.001


@pytest.mark.parametrize("speech", [pytest.param(level, id=f"speech at {level}") for level in (0.03, 0.1, 0.2)])
def test_it_is_a_little_softer_than_speech(speech: float) -> None:
    """Its loudest 0.4 s are 3 dB under the speech it announces."""
    values = array("h", build_chime(8_000, speech))
    loudest = max(rms(values[start : start + 3_200]) for start in range(0, len(values) - 3_200, 800))
    assert loudest == pytest.approx(0.7 * speech, rel=0.02)


def test_it_never_clips() -> None:
    """However loud the speech, the chime keeps under 0.7 of full scale."""
    assert max(map(abs, array("h", build_chime(22_050, 0.9)))) <= 0.7 * 32767 + 1


def test_it_is_always_the_same() -> None:
    """Equal rate and level give equal bytes; silence asks for a silent chime."""
    assert hashlib.sha256(build_chime(22_050, 0.1)).digest() == hashlib.sha256(build_chime(22_050, 0.1)).digest()
    assert not any(build_chime(22_050, 0.0))
