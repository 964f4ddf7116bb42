"""The headlines segment: headlines of the first stories, at the start of a programme that is long enough."""

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


def has_headlines(minutes: float, stories: int) -> bool:
    """Return whether a programme of so many minutes and stories starts with headlines."""
    return minutes > OVER and stories >= STORIES


def count_kept_words(language: Language) -> int:
    """Return how many words are reserved for the headlines of a programme that has them."""
    return sum(len(line.text.split()) for line in _build_intro(language, date.min)) + MOST * TYPICAL


def build_headlines(headlines: Sequence[Line], language: Language, heard: date, words: int) -> tuple[Segment, ...]:
    """Return the one segment with headlines of the first stories, within `words`; none when it would have only one.

    `headlines` are those that can be spoken and that no story reads, in the order of the stories.
    """
    lines = _build_intro(language, heard)
    words -= sum(len(line.text.split()) for line in lines)
    for headline in headlines[:MOST]:
        if len(headline.text.split()) <= words:
            lines.append(headline)
            words -= len(headline.text.split())
    if sum(bool(line.sources) for line in lines) < LEAST:
        return ()
    numbered = tuple(replace(line, id=f"headlines-{number}") for number, line in enumerate(lines, 1))
    return (Segment(id="headlines", kind="headlines", title=language.words["headlines"], url="", lines=numbered),)


def _build_intro(language: Language, heard: date) -> list[Line]:
    said = render(language.templates["headlines"], turn=heard.toordinal())
    return [Line("", text, "template", ()) for text in said]
