"""What is said before a story: whose it is, in words that vary from story to story and from day to day, never by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.model.language import DayRow, Language
from briefing.model.news import Line
from briefing.model.rundown import Chosen
from briefing.model.script import Segment
from briefing.write.relative_days.find import Found
from briefing.write.relative_days.say import say
from briefing.write.render import render

FEW = 3  # stories; in a programme of fewer there is nothing to begin with or to end on
TYPICAL = "The Kyiv Independent"  # as long as the names of most sources
DAYS = 12  # as many turns as variants in any number up to four need to come round


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is told: its source's name, its chapter's title, and the lines that follow on the naming of the source."""

    chosen: Chosen
    feed: str
    title: str
    lines: tuple[Line, ...]


def segments(told: Sequence[Told], language: Language, heard: date) -> list[Segment]:
    """Return stories, in their order, as segments that begin by naming the source; their lines have ids."""
    found = []
    for place, one in enumerate(told):
        lines = (*_naming(told, place, language, heard), *one.lines)
        key = one.chosen.story.id
        numbered = tuple(replace(line, id=f"{key}-{number}") for number, line in enumerate(lines, 1))
        found.append(Segment(id=key, kind="story", title=one.title, url=one.chosen.story.items[0].url, lines=numbered))
    return found


def _naming(told: Sequence[Told], place: int, language: Language, heard: date) -> list[Line]:
    """Return the lines before a story; `first` and `last` are so only in a programme that has others between."""
    one, several = told[place], len(told) >= FEW
    values: dict[str, str | int] = {
        "feed": one.feed,
        "turn": heard.toordinal() + place,
        "first": several and place == 0,
        "last": several and place == len(told) - 1,
        "again": place > 0 and told[place - 1].feed == one.feed,
    }
    if one.chosen.follows and one.chosen.update:
        said = render(language.templates["followup"], day=spoken_day(one.chosen.follows.day, heard, language), **values)
    else:
        said = render(language.templates["story"], **values)
    return [Line("", text, "template", ()) for text in said]


def spoken_day(day: date, heard: date, language: Language) -> str:
    """Return when something was told, as it is said on the day it is heard: "on Saturday", "on the 2nd of May"."""
    return say("", Found(0, 0, "", DayRow(find="", means="", said="told")), day, heard, language)


def typical_words(language: Language) -> int:
    """Return how many words it costs to name a story's source in the middle of a programme, on an average and rounded up."""
    template = language.templates["story"]
    turns = [render(template, feed=TYPICAL, turn=turn, first=False, last=False, again=False) for turn in range(DAYS)]
    return -(-sum(len(line.split()) for lines in turns for line in lines) // DAYS)
