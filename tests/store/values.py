"""An episode and a full run, for the tests of the store."""

from __future__ import annotations

from datetime import date, timedelta

from briefing.model.edition import Edition, Run, Slot
from briefing.model.episode import Chapter, Citation, Cue, Disclosure, Episode, ToldStory
from briefing.model.news import Story
from briefing.model.progress import Note
from briefing.model.rundown import Chosen, Rejected, Rundown
from briefing.model.script import Script
from briefing.model.sound import Clip, Loudness, Programme, Span
from tests.support import make


def slot(time: str = "06:00", day: date = date(2026, 11, 22), show: str = "morning") -> Slot:
    """A slot, two hours after its UTC instant on the wall."""
    hours, minutes = map(int, time.split(":"))
    at = make.NOW.replace(year=day.year, month=day.month, day=day.day, hour=0) + timedelta(hours=hours - 2, minutes=minutes)
    return Slot(show=show, at=at, day=day, time=time)


def run(edition: Edition) -> Run:
    """A run that has come as far as mixed, with something in every field."""
    told = make.item()
    line = make.line("s1", "The bridge opened at noon.", make.cite(told, "The bridge opened at noon."))
    return Run(
        edition=edition,
        state="mixed",
        cutoff=make.NOW + timedelta(microseconds=7),
        rundown=Rundown(
            (Chosen(Story("st1", (told,)), 1.5, "newest", update=False),),
            (Rejected("Old", told.feed, "aired"),),
            140.25,
            retold=((told.id, "morning-2026-11-20"),),
        ),
        script=Script(edition.id, (make.segment("st1", line),), ()),
        clips=(Clip("s1", "ab" * 16, 44100, 22050),),
        programme=Programme("cd" * 16, 44100, 44100, (Span("s1", "st1", 0, 44100),), (), Loudness(-16.1, -1.6), ()),
        published=make.NOW + timedelta(minutes=3),
        notes=(Note("fetch", "Example News", "line one\nзвістка \u202e"),),
        revision=2,
        correction="the name was wrong",
        corrected=make.NOW + timedelta(hours=3),
        told=(told.id,),
        overtaken=(told.id, told.id),
    )


def episode(slot: Slot = slot(), *, revision: int = 1, title: str = "22 November") -> Episode:  # noqa: B008  # a frozen value
    """A small episode of a slot."""
    cite = Citation("f", "Example News", "i", "https://news.example/1", "Bridge opens", "text", 0, 3, "The", "0" * 64)
    return Episode(
        guid=f"{slot.show}-{slot.day}",
        edition=f"{slot.show}-{slot.day}",
        show=slot.show,
        slot=slot.at,
        day=slot.day,
        revision=revision,
        title=title,
        description="",
        published=slot.at + timedelta(minutes=3, microseconds=1),
        language="en-US",
        generator="briefing 0.1.0",
        duration=12.345678,
        file="x.mp3",
        size=1,
        sha256="0" * 64,
        loudness=Loudness(-16.0, -1.5),
        chapters=(Chapter(0.0, 12.345678, "Opening", ""),),
        cues=(Cue(0.0, 1.1, "The", "s1", "opening", "verbatim", (cite,)),),
        stories=(ToldStory("st1", "Bridge", ("i",), 1.5, "newest"),),
        rejected=(),
        disclosure=Disclosure("This audio is created with AI assistance.", "http://cv.iptc.org/x", None, None),
        corrections=(),
        notes=(),
    )
