"""Daily maintenance: a backup of the database, and the clean-up of what has been kept long enough."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.lib.text import format_count
from briefing.model.edition import Run
from briefing.model.errors import BriefingError, Held
from briefing.store.backup import back_up, list_backups, prune_backups
from briefing.store.blobs import FolderBlobs
from briefing.store.marks import TIDIED
from briefing.store.recovery import database_file
from briefing.wiring.workspace import Workspace

HEARD = timedelta(days=8)  # how long back a programme knows what was told: seven days and the one that is being made
MB = 1_000_000
EDITION = re.compile(r"-\d{4}-\d\d-\d\d(-\d{4})?\.lock$")


def run_maintenance(home: Workspace, now: datetime) -> tuple[list[str], list[str]]:
    """Back up and clean up, if that was not done today (UTC); return what was done, and what could not be, a line each.

    A database that was restored may remember a backup that is not there: where there is none at all, it is done again.
    Nothing that an unfinished edition needs is touched, nor what was published. Never raises what a run must not end with.
    """
    today = now.astimezone(UTC).date()
    try:
        done, hour = home.store.marks.read(TIDIED), f"failed at {now.astimezone(UTC):%Y-%m-%dT%H}"
        if done == hour or (done == today.isoformat() and list_backups(home.state / "backups")):
            return [], []
    except BriefingError as error:
        return [], [f"nothing is cleaned up: {error}"]
    notes, failures = list[str](), list[str]()
    steps: tuple[Callable[[Workspace, datetime], Iterable[str]], ...] = (
        _back_up,
        _delete_clips,
        _slim_runs,
        _delete_items,
        _delete_logs,
        _delete_locks,
    )
    for step in steps:
        try:
            notes += step(home, now)
        except BriefingError as error:
            failures.append(f"not cleaned up: {error}")
        except OSError as error:
            failures.append(f"not cleaned up: {error.filename}: {error.strerror or error}")
    try:
        home.store.marks.write(TIDIED, hour if failures else today.isoformat())  # what failed is tried again in an hour
    except BriefingError as error:
        failures.append(f"not cleaned up: {error}")
    return notes, failures


def _back_up(home: Workspace, now: datetime) -> Iterator[str]:
    folder, today = home.state / "backups", now.astimezone(UTC).date()
    back_up(database_file(home.state), folder / f"briefing-{today}.db")
    yield f"backed up as {folder / f'briefing-{today}.db'}"
    if gone := prune_backups(folder, today - timedelta(days=home.config.retention.backups_days)):
        yield f"{format_count(len(gone), 'old backup')} removed"


def _delete_clips(home: Workspace, now: datetime) -> Iterator[str]:
    """Remove the clips used longest ago; none while an edition is being made, since its newest clips are not recorded yet."""
    under_way = home.store.runs.list_all_unfinished()
    try:
        for run in under_way:
            with home.lease.hold(run.edition.id):
                pass
    except Held:
        return
    kept = {key for run in under_way for key in _list_keys(run)}
    most = home.config.retention.clips_mb
    if gone := FolderBlobs(home.state / "blobs").evict(most * MB, kept, time.time()):
        yield f"{format_count(gone, 'clip')} removed, the others have {most} MB at most"


def _slim_runs(home: Workspace, now: datetime) -> Iterator[str]:
    if slim := home.store.runs.strip_finished(now - timedelta(days=home.config.retention.runs_days)):
        yield f"{format_count(slim, 'run')} shortened to their results"


def _delete_items(home: Workspace, now: datetime) -> Iterator[str]:
    """Forget old items, but for those that corrections and editions under way may ask for."""
    recent = home.store.runs.list_recent((now - HEARD).date())
    kept = {id for run in [*recent, *home.store.runs.list_all_unfinished()] for id in list_cited_items(run)}
    if gone := home.store.items.prune_items(now - timedelta(days=home.config.retention.items_days), kept):
        yield f"{format_count(gone, 'item')} forgotten"


def _delete_logs(home: Workspace, now: datetime) -> Iterator[str]:
    oldest = time.time() - timedelta(days=home.config.retention.logs_days).total_seconds()  # files are dated by the machine's clock
    old = [file for file in _list_files(home.state / "logs") if file.stat().st_mtime < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    if old:
        yield f"{format_count(len(old), 'log')} removed"


def _delete_locks(home: Workspace, now: datetime) -> Iterator[str]:
    """Remove the locks of editions that are unchanged for as long as runs are kept whole; those editions are finished."""
    oldest = time.time() - timedelta(days=home.config.retention.runs_days).total_seconds()
    old = [file for file in _list_files(home.state / "locks") if EDITION.search(file.name) and file.stat().st_mtime < oldest]
    for file in old:
        with suppress(Held), home.lease.hold(file.stem):
            file.unlink(missing_ok=True)
    if old:
        yield f"{format_count(len(old), 'lock')} removed"


def list_cited_items(run: Run) -> Iterator[str]:
    """Yield the ids of the items that a run chose, keeps in reserve, follows, corrects or quotes."""
    if run.rundown:
        for chosen in (*run.rundown.stories, *run.rundown.reserves):
            yield from (item.id for item in chosen.story.items)
            yield from (item.id for item in chosen.follows.story.items) if chosen.follows else ()
        yield from (change.item.id for change in run.rundown.changes)
    for segment in run.script.segments if run.script else ():
        yield from (source.item for line in segment.lines for source in line.sources)
    yield from run.told


def _list_keys(run: Run) -> Iterator[str]:
    yield from (clip.key for clip in run.clips)
    if run.programme:
        yield run.programme.key


def _list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
