"""Relative days ("yesterday") rewritten as the days they mean, counted from publication and worded for the day they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.language import Language
from briefing.model.news import Edit, Item
from briefing.write.datelines import measure_dateline
from briefing.write.quotations import blank_quotations, pair_quotes, straighten_quotes
from briefing.write.relative_days.find import RelativeDay, find_dates, find_days
from briefing.write.relative_days.resolve import make_moment, resolve_meaning
from briefing.write.relative_days.say import format_day

REASON = "relative day"
LONGEST = 1000  # characters; hostile ones would take minutes, and no sentence that may be read has so many


def resolve_days(
    sentence: str, published: datetime | None, heard: date | None, timezone: str, language: Language
) -> tuple[Edit, ...] | str:
    """Return the edits that make a sentence (or a headline) true on the day it is heard, or why it must not be read.

    `published` is the item's, aware, or None when it is unknown; `heard` is the local day of the programme, `timezone` (IANA) the
    show's. Without edits, nothing in it is false on that day.
    """
    if len(sentence) > LONGEST:
        return "too long to be spoken"
    plain = straighten_quotes(sentence).replace("ʼ", "'")
    at = make_moment(published, heard, timezone)
    all_found = find_days(plain, language)
    edits: list[Edit] = []
    for found in all_found:
        day = resolve_meaning(found, at)
        if isinstance(day, str):
            return _format_objection(found, day)
        if day is None or at is None:
            continue
        if why := _find_hindrance(sentence, found, all_found):
            return _format_objection(found, why)
        if not (words := format_day(plain, found, day, at.heard, language)):
            return _format_objection(found, "no words for that day")
        edits.append(Edit(found.start, found.end, words, REASON))
    return tuple(edits)


def _format_objection(found: RelativeDay, why: str) -> str:
    return f'{REASON} "{found.words.lower()}": {why}'


def _find_hindrance(text: str, found: RelativeDay, all_found: Sequence[RelativeDay]) -> str:
    """Return why a day must not be reworded: quoted words are a person's own, and it may count from a day named next to it."""
    if pair_quotes(text)[1] or not blank_quotations(text)[found.start : found.end].strip():
        return "in a quotation"
    named = any(each.row.means.startswith(("weekday", "date")) for each in all_found)
    return "another day is named beside it" if named and found.row.means.startswith(("day", "ago")) else ""


def apply_edits(quote: str, edits: Sequence[Edit]) -> str:
    """Return the quotation with its edits applied; they are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [quote[at : edit.start], edit.said]
        at = edit.end
    return "".join([*parts, quote[at:]])


def find_writing_time(item: Item, timezone: str, language: Language) -> datetime | None:
    """Return when an item's words were written, or None when its feed does not say or its dateline names another day."""
    at = make_moment(item.published, item.published.date(), timezone) if item.dated else None
    named = find_dates(item.text[: measure_dateline(item.text, language.agencies)], language)
    same = at is not None and (not named or any((day.day, day.month) in named for day in at.days))
    return item.published if same else None


def resolve_headline_days(item: Item, heard: date | None, timezone: str, language: Language) -> tuple[Edit, ...] | str:
    """Return the edits that make an item's title, stripped, true on the day it is heard, or why it must not be read."""
    return resolve_days(item.title.strip(), find_writing_time(item, timezone, language), heard, timezone, language)
