"""How many words a finished programme has in a minute, from measured speech and the pauses that mix puts between lines."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files

LINE_PAUSE, STORY_PAUSE = 0.35, 0.9  # seconds between lines and between stories, as mix places them
LINE_WORDS, STORY_LINES = 12, 6  # words in a line and lines in a story of the usual programme
PAUSES = ((STORY_LINES - 1) * LINE_PAUSE + STORY_PAUSE) / (STORY_LINES * LINE_WORDS)  # seconds a word


def finished(seconds_per_word: float) -> float:
    """Return words a minute with the pauses in, from the seconds a word takes in speech alone."""
    return 60 / (seconds_per_word + PAUSES)


def speech(finished: float) -> float:
    """Return the words a minute of speech alone that make a programme of so many words a minute, pauses in it."""
    return 60 / (60 / finished - PAUSES)


def words_per_minute(engine: str, rate: int, language: str = "en") -> float:
    """Return a finished programme's words a minute for an engine at a rate, between two measured rates by straight line."""
    return finished(60 / spoken(engine, rate, language))


def spoken(engine: str, rate: int, language: str = "en") -> float:
    """Return the words a minute of speech alone; beyond the slowest and fastest measured rates, theirs.

    `language` is a primary subtag; one that was not measured counts as English, and mix then drops what does not fit.
    """
    table = _table(engine, language)
    rates = [asked for asked, _ in table]
    at = bisect_left(rates, rate)
    if at == 0 or at == len(table):
        return table[min(at, len(table) - 1)][1]
    (low, slow), (high, fast) = table[at - 1], table[at]
    return slow + (fast - slow) * (rate - low) / (high - low)


@cache
def _table(engine: str, language: str) -> tuple[tuple[int, float], ...]:
    measured = tomllib.loads((files("briefing.speak") / "pace.toml").read_text("utf-8"))[engine]
    return tuple((int(rate), float(pace)) for rate, pace in measured.get(language, measured["en"]))
