"""`output/site` as a folder: what is put there appears whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from briefing.lib import permissions
from briefing.lib.files import move_file, put_in_place, sync_to_disk, write_beside, write_file
from briefing.model.errors import CannotWrite


class _Modes(NamedTuple):
    """What the file system is asked for: a folder's mode, from which the umask may take away, and a file's, None for the usual."""

    folder: int
    file: int | None


PUBLIC, PRIVATE = _Modes(0o777, None), _Modes(permissions.FOLDER, permissions.FILE)


class FolderPublisher:
    """Keeps the site in a folder; a file has one writer at a time, which the leases on the edition and on the site see to.

    What is made in a `private` one is for its owner alone.
    """

    def __init__(self, root: Path, *, private: bool = False) -> None:
        self._root, self._modes = root, PRIVATE if private else PUBLIC

    def place(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Put a whole folder there, all of it or nothing; files already there that are not named stay; raises CannotWrite."""
        target = self._path(folder)
        for name in files:
            self._path(name)
        try:
            if target.is_dir():
                _fill(target, files, self._modes)
            else:
                _new(target, files, self._modes)
        except OSError as error:
            raise _refused(target, error) from error

    def write(self, path: str, data: bytes) -> bool:
        """Put one file there, whole; return whether a byte changed (an equal file is left untouched); raises CannotWrite."""
        target = self._path(path)
        if self.read(path) == data:
            return False
        try:
            _make(target.parent, self._modes)
            _fill(target.parent, {target.name: data}, self._modes)
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

    def get_size(self, path: str) -> int | None:
        """Return how many bytes a file has, or None where there is none; raises CannotWrite when that is unknown."""
        target = self._path(path)
        try:
            return target.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise CannotWrite(str(target), "cannot be read", error.strerror or str(error)) from error

    def compute_stamp(self, paths: Sequence[str]) -> str:
        """Return what is another as soon as one of these files was written, without reading them; "" when one is missing.

        It holds size, time of change and the inode's own time, which no program can put back. Raises CannotWrite.
        """
        found = hashlib.blake2b(digest_size=12)
        for path in paths:
            target = os.path.join(self._root, _guarded(path))  # noqa: PTH118  # thousands in a row: a Path takes ten times as long
            try:
                there = os.stat(target)  # noqa: PTH116  # Path.stat takes several times as long, and there are thousands
            except (FileNotFoundError, NotADirectoryError):
                return ""
            except OSError as error:
                raise CannotWrite(target, "cannot be read", error.strerror or str(error)) from error
            found.update(f"{path} {there.st_size} {there.st_mtime_ns} {there.st_ctime_ns}\n".encode())
        return found.hexdigest()

    def _path(self, path: str) -> Path:
        return self._root / _guarded(path)


def _guarded(path: str) -> str:
    """Return a relative path; raises CannotWrite for one that leads out of the site or hides."""
    if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in path.split("/")):
        raise CannotWrite(repr(path), "is no path below the site")
    return path


def _new(target: Path, files: Mapping[str, bytes], modes: _Modes) -> None:
    """Make the folder under a hidden name beside its place, then give it its name, so that half of it is never seen."""
    hidden = target.with_name(f".{target.name}.new")
    shutil.rmtree(hidden, ignore_errors=True)  # what a killed run left
    _make(target.parent, modes)
    hidden.mkdir(modes.folder)
    try:
        for name, data in files.items():
            _make((hidden / name).parent, modes)
            write_file(hidden / name, data, mode=modes.file, keep_mode=False)
        sync_to_disk(hidden)
        move_file(hidden, target)
    except OSError:
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    sync_to_disk(target.parent)


def _fill(folder: Path, files: Mapping[str, bytes], modes: _Modes) -> None:
    """Write every file that differs under a hidden name first, so that a full disk is met before the first one is renamed."""
    changed = {folder / name: data for name, data in files.items() if not _holds(folder / name, data)}
    hidden: dict[Path, Path] = {}
    try:
        for file, data in changed.items():
            _make(file.parent, modes)
            hidden[file] = write_beside(file, data, mode=modes.file)
        for file in changed:
            put_in_place(hidden[file], file, keep_mode=False)
    except OSError:
        for file in hidden.values():
            file.unlink(missing_ok=True)
        raise
    for parent in {file.parent for file in changed}:
        sync_to_disk(parent)


def _make(folder: Path, modes: _Modes) -> None:
    """Make a folder and those above it that are missing, and have their names on the disk."""
    if not folder.is_dir():
        _make(folder.parent, modes)
        folder.mkdir(modes.folder, exist_ok=True)
        sync_to_disk(folder.parent)


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def _refused(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(str(path), "cannot be written", error.strerror or str(error), "is there room, and is the folder yours?")
