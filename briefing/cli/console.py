"""Console output: results on stdout, everything else on stderr, nothing hostile on either."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from briefing.lib.text import to_plain
from briefing.model.progress import Note, Progress

if TYPE_CHECKING:
    from briefing.model.ports import Events
    from briefing.monitoring.logs import Log


class Watch(Protocol):
    """Shows what happens, show by show."""

    def on(self, show: str) -> Events:
        """Return what a show's run tells its events to."""

    def rest(self) -> None:
        """Leave what is shown as it is, for good: what is written next stands below it."""


def is_fancy(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that takes more than plain lines; NO_COLOR (https://no-color.org) says it is not."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


@contextmanager
def watch_progress(stream: TextIO, log: Log | None = None) -> Iterator[Watch]:
    """Show what happens inside: a table that moves on a terminal, a line for each stage and note elsewhere; the log gets it too.

    A log that is shown itself (`--log-json`) takes their place.
    """
    if log and log.shown:
        yield log
        return
    with _is_seen(stream) as seen:
        yield Both(seen, log) if log else seen


@contextmanager
def _is_seen(stream: TextIO) -> Iterator[Watch]:
    if not is_fancy(stream):
        yield Lines(stream)
        return
    from briefing.cli.live import Live

    with Live(stream) as live:
        yield live


class Both:
    """A Watch that is two."""

    def __init__(self, one: Watch, other: Watch) -> None:
        self._watches = one, other

    def on(self, show: str) -> Events:
        """Return what tells both."""
        return BothEvents(*(watch.on(show) for watch in self._watches))

    def rest(self) -> None:
        """Let both rest."""
        for watch in self._watches:
            watch.rest()


class BothEvents:
    """The Events of several."""

    def __init__(self, *all: Events) -> None:
        self._all = all

    def emit(self, event: Progress | Note) -> None:
        """Tell each."""
        for events in self._all:
            events.emit(event)


class Lines:
    """A Watch that writes a line when a stage is done, and one for each note."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def on(self, show: str) -> Events:
        """Return what writes the lines of a show."""
        return ShowLines(self._stream, show)

    def rest(self) -> None:
        """Lines are never drawn again."""


class ShowLines:
    """The Events of one show, as lines."""

    def __init__(self, stream: TextIO, show: str) -> None:
        self._stream, self._show = stream, show

    def emit(self, event: Progress | Note) -> None:
        """Write the event, unless a stage is still under way."""
        if isinstance(event, Note):
            self._line(event.stage, event.subject, event.message)
        elif event.done >= event.total:
            self._line(event.stage, event.what)

    def _line(self, stage: str, *said: str) -> None:
        self._stream.write(to_plain(": ".join([stage, self._show, *said])) + "\n")
        self._stream.flush()
