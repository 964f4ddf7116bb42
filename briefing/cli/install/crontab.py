"""The crontab of the user who calls, through the program of that name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from briefing.model.errors import CannotWrite, Usage

NONE_YET = (
    "no crontab for",
    "can't open",
)  # how crontab -l, which fails then, says that there is none; the second is BusyBox


class Crontab:
    """Reads and replaces a crontab; `program` are the words of the call."""

    def __init__(self, program: Sequence[str] = ("crontab",)) -> None:
        self._program = tuple(program)

    def read(self) -> str:
        """Return the crontab, empty when there is none; raises Usage without the program, CannotWrite when it refuses."""
        ended = self._call("-l")
        said = _decode(ended.stderr)
        if ended.returncode and not any(words in said for words in NONE_YET):
            raise CannotWrite("crontab -l", "refuses", said.strip() or f"exit {ended.returncode}", "briefing install systemd")
        return "" if ended.returncode else _decode(ended.stdout)

    def replace(self, before: str, after: str) -> None:
        """Put a crontab in the place of the one that was read, and look that it arrived; raises CannotWrite."""
        if before == after:
            return
        ended = self._call("-", after)
        if ended.returncode:
            raise CannotWrite("crontab", "was not taken", _decode(ended.stderr).strip() or f"exit {ended.returncode}")
        if self.read() != after:
            raise CannotWrite("crontab", "is not what was written", hint="look at it: crontab -l")

    def _call(self, argument: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  # our own words, no shell
                [*self._program, argument],
                input=given.encode("utf-8", "surrogateescape"),
                env={**os.environ, "LC_ALL": "C"},
                capture_output=True,
                check=False,
            )
        except OSError as error:
            hint = "install cron, use `briefing install systemd`, or `briefing schedule`"
            raise Usage(self._program[0], "there is no such program here", error.strerror or str(error), hint) from error


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
