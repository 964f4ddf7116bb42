"""Clips and other bytes in files, by content key."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from briefing.lib.files import write_file
from briefing.lib.permissions import FILE, make_folder
from briefing.model.errors import CannotWrite

KEY = re.compile(r"[0-9a-f]{16,64}")
DAY = 86_400.0  # seconds
DIGEST_SIZE = hashlib.sha256().digest_size


class FolderBlobs:
    """The port Blobs, in a folder.

    The file `ab/abcd...` holds the bytes followed by their SHA-256, so a truncated or damaged one counts as missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Return the bytes, or None where they are missing or damaged; raises CannotWrite when the disk refuses."""
        path = self._get_path(key)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CannotWrite(str(path), "cannot be read", error.strerror or str(error)) from error
        _mark_used(path)
        data, seal = sealed[:-DIGEST_SIZE], sealed[-DIGEST_SIZE:]
        return data if seal == hashlib.sha256(data).digest() else None

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes, whole or not at all; bytes that are already there stay as they are; raises CannotWrite."""
        if self.get(key) is not None:
            return
        path = self._get_path(key)
        try:
            make_folder(path.parent, self._folder.parent)
            write_file(path, data + hashlib.sha256(data).digest(), mode=FILE, keep_mode=False, unique=True)
        except OSError as error:
            raise CannotWrite(
                str(path), "cannot be written", error.strerror or str(error), "look at the disk's free space"
            ) from error

    def evict(self, most: int, kept: Collection[str], now: float) -> int:
        """Remove the least recently used blobs until at most `most` bytes are left, but none in `kept`, and stale partial files.

        `now` is the machine's clock, by which files are dated. Return how many blobs were removed; raises CannotWrite.
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
            raise CannotWrite(str(self._folder), "cannot be cleaned up", error.strerror or str(error)) from error
        return gone

    def _get_path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a content key: 16 to 64 hex digits")
        return self._folder / key[:2] / key


def _mark_used(path: Path) -> None:
    """Set the date of a used file, at most once a day, so that the least recently used is known; ignores a folder that refuses."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)
