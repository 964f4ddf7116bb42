"""Attribution before a story: its source, in words that vary by story and day, deterministically."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.model.language import DayRow, Language
from briefing.model.news import Line
from briefing.model.rundown import Chosen
from briefing.model.script import Segment
from briefing.write.relative_days.find import RelativeDay
from briefing.write.relative_days.say import format_day
from briefing.write.render import render

FEW = 3  # stories; in a programme of fewer there is nothing to begin with or to end on
TYPICAL = "The Kyiv Independent"  # as long as the names of most sources
DAYS = 12  # as many turns as variants in any number up to four need to come round


@dataclass(frozen=True, slots=True)
class WrittenStory:
    """A written story: its source's name, its chapter's title, and the lines after the attribution."""

    chosen: Chosen
    feed: str
    title: str
    lines: tuple[Line, ...]


def build_segments(told: Sequence[WrittenStory], language: Language, heard: date) -> list[Segment]:
    """Return stories, in their order, as segments that begin with the attribution; their lines have ids."""
    found = []
    for place, one in enumerate(told):
        lines = (*_build_attribution(told, place, language, heard), *one.lines)
        key = one.chosen.story.id
        numbered = tuple(replace(line, id=f"{key}-{number}") for number, line in enumerate(lines, 1))
        found.append(Segment(id=key, kind="story", title=one.title, url=one.chosen.story.items[0].url, lines=numbered))
    return found


def _build_attribution(told: Sequence[WrittenStory], place: int, language: Language, heard: date) -> list[Line]:
    """Return the attribution lines; `first` and `last` are set only in a programme with enough stories."""
    one, several = told[place], len(told) >= FEW
    values: dict[str, str | int] = {
        "feed": one.feed,
        "turn": heard.toordinal() + place,
        "first": several and place == 0,
        "last": several and place == len(told) - 1,
        "again": place > 0 and told[place - 1].feed == one.feed,
    }
    if one.chosen.follows and one.chosen.update:
        said = render(language.templates["followup"], day=format_spoken_day(one.chosen.follows.day, heard, language), **values)
    else:
        said = render(language.templates["story"], **values)
    return [Line("", text, "template", ()) for text in said]


def format_spoken_day(day: date, heard: date, language: Language) -> str:
    """Return the day on which something was told, worded for the day it is heard: "on Saturday", "on the 2nd of May"."""
    return format_day("", RelativeDay(0, 0, "", DayRow(find="", means="", said="told")), day, heard, language)


def count_typical_words(language: Language) -> int:
    """Return the average number of words of an attribution in mid-programme, rounded up."""
    template = language.templates["story"]
    turns = [render(template, feed=TYPICAL, turn=turn, first=False, last=False, again=False) for turn in range(DAYS)]
    return -(-sum(len(line.split()) for lines in turns for line in lines) // DAYS)
