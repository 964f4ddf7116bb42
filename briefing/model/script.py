"""The script: segments of lines, their readings, and what is lost with one of its stories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from briefing.model.news import Line
from briefing.model.rundown import Rejected


def without_story(script: Script, story: Segment) -> Script:
    """Return the script without a story and without the headline that announced it; headlines that announce nothing go too."""
    kept = (_drop_announcement(segment, story) for segment in script.segments if segment is not story)
    return replace(script, segments=tuple(segment for segment in kept if segment))


def announce_drop(line: Line, script: Script) -> Segment | None:
    """Return the story that a line among the headlines announces, or None."""
    return next((story for story in script.segments if story.kind == "story" and _is_same(line, story)), None)


def _drop_announcement(segment: Segment, story: Segment) -> Segment | None:
    if segment.kind != "headlines" or not any(_is_same(line, story) for line in segment.lines):
        return segment
    lines = tuple(line for line in segment.lines if not _is_same(line, story))
    return replace(segment, lines=lines) if any(line.sources for line in lines) else None


def _is_same(line: Line, story: Segment) -> bool:
    """Whether a line rests on an item that a line of the story rests on first."""
    told = next((one.sources[0].item for one in story.lines if one.sources), "")
    return bool(line.sources) and line.sources[0].item == told


Kind = Literal["opening", "headlines", "story", "correction", "closing"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The line as it is to be read aloud, in words; no engine's markup."""

    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines that belong together and become a chapter; `id` is its kind or its story's id, `url` the story's page or empty."""

    id: str
    kind: Kind
    title: str
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The whole programme in words; `dropped` are stories that did not fit, with the reason."""

    edition: str
    segments: tuple[Segment, ...]
    dropped: tuple[Rejected, ...]


def count_stories(script: Script) -> int:
    """Return how many stories a script tells."""
    return sum(segment.kind == "story" for segment in script.segments)
