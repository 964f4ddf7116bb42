"""The machine of the simulated year: its daemon as a real process, its disk, and what can be done to both."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psutil

from tests.year.house import Clockwork, House

ROOM = 6_000_000_000  # bytes of the disk while it is not full
SHORTER = 20.0  # real seconds for one where no heartbeat can be written
PATIENCE = 240.0  # real seconds for one tick: a voice that hangs takes two deadlines


class Stuck(AssertionError):
    """The daemon did not come to the end of a tick."""


@dataclass(slots=True)
class Disk:
    """A small file system of its own under output, where this machine lets us mount one."""

    folder: Path
    mounted: bool = False

    def __enter__(self) -> Disk:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(self.folder)]
        self.mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
        return self

    def __exit__(self, *error: object) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)

    def full(self, room: int) -> None:
        """Leave so many bytes free."""
        there = os.statvfs(self.folder)
        used = (there.f_blocks - there.f_bfree) * there.f_frsize
        self._size(used + max(room, 4096))

    def empty(self) -> None:
        """Give it room again."""
        self._size(ROOM)

    def _size(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.folder)], check=True)


@dataclass(slots=True)
class Daemon:
    """`briefing schedule` as a process; `ended` counts the codes with which it ended by itself."""

    house: House
    clock: Clockwork
    every: float = 0.1
    ended: Counter[str] = field(default_factory=Counter)
    starts: int = 0
    slow: list[tuple[float, str]] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Where its words go."""
        return self.house.folder / "daemon.log"

    @property
    def pid(self) -> int | None:
        """Its process, while it is there."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start it, unless it is there."""
        if self.pid is None:
            self.starts += 1
            command = [sys.executable, "-m", "briefing", "schedule", "--config", str(self.house.config), "--every", str(self.every)]
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.clock.environment(), start_new_session=True
                )

    def ticked(self, patience: float = PATIENCE) -> bool:
        """Wait until the tick at the instant shown now is done; return whether it is, or the daemon has ended or says nothing."""
        assert self._process
        began, beat = time.monotonic(), self.house.output / "state" / "heartbeat.json"
        while time.monotonic() - began < patience:
            if self._process.poll() is not None:
                return False
            if _beat(beat) == (self._process.pid, self.clock.shown):
                self.slow.append((time.monotonic() - began, self.clock.shown.isoformat()))
                return True
            time.sleep(0.01)
        if patience < PATIENCE:
            return False
        raise Stuck(f"no heartbeat of {self.clock.shown}: {_beat(beat)}: {self.tail()}")

    def gone(self, why: str) -> None:
        """Note that it has ended by itself, and how."""
        if self._process and (code := self._process.poll()) is not None:
            if code != -signal.SIGKILL:
                self.ended[f"{code} {why}".strip()] += 1
            self._process = None

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> int | None:
        """Ask it to end, and return its code."""
        if self._process is None:
            return None
        self._process.send_signal(signal.SIGTERM)
        code, self._process = self._process.wait(PATIENCE), None
        return code

    def tail(self) -> str:
        """Return its last words."""
        return self.log.read_bytes()[-3000:].decode("utf-8", "replace") if self.log.exists() else ""


def _beat(file: Path) -> tuple[int, datetime] | None:
    try:
        beat = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return None if beat["busy"] else (int(beat["pid"]), datetime.fromisoformat(beat["now"]))


@dataclass(slots=True)
class Killer:
    """Kills a process at a random moment within so many seconds, or at once when it is called to: whichever is earlier."""

    pid: int
    wait: float
    _called: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._strike, name="killer")
        self._thread.start()

    def now(self) -> None:
        """Kill it, unless that is done."""
        self._called.set()
        self._thread.join()

    def _strike(self) -> None:
        self._called.wait(self.wait)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


def hang(pid: int, within: float = 8.0) -> threading.Thread:
    """Stop the first workers of a process that speak; return the thread that does it."""

    def strike() -> None:
        end = time.monotonic() + within
        while time.monotonic() < end:
            if workers := speaking(pid):
                for worker in workers:
                    worker.suspend()
                return
            time.sleep(0.005)

    thread = threading.Thread(target=strike, name="hang")
    thread.start()
    return thread


def speaking(pid: int) -> list[psutil.Process]:
    """Return the worker processes of a process that speak."""
    try:
        return [child for child in psutil.Process(pid).children(recursive=True) if "briefing.speak.worker" in child.cmdline()]
    except psutil.Error:
        return []


def starters(house: House, clock: Clockwork, number: int) -> list[subprocess.Popen[bytes]]:
    """Start `briefing run` so many times at once."""
    command = [sys.executable, "-m", "briefing", "run", "--config", str(house.config)]
    null, environment = subprocess.DEVNULL, clock.environment()
    return [subprocess.Popen(command, stdin=null, stdout=null, stderr=null, env=environment) for _ in range(number)]
