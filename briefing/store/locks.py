"""Locks with one holder at a time, as locked files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from briefing.lib.permissions import make_file, make_folder
from briefing.model.errors import CannotWrite, Held

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class FileLease:
    """The port Lease, as locked files in a folder; the kernel releases them when the process dies, in whatever way.

    The files stay when the lock is released: removing one would let two holders lock two files of the same name. Only
    maintenance removes those of editions that were not used for months.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def hold(self, name: str, wait: float = 0) -> Iterator[None]:
        """Hold `name` inside the block; raises Held when another has it after `wait` seconds, CannotWrite without a lock file."""
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a lock")
        lock = FileLock(self._folder / f"{name}.lock", timeout=wait)
        try:
            make_folder(self._folder, self._folder.parent)
            make_file(self._folder / f"{name}.lock")
            lock.acquire()
        except Timeout as error:
            raise Held(name, "is being made by another run", hint="it goes on by itself; look again later") from error
        except (OSError, NotImplementedError) as error:
            raise CannotWrite(str(self._folder), "cannot hold a lock", str(error)) from error
        try:
            yield
        finally:
            lock.release()
