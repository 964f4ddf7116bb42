"""The one atomic write: a file is written under another name, synced, then renamed, so that no reader sees half of one."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from briefing.model.errors import CannotWrite, Usage


def require_new(file: Path) -> None:
    """Raise Usage for a file that is there already: an existing file is never overwritten."""
    if os.path.lexists(file):
        raise Usage(str(file), "is there already and was left alone", hint="name another file, or remove it")


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; one that is replaced keeps its permissions, a link its place; raises CannotWrite."""
    try:
        write_file(file.resolve(), data)
    except OSError as error:
        raise CannotWrite(
            str(file), "cannot be written", error.strerror or str(error), "is there room, and is the folder yours?"
        ) from error


def write_file(
    file: Path,
    data: bytes | Callable[[BinaryIO], object],
    *,
    mode: int | None = None,
    keep_mode: bool = True,
    unique: bool = False,
) -> None:
    """Write a file whole or not at all, from bytes or by a function that writes to a stream; raises OSError.

    `mode` and `unique` as in `write_beside`; with `keep_mode` a file that is replaced keeps the mode that it has.
    """
    hidden = write_beside(file, data, mode=mode, unique=unique)
    try:
        put_in_place(hidden, file, keep_mode=keep_mode)
    except BaseException:
        _remove(hidden)
        raise


def write_beside(
    file: Path, data: bytes | Callable[[BinaryIO], object], *, mode: int | None = None, unique: bool = False
) -> Path:  # fmt: skip
    """Write what will be `file` under a hidden name in its folder, sync it to the disk, and return it; raises OSError.

    `mode` are its exact permissions; None: what the umask leaves. A `unique` name, `.NAME.RANDOM.part`, is for a file with
    several writers, or in a folder of several users; the other one, `.NAME.new`, takes the place of what a killed process left.
    """
    hidden = file.with_name(f".{file.name}.{secrets.token_hex(8)}.part" if unique else f".{file.name}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | (os.O_EXCL if unique else os.O_TRUNC)
    number = os.open(hidden, flags, 0o666 if mode is None else mode)
    try:
        with os.fdopen(number, "wb") as stream:
            if mode is not None:
                os.fchmod(number, mode)
            if isinstance(data, bytes):
                stream.write(data)
            else:
                data(stream)
            stream.flush()
            os.fsync(number)
    except BaseException:
        _remove(hidden)
        raise
    return hidden


def put_in_place(new: Path, file: Path, *, keep_mode: bool = True) -> None:
    """Give a new file the name, and with `keep_mode` the mode, of one that may be there; raises OSError."""
    if keep_mode and file.exists():
        shutil.copymode(file, new)
    move_file(new, file)


def move_file(old: Path, new: Path) -> None:
    """Give a file or folder another name, in one step, in place of a file that may have it; raises OSError."""
    old.replace(new)


def sync_to_disk(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk (fsync(2): a file's own fsync does not promise its directory entry)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def stat_signature(file: Path) -> tuple[int, int, int] | None:
    """Return a stamp that shows whether a file is another, or was changed; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
