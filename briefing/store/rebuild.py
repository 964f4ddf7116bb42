"""A run as far as it follows from what was published, when the database lost it: a function of episode and sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, select

from briefing.model import codec
from briefing.model.edition import AIRED_STATES, FINAL, Edition, Run, Slot
from briefing.model.episode import Chapter, Citation, Cue, Episode, Snapshot
from briefing.model.errors import Damaged
from briefing.model.news import Item, Line, Source, Story
from briefing.model.rundown import Change, Chosen, Rundown
from briefing.model.script import Kind, Script, Segment
from briefing.model.sound import Programme, Span
from briefing.store.database import Database
from briefing.store.items import COLUMNS
from briefing.store.open import Store
from briefing.store.runs import build_row, parse_row
from briefing.store.schema import aired, episodes, insert_missing, items, runs, show_guids, upsert

RATE = 44_100  # samples a second, as every MP3 of ours
NO_KEY = "0" * 64  # of a programme whose sound is in the MP3 alone
KINDS: dict[str, Kind] = {"opening": "opening", "headlines": "headlines", "closing": "closing", "correction": "correction"}

Known = Mapping[tuple[str, str], Item]  # items by id and by the SHA-256 of a field


def list_aired_by(episode: Episode, snapshots: Iterable[Snapshot]) -> tuple[str, ...]:
    """Return the ids of the items that an edition aired: in its stories, and cited in any of its revisions."""
    told = [item for story in episode.stories for item in story.items]
    return tuple(dict.fromkeys([*told, *(item.id for snapshot in snapshots for item in snapshot.items)]))


def rebuild_run(episode: Episode, zone: str, snapshots: Sequence[Snapshot]) -> Run:
    """Return the run of a published episode: what was told and heard as far as the `snapshots` of its edition have it, and its end.

    `zone` (IANA) is the show's, for the time of day under which its slot is claimed.
    """
    known = _find_known(snapshots)
    segments = _rebuild_segments(episode, known)
    last = episode.corrections[-1] if episode.corrections else None
    run = Run(
        edition=Edition(episode.edition, _rebuild_slot(episode, zone)),
        state="corrected" if last else "published",
        cutoff=episode.published,
        published=episode.published,
        notes=episode.notes,
        revision=episode.revision,
        correction=last.reason if last else "",
        corrected=last.at if last else None,
        told=list_aired_by(episode, snapshots),
    )
    return _add_words(run, episode, segments, known) if known and segments else run


def _add_words(run: Run, episode: Episode, segments: Sequence[Segment], known: Known) -> Run:
    items = {item.id: item for item in known.values()}
    stories = [(told, Story(told.id, tuple(items[id] for id in told.items if id in items))) for told in episode.stories]
    chosen = tuple(Chosen(story, told.score, told.reason) for told, story in stories if story.items)
    words = sum(len(cue.text.split()) for cue in episode.cues)
    spans = tuple(Span(cue.line, cue.segment, _to_samples(cue.start), _to_samples(cue.end)) for cue in episode.cues)
    chapters = tuple(
        Span("", segment.id, _to_samples(chapter.start), _to_samples(chapter.end))
        for segment, chapter in zip(segments, episode.chapters, strict=True)
    )
    return replace(
        run,
        rundown=Rundown(
            chosen,
            episode.rejected,
            words * 60 / max(episode.duration, 1.0),
            changes=tuple(_rebuild_changes(episode, segments, known)),
        ),
        script=Script(episode.edition, tuple(segments), ()),
        programme=Programme(NO_KEY, _to_samples(episode.duration), RATE, spans, chapters, episode.loudness, ()),
    )


def _rebuild_slot(episode: Episode, zone: str) -> Slot:
    """Return the slot as the schedule names it: by the wall clock of the show."""
    shown = episode.slot.astimezone(_load_zone(zone))
    return Slot(show=episode.show, at=episode.slot, day=episode.day, time=f"{shown:%H:%M}")


def _load_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _find_known(snapshots: Iterable[Snapshot]) -> Known:
    items = [item for snapshot in snapshots for item in snapshot.items]
    return {(item.id, _compute_digest(text)): item for item in items for text in (item.title, item.text)}


def _rebuild_segments(episode: Episode, known: Known) -> Sequence[Segment]:
    """Return the segments that sounded, or none when the chapters do not agree with them."""
    ids = list(dict.fromkeys(cue.segment for cue in episode.cues))
    if len(ids) != len(episode.chapters):
        return ()
    return [_rebuild_segment(id, chapter, episode.cues, known) for id, chapter in zip(ids, episode.chapters, strict=True)]


def _rebuild_segment(id: str, chapter: Chapter, cues: Iterable[Cue], known: Known) -> Segment:
    kind = "correction" if id.startswith("correction-") else KINDS.get(id, "story")
    lines = tuple(
        Line(cue.line, cue.text, cue.basis, tuple(_rebuild_source(cite, known) for cite in cue.sources), cue.edits, cue.weights)
        for cue in cues
        if cue.segment == id
    )
    return Segment(id, kind, chapter.title, chapter.url, lines)


def _rebuild_source(cite: Citation, known: Known) -> Source:
    item = known.get((cite.item, cite.hash))
    version = item.version if item else ""
    return Source(cite.feed, cite.item, version, cite.field, cite.start, cite.end, cite.quote, cite.hash)


def _rebuild_changes(episode: Episode, segments: Iterable[Segment], known: Known) -> Iterator[Change]:
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


def _to_samples(seconds: float) -> int:
    return round(seconds * RATE)


def _compute_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def recover_episode(database: Database, episode: Episode, run: Run, told: Iterable[Item]) -> bool:
    """Store an episode, its run, its aired items and its cited items where they are unknown; return whether its slot was free.

    A known run keeps its data, unless it was less far along. Doing the same again changes nothing.
    """
    row = {"edition": episode.edition, "revision": episode.revision, "show": episode.show, "slot": episode.slot}
    with database.write() as connection:
        insert_missing(connection, episodes, [{**row, "body": codec.dumps(episode)}])
        insert_missing(connection, aired, [{"show": episode.show, "item": item} for item in run.told])
        insert_missing(connection, items, [{column.name: getattr(item, column.name) for column in COLUMNS} for item in told])
        return _recover_run(connection, run)


def recover_show_guid(database: Database, show: str, guid: str) -> None:
    """Store the show's podcast:guid, where none is known."""
    with database.write() as connection:
        insert_missing(connection, show_guids, [{"show": show, "guid": guid}])


def recover_aired(database: Database, show: str, told: Iterable[Item]) -> None:
    """Record that a show aired these items."""
    with database.write() as connection:
        insert_missing(connection, aired, [{"show": show, "item": item.id} for item in told])


def _recover_run(connection: Connection, run: Run) -> bool:
    """Store a run; return False when another edition has its slot."""
    insert_missing(connection, runs, [build_row(run)])
    row = connection.execute(select(runs).where(runs.c.edition == run.edition.id)).one_or_none()
    if row is None:
        return False
    known = parse_row(row)
    if known.state not in AIRED_STATES or known.revision < run.revision:
        upsert(connection, runs, build_row(_complete_run(known, run)))
    return True


def _complete_run(known: Run, run: Run) -> Run:
    """Return the run to store for one less far along than its publication: its own data, if they are of that publication."""
    if (known.published, known.revision) == (run.published, run.revision) and known.programme:
        return replace(known, state=run.state, reason="")
    return replace(run, edition=known.edition, told=tuple(dict.fromkeys((*known.told, *run.told))))


class UnknownEpisodes(Damaged):
    """The database does not know what was published; `folders` are those episodes'."""

    def __init__(self, subject: str, folders: Sequence[Path]) -> None:
        super().__init__(subject, "does not know what was published")
        self.folders = folders


def list_published_folders(site: Path) -> list[Path]:
    """Return the folders of the episodes in a site, each show's oldest first, with those that cannot be looked into."""
    there = (folder for folder in sorted(site.glob("*/*")) if not _is_hidden(folder))
    return [folder for folder in there if (names := _list_names(folder)) is None or "episode.json" in names]


def find_unknown_folders(store: Store, site: Path) -> list[Path]:
    """Return the folders of what was published and the database does not know, and that no run is about to finish."""
    known, there = store.overview.list_revisions(), ((folder, _list_names(folder)) for folder in list_published_folders(site))
    missing = [folder for folder, names in there if names and _find_revision(folder, names) > known.get(_get_edition(folder), 0)]
    return [folder for folder in missing if not _is_under_way(store, _get_edition(folder))]


def _is_under_way(store: Store, edition: str) -> bool:
    """Tell whether a run has begun to publish and not come to its end: it will make the very same episode."""
    return bool((run := store.runs.find(edition)) and run.published and run.state not in FINAL)


def _list_names(folder: Path) -> frozenset[str] | None:
    """Return the names in a folder, none for what is no folder, and None where they cannot be read: as another user's."""
    try:
        return frozenset(file.name for file in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError:  # the refresh of the site reports that, and uses what can be read
        return None


def _find_revision(folder: Path, names: Iterable[str]) -> int:
    """Return the highest revision of an episode by the names of its MP3s."""
    ours = re.compile(re.escape(_get_edition(folder)) + r"-r(\d{1,4})\.mp3")
    return max((int(found[1]) for name in names if (found := ours.fullmatch(name))), default=1)


def audit(store: Store, site: Path) -> Iterator[str]:
    """Yield where database and site differ: episodes without their MP3, and folders that are not known."""
    for edition in store.overview.list_published():
        episode = store.episodes.find(edition)
        if episode and episode.file not in (_list_names(site / episode.show / edition.removeprefix(f"{episode.show}-")) or ()):
            yield f"{edition}: {episode.file} is not in the site"
    for folder in find_unknown_folders(store, site):
        yield f"{folder.parent.name}/{folder.name}: lies in the site, and the database does not know it: briefing run takes it up"


def _get_edition(folder: Path) -> str:
    return f"{folder.parent.name}-{folder.name}"


def _is_hidden(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.parent.name.startswith(".")
