"""A run as far as what was published tells of it, for a house whose database lost it: a function of episode and sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.model import (
    Change,
    Chosen,
    Edition,
    Item,
    Kind,
    Line,
    Programme,
    Run,
    Rundown,
    Script,
    Segment,
    Slot,
    Source,
    Span,
    Story,
)
from briefing.published import Chapter, Citation, Cue, Episode, Snapshot

RATE = 44_100  # samples a second, as every MP3 of ours
NO_KEY = "0" * 64  # of a programme whose sound is in the MP3 alone
KINDS: dict[str, Kind] = {"opening": "opening", "headlines": "headlines", "closing": "closing", "correction": "correction"}

Known = Mapping[tuple[str, str], Item]  # items by id and by the SHA-256 of a field


def aired(episode: Episode, snapshots: Iterable[Snapshot]) -> tuple[str, ...]:
    """Return the ids of the items that an edition aired: in its stories, and cited in any of its revisions."""
    told = [item for story in episode.stories for item in story.items]
    return tuple(dict.fromkeys([*told, *(item.id for snapshot in snapshots for item in snapshot.items)]))


def recalled(episode: Episode, zone: str, snapshots: Sequence[Snapshot]) -> Run:
    """Return the run of a published episode: what was told and heard where the `snapshots` of its edition have it, and its end.

    `zone` (IANA) is the show's, for the time of day under which its slot is claimed.
    """
    known = _known(snapshots)
    segments = _segments(episode, known)
    last = episode.corrections[-1] if episode.corrections else None
    run = Run(
        edition=Edition(episode.edition, _slot(episode, zone)),
        state="corrected" if last else "published",
        cutoff=episode.published,
        published=episode.published,
        notes=episode.notes,
        revision=episode.revision,
        correction=last.reason if last else "",
        corrected=last.at if last else None,
        told=aired(episode, snapshots),
    )
    return _with_words(run, episode, segments, known) if known and segments else run


def _with_words(run: Run, episode: Episode, segments: Sequence[Segment], known: Known) -> Run:
    items = {item.id: item for item in known.values()}
    stories = [(told, Story(told.id, tuple(items[id] for id in told.items if id in items))) for told in episode.stories]
    chosen = tuple(Chosen(story, told.score, told.reason) for told, story in stories if story.items)
    words = sum(len(cue.text.split()) for cue in episode.cues)
    spans = tuple(Span(cue.line, cue.segment, _samples(cue.start), _samples(cue.end)) for cue in episode.cues)
    chapters = tuple(
        Span("", segment.id, _samples(chapter.start), _samples(chapter.end))
        for segment, chapter in zip(segments, episode.chapters, strict=True)
    )
    return replace(
        run,
        rundown=Rundown(
            chosen, episode.rejected, words * 60 / max(episode.duration, 1.0), changes=tuple(_changes(episode, segments, known))
        ),
        script=Script(episode.edition, tuple(segments), ()),
        programme=Programme(NO_KEY, _samples(episode.duration), RATE, spans, chapters, episode.loudness, ()),
    )


def _slot(episode: Episode, zone: str) -> Slot:
    """Return the slot as the schedule names it: by the wall clock of the show."""
    shown = episode.slot.astimezone(_zone(zone))
    return Slot(show=episode.show, at=episode.slot, day=episode.day, time=f"{shown:%H:%M}")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _known(snapshots: Iterable[Snapshot]) -> Known:
    items = [item for snapshot in snapshots for item in snapshot.items]
    return {(item.id, _digest(text)): item for item in items for text in (item.title, item.text)}


def _segments(episode: Episode, known: Known) -> Sequence[Segment]:
    """Return the segments that sounded, or none when the chapters do not agree with them."""
    ids = list(dict.fromkeys(cue.segment for cue in episode.cues))
    if len(ids) != len(episode.chapters):
        return ()
    return [_segment(id, chapter, episode.cues, known) for id, chapter in zip(ids, episode.chapters, strict=True)]


def _segment(id: str, chapter: Chapter, cues: Iterable[Cue], known: Known) -> Segment:
    kind = "correction" if id.startswith("correction-") else KINDS.get(id, "story")
    lines = tuple(
        Line(cue.line, cue.text, cue.basis, tuple(_source(cite, known) for cite in cue.sources), cue.edits)
        for cue in cues
        if cue.segment == id
    )
    return Segment(id, kind, chapter.title, chapter.url, lines)


def _source(cite: Citation, known: Known) -> Source:
    item = known.get((cite.item, cite.hash))
    version = item.version if item else ""
    return Source(cite.feed, cite.item, version, cite.field, cite.start, cite.end, cite.quote, cite.hash)


def _changes(episode: Episode, segments: Iterable[Segment], known: Known) -> Iterator[Change]:
    """Yield what was put right in this edition, so that it is not put right a second time."""
    for segment in segments:
        cited = [(line, line.sources[0]) for line in segment.lines if line.sources] if segment.kind == "correction" else []
        versions = [source.version for _, source in cited]
        for line, source in cited:
            item = known.get((source.item, source.hash))
            if item and (len(set(versions)) == 1 or source.version != versions[-1]):  # the last is what stands there now
                now = cited[-1][1] if len(set(versions)) > 1 else None
                kind: Literal["changed", "withdrawn"] = "changed" if segment.url or not item.url else "withdrawn"
                yield Change(kind, episode.edition, episode.day, line, item, now)


def _samples(seconds: float) -> int:
    return round(seconds * RATE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
