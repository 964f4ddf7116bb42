"""When APScheduler ticks; imported with it, when the daemon starts."""

from __future__ import annotations

from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger


class EveryFewSeconds(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Every so many seconds from now on, whatever was missed: a clock put ahead by years does not have each lost tick counted."""

    def __init__(self, seconds: float) -> None:
        self._every = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the next instant."""
        return now + self._every
