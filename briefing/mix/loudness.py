"""Loudness decisions: the gain and the limiter ceiling that bring speech to the target level; `encoder.py` applies them.

The target level is Apple's for podcasts: -16 LUFS, give or take 1, true peak at most -1 dBTP, read from the decoded mono file.
Speech is too peaky for that (eSpeak peaks 20 dB above its loudness), so a limiter reduces what would exceed the ceiling.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.model.sound import Loudness

TARGET_LUFS = -16.0
TOLERANCE = 1.0
MAX_PEAK_DBTP = -1.0
SILENCE_LUFS = -50.0
LAME_LOSS = 0.45  # dB that LAME takes from the level in CBR (measured: 0.44 on 7 minutes of eSpeak)
CEILING_DBFS = -1.8  # leaves LAME room to overshoot; eSpeak came out at -1.7 dBTP
MIN_RELEASE = 2.0  # ms; below that a limiter is a clipper
BOOST = 1.5  # on eSpeak the limiter gave back about half of each dB added


@dataclass(frozen=True, slots=True)
class Level:
    """Processing of the sound: gain in dB, then a limiter with a ceiling in dBFS and a `release` in ms."""

    gain: float
    ceiling: float = CEILING_DBFS
    release: float = 50.0


def choose_first_level(lufs: float) -> Level:
    """Return the level for a sound of this loudness, supposing that the limiter reduces nothing."""
    return Level(gain=TARGET_LUFS + LAME_LOSS - lufs)


def adjust_to_trial(level: Level, lufs: float) -> Level:
    """Return a better level, given the loudness measured with `level` before LAME."""
    return _adjust_gain(level, TARGET_LUFS + LAME_LOSS - lufs)


def adjust_to_decoded(level: Level, heard: Loudness) -> Level:
    """Return a better level, given the measurement of the decoded MP3.

    Where the limiter kept a sound too soft its release is shortened: rougher, but louder (measured on pulses 25 dB over their
    loudness: -18.5 LUFS with 50 ms, -16.2 with 5).
    """
    over = max(0.0, heard.true_peak_dbtp - MAX_PEAK_DBTP)
    ceiling = level.ceiling - over - 0.3 if over else level.ceiling
    soft = heard.integrated_lufs < TARGET_LUFS - TOLERANCE
    release = max(MIN_RELEASE, level.release / 4) if soft else level.release
    return _adjust_gain(Level(level.gain, ceiling, release), TARGET_LUFS - heard.integrated_lufs)


def is_on_target(heard: Loudness) -> bool:
    """Return whether the decoded MP3 is at the target level."""
    return abs(heard.integrated_lufs - TARGET_LUFS) <= TOLERANCE and heard.true_peak_dbtp <= MAX_PEAK_DBTP


def is_silent(lufs: float) -> bool:
    """Return whether the sound is silent; more gain would raise only noise."""
    return lufs < SILENCE_LUFS


def _adjust_gain(level: Level, missing: float) -> Level:
    return replace(level, gain=level.gain + missing * (BOOST if missing > 0 else 1.0))
