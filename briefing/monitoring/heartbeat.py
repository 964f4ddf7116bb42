"""Heartbeat of the daemon: a small file that it writes after each tick, and that others only read."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.lib.permissions import FILE
from briefing.model.errors import CannotWrite, Faulty

NAME = "heartbeat.json"
DEAD = timedelta(minutes=5)  # the daemon ticks at least once a minute
MOST = 10_000  # bytes
SIZE = 512  # bytes of ours, which has some 150; the rest is blanks


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The daemon's process (0: it was stopped on purpose), when it last ticked, how often, when next, and whether a run is on."""

    pid: int
    now: datetime
    ticks: int
    next: datetime | None
    busy: bool


def is_silent(heartbeat: Heartbeat | None, now: datetime) -> bool:
    """Tell whether a daemon that should tick has not done so for five minutes; a clock that was put back is no excuse."""
    return heartbeat is not None and heartbeat.pid > 0 and abs(now - heartbeat.now) > DEAD


def write_heartbeat(file: Path, heartbeat: Heartbeat) -> None:
    """Write it in place, always at one size, so that a full disk takes no life for dead; raises CannotWrite."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, FILE)
        try:
            os.pwrite(descriptor, _format(heartbeat).ljust(SIZE - 1).encode() + b"\n", 0)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise CannotWrite(str(file), "cannot be written", error.strerror or str(error), "look at the disk's free space") from error


def read_heartbeat(file: Path) -> Heartbeat | None:
    """Return what the daemon wrote last, or None where it never ran; raises Faulty for what is no heartbeat."""
    try:
        with file.open("rb") as opened:
            return _parse(json.loads(opened.read(MOST)))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise Faulty(str(file), "is no heartbeat", f"{type(error).__name__}: {error}", "restart the daemon") from error


def _format(heartbeat: Heartbeat) -> str:
    said = {
        "pid": heartbeat.pid,
        "now": heartbeat.now.isoformat(),
        "ticks": heartbeat.ticks,
        "next": heartbeat.next.isoformat() if heartbeat.next else None,
        "busy": heartbeat.busy,
    }
    return json.dumps(said)


def _parse(said: dict[str, object]) -> Heartbeat:
    later = said["next"]
    return Heartbeat(
        pid=int(str(said["pid"])),
        now=_parse_instant(said["now"]),
        ticks=int(str(said["ticks"])),
        next=None if later is None else _parse_instant(later),
        busy=said["busy"] is True,
    )


def _parse_instant(text: object) -> datetime:
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError(f"{found} has no zone")
    return found.astimezone(UTC)
