"""Relative days ("yesterday") as the days they mean, reckoned from publication and said as they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.language import Language
from briefing.model.news import Edit, Item
from briefing.write.datelines import dateline
from briefing.write.quotations import outside, pairs, straight
from briefing.write.relative_days.find import Found, dates, find
from briefing.write.relative_days.resolve import meaning, moment
from briefing.write.relative_days.say import say

REASON = "relative day"
LONGEST = 1000  # characters; hostile ones would take minutes, and no sentence that may be read has so many


def reckon(
    sentence: str, published: datetime | None, heard: date | None, timezone: str, language: Language
) -> tuple[Edit, ...] | str:
    """Return the edits that make a sentence (or a headline) true on the day it is heard, or why it must not be read.

    `published` is the item's, aware, or None when nobody knows; `heard` is the local day of the programme, `timezone` (IANA) the
    show's. No edits: nothing in it is false on that day.
    """
    if len(sentence) > LONGEST:
        return "too long to be spoken"
    plain = straight(sentence).replace("ʼ", "'")
    at = moment(published, heard, timezone)
    all_found = find(plain, language)
    edits: list[Edit] = []
    for found in all_found:
        day = meaning(found, at)
        if isinstance(day, str):
            return _against(found, day)
        if day is None or at is None:
            continue
        if why := _hindered(sentence, found, all_found):
            return _against(found, why)
        if not (words := say(plain, found, day, at.heard, language)):
            return _against(found, "no words for that day")
        edits.append(Edit(found.start, found.end, words, REASON))
    return tuple(edits)


def _against(found: Found, why: str) -> str:
    return f'{REASON} "{found.words.lower()}": {why}'


def _hindered(text: str, found: Found, all_found: Sequence[Found]) -> str:
    """Return why a day must not be said anew: quoted words are a person's own, and it may count from a day named beside it."""
    if pairs(text)[1] or not outside(text)[found.start : found.end].strip():
        return "in a quotation"
    named = any(each.row.means.startswith(("weekday", "date")) for each in all_found)
    return "another day is named beside it" if named and found.row.means.startswith(("day", "ago")) else ""


def apply(quote: str, edits: Sequence[Edit]) -> str:
    """Return the quotation with its edits, which are in order and apart, made in it."""
    parts, at = [], 0
    for edit in edits:
        parts += [quote[at : edit.start], edit.said]
        at = edit.end
    return "".join([*parts, quote[at:]])


def written(item: Item, timezone: str, language: Language) -> datetime | None:
    """Return when an item's words were written, or None when its feed did not say or its dateline names another day."""
    at = moment(item.published, item.published.date(), timezone) if item.dated else None
    named = dates(item.text[: dateline(item.text, language.agencies)], language)
    same = at is not None and (not named or any((day.day, day.month) in named for day in at.days))
    return item.published if same else None


def headline(item: Item, heard: date | None, timezone: str, language: Language) -> tuple[Edit, ...] | str:
    """Return the edits that make an item's title, stripped, true on the day it is heard, or why it must not be read."""
    return reckon(item.title.strip(), written(item, timezone, language), heard, timezone, language)
