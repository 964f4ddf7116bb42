"""Watchdog: a process without an event for too long is ended by its own timer, with a trace of every thread.

What may rightly be silent has a deadline of its own well below the quarter of an hour: a feed 3 minutes with its place in the
queue, the pages that are asked after 7 minutes (40, two at a time), a line of speech at most 5 minutes and twice, an item that is
examined 30 s, each pass of ffmpeg 10 minutes (LAME takes two for four hours of sound), a lease 60 s. Between them each tells an
event, and an event restarts the timer. A summarizer has no deadline of its own: 15 minutes for one item are its end.
"""

from __future__ import annotations

import faulthandler
import os
import signal

from briefing.model.ports import Events
from briefing.model.progress import Note, Progress

SECONDS = 900.0
VARIABLE = "BRIEFING_HANG_SECONDS"


def get_limit() -> float:
    """Return for how long a process may be silent: a quarter of an hour, or what BRIEFING_HANG_SECONDS says."""
    try:
        asked = float(os.environ.get(VARIABLE, ""))
    except ValueError:
        return SECONDS
    return asked if asked > 0 else SECONDS


def arm(limit: float | None = None) -> None:
    """End this process, with 142 as a shell sees it, unless armed again or disarmed within `limit` seconds; children are free."""
    # the kernel's own action comes after the trace: it needs no interpreter, which may be what hangs
    faulthandler.register(signal.SIGALRM, file=2, all_threads=True, chain=True)
    signal.setitimer(signal.ITIMER_REAL, within := get_limit() if limit is None else limit)
    if os.getpid() == 1:  # of a container, which no signal's own action can end; the code is then 1
        faulthandler.dump_traceback_later(within + 5, exit=True)


def disarm() -> None:
    """Let this process be silent."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    faulthandler.cancel_dump_traceback_later()


class BeatingEvents:
    """Events that arm the switch, and pass on to who listens."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def emit(self, event: Progress | Note) -> None:
        """Take an event."""
        arm()
        self._events.emit(event)
