"""Where a reader's process waits between two fetches of one program, so that a daemon need not start it for each edition."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Timer
from types import TracebackType

from briefing.fetch.article import make_page_version
from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.messages import (
    OUT_OF_MEMORY,
    AnyTask,
    PageTask,
    RobotsTask,
    Task,
    parse_page_result,
    parse_result,
    parse_robots_result,
    receive_message,
    send_message,
)
from briefing.fetch.messages import parse_item as item_of
from briefing.model.news import Item
from briefing.model.show import Feed

IDLE = 60.0  # seconds behind which a process that nobody needs is ended: it holds some 60 MB
TURNS = 100  # fetches behind which a process is ended, whatever it has gathered


class IdleProcess:
    """Has room for one process that is well; `close` ends it."""

    def __init__(self) -> None:
        self._waiting: subprocess.Popen[bytes] | None = None
        self._since, self._turns = 0.0, 0

    def take(self) -> subprocess.Popen[bytes] | None:
        """Return the process that waits, or None; one that has ended meanwhile is none."""
        process, self._waiting = self._waiting, None
        if process and (process.poll() is not None or self._turns >= TURNS):
            end_process(process)
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
            end_process(process)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, which holds nothing that would be lost, and let go of its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(BrokenPipeError):
                stream.close()


START = 60.0  # seconds within which a process must have loaded; no feed's time, since a busy machine may need many


@dataclass(frozen=True, slots=True)
class Found:
    """What was in a feed; `cut` is true where it stopped in the middle and entries are missing.

    `formerly` has, by the version of an item, the version that older releases gave to the same entry, where it differs.
    """

    items: tuple[Item, ...]
    cut: bool
    formerly: Mapping[str, str]


class ParserProcess:
    """Reads bodies in a process of its own; a context manager that ends that process when it is left, or leaves it on a bench."""

    def __init__(self, limits: Limits, now: datetime, bench: IdleProcess | None = None) -> None:
        self._limits = limits
        self._now = now.isoformat()
        self._bench = bench
        self._new, self._loaded = True, False
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ParserProcess:
        if self._bench and (waiting := self._bench.take()):
            self._process, self._new, self._loaded = waiting, False, True
            return self
        with suppress(Unusable):  # the first feed tries again, and says so
            self._process = self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        well = self._loaded and error is None  # one that was asked nothing has still to say that it has loaded
        if self._bench and self._process and well and self._process.poll() is None:
            self._bench.put(self._process, new=self._new)
            self._process = None
        self._end()

    def read(self, feed: Feed, body: bytes, charset: str, reserved: str = "") -> Found:
        """Return the items of one body, `reserved` as its server said.

        Raises Unusable when the process finds none, takes too long or too much.
        """
        task = Task(
            kind="feed",
            feed=feed.id,
            url=feed.url,
            charset=charset,
            now=self._now,
            seconds=self._limits.parse_seconds,
            language=feed.language,
            reserved=reserved,
        )
        found = parse_result(self._asked(task, body))
        if found["error"]:
            raise Unusable(found["error"])
        return Found(tuple(item_of(values) for values in found["items"]), cut=found["cut"], formerly=found["formerly"])

    def page(self, feed: Feed, item: Item, body: bytes, charset: str) -> Item:
        """Return an item with the text of its page, or with what reserves it; raises Unusable when the page is not its article."""
        task = PageTask(
            kind="page",
            title=item.title,
            text=item.text,
            language=feed.language,
            declared=item.language,
            charset=charset,
            seconds=self._limits.parse_seconds,
        )
        found = parse_page_result(self._asked(task, body))
        if found["error"]:
            raise Unusable(found["error"])
        if found["reserved"]:
            return replace(item, reserved=found["reserved"])
        return replace(item, text=found["text"], version=make_page_version(item.version), language=found["language"])

    def allowed(self, robots: bytes, agent: str, urls: Sequence[str]) -> Sequence[bool]:
        """Return for each address whether a robots.txt lets this program ask for it; raises Unusable."""
        if not robots:
            return [True] * len(urls)
        task = RobotsTask(kind="robots", agent=agent, urls=urls, seconds=self._limits.parse_seconds)
        return parse_robots_result(self._asked(task, robots))["allowed"]

    def _asked(self, task: AnyTask, body: bytes) -> bytes:
        if not body:
            raise Unusable("is empty")
        if self._process and self._process.poll() is not None:  # ended since the last body, which is not this feed's doing
            self._end()
        process = self._process = self._process or self._start()
        if not self._loaded:
            with _kill_after(START, process):
                self._loaded = _hear_loaded(process)
        start = time.monotonic()
        message = None
        if self._loaded:
            with _kill_after(self._limits.parse_seconds, process):
                message = _ask(process, task, body)
        if message is None:
            code = process.wait()  # it has closed its end, so it is ending
            seconds, old = time.monotonic() - start, not self._new
            self._end()
            if old and seconds < self._limits.parse_seconds:  # what it met, or gathered, before may not be this feed's doing
                return self._asked(task, body)
            raise Unusable(self._why(code, seconds))
        return message

    def _start(self) -> subprocess.Popen[bytes]:
        self._new, self._loaded = True, False
        # -P and the parent's own path: the folder one happens to stand in must not lend the worker its modules
        try:
            return subprocess.Popen(  # noqa: S603  # our own module, by the interpreter that runs us
                [sys.executable, "-P", "-m", "briefing.fetch.parser_worker", str(self._limits.parse_memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # one thread: NumPy would take address space for every core, which the limit of memory counts
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"},
            )
        except OSError as error:  # no memory, too many processes
            raise Unusable(f"cannot be read: its reader cannot be started: {error.strerror}") from error

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            end_process(process)

    def _why(self, code: int, seconds: float) -> str:
        if seconds >= self._limits.parse_seconds:
            return f"took longer than {self._limits.parse_seconds:g} s to read: it is broken or hostile"
        if code == OUT_OF_MEMORY:
            return f"needs more than {self._limits.parse_memory >> 20} MB of memory to read: it is broken or hostile"
        return f"cannot be read: its reader ended with code {code}"


@contextmanager
def _kill_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill a process that is not done within so many seconds."""
    overdue = Timer(seconds, process.kill)
    overdue.start()
    try:
        yield
    finally:
        overdue.cancel()


def _hear_loaded(process: subprocess.Popen[bytes]) -> bool:
    """Wait until a process that was started says that it has loaded all it needs; tell whether it did."""
    assert process.stdout
    return receive_message(process.stdout) is not None


def _ask(process: subprocess.Popen[bytes], task: AnyTask, body: bytes) -> bytes | None:
    assert process.stdin
    assert process.stdout
    try:
        send_message(process.stdin, json.dumps(task).encode())
        send_message(process.stdin, body)
    except BrokenPipeError:
        return None
    return receive_message(process.stdout)
