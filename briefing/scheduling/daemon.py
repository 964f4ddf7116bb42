"""The daemon: a ticker asks every half minute what is due, and the main thread makes it.

APScheduler only ticks. It reckons by the wall clock; when that is put back and no tick comes, the main thread starts another.
Everything is made in the main thread, so that a signal finds it: SIGTERM ends the programme that is being made at its next sign of
progress (the next start goes on there), but lets one that is going on air arrive. It is never ended just anywhere: an exception in
the middle of a library's work leaves that library in no state that it knows.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from briefing.scheduling import sd_notify as sdnotify

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

PATIENCE = 3  # times the wait between two ticks, after which the ticker counts as stopped
STUCK = 900.0  # seconds without a sign of progress after which systemd gets none either


class Work(Protocol):
    """What the daemon does at each tick."""

    def reload(self) -> None:
        """Read feeds.yaml again; one that is wrong changes nothing."""

    def changed(self) -> bool:
        """Return whether feeds.yaml is another file, or has other words, than when it was last taken."""

    def tick(self) -> str:
        """Make what is due; return the state in a few words."""


@dataclass(slots=True)
class Pulse:
    """When there was last a sign of progress (monotonic seconds), and whether an edition is being published or none made.

    `ending` is the signal that has asked for the end, or 0; `wanted` holds what is asked of the daemon: ticks, and `reload`.
    """

    last: float
    airing: bool = False
    idle: bool = False
    ending: int = 0
    wanted: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    def beat(self, *, airing: bool | None = None) -> None:
        """Give a sign of progress."""
        self.last = time.monotonic()
        if airing is not None:
            self.airing = airing

    def end_if_asked(self) -> None:
        """End the process when a signal has asked for it meanwhile and nothing is going on air."""
        if self.ending and not self.airing:
            raise SystemExit(128 + self.ending)


class Daemon:
    """Ticks until it is stopped; `every` is seconds between ticks."""

    def __init__(self, work: Work, pulse: Pulse, every: float) -> None:
        self._work, self._pulse, self._every = work, pulse, every
        self._wanted = pulse.wanted

    def run(self) -> None:
        """Tick for ever; raises SystemExit when a signal ends it."""
        with handle_signals(self._pulse), self._signs_of_life():
            self._ticker = self._started()
            sdnotify.notify_systemd(os.environ, "READY=1")
            try:
                while True:
                    self._once({self._next(), *self._waiting()})
            finally:
                sdnotify.notify_systemd(os.environ, "STOPPING=1")
                self._ticker.shutdown(wait=False)

    def _once(self, wanted: set[str]) -> None:
        self._pulse.beat()
        if "reload" in wanted or self._work.changed():
            self._work.reload()
        said = self._work.tick()
        self._pulse.beat(airing=False)
        self._pulse.end_if_asked()
        sdnotify.notify_systemd(os.environ, f"STATUS={said}")

    def _next(self) -> str:
        """Wait for what is wanted next; here a signal ends the process at once."""
        self._pulse.idle = True
        self._pulse.end_if_asked()
        try:
            return self._wanted.get(timeout=PATIENCE * self._every + 1)
        except queue.Empty:  # the clock was set back, and the ticker waits for it
            self._ticker.shutdown(wait=False)
            self._ticker = self._started()
            return "tick"
        finally:
            self._pulse.idle = False

    def _waiting(self) -> Iterator[str]:
        """Yield what came in while there was no time for it: many ticks are one."""
        while True:
            try:
                yield self._wanted.get_nowait()
            except queue.Empty:
                return

    def _started(self) -> BackgroundScheduler:
        """Return a ticker that puts a tick into the queue now and every so often."""
        from apscheduler.schedulers.background import BackgroundScheduler

        from briefing.scheduling.ticker import EveryFewSeconds

        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # that ticks run into one another is how it is meant
        ticker = BackgroundScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        ticker.add_job(self._wanted.put, EveryFewSeconds(self._every), ["tick"], next_run_time=datetime.now(UTC))
        ticker.start()
        return ticker

    @contextmanager
    def _signs_of_life(self) -> Iterator[None]:
        """Send systemd the signs of life that it expects while inside, by a clock that cannot be set back."""
        often, over = sdnotify.read_watchdog_seconds(os.environ, os.getpid()), threading.Event()

        def watch() -> None:
            while True:
                if time.monotonic() - self._pulse.last < STUCK:
                    sdnotify.notify_systemd(os.environ, "WATCHDOG=1")
                if over.wait(often):
                    return

        if often:
            threading.Thread(target=watch, name="signs of life", daemon=True).start()
        try:
            yield
        finally:
            over.set()


@contextmanager
def handle_signals(pulse: Pulse) -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end the daemon, and SIGHUP reload feeds.yaml, while inside; also while it is being started."""

    def end(signum: int, frame: FrameType | None) -> None:
        pulse.ending = signum
        if pulse.idle:
            raise SystemExit(128 + signum)

    def reload(signum: int, frame: FrameType | None) -> None:
        pulse.wanted.put("reload")

    assert threading.current_thread() is threading.main_thread()
    wanted = {signal.SIGTERM: end, signal.SIGINT: end, signal.SIGHUP: reload}
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
