"""Where a reader's process waits between two fetches of one program, so that a daemon need not start it for each edition."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress

IDLE = 60.0  # seconds behind which a process that nobody needs is ended: it holds some 60 MB
TURNS = 100  # fetches behind which a process is ended, whatever it has gathered


class Bench:
    """Has room for one process that is well; `close` ends it."""

    def __init__(self) -> None:
        self._waiting: subprocess.Popen[bytes] | None = None
        self._since, self._turns = 0.0, 0

    def take(self) -> subprocess.Popen[bytes] | None:
        """Return the process that waits, or None; one that has ended meanwhile is none."""
        process, self._waiting = self._waiting, None
        if process and (process.poll() is not None or self._turns >= TURNS):
            end(process)
            return None
        return process

    def put(self, process: subprocess.Popen[bytes], *, new: bool) -> None:
        """Let a process that is well wait for the next fetch; `new` when it has just been started."""
        self.close()
        self._waiting, self._since = process, time.monotonic()
        self._turns = 1 if new else self._turns + 1

    def rest(self) -> None:
        """End a process that nobody has needed for a minute."""
        if self._waiting and time.monotonic() - self._since >= IDLE:
            self.close()

    def close(self) -> None:
        """End the process that waits."""
        process, self._waiting = self._waiting, None
        if process:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, which holds nothing that would be lost, and let go of its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(BrokenPipeError):
                stream.close()
