"""Files that a producer asked for by name: written beside, then given their name, so that nobody ever sees half of one."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from briefing.model.errors import CannotWrite, Usage


def require_new(file: Path) -> None:
    """Raise Usage for a file that is there already: what somebody may still want is not written over."""
    if os.path.lexists(file):
        raise Usage(str(file), "is there already and was left alone", hint="name another file, or remove it")


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; one that is replaced keeps its permissions, a link its place; raises CannotWrite."""
    target = file.resolve()
    hidden = target.with_name(f".{target.name}.new")
    try:
        with hidden.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, hidden)
        hidden.replace(target)
    except OSError as error:
        with suppress(OSError):
            hidden.unlink()
        raise CannotWrite(
            str(file), "cannot be written", error.strerror or str(error), "is there room, and is the folder yours?"
        ) from error


def stat_signature(file: Path) -> tuple[int, int, int] | None:
    """Return what tells that a file is another, or was changed; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
