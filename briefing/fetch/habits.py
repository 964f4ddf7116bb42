"""How the texts of one feed end: with a full stop, by habit without one, or cut at a limit. Pure, over a document's texts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5  # texts that make a habit: of fewer, two left open are chance
MOST_OPEN = 0.75  # share of the single sentences left open that makes a habit: two of 30 news feeds have .95, the next has .36
SHORTEST, LONGEST = 4, 60  # words of a text that is one sentence: a shorter one is a label, a longer one cannot be spoken
MOST_CUT = 0.5  # share of all texts left open that a limit makes: it cuts most of them, where a few end open by chance
WORD = 12  # characters by which the lengths of texts cut at a word differ; three cut feeds: 4, 11 and 12
PILE = 0.6  # share of the open texts within WORD characters: of three cut feeds .99 and more, of whole texts .26 and .33
OVER = 0.1  # share of all texts that may be longer than the limit: what was not cut

_OPEN = re.compile(r"(?:[^\W_]|[%°€$£₴)\]\"'”’»])$")  # behind a comma, a colon or a dash something is missing
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Habit:
    """How a feed's texts end: `stopless` where it leaves out the last full stop, `limit` the characters it cuts at, or 0."""

    stopless: bool = False
    limit: int = 0


def find_habit(texts: Sequence[str]) -> Habit:
    """Return the habit of the texts of one document; a pile of lengths at a limit says that they are cut, whatever else."""
    written = [text for text in dict.fromkeys(texts) if text]  # what stands in several entries has one length
    limit = _find_limit(written)
    single = [text for text in written if _is_sentence(text)]
    open_ended = sum(map(_is_open, single))
    habit = len(single) >= LEAST and 2 * len(single) >= len(written) and open_ended >= MOST_OPEN * len(single)
    return Habit(stopless=habit and not limit, limit=limit)


def close_text(text: str, habit: Habit) -> str:
    """Return a text with the full stop that its feed leaves out, or with the sign of a cut where it was cut."""
    if habit.limit and not _ENDED.search(text) and habit.limit - WORD < len(text) <= habit.limit:
        return f"{text.rstrip(' ,;:–—-')}…"
    return f"{text}." if habit.stopless and _is_sentence(text) and _is_open(text) else text


def _find_limit(texts: Sequence[str]) -> int:
    """Return the length at which the open texts pile up and over which hardly any is, or 0."""
    lengths = sorted(len(text) for text in texts if not _ENDED.search(text))
    if len(lengths) < max(LEAST, MOST_CUT * len(texts)):
        return 0
    piles = [(bisect_right(lengths, top) - bisect_right(lengths, top - WORD), top) for top in lengths]
    most, limit = max(piles)
    whole = sorted(map(len, texts))
    longer = len(whole) - bisect_left(whole, limit + 1)
    return limit if most >= PILE * len(lengths) and longer <= OVER * len(whole) else 0


def _is_sentence(text: str) -> bool:
    return "\n" not in text and SHORTEST <= len(text.split()) <= LONGEST and not text[0].islower()


def _is_open(text: str) -> bool:
    return bool(_OPEN.search(text)) and not _ENDED.search(text)
