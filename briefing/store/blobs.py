"""Sound in files, by content key."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from briefing.errors import CannotWrite

KEY = re.compile(r"[0-9a-f]{16,64}")
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
        data, seal = sealed[:-SEAL], sealed[-SEAL:]
        return data if seal == hashlib.sha256(data).digest() else None

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes, whole or not at all; bytes that are there already stay as they are; raises CannotWrite."""
        if self.get(key) is not None:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data + hashlib.sha256(data).digest())
        except OSError as error:
            raise CannotWrite(
                str(path), "cannot be written", error.strerror or str(error), "look at the disk's free space"
            ) from error

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a content key: 16 to 64 hex digits")
        return self._folder / key[:2] / key


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
