"""An episode as a reader meets it: chapter by chapter, each with its lines and what they rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from briefing.lib.redact import link
from briefing.lib.text import to_one_line
from briefing.model.episode import Chapter, Citation, Cue, Episode
from briefing.model.news import NAMES_SOURCE

_ENDS = 4  # words at each end that find a sentence in a page


@dataclass(frozen=True, slots=True)
class Reference:
    """A page that lines rest on: whose it is, its title, its address or "", and what is said of its licence or ""."""

    feed: str
    title: str
    url: str
    license: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """What follows a line: the number of a reference in its section, whose it is, and the address of the words, or ""."""

    number: int
    feed: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a line says in place of its source's words; nothing said: they are left out."""

    was: str
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, the cues that begin in it, and their references, each once."""

    chapter: Chapter
    cues: tuple[Cue, ...]
    references: tuple[Reference, ...]

    @property
    def head(self) -> Cue | None:
        """The line that reads the chapter's title aloud, or None."""
        title = self.chapter.title
        return next((cue for cue in self.cues if get_headline(cue) and to_one_line(cue.text).startswith(title)), None)

    @property
    def lead(self) -> tuple[Cue, ...]:
        """What is said before the title is read: who reports it."""
        return self.cues[: self.cues.index(self.head)] if self.head else ()

    @property
    def body(self) -> tuple[Cue, ...]:
        """What is said after the title is read, or everything."""
        return self.cues[self.cues.index(self.head) + 1 :] if self.head else self.cues

    def footnotes(self, cue: Cue) -> tuple[Footnote, ...]:
        """Return what one of its cues rests on, a footnote for each reference."""
        found: dict[int, Footnote] = {}
        for source in cue.sources:
            reference = _build_reference(source)
            number = self.references.index(reference) + 1
            url = format_passage(reference.url, source.quote) if source.field == "text" else reference.url
            found.setdefault(number, Footnote(number, reference.feed, url))
        return tuple(found.values())

    def changes(self, reference: Reference) -> tuple[Change, ...]:
        """Return what its cues change in the words of one of its references, each once; the naming of the source is no change."""
        found = (
            Change(to_one_line(source.quote[edit.start : edit.end]), to_one_line(edit.said))
            for cue in self.cues
            for source in cue.sources
            if _build_reference(source) == reference
            for edit in cue.edits
            if not edit.reason.startswith(NAMES_SOURCE)
        )
        return tuple(dict.fromkeys(found))


def build_sections(episode: Episode) -> tuple[Section, ...]:
    """Return the episode's chapters in order; a cue belongs to the last chapter that has begun."""
    starts = [chapter.start for chapter in episode.chapters]
    cues: list[list[Cue]] = [[] for _ in starts]
    for cue in episode.cues:
        if starts:
            cues[max(bisect_right(starts, cue.start) - 1, 0)].append(cue)
    return tuple(Section(chapter, tuple(told), list_references(told)) for chapter, told in zip(episode.chapters, cues, strict=True))


def get_headline(cue: Cue) -> bool:
    """Tell whether a line is a headline, which has no full stop of its own and so stands alone."""
    return bool(cue.sources) and all(source.field == "title" for source in cue.sources)


def list_references(cues: Iterable[Cue]) -> tuple[Reference, ...]:
    """Return what the cues rest on, in order, each once."""
    return tuple(dict.fromkeys(_build_reference(source) for cue in cues for source in cue.sources))


def format_passage(url: str, words: str) -> str:
    """Return an address at which browsers show these very words, or the page (WICG URL Fragment Text Directives); "" stays ""."""
    found = to_one_line(words).split()
    if not url or not found:
        return url
    ends = [found] if len(found) <= 2 * _ENDS else [found[:_ENDS], found[-_ENDS:]]
    text = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)  # a bare hyphen or comma is syntax there
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def _build_reference(source: Citation) -> Reference:
    return Reference(to_one_line(source.feed_name), to_one_line(source.title), link(source.url), to_one_line(source.license))
