"""The headlines of the first stories, up front in a programme that is long enough to want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.model.language import Language
from briefing.model.news import Line
from briefing.model.script import Segment
from briefing.write.render import render

OVER = 4  # minutes
STORIES = 4  # in fewer the headlines would be the programme
MOST = 3
LEAST = 2
TYPICAL = 12  # words of most headlines


def wanted(minutes: float, stories: int) -> bool:
    """Return whether a programme of so many minutes and stories has headlines up front."""
    return minutes > OVER and stories >= STORIES


def words_kept(language: Language) -> int:
    """Return how many words are kept free for the headlines of a programme that has them."""
    return sum(len(line.text.split()) for line in _intro(language, date.min)) + MOST * TYPICAL


def headlines(stories: Sequence[Segment], language: Language, heard: date, words: int) -> tuple[Segment, ...]:
    """Return the one segment with the headlines of the first stories, within `words`; none when it would have only one.

    They are the very lines of their stories. Only the first are read, since it is the last that mix leaves out for length.
    """
    lines = _intro(language, heard)
    words -= sum(len(line.text.split()) for line in lines)
    for story in stories[:MOST]:
        headline = next((line for line in story.lines if _of_title(line)), None)
        if headline and len(headline.text.split()) <= words:
            lines.append(headline)
            words -= len(headline.text.split())
    if sum(map(_of_title, lines)) < LEAST:
        return ()
    numbered = tuple(replace(line, id=f"headlines-{number}") for number, line in enumerate(lines, 1))
    return (Segment(id="headlines", kind="headlines", title=language.words["headlines"], url="", lines=numbered),)


def _intro(language: Language, heard: date) -> list[Line]:
    said = render(language.templates["headlines"], turn=heard.toordinal())
    return [Line("", text, "template", ()) for text in said]


def _of_title(line: Line) -> bool:
    return bool(line.sources) and all(source.field == "title" for source in line.sources)
