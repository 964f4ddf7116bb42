"""Sound in files, by content key."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from briefing.lib.permissions import make_folder
from briefing.model.errors import CannotWrite

KEY = re.compile(r"[0-9a-f]{16,64}")
DAY = 86_400.0  # seconds
SEAL = hashlib.sha256().digest_size


class FolderBlobs:
    """The port Blobs, in a folder.

    The file `ab/abcd...` holds the bytes and, after them, their SHA-256, so one that is cut or rotten counts as none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Return the bytes, or None where there are none or they are damaged; raises CannotWrite when the disk refuses."""
        path = self._path(key)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CannotWrite(str(path), "cannot be read", error.strerror or str(error)) from error
        _used(path)
        data, seal = sealed[:-SEAL], sealed[-SEAL:]
        return data if seal == hashlib.sha256(data).digest() else None

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes, whole or not at all; bytes that are there already stay as they are; raises CannotWrite."""
        if self.get(key) is not None:
            return
        path = self._path(key)
        try:
            make_folder(path.parent, self._folder.parent)
            _write(path, data + hashlib.sha256(data).digest())
        except OSError as error:
            raise CannotWrite(
                str(path), "cannot be written", error.strerror or str(error), "look at the disk's free space"
            ) from error

    def shrink(self, most: int, kept: Collection[str], now: float) -> int:
        """Remove what was used longest ago until at most so many bytes are left, but none `kept`, and what writers that died left.

        `now` is the machine's clock, by which files are dated; return how many were removed; raises CannotWrite.
        """
        try:
            for part in self._folder.glob("*/.*.part"):
                if now - part.stat().st_mtime > DAY:
                    part.unlink(missing_ok=True)
            found = [(path, path.stat()) for path in self._folder.glob("*/*") if KEY.fullmatch(path.name)]
            left, gone = sum(stat.st_size for _, stat in found), 0
            for path, stat in sorted(found, key=lambda one: (one[1].st_mtime, one[0].name)):
                if left <= most:
                    break
                if path.name not in kept:
                    path.unlink(missing_ok=True)
                    left, gone = left - stat.st_size, gone + 1
        except OSError as error:
            raise CannotWrite(str(self._folder), "cannot be tidied", error.strerror or str(error)) from error
        return gone

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a content key: 16 to 64 hex digits")
        return self._folder / key[:2] / key


def _used(path: Path) -> None:
    """Date a file when it is used, once a day, so that the one used longest ago is known; a folder that refuses is no harm."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)


def _write(path: Path, data: bytes) -> None:
    """Write beside, force to the disk, rename; nothing is left beside when it fails."""
    number, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
