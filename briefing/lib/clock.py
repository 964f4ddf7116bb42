"""The clocks of this machine, or, for tests with real processes, those that stand in a file."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ClockReading:
    """One reading of the clocks: the wall's, and the seconds since a boot that `boot` identifies (empty: unknown).

    `drift` is how far the clock was moved, all in all, since it was last believed, in seconds; `doubted` the second since boot at
    which that became too far. `stepped` says in words what the last step was, at `stepped_at` by the wall's clock.
    """

    wall: datetime
    boot: str = ""
    seconds: float = 0.0
    drift: float = 0.0
    doubted: float | None = None
    stepped: str = ""
    stepped_at: datetime | None = None


BOOT = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The real time, or the time in the file named by BRIEFING_CLOCK_FILE.

    The file's first line is the instant (ISO 8601); a second may be the seconds since boot, and a third what identifies it.
    """

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.read_clocks().wall

    def read_clocks(self) -> ClockReading:
        """Return what both clocks show."""
        if file := os.environ.get("BRIEFING_CLOCK_FILE"):
            wall, seconds, boot, *_ = [*Path(file).read_text("utf-8").splitlines(), "0", ""]
            return ClockReading(datetime.fromisoformat(wall.strip()).astimezone(UTC), boot.strip(), float(seconds))
        return ClockReading(datetime.now(UTC), _read_boot_id(), _read_seconds_since_boot())


def _read_boot_id() -> str:
    """Return what identifies this boot, or nothing where the system does not say (it does on Linux)."""
    try:
        return BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def _read_seconds_since_boot() -> float:
    """Return the seconds since boot, those asleep included where the system counts them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
