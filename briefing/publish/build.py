"""Turns a finished run into what listeners get: the episode as data, and the files of its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import TypeVar

from briefing.lib.redact import link, message
from briefing.lib.text import format_seconds, strip_controls, to_one_line
from briefing.model.edition import Edition, Run
from briefing.model.episode import Chapter, Citation, Correction, Cue, Disclosure, Episode, Snapshot, ToldStory, folder_of
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.news import Line, Source
from briefing.model.progress import Note
from briefing.model.rundown import Rejected, Rundown
from briefing.model.script import Script
from briefing.model.show import Show, Site
from briefing.model.sound import Programme
from briefing.publish.cover import get_cover_name
from briefing.publish.documents import build_documents
from briefing.publish.page import format_written_date
from briefing.publish.sources import Items, Recall, list_cited_items, take_snapshot
from briefing.publish.tags import write_tags

ALGORITHMIC = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"  # IPTC's term for a formant voice and for tones
TITLE = 200  # code points of the longest title
DESCRIPTION = 2000  # code points; directories cut at 4000
LICENSE = 300  # code points of what a feed says of its licence
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Package:
    """An episode and everything its folder holds: `folder` below the site, `files` by name; `snapshot` is what it rests on."""

    episode: Episode
    folder: str
    files: Mapping[str, bytes]
    snapshot: Snapshot


def build_package(
    run: Run, show: Show, site: Site, language: Language, mp3: bytes, cover: bytes, *, published: datetime, revision: int = 1,
    corrections: tuple[Correction, ...] = (), digital_source_type: str = ALGORITHMIC, recall: Recall = lambda _: None,
) -> Package:  # fmt: skip
    """Return the episode of a mixed run; `mp3` is untagged, `cover` a JPEG, `recall` finds the run of an earlier edition.

    Raises Faulty when script and sound disagree.
    """
    assert run.rundown
    assert run.script
    assert run.programme
    known, said = list_cited_items(run.rundown, recall), _list_said(run.script, run.programme)
    chapters, cues = _build_chapters(run.script, run.programme), _build_cues(said, run.programme, known, show)
    stories = _build_stories(run.rundown, run.script, run.programme)
    if not any(cue.text == strip_controls(to_one_line(show.disclosure)) for cue in cues):
        raise Faulty(run.edition.id, "does not speak the show's disclosure", show.disclosure, "make it again: --again write")
    name = f"{run.edition.id}{f'-r{revision}' if revision > 1 else ''}.mp3"
    day = format_written_date(run.edition.slot.day, language, show.language)
    episode = Episode(
        guid=run.edition.id, edition=run.edition.id, show=show.key, slot=run.edition.slot.at, day=run.edition.slot.day,
        revision=revision, title=to_one_line(f"{show.title}: {day}{_format_time(run.edition)}", TITLE),
        description=to_one_line("; ".join(story.title for story in stories) or show.description, DESCRIPTION),
        published=published, language=show.language, generator=f"Briefing {version('news-briefing')}",
        duration=format_seconds(run.programme.samples, run.programme.rate), file=name, size=0, sha256="",
        loudness=run.programme.loudness, chapters=chapters, cues=cues, stories=stories,
        rejected=tuple(map(_build_rejected, (*run.rundown.rejected, *run.script.dropped, *run.programme.dropped))),
        disclosure=Disclosure(to_one_line(show.disclosure), digital_source_type, None, None), corrections=corrections,
        notes=tuple(Note(note.stage, _to_plain(note.subject), _to_plain(note.message)) for note in run.notes),
    )  # fmt: skip
    tagged = write_tags(mp3, episode, show, site, cover)
    episode = replace(episode, size=len(tagged), sha256=hashlib.sha256(tagged).hexdigest())
    files = {name: tagged, **build_documents(episode, show, site, language, get_cover_name(cover))}
    return Package(episode, folder_of(episode), files, take_snapshot(run, said, known))


def _format_time(edition: Edition) -> str:
    """Return the wall time for an edition that shares its day, which its id tells."""
    return "" if edition.id.endswith(edition.slot.day.isoformat()) else f", {edition.slot.time}"


def _build_chapters(script: Script, programme: Programme) -> tuple[Chapter, ...]:
    told = {segment.id: segment for segment in script.segments}
    rate = programme.rate
    return tuple(
        Chapter(
            format_seconds(span.start, rate), format_seconds(span.end, rate), to_one_line(segment.title, TITLE), link(segment.url)
        )
        for span in programme.chapters
        for segment in [_find_segment(told, span.segment, script)]
    )


def _list_said(script: Script, programme: Programme) -> tuple[Line, ...]:
    """Return the line of each span, in order."""
    lines: dict[str, Line] = {line.id: line for segment in script.segments for line in segment.lines}
    return tuple(_find_segment(lines, span.line, script) for span in programme.spans)


def _build_cues(said: Sequence[Line], programme: Programme, known: Items, show: Show) -> tuple[Cue, ...]:
    """Return one cue a line that sounds."""
    names = {feed.id: feed.name for feed in show.feeds}
    rate = programme.rate
    return tuple(
        Cue(format_seconds(span.start, rate), format_seconds(span.end, rate), strip_controls(line.text), line.id, span.segment,
            line.basis,
            tuple(_build_citation(source, known, names) for source in line.sources),
            tuple(replace(edit, said=strip_controls(edit.said), reason=_to_plain(edit.reason)) for edit in line.edits),
            line.weights)
        for span, line in zip(programme.spans, said, strict=True)
    )  # fmt: skip


def _find_segment(known: Mapping[str, T], id: str, script: Script) -> T:
    if id not in known:
        raise Faulty(script.edition, "its sound names what its script does not hold", id)
    return known[id]


def _build_citation(source: Source, known: Items, names: Mapping[str, str]) -> Citation:
    """Return a source with the title that the item had in the version cited, and its page, which may be known from another."""
    item = known.get((source.item, source.version))
    page = item or next((other for other in known.values() if other.id == source.item), None)
    return Citation(
        feed=source.feed, feed_name=to_one_line(names.get(source.feed, source.feed)), item=source.item,
        url=link(page.url) if page else "", title=to_one_line(item.title, TITLE) if item else "", field=source.field,
        start=source.start, end=source.end, quote=strip_controls(source.quote), hash=source.hash,
        license=to_one_line(message(page.license), LICENSE) if page else "",
    )  # fmt: skip


def _build_stories(rundown: Rundown, script: Script, programme: Programme) -> tuple[ToldStory, ...]:
    """Return the stories that sound, in the order they were chosen."""
    titles = {segment.id: segment.title for segment in script.segments}
    heard = {span.segment for span in programme.spans}
    return tuple(
        ToldStory(chosen.story.id, to_one_line(titles[chosen.story.id], TITLE), tuple(item.id for item in chosen.story.items),
             chosen.score, _to_plain(chosen.reason), chosen.follows.edition if chosen.follows else "")
        for chosen in rundown.stories
        if chosen.story.id in heard and chosen.story.id in titles
    )  # fmt: skip


def _build_rejected(rejected: Rejected) -> Rejected:
    return Rejected(to_one_line(rejected.title, TITLE), rejected.feed, _to_plain(rejected.reason))


def _to_plain(text: str) -> str:
    return to_one_line(message(text))
