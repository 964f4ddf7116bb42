"""Speaking rates: words per minute of a finished programme, from measured speech and the pauses that mix inserts."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files

from briefing.model.pauses import PAUSES

LINE_WORDS, STORY_LINES = 12, 6  # words in a line and lines in a story of the usual programme
SILENCE = ((STORY_LINES - 1) * PAUSES["line"] + PAUSES["segment"]) / (STORY_LINES * LINE_WORDS)  # seconds a word


def compute_finished_pace(seconds_per_word: float) -> float:
    """Return words per minute with pauses, from the seconds that a word takes in speech alone."""
    return 60 / (seconds_per_word + SILENCE)


def compute_speech_pace(finished: float) -> float:
    """Return the words per minute of speech alone that give a programme this many words per minute with its pauses."""
    return 60 / (60 / finished - SILENCE)


def estimate_finished_pace(engine: str, rate: int, language: str = "en") -> float:
    """Return a finished programme's words per minute for an engine at a rate, interpolated between two measured rates."""
    return compute_finished_pace(60 / estimate_speech_pace(engine, rate, language))


def estimate_speech_pace(engine: str, rate: int, language: str = "en") -> float:
    """Return the words per minute of speech alone, interpolated; outside the measured rates, that of the nearest one.

    `language` is a primary subtag; one without measurements counts as English, and mix then drops what does not fit.
    """
    table = _load_pace_table(engine, language)
    rates = [asked for asked, _ in table]
    at = bisect_left(rates, rate)
    if at == 0 or at == len(table):
        return table[min(at, len(table) - 1)][1]
    (low, slow), (high, fast) = table[at - 1], table[at]
    return slow + (fast - slow) * (rate - low) / (high - low)


@cache
def _load_pace_table(engine: str, language: str) -> tuple[tuple[int, float], ...]:
    measured = tomllib.loads((files("briefing.speak") / "pace.toml").read_text("utf-8"))[engine]
    return tuple((int(rate), float(pace)) for rate, pace in measured.get(language, measured["en"]))
