"""Chime before the first words: two bell notes, computed."""

from __future__ import annotations

import cmath
import math
import sys
from array import array
from collections.abc import Sequence
from functools import cache

from briefing.model.pauses import CHIME_SECONDS

NOTES = ((0.0, 523.25), (0.32, 783.99))  # seconds, Hz: C5 and the G above it, a calm rising fifth
PARTIALS = ((1.0, 1.0, 0.42), (2.0, 0.35, 0.26), (3.01, 0.12, 0.13))  # ratio, weight, decay in seconds: softer and shorter upwards
ATTACK = 0.008
RELEASE = 0.25
UNDER_SPEECH = 0.7  # -3 dB
LOUDNESS_WINDOW = 0.4  # seconds, the window in which ebur128 hears momentary loudness
CEILING = 0.7


def build_chime(rate: int, speech: float) -> bytes:
    """Return the chime as mono 16-bit little-endian samples at `rate` Hz, 3 dB under speech of this root mean square (0 to 1)."""
    wave, loudest, peak = _synthesize_bells(rate)
    scale = 32767 * min(UNDER_SPEECH * speech / loudest, CEILING / peak)
    samples = array("h", (round(scale * value) for value in wave))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


@cache
def _synthesize_bells(rate: int) -> tuple[Sequence[float], float, float]:
    """Return the notes at an arbitrary level, the root mean square of their loudest window, and their peak."""
    wave = [0.0] * round(CHIME_SECONDS * rate)
    for start, pitch in NOTES:
        for ratio, weight, decay in PARTIALS:
            if pitch * ratio < rate / 2:
                _add_partial(wave, round(start * rate), pitch * ratio, weight, decay, rate)
    _fade_out(wave, round(RELEASE * rate))
    return array("d", wave), _measure_loudest(wave, round(LOUDNESS_WINDOW * rate)), max(map(abs, wave))


def _add_partial(wave: list[float], start: int, pitch: float, weight: float, decay: float, rate: int) -> None:
    """Add one partial: a complex number that rotates by the pitch and shrinks by the decay with every sample."""
    turn = cmath.exp(complex(-1 / decay, 2 * math.pi * pitch) / rate)
    attack = ATTACK * rate
    hand = complex(weight)
    for index in range(start, len(wave)):
        wave[index] += hand.imag * min(1.0, (index - start) / attack)
        hand *= turn


def _fade_out(wave: list[float], length: int) -> None:
    first = len(wave) - length
    for index in range(length):
        wave[first + index] *= (1 + math.cos(math.pi * (index + 1) / length)) / 2


def _measure_loudest(wave: list[float], window: int) -> float:
    """Return the root mean square of the loudest window of this many samples."""
    blocks = (wave[start : start + window] for start in range(0, len(wave) - window + 1, max(1, window // 4)))
    return math.sqrt(max(sum(value * value for value in block) for block in blocks) / window)
