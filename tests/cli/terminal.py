"""A terminal to run the program on, and what a person sees on it in the end."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyte

LINES = 24
NOTHING: Mapping[str, str] = MappingProxyType({})
SAYS = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES")  # what would be said of the terminal the tests run on


@dataclass(frozen=True, slots=True)
class Seen:
    """What one run left: what the terminal was sent, the lines it showed in the end, what went into the pipe, the exit code."""

    written: str
    lines: list[str]
    piped: str
    code: int


def on_a_terminal(
    folder: Path, *arguments: str, columns: int = 80, piped: bool = False, environment: Mapping[str, str] = NOTHING
) -> Seen:
    """Run the program with a terminal for stderr, and for stdout unless that is piped."""
    kept = {name: value for name, value in os.environ.items() if name not in SAYS}
    env = {**kept, "BRIEFING_CLOCK_FILE": str(folder / "clock"), "TERM": "xterm-256color", **environment}
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, columns, 0, 0))
    with (folder / "piped").open("w+b") as pipe:
        program = subprocess.Popen(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=folder, env=env, stdin=theirs, stdout=pipe if piped else theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        written = b""
        try:
            while piece := os.read(ours, 65536):
                written += piece
        except OSError:  # Linux says so when no process writes there any more
            pass
        os.close(ours)
        code = program.wait(timeout=60)
        pipe.seek(0)
        return Seen(written.decode(), drawn(written, columns), pipe.read().decode(), code)


def drawn(written: bytes, columns: int) -> list[str]:
    """Return the lines a terminal shows after these bytes, below those that left at its top; unfolded, without empty ones."""
    screen = pyte.HistoryScreen(columns, LINES, history=1000)
    pyte.ByteStream(screen).feed(written)
    above = ["".join(line[column].data for column in range(columns)) for line in screen.history.top]
    text = "".join(line if line[-1] not in " …" else line.rstrip() + "\n" for line in (*above, *screen.display))
    return [line for line in text.splitlines() if line]
