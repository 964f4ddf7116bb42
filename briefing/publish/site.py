"""`output/site` as a folder: what is put there appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from briefing.errors import CannotWrite


class FolderPublisher:
    """Keeps the site in a folder; a file has one writer at a time, which the leases on the edition and on the site see to."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def place(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Put a whole folder there, all of it or nothing; files already there that are not named stay; raises CannotWrite."""
        target = self._path(folder)
        for name in files:
            self._path(name)
        try:
            if target.is_dir():
                _fill(target, files)
            else:
                _new(target, files)
        except OSError as error:
            raise _refused(target, error) from error

    def write(self, path: str, data: bytes) -> bool:
        """Put one file there, whole; return whether a byte changed (an equal file is left untouched); raises CannotWrite."""
        target = self._path(path)
        if self.read(path) == data:
            return False
        try:
            _make(target.parent)
            _fill(target.parent, {target.name: data})
        except OSError as error:
            raise _refused(target, error) from error
        return True

    def read(self, path: str) -> bytes | None:
        """Return a file, or None where there is none; raises CannotWrite when it is there and cannot be read."""
        target = self._path(path)
        try:
            return target.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise CannotWrite(str(target), "cannot be read", error.strerror or str(error)) from error

    def size(self, path: str) -> int | None:
        """Return how many bytes a file has, or None where there is none; raises CannotWrite when that cannot be told."""
        target = self._path(path)
        try:
            return target.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise CannotWrite(str(target), "cannot be read", error.strerror or str(error)) from error

    def _path(self, path: str) -> Path:
        """Return where a relative path lies; raises CannotWrite for one that leads out of the site or hides."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            raise CannotWrite(repr(path), "is no path below the site")
        return self._root.joinpath(*parts)


def _new(target: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder under a hidden name beside its place, then give it its name: nobody ever sees half of it."""
    hidden = target.with_name(f".{target.name}.new")
    shutil.rmtree(hidden, ignore_errors=True)  # what a run that was killed left behind
    _make(target.parent)
    hidden.mkdir()
    try:
        for name, data in files.items():
            (hidden / name).parent.mkdir(parents=True, exist_ok=True)
            _put(hidden / name, data)
        _sync(hidden)
        hidden.rename(target)
    except OSError:
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    _sync(target.parent)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file that differs under a hidden name first, so that a full disk is met before the first one is renamed."""
    changed = {folder / name: data for name, data in files.items() if not _holds(folder / name, data)}
    hidden = {file: file.with_name(f".{file.name}.new") for file in changed}
    try:
        for file, data in changed.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            _put(hidden[file], data)
        for file in changed:
            hidden[file].replace(file)
    except OSError:
        for file in hidden.values():
            file.unlink(missing_ok=True)
        raise
    for parent in {file.parent for file in changed}:
        _sync(parent)


def _make(folder: Path) -> None:
    """Make a folder and those above it that are missing, and have their names on the disk."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def _put(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk (fsync(2): a file's own fsync does not promise its directory entry)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(str(path), "cannot be written", error.strerror or str(error), "is there room, and is the folder yours?")
