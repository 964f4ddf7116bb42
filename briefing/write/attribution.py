"""The source inside the sentence: each story names its publisher once, within its first two sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.model.language import DayRow, Language
from briefing.model.news import NAMES_SOURCE, Edit, Line
from briefing.model.rundown import Chosen
from briefing.model.script import Segment
from briefing.write.phrases import compile_expressions
from briefing.write.quotations import straighten_quotes
from briefing.write.relative_days.apply import apply_edits
from briefing.write.relative_days.find import RelativeDay
from briefing.write.relative_days.say import format_day
from briefing.write.render import join_lines, render

LONGEST = 25  # words of a sentence with its source in it; beyond that the ear loses the sentence
TYPICAL = "The Kyiv Independent"  # as long as the names of most sources

_TAIL = re.compile(r",[\"')]?\s[^,]{1,80}$")  # what follows the last comma


@dataclass(frozen=True, slots=True)
class WrittenStory:
    """A written story: its publisher's name, its chapter's title, and its lines, none of which names the publisher yet."""

    chosen: Chosen
    feed: str
    title: str
    lines: tuple[Line, ...]
    small: frozenset[str] = frozenset()  # words that its item writes without a capital
    headline: Line | None = None  # as it can be spoken among the headlines
    others: Line | None = None  # who else reports its first sentence


def build_segments(
    told: Sequence[WrittenStory], language: Language, heard: date, *, one_source: bool = False, last: str = ""
) -> list[Segment]:
    """Return stories, in their order, as segments whose lines have ids and name their publishers.

    Where all stories have one publisher (`one_source`), only the first and the last story name it. `last` is the id of the story
    that is announced as the last one, or empty.
    """
    found = []
    for place, one in enumerate(told):
        ends = place in (0, len(told) - 1)
        lines = one.lines if one_source and not ends else name_source(one.lines, one.feed, language, one.small)
        if one.others:
            lines = _insert_others(lines, one.others)
        lines = (*_build_announcement(one, last, language, heard), *lines)
        key = one.chosen.story.id
        numbered = tuple(replace(line, id=f"{key}-{number}") for number, line in enumerate(lines, 1))
        found.append(Segment(id=key, kind="story", title=one.title, url=one.chosen.story.items[0].url, lines=numbered))
    return found


def _insert_others(lines: Sequence[Line], others: Line) -> tuple[Line, ...]:
    """Return a story's lines with who else reports it directly after its first sentence and that sentence's source.

    Who only has more on the story stands at its end.
    """
    at = len(lines) if others.basis == "template" else 2 if len(lines) > 1 and not lines[1].sources else 1
    return (*lines[:at], others, *lines[at:])


def _build_announcement(one: WrittenStory, last: str, language: Language, heard: date) -> list[Line]:
    """Return what is said before a story: that it is the last one, or that it continues one that was heard."""
    said = render(language.templates["story"], last=one.chosen.story.id == last)
    if one.chosen.follows and one.chosen.update:
        said += render(language.templates["followup"], day=format_spoken_day(one.chosen.follows.day, heard, language))
    return [Line("", text, "template", ()) for text in said]


def name_source(lines: Sequence[Line], feed: str, language: Language, small: frozenset[str] = frozenset()) -> tuple[Line, ...]:
    """Return lines of one publisher with its name in the first or second of them, or in a sentence after the first.

    `small` are words that stand without a capital in the source's text, and may lose the one they have at the beginning.
    """
    feed = join_lines(feed)
    if not lines or not lines[0].sources or any(feed.casefold() in line.text.casefold() for line in lines[:2]):
        return tuple(lines)
    first, *rest = lines
    if named := _name_after(first, feed, language):
        return (named, *rest)
    if rest and rest[0].sources and rest[0].sources[0].feed == first.sources[0].feed:
        second = _name_after(rest[0], feed, language) or _name_before(rest[0], feed, language, small)
        if second:
            return (first, second, *rest[1:])
    return (first, Line("", language.bulletin.apart.format(feed=feed), "template", ()), *rest)


def _name_after(line: Line, feed: str, language: Language) -> Line | None:
    """Return a sentence with ", X reports." for its full stop; None where it ends on a speaker or quotes, or gets too long."""
    text, said = line.text, language.bulletin.after.format(feed=feed)
    if not text.endswith(".") or text.endswith("..") or len(f"{text}{said}".split()) > LONGEST or not line.sources:
        return None
    tail = _TAIL.search(straighten_quotes(text))
    if tail and compile_expressions(language.sayings).search(tail.group()):
        return None
    quote = line.sources[0].quote
    at = len(quote) - 1
    dot = "." if re.search(r"\b\w\.\w?\.$|\b[A-Z]\.$", text) else ""  # "in the U.S., X reports"
    if line.edits and line.edits[-1].end > at:
        *before, last = line.edits
        if not last.said.endswith("."):
            return None
        return _edit_line(
            line, [*before, replace(last, said=f"{last.said[:-1]}{dot}{said}", reason=f"{NAMES_SOURCE}; {last.reason}")]
        )
    return _edit_line(line, [*line.edits, Edit(at, at + 1, f"{dot}{said}", NAMES_SOURCE)])


def _name_before(line: Line, feed: str, language: Language, small: frozenset[str]) -> Line | None:
    """Return a sentence as "X says the ...", or None where it begins with a quotation or a reference, or gets too long."""
    form, text = language.bulletin.before, line.text
    if not form or not text.endswith(".") or len(text.split()) + len(form.format(feed=feed, sentence="").split()) > LONGEST:
        return None
    plain = straighten_quotes(text)
    edits = line.edits[0].start if line.edits else 1
    if '"' in plain or not plain[:1].isalnum() or not edits or compile_expressions(language.sayings).search(plain):
        return None
    word = re.match(r"[\w’']+", text)
    first = text[0].lower() if word and word.group().casefold() in small | _list_small_words(language) else text[0]
    return _edit_line(line, [Edit(0, 1, form.format(feed=feed, sentence=first), NAMES_SOURCE), *line.edits])


def _list_small_words(language: Language) -> frozenset[str]:
    """Return words that have a capital only at the beginning of a sentence."""
    days = {day.casefold() for names in language.days.weekdays.values() for day in names}
    return language.function_words - days - language.first_person


def _edit_line(line: Line, edits: Sequence[Edit]) -> Line:
    return replace(line, text=apply_edits(line.sources[0].quote, edits), basis="edited", edits=tuple(edits))


def drop_source_name(line: Line) -> Line:
    """Return a line as it was before its source was named in it."""
    kept = tuple(edit for edit in line.edits if not edit.reason.startswith(NAMES_SOURCE))
    if kept == line.edits:
        return line
    return replace(line, text=apply_edits(line.sources[0].quote, kept), basis="edited" if kept else "verbatim", edits=kept)


def get_told_text(line: Line) -> str:
    """Return what a line tells, without the name of its source."""
    return drop_source_name(line).text


def format_spoken_day(day: date, heard: date, language: Language) -> str:
    """Return the day on which something was told, worded for the day it is heard: "on Saturday", "on the 2nd of May"."""
    return format_day("", RelativeDay(0, 0, "", DayRow(find="", means="", said="told")), day, heard, language)


def count_naming_words(feed: str, language: Language) -> int:
    """Return the most words in which a story names its source."""
    bulletin = language.bulletin
    return max(len(form.format(feed=feed, sentence="").split()) for form in (bulletin.after, bulletin.before, bulletin.apart))


def count_typical_words(language: Language) -> int:
    """Return the number of words in which most stories name their source."""
    return len(language.bulletin.after.format(feed=TYPICAL).split())
