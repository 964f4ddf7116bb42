"""A finished run for the tests of publish, with a real MP3."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import imageio_ffmpeg

from briefing.languages import load_language
from briefing.model.edition import Edition, Run
from briefing.model.news import Item, Story
from briefing.model.progress import Note
from briefing.model.rundown import Chosen, Rejected, Rundown
from briefing.model.script import Script, Segment
from briefing.model.show import Show, Site  # fmt: skip
from briefing.model.sound import Loudness, Programme, Span
from briefing.publish.build import Package, build_package
from tests.support import make
from tests.support.make import NOW, cite, item, line, segment

RATE = 44_100
LEVEL = Loudness(-16.1, -1.9)
SILENCE = RATE // 4  # samples between lines
OPENING = ("Sunday, 22 November 2026.", "This audio is created with AI assistance.", "This is The Morning Briefing.")
ENGLISH = load_language("en")
COVER = b"\xff\xd8\xff\xe0 a small picture"
STORIES = (
    item(
        "Bridge opens in Lviv",
        "The bridge over the Poltva opened at noon on Saturday. About 2,000 people came, said the mayor’s office.",
        id="item1", url="https://news.example/bridge?id=7",
    ),
    item(
        "Harvest is 12 % larger than a year ago",
        "Farmers brought in 54 million tonnes of grain, the ministry said. The figure could not be verified independently.",
        id="item2", url="https://news.example/harvest",
    ),
    item("Rail strike ends", "The union and the railway signed an agreement.", id="item3", url=""),
)  # fmt: skip


@cache
def mp3(seconds: int = 40) -> bytes:
    """A quiet, real, untagged MP3 of our form."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"sine=220:sample_rate=44100:duration={seconds}",
        "-af", "volume=0.1", "-ac", "1", "-b:a", "96k", "-map_metadata", "-1", "-id3v2_version", "0", "-f", "mp3", "-",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def told(story: Item, *, titled: bool = False) -> Segment:
    """A segment that reads a whole item: its source, its title where asked, its sentences."""
    sentences = [part if part.endswith(".") else f"{part}." for part in story.text.split(". ")]
    lines = [line(f"{story.id}-1", "Example News reports."), *(
        line(f"{story.id}-{n}", sentence, cite(story, sentence)) for n, sentence in enumerate(sentences, 2)
    )]  # fmt: skip
    if titled:
        digest = hashlib.sha256(story.title.encode()).hexdigest()
        named = replace(cite(story, ""), field="title", end=len(story.title), quote=story.title, hash=digest)
        lines.insert(1, line(f"{story.id}-title", story.title, named))
    return segment(f"story-{story.id}", *lines, title=story.title, url=story.url)


def timeline(segments: Sequence[Segment], per_line: float = 2.5) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans of lines, each `per_line` seconds, and the chapters that tile them."""
    spans: list[Span] = []
    chapters: list[Span] = []
    at = RATE // 2
    for part in segments:
        begin = chapters[-1].end if chapters else 0
        for said in part.lines:
            spans.append(Span(said.id, part.id, at, at + round(per_line * RATE)))
            at = spans[-1].end + SILENCE
        chapters.append(Span("", part.id, begin, at))
    return tuple(spans), tuple(chapters)


def run(
    stories: Sequence[Item] = STORIES, edition: Edition | None = None, *, unheard: Sequence[str] = (), notes: Sequence[Note] = (),
    titled: bool = False,
) -> Run:  # fmt: skip
    """A mixed run that tells these items; the stories of `unheard` item ids were dropped by mix."""
    edition = edition or make.edition()
    opening = segment("opening", *(line(f"opening-{n}", text) for n, text in enumerate(OPENING, 1)), title="Opening")
    closing = segment("closing", line("closing-1", "Thank you for listening."), title="Closing")
    segments = (opening, *(told(story, titled=titled) for story in stories), closing)
    heard = [part for part in segments if part.id.removeprefix("story-") not in unheard]
    spans, chapters = timeline(heard)
    out = tuple(Rejected(story.title, story.feed, "the sound is too long") for story in stories if story.id in unheard)
    chosen = tuple(Chosen(Story(f"story-{story.id}", (story,)), 1.0, "weight 1, an hour old") for story in stories)
    return Run(
        edition=edition, state="mixed", cutoff=NOW,
        rundown=Rundown(chosen, (Rejected("Old news", "a1b2c3d4e5f6", "aired before"),), 150.0),
        script=Script(edition.id, segments, (Rejected("Fragment", "a1b2c3d4e5f6", "no whole sentence"),)),
        programme=Programme(hashlib.sha256(b"x").hexdigest(), chapters[-1].end, RATE, spans, chapters, LEVEL, out),
        notes=tuple(notes),
    )  # fmt: skip


def package(
    made: Run | None = None, show: Show | None = None, site: Site | None = None, cover: bytes = COVER, *, seconds: int = 40,
    published: datetime = NOW,
) -> Package:  # fmt: skip
    """The package of a run, whose sound lasts so many seconds."""
    return build_package(made or run(), show or make.show(), site or make.site(), ENGLISH, mp3(seconds), cover, published=published)


def marks(root: Path) -> dict[Path, tuple[int, int]]:
    """Every file and folder with what changes when it is touched."""
    return {file: (file.stat().st_ino, file.stat().st_mtime_ns) for file in root.rglob("*")}


def hostile(title: str) -> Item:
    """An item that says such a thing in its title and its text, and has a bad link."""
    return replace(STORIES[0], id="hostile", title=title, text=f"{title}.", url="javascript:alert(1)")
