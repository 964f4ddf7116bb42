"""An episode as a reader meets it: chapter by chapter, each with its lines and what they rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.publish.redact import link
from briefing.publish.text import one_line
from briefing.published import Chapter, Cue, Episode


@dataclass(frozen=True, slots=True)
class Reference:
    """A page that lines rest on: whose it is, its title, and its address or ""."""

    feed: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, the cues that begin in it, and their references, each once."""

    chapter: Chapter
    cues: tuple[Cue, ...]
    references: tuple[Reference, ...]


def sections(episode: Episode) -> tuple[Section, ...]:
    """Return the episode's chapters in order; a cue belongs to the last chapter that has begun."""
    starts = [chapter.start for chapter in episode.chapters]
    cues: list[list[Cue]] = [[] for _ in starts]
    for cue in episode.cues:
        if starts:
            cues[max(bisect_right(starts, cue.start) - 1, 0)].append(cue)
    return tuple(Section(chapter, tuple(told), references(told)) for chapter, told in zip(episode.chapters, cues, strict=True))


def headline(cue: Cue) -> bool:
    """Tell whether a line is a headline, which has no full stop of its own and so stands alone."""
    return bool(cue.sources) and all(source.field == "title" for source in cue.sources)


def references(cues: Iterable[Cue]) -> tuple[Reference, ...]:
    """Return what the cues rest on, in order, each once."""
    found = (Reference(one_line(s.feed_name), one_line(s.title), link(s.url)) for cue in cues for s in cue.sources)
    return tuple(dict.fromkeys(found))
