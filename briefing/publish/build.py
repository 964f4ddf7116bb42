"""A finished run into what listeners get: the episode as data, and the files of its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import TypeVar

from briefing.lib.redact import link, message
from briefing.lib.text import harmless, one_line, seconds
from briefing.model.edition import Edition, Run
from briefing.model.episode import Chapter, Citation, Correction, Cue, Disclosure, Episode, Snapshot, Told, folder
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.news import Line, Source
from briefing.model.progress import Note
from briefing.model.rundown import Rejected, Rundown
from briefing.model.script import Script
from briefing.model.show import Show, Site
from briefing.model.sound import Programme
from briefing.publish.cover import cover_name
from briefing.publish.documents import documents
from briefing.publish.page import written_date
from briefing.publish.sources import Items, Recall, items, snapshot
from briefing.publish.tags import tag

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


def build(
    run: Run, show: Show, site: Site, language: Language, mp3: bytes, cover: bytes, *, published: datetime, revision: int = 1,
    corrections: tuple[Correction, ...] = (), digital_source_type: str = ALGORITHMIC, recall: Recall = lambda _: None,
) -> Package:  # fmt: skip
    """Return the episode of a mixed run; `mp3` is untagged, `cover` a JPEG, `recall` finds the run of an earlier edition.

    Raises Faulty when script and sound disagree.
    """
    assert run.rundown
    assert run.script
    assert run.programme
    known, said = items(run.rundown, recall), _said(run.script, run.programme)
    chapters, cues = _chapters(run.script, run.programme), _cues(said, run.programme, known, show)
    stories = _stories(run.rundown, run.script, run.programme)
    if not any(cue.text == harmless(one_line(show.disclosure)) for cue in cues):
        raise Faulty(run.edition.id, "does not speak the show's disclosure", show.disclosure, "make it again: --again write")
    name = f"{run.edition.id}{f'-r{revision}' if revision > 1 else ''}.mp3"
    day = written_date(run.edition.slot.day, language, show.language)
    episode = Episode(
        guid=run.edition.id, edition=run.edition.id, show=show.key, slot=run.edition.slot.at, day=run.edition.slot.day,
        revision=revision, title=one_line(f"{show.title}: {day}{_time(run.edition)}", TITLE),
        description=one_line("; ".join(story.title for story in stories) or show.description, DESCRIPTION),
        published=published, language=show.language, generator=f"Briefing {version('news-briefing')}",
        duration=seconds(run.programme.samples, run.programme.rate), file=name, size=0, sha256="",
        loudness=run.programme.loudness, chapters=chapters, cues=cues, stories=stories,
        rejected=tuple(map(_rejected, (*run.rundown.rejected, *run.script.dropped, *run.programme.dropped))),
        disclosure=Disclosure(one_line(show.disclosure), digital_source_type, None, None), corrections=corrections,
        notes=tuple(Note(note.stage, _plain(note.subject), _plain(note.message)) for note in run.notes),
    )  # fmt: skip
    tagged = tag(mp3, episode, show, site, cover)
    episode = replace(episode, size=len(tagged), sha256=hashlib.sha256(tagged).hexdigest())
    files = {name: tagged, **documents(episode, show, site, language, cover_name(cover))}
    return Package(episode, folder(episode), files, snapshot(run, said, known))


def _time(edition: Edition) -> str:
    """Return the wall time for an edition that shares its day, which its id tells."""
    return "" if edition.id.endswith(edition.slot.day.isoformat()) else f", {edition.slot.time}"


def _chapters(script: Script, programme: Programme) -> tuple[Chapter, ...]:
    told = {segment.id: segment for segment in script.segments}
    rate = programme.rate
    return tuple(
        Chapter(seconds(span.start, rate), seconds(span.end, rate), one_line(segment.title, TITLE), link(segment.url))
        for span in programme.chapters
        for segment in [_of(told, span.segment, script)]
    )


def _said(script: Script, programme: Programme) -> tuple[Line, ...]:
    """Return the line of each span, in order."""
    lines: dict[str, Line] = {line.id: line for segment in script.segments for line in segment.lines}
    return tuple(_of(lines, span.line, script) for span in programme.spans)


def _cues(said: Sequence[Line], programme: Programme, known: Items, show: Show) -> tuple[Cue, ...]:
    """Return one cue a line that sounds."""
    names = {feed.id: feed.name for feed in show.feeds}
    rate = programme.rate
    return tuple(
        Cue(seconds(span.start, rate), seconds(span.end, rate), harmless(line.text), line.id, span.segment, line.basis,
            tuple(_citation(source, known, names) for source in line.sources),
            tuple(replace(edit, said=harmless(edit.said), reason=_plain(edit.reason)) for edit in line.edits))
        for span, line in zip(programme.spans, said, strict=True)
    )  # fmt: skip


def _of(known: Mapping[str, T], id: str, script: Script) -> T:
    if id not in known:
        raise Faulty(script.edition, "its sound names what its script does not hold", id)
    return known[id]


def _citation(source: Source, known: Items, names: Mapping[str, str]) -> Citation:
    """Return a source with the title that the item had in the version cited, and its page, which may be known from another."""
    item = known.get((source.item, source.version))
    page = item or next((other for other in known.values() if other.id == source.item), None)
    return Citation(
        feed=source.feed, feed_name=one_line(names.get(source.feed, source.feed)), item=source.item,
        url=link(page.url) if page else "", title=one_line(item.title, TITLE) if item else "", field=source.field,
        start=source.start, end=source.end, quote=harmless(source.quote), hash=source.hash,
        license=one_line(message(page.license), LICENSE) if page else "",
    )  # fmt: skip


def _stories(rundown: Rundown, script: Script, programme: Programme) -> tuple[Told, ...]:
    """Return the stories that sound, in the order they were chosen."""
    titles = {segment.id: segment.title for segment in script.segments}
    heard = {span.segment for span in programme.spans}
    return tuple(
        Told(chosen.story.id, one_line(titles[chosen.story.id], TITLE), tuple(item.id for item in chosen.story.items),
             chosen.score, _plain(chosen.reason), chosen.follows.edition if chosen.follows else "")
        for chosen in rundown.stories
        if chosen.story.id in heard and chosen.story.id in titles
    )  # fmt: skip


def _rejected(rejected: Rejected) -> Rejected:
    return Rejected(one_line(rejected.title, TITLE), rejected.feed, _plain(rejected.reason))


def _plain(text: str) -> str:
    return one_line(message(text))
