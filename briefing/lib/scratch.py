"""Folders for temporary files of one process. Each holds a locked file, so that another process sees whether its owner still lives.

A process that is killed leaves its folder; the next call of `clear_dead` removes it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal

Kind = Literal["mix", "speak"]
PREFIXES = ("briefing-mix-", "briefing-speak-")
LOCK = ".lock"
DAY = 86_400.0  # seconds after which a folder without a lock counts as dead: its process died at once, or was of an older version


class Scratch:
    """A folder below the one that TMPDIR names, removed at the end; raises OSError where there can be none."""

    def __init__(self, kind: Kind) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=f"briefing-{kind}-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self._lock = _locked(self.path)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Remove the folder and what is in it."""
        self._folder.cleanup()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def clear_dead() -> None:
    """Remove the folders that processes of this user left when they died; those of the living stay, and so does what cannot go."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.name.startswith(PREFIXES) and (found := entry.stat(follow_symlinks=False)).st_uid == os.getuid():
                    _clear(Path(entry.path), found)


def _clear(path: Path, found: os.stat_result) -> None:
    old = time.time() - found.st_mtime > DAY
    if stat.S_ISREG(found.st_mode) and old:
        path.unlink()
    if not stat.S_ISDIR(found.st_mode):
        return
    try:
        lock = os.open(path / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        if old:
            shutil.rmtree(path, ignore_errors=True)
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises while the process lives
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Return the locked file of a folder, which gets its name only when it is locked; None where files cannot be locked."""
    lock = os.open(folder / f"{LOCK}.new", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (folder / f"{LOCK}.new").rename(folder / LOCK)
    except OSError:
        os.close(lock)
        return None
    return lock
