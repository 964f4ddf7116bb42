"""Backups of the database: made by SQLite's own backup, checked, synced to the disk, and only then renamed into place."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from briefing.lib.files import put_in_place, sync_to_disk
from briefing.lib.permissions import make_file, make_folder
from briefing.model.errors import BriefingError, CannotWrite, Damaged
from briefing.store.database import BUSY_TIMEOUT, translate_error
from briefing.store.integrity import find_damage

NAME = re.compile(r"(?:briefing|before-\d{4})-(\d{4}-\d{2}-\d{2})(?:T\d{6}Z)?\.db")


def format_timestamp(now: datetime) -> str:
    """Return an instant in UTC as file names have it: 2026-11-22T040500Z."""
    return f"{now:%Y-%m-%dT%H%M%SZ}"


def back_up(database: Path, copy: Path) -> None:
    """Copy a database while other processes may write to it; raises Damaged when the copy is damaged, CannotWrite, TryLater."""
    beside = copy.with_name(f".{copy.name}.new")
    try:
        make_folder(copy.parent, copy.parent)
        _remove_files(beside)
        make_file(beside)
        with _translate_errors(database), closing(_open_database(database)) as source, closing(sqlite3.connect(beside)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        if found := find_damage(beside):
            raise Damaged(str(database), "cannot be backed up", f"the copy is damaged: {found}")
        sync_to_disk(beside)
        put_in_place(beside, copy)
        sync_to_disk(copy.parent)
    except OSError as error:
        with suppress(OSError):
            _remove_files(beside)
        raise CannotWrite(str(copy), "cannot be written", error.strerror or str(error), "is there room?") from error
    except BaseException:
        with suppress(OSError):
            _remove_files(beside)
        raise


def list_backups(folder: Path) -> list[tuple[date, Path]]:
    """Return the backups in a folder with their days, the newest first."""
    named = [(name[1], path) for path in folder.glob("*.db") if (name := NAME.fullmatch(path.name))]
    found = [(day, path) for text, path in named if (day := _parse_day(text))]
    return sorted(found, key=lambda one: (one[0], _get_modified(one[1]), one[1].name), reverse=True)


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # 2026-02-30 is a file of another program
        return None


def find_newest_intact(folder: Path) -> Path | None:
    """Return the newest backup in a folder that is not damaged, or None."""
    return next((path for _, path in list_backups(folder) if _is_intact(path)), None)


def prune_backups(folder: Path, before: date) -> list[Path]:
    """Remove backups of days before `before`, but never the newest intact one; return those removed; raises CannotWrite."""
    old = [path for day, path in list_backups(folder) if day < before]
    keep = find_newest_intact(folder) if old else None
    removed = [path for path in old if keep and path != keep]  # with none that is sound, all may be needed
    try:
        for path in removed:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(str(folder), "cannot be cleaned up", error.strerror or str(error)) from error
    return removed


def copy_backup(backup: Path, new: Path) -> None:
    """Copy a backup into a new file; raises OSError."""
    make_file(new)
    with backup.open("rb") as source, new.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _is_intact(file: Path) -> bool:
    try:
        return not find_damage(file)
    except BriefingError:  # it cannot be opened: another may be
        return False


def _open_database(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT / 1000)


@contextmanager
def _translate_errors(database: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise translate_error(str(database), error) from error


def _remove_files(file: Path) -> None:
    for name in (file.name, f"{file.name}-journal", f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


def _get_modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another process has removed it
        return 0.0
