"""One holder at a time, by file lock."""

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
    """The port Lease, as locked files in a folder: the kernel frees them when the process dies, however it dies.

    The files stay when the lock is freed: removing one would let two holders lock two files of the same name. Only tidying takes
    those of editions away that nobody has asked for in months.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def hold(self, name: str, wait: float = 0) -> Iterator[None]:
        """Hold `name` while inside; raises Held when another has it after `wait` seconds, CannotWrite for want of a lock file."""
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
