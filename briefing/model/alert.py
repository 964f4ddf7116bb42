"""Alerts and the records they rest on: events, states of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once: when, and in words."""

    at: datetime
    what: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.what}"


def parse_event(mark: str | None) -> Event | None:
    """Return what a mark says (`INSTANT words`), or None for one that says nothing."""
    at, _, what = (mark or "").partition(" ")
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Event(found, what) if found.tzinfo else None


@dataclass(frozen=True, slots=True)
class FeedState:
    """State of a feed: last `asked`, last `answered` without error, `failing` since when with which `error`, last `fresh` items."""

    feed: str
    asked: datetime
    answered: datetime | None
    failing: datetime | None
    error: str
    fresh: datetime | None


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert: its show ("" for the workspace), its start, when it was sent, and when it ended."""

    key: str
    show: str
    since: datetime
    message: str
    told: datetime | None = None
    over: datetime | None = None
