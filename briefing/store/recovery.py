"""Opens the database, repaired if needed: a damaged one is set aside, a backup takes its place, and episodes are restored.

No published episode is lost and no item aired twice. After a process was killed here, the next one repairs the workspace: the new
database is complete before it gets its name, and the old one has its name in `state/damaged` before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from briefing.lib.files import move_file, put_in_place, sync_to_disk
from briefing.lib.permissions import make_folder
from briefing.model import codec
from briefing.model.alert import Event
from briefing.model.episode import Episode, Snapshot
from briefing.model.errors import BriefingError, CannotWrite, Damaged, NotPrepared
from briefing.store.backup import copy_backup, find_newest_intact, format_timestamp, list_backups
from briefing.store.integrity import find_damage
from briefing.store.locks import FileLease
from briefing.store.marks import REBUILT
from briefing.store.open import Store, open_store
from briefing.store.rebuild import (
    UnknownEpisodes,
    _get_edition,
    find_unknown_folders,
    list_published_folders,
    rebuild_run,
    recover_aired,
    recover_episode,
    recover_show_guid,
)

WAIT = 600.0  # seconds for another process that repairs; the episodes of ten years take a minute
GUID = "{https://podcastindex.org/namespace/1.0}guid"
BESIDE = ("-wal", "-shm")

Tell = Callable[[str, str], None]  # what it is about, and what happened


def open_sound_store(
    state: Path, site: Path, now: datetime, tell: Tell, *, zones: Mapping[str, str] | None = None, check: bool = False
) -> Store:  # fmt: skip
    """Open the database in `state`, repaired where that is needed; `zones` are the shows' time zones, `site` what was published.

    With `check` the whole of it is looked at first, and published episodes that it does not know are taken up; without it, a
    database that is there is only opened. Raises Damaged when that shows damage, CannotWrite, TryLater, UnknownVersion, and Faulty
    for another program's database, which is never touched.
    """
    try:
        return _open_checked(state, site, now, check)
    except Damaged as error:
        if not check and not _is_lost(state, site):
            raise
        first = error
    with FileLease(state / "locks").hold("database", wait=WAIT):
        try:
            return _open_checked(state, site, now, check)  # another process has repaired it meanwhile
        except Damaged as error:
            first = error
        if isinstance(first, UnknownEpisodes):
            store = open_store(make_url(database_file(state)), state / "backups", now)
            try:
                _take_up_episodes(store, state, site, first.folders, zones or {}, tell)
            except BaseException:
                store.close()
                raise
            return store
        tell("database", f"{first.what}: {first.cause}")
        replace_database(state, site, now, tell, find_newest_intact(state / "backups"), zones or {})
        return open_store(make_url(database_file(state)), state / "backups", now)


def database_file(state: Path) -> Path:
    """Return the path of the database."""
    return state / "briefing.db"


def make_url(file: Path) -> str:
    """Return the address of a database in a file."""
    return f"sqlite:///{quote(str(file))}"


def replace_database(
    state: Path, site: Path, now: datetime, tell: Tell, backup: Path | None, zones: Mapping[str, str]
) -> Path | None:  # fmt: skip
    """Put a backup, or an empty database, in place of the one that is there, with everything published taken up; set that aside.

    Return where it was set aside, None when there was none. Hold the lease "database"; raises what opening a backup raises.
    """
    file = database_file(state)
    new = file.with_name(".briefing.new.db")
    try:
        _clear(new)
        if backup:
            copy_backup(backup, new)
        store = open_store(make_url(new))
        try:
            _take_up_episodes(store, state, site, list_published_folders(site), zones, tell)
            for page in ("site", *(f"site/{show.name}" for show in site.glob("*/"))):
                store.marks.put(page, "")  # what a backup believes of pages and feeds may be old: the next refresh looks at all
            store.marks.write(REBUILT, Event(now, f"from {backup.name if backup else 'what was published'}"))
        finally:
            store.close()
        if found := find_damage(new):
            raise Damaged(str(backup or new), "is damaged", found)
        sync_to_disk(new)
        aside = _set_aside(file, _find_free_name(state / "damaged" / f"briefing-{format_timestamp(now)}.db"))
        put_in_place(new, file)
        sync_to_disk(state)
    except OSError as error:
        raise CannotWrite(str(state), "cannot be repaired", error.strerror or str(error), "is there room?") from error
    if aside:
        tell("database", f"the old one is now {aside}")
    tell("database", f"it was made from {backup.name if backup else 'nothing'} and from what was published")
    return aside


def restore_backup(output: Path, backup: Path | None, now: datetime, tell: Tell, zones: Mapping[str, str]) -> Path:
    """Put a backup, or the newest sound one, in place of the database; return which. Hold all leases of the workspace.

    Raises NotPrepared when there is none, Damaged for a damaged one, UnknownVersion and Faulty for one that is not ours.
    """
    state = output / "state"
    chosen = backup or find_newest_intact(state / "backups")
    if chosen is None or not chosen.is_file():
        raise NotPrepared(str(chosen or state / "backups"), "there is no backup", hint="briefing state backup")
    if found := find_damage(chosen, whole=True):
        raise Damaged(str(chosen), "is damaged", found, "name another backup")
    if database_file(state).exists():
        find_damage(database_file(state))  # the process that closes it last writes its journal into it
    replace_database(state, output / "site", now, tell, chosen, zones)
    return chosen


def _open_checked(state: Path, site: Path, now: datetime, check: bool) -> Store:
    """Open the database; raises Damaged when it must be repaired."""
    if _is_lost(state, site):
        raise Damaged(str(database_file(state)), "is gone", "there is no database, but there are episodes or backups")
    store = open_store(make_url(database_file(state)), state / "backups", now)
    try:
        if check and (found := find_damage(database_file(state))):
            raise Damaged(str(database_file(state)), "is damaged", found)
        if check and (folders := find_unknown_folders(store, site)):
            raise UnknownEpisodes(str(database_file(state)), folders)
    except BaseException:
        store.close()
        raise
    return store


def _is_lost(state: Path, site: Path) -> bool:
    """Tell whether there is no database, although there was one."""
    file = database_file(state)
    try:
        empty = not file.stat().st_size
    except FileNotFoundError:
        empty = True
    except OSError as error:
        raise CannotWrite(str(file), "cannot be looked at", error.strerror or str(error)) from error
    return empty and bool(list_backups(state / "backups") or list_published_folders(site))


def _take_up_episodes(
    store: Store, state: Path, site: Path, folders: Iterable[Path], zones: Mapping[str, str], tell: Tell
) -> None:  # fmt: skip
    """Take up the episodes in these folders and the guids of their shows; what cannot be read is reported."""
    folders, count = list(folders), 0
    for show in sorted({folder.parent for folder in folders}):
        if guid := _read_guid(show / "feed.xml"):
            recover_show_guid(store.database, show.name, guid)
    for folder in folders:
        snapshots = list(_load_snapshots(state / "sources" / folder.parent.name, _get_edition(folder), tell))
        items = [item for snapshot in snapshots for item in snapshot.items]
        try:
            episode = codec.loads((folder / "episode.json").read_bytes(), Episode, subject=f"{folder.parent.name}/{folder.name}")
        except (BriefingError, OSError) as error:
            recover_aired(store.database, folder.parent.name, items)
            tell(f"{folder.parent.name}/{folder.name}", f"its episode.json cannot be read, it is not taken up: {error}")
            continue
        if not recover_episode(store.database, episode, rebuild_run(episode, zones.get(episode.show, "UTC"), snapshots), items):
            tell(episode.edition, "another edition has its slot: it is known as an episode only")
        count += 1
    if count:
        tell("database", f"{count} published {'episode' if count == 1 else 'episodes'} looked through and taken up")


def _load_snapshots(folder: Path, edition: str, tell: Tell) -> Iterator[Snapshot]:
    """Yield the sources of an edition, of each of its revisions."""
    for file in sorted(folder.glob(f"{edition}*.json")):
        if file.stem not in (edition, *(f"{edition}-r{number}" for number in range(2, 100))):
            continue
        try:
            yield codec.loads(file.read_bytes(), Snapshot, subject=file.name)
        except (BriefingError, OSError) as error:
            tell(file.name, f"the sources cannot be read: {error}")


def _read_guid(feed: Path) -> str:
    """Return the podcast:guid of a feed, "" where it has none or cannot be read."""
    from lxml import etree

    try:
        root = etree.parse(feed, etree.XMLParser(resolve_entities=False)).getroot()
    except (OSError, etree.XMLSyntaxError):
        return ""
    return (root.findtext(f"channel/{GUID}") or "").strip()


def _set_aside(file: Path, aside: Path) -> Path | None:
    """Give the database a second name, and take its journal away; it keeps the first until another takes it."""
    there = file.exists()
    if there or any(file.with_name(file.name + end).exists() for end in BESIDE):
        make_folder(aside.parent, aside.parent)
        _clear(aside)
    if there:
        _link_or_move(file, aside)
    for end in BESIDE:
        if (journal := file.with_name(file.name + end)).exists():
            move_file(journal, aside.with_name(aside.name + end))
    if there:
        sync_to_disk(aside.parent)
    return aside if there else None


def _link_or_move(file: Path, aside: Path) -> None:
    try:
        os.link(file, aside)
    except OSError:  # a file system without second names: for a moment there is no database, which the next process would repair
        move_file(file, aside)


def _find_free_name(file: Path) -> Path:
    """Return the file, or with a number where there is one of that name."""
    names = (file, *(file.with_name(f"{file.stem}-{number}{file.suffix}") for number in range(2, 1000)))
    return next((name for name in names if not name.exists()), file)


def _clear(file: Path) -> None:
    for end in ("", *BESIDE, "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)
