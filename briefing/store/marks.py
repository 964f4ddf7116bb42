"""What each mark of the store is called and holds; the stored texts are those of every version so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from briefing.lib.clock import ClockReading
from briefing.model import codec
from briefing.model.alert import Event, parse_event
from briefing.model.errors import BriefingError, UnknownVersion
from briefing.model.loss import Losses

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark(Generic[T]):
    """A mark: its name, how its text is read (None for one that says nothing), and how a value is written."""

    name: str
    parse: Callable[[str], T | None]
    format: Callable[[T], str]


def name_watched(show: str) -> Mark[datetime]:
    """Return the mark of the instant until which a show's slots were watched."""
    return Mark(f"watched {show}", datetime.fromisoformat, datetime.isoformat)


def _build_value_mark(name: str, kind: type[T]) -> Mark[T]:
    def parse(text: str) -> T | None:
        try:
            return codec.loads(text, kind, subject=name)
        except (BriefingError, UnknownVersion):  # of another version, or damaged: it is soon written again
            return None

    return Mark(name, parse, codec.dumps)


CLOCK: Mark[Event] = Mark("clock", parse_event, str)  # the last step of the clock
ROUND: Mark[Event] = Mark("round", parse_event, str)  # the last look at how all stands
REBUILT: Mark[Event] = Mark("rebuilt", parse_event, str)  # from what the database was put together
SITE: Mark[Event] = Mark("site trouble", parse_event, str)  # what kept pages and feeds from being made
LOST = _build_value_mark("site lost", Losses)  # what the last refresh of the site could not bring back
CLOCK_READING = _build_value_mark("clock look", ClockReading)
TIDIED: Mark[str] = Mark("tidied", str, str)  # the day of the last maintenance, or the hour at which it failed
