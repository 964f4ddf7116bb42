"""Relative days ("yesterday") as the days they mean, reckoned from publication and said as they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model import Edit
from briefing.ports import Language
from briefing.write.days_find import Found, find
from briefing.write.days_mean import meaning, moment
from briefing.write.days_say import say
from briefing.write.quotations import outside, straight

REASON = "relative day"


def reckon(
    sentence: str, published: datetime | None, heard: date | None, timezone: str, language: Language
) -> tuple[Edit, ...] | str:
    """Return the edits that make a sentence (or a headline) true on the day it is heard, or why it must not be read.

    `published` is the item's, aware, or None when nobody knows; `heard` is the local day of the programme, `timezone` (IANA) the
    show's. No edits: nothing in it is false on that day.
    """
    plain = straight(sentence)
    at = moment(published, heard, timezone)
    said = outside(plain)
    edits: list[Edit] = []
    for found in find(plain, language):
        day = meaning(found, at)
        if isinstance(day, str):
            return _against(found, day)
        if day is None or at is None:
            continue
        if not said[found.start : found.end].strip():
            return _against(found, "in a quotation")
        words = say(plain, found, day, at.heard, language)
        if not words:
            return _against(found, "no words for that day")
        edits.append(Edit(found.start, found.end, words, REASON))
    return tuple(edits)


def _against(found: Found, why: str) -> str:
    return f'{REASON} "{found.words.lower()}": {why}'


def apply(quote: str, edits: Sequence[Edit]) -> str:
    """Return the quotation with its edits, which are in order and apart, made in it."""
    parts, at = [], 0
    for edit in edits:
        parts += [quote[at : edit.start], edit.said]
        at = edit.end
    return "".join([*parts, quote[at:]])
