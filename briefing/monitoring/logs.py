"""The log: a line of JSON for whatever happens, in the day's file under state/logs and, if wished, on a stream.

A line is scrubbed of secrets and of what could command a terminal. Writing it never ends a run: what fails is said once on stderr.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from briefing.lib.permissions import FILE, make_folder
from briefing.lib.redact import Scrub
from briefing.lib.text import to_plain
from briefing.model.progress import Note

if TYPE_CHECKING:
    from briefing.model.outcome import Outcome
    from briefing.model.ports import Clock, Events
    from briefing.model.progress import Progress
    from briefing.wiring.workspace import Workspace

Level = Literal["debug", "info", "warning", "error"]
Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]

LONGEST = 10_000  # characters of one text in a line
ORDER = ("time", "level", "event", "show", "edition", "stage", "subject", "message")


def get_log_file(state: Path, now: datetime) -> Path:
    """Return the file of a day (UTC) below a state folder."""
    return state / "logs" / f"briefing-{now.astimezone(UTC):%Y-%m-%d}.jsonl"


class Log:
    """A Watch that writes lines, several processes into one file; `shown` says that its lines are seen on a stream too."""

    def __init__(self, clock: Clock, state: Path, scrub: Scrub, stream: TextIO | None = None) -> None:
        self._clock, self._scrub, self._editions = clock, scrub, dict[str, str]()
        self._last = dict[tuple[str, str], str]()
        self._out = _Out(clock, state, stream)

    @property
    def shown(self) -> bool:
        """Whether its lines are seen on a stream."""
        return self._out.stream is not None

    def say(self, level: Level, event: str, **fields: Value) -> None:
        """Write that something happened, in a word, with what belongs to it; never raises for a disk."""
        line = {key: self._cleaned(value) for key, value in self._ordered({**fields, "event": event, "level": level}).items()}
        self._out.write(json.dumps(line))

    def begin(self, show: str, edition: str) -> None:
        """Write that an edition is being made; what its show tells from now on, until the outcome, is of this edition."""
        self._editions[show] = edition
        self.say("info", "begin", show=show, edition=edition)

    def outcome(self, outcome: Outcome) -> None:
        """Write how an edition came out, unless the same was written of it last."""
        self._editions.pop(outcome.show, None)
        subject = outcome.show, outcome.edition or outcome.message.partition(":")[0]
        if self._last.get(subject) == outcome.message:
            return
        self._last[subject] = outcome.message
        wrong = outcome.exit or (outcome.state == "missed" and not outcome.repeated)
        self.say(
            "error" if wrong else "info" if outcome.show else "warning", "outcome",
            show=outcome.show, edition=outcome.edition, message=outcome.message,
            state=outcome.state, exit=outcome.exit, mp3=outcome.mp3, duration=outcome.duration, stories=outcome.stories,
            notes=len(outcome.notes),
        )  # fmt: skip

    def on(self, show: str) -> Events:
        """Return what writes the events of a show."""
        return _ShowLog(self, show)

    def rest(self) -> None:
        """Lines stay as they are."""

    def get_fields(self, show: str) -> Mapping[str, str]:
        """Return the fields of what a show tells: its key, and the edition that is being made."""
        return {"show": show} | ({"edition": self._editions[show]} if show in self._editions else {})

    def _ordered(self, fields: Mapping[str, Value]) -> Mapping[str, Any]:
        known = {"time": self._clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"), **fields}
        return {key: known[key] for key in (*(key for key in ORDER if key in known), *(key for key in known if key not in ORDER))}

    def _cleaned(self, value: Any) -> Any:
        if isinstance(value, str | os.PathLike):
            return self._scrub(to_plain(self._scrub(str(value))))[:LONGEST]
        if isinstance(value, Mapping):
            return {self._cleaned(str(key)): self._cleaned(one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._cleaned(one) for one in value]
        return value if isinstance(value, int | float | None) else self._cleaned(str(value))


def open_log(home: Workspace, shown: TextIO | None = None) -> Log:
    """Return the log of a workspace; `shown` is where its lines are shown too."""
    return Log(home.clock, home.state, home.scrub, shown)


class _ShowLog:
    """The Events of one show, as lines: stages that are done, and notes."""

    def __init__(self, log: Log, show: str) -> None:
        self._log, self._show = log, show

    def emit(self, event: Progress | Note) -> None:
        """Write the event, unless a stage is still under way."""
        fields = {**self._log.get_fields(self._show), "stage": event.stage}
        if isinstance(event, Note):
            self._log.say("warning", "note", **fields, subject=event.subject, message=event.message)
        elif event.done >= event.total:
            self._log.say("info", "stage", **fields, message=event.what)


class _Out:
    """Where whole lines go. A file is opened for each: the day changes, and retention or a user may remove the file."""

    def __init__(self, clock: Clock, state: Path, stream: TextIO | None) -> None:
        self._clock, self._state, self.stream, self._failed = clock, state, stream, False

    def write(self, line: str) -> None:
        """Write one line; what the disk refuses is said once."""
        try:
            _append(get_log_file(self._state, self._clock.now()), line.encode() + b"\n")
        except OSError as error:
            if not self._failed:
                self._failed = True
                what = f"log: {self._state}/logs: cannot be written: {error.strerror or error}: the run goes on"
                sys.stderr.write(to_plain(what) + "\n")
        if self.stream:
            self.stream.write(line + "\n")
            self.stream.flush()


def _append(file: Path, line: bytes) -> None:
    """Add a line in one write, which several processes may do at once; where only half of it fits, that half is taken away."""
    make_folder(file.parent, file.parent.parent)
    fd = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, FILE)
    try:
        written = os.write(fd, line)
        if written < len(line):
            if os.fstat(fd).st_size == (end := os.lseek(fd, 0, os.SEEK_CUR)):
                os.ftruncate(fd, end - written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(fd)
