"""Standings for tests: a show that is well, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from briefing.model.alert import Alert, FeedState
from briefing.model.edition import Edition, Run, Slot, State
from briefing.monitoring.delivery import Shortfall
from briefing.monitoring.health import FeedHealth, Health, LastEpisode, ShowHealth
from tests.support import make

NOW = make.NOW + timedelta(hours=2)  # 08:00 in Kyiv; the slot of 06:00 was two hours ago
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHOW = make.show("morning", make.feed("f1", "Valley Ledger"), make.feed("f2", "Harbour Post"))


def slot(days_ago: int = 0, time: str = "06:00", show: str = "morning") -> Slot:
    """A slot of the morning show."""
    day = date(2026, 11, 22) - timedelta(days=days_ago)
    hours = int(time[:2]) - 2
    return Slot(show, datetime(day.year, day.month, day.day, tzinfo=make.NOW.tzinfo) + timedelta(hours=hours), day, time)


def run(state: State, days_ago: int = 0, time: str = "06:00", *, reason: str = "", tries: int = 0) -> Run:
    """A run of that slot, taken up on time."""
    there = slot(days_ago, time)
    return Run(Edition(f"morning-{there.day}", there), state, reason=reason, tries=tries, claimed=there.at)


def last(days_ago: int) -> LastEpisode:
    """An episode published on time."""
    there = slot(days_ago)
    return LastEpisode(f"morning-{there.day}", there.at, there.at + timedelta(minutes=3), 280.0, 7, on_site=True)


def lack(days_ago: int = 0, *what: str) -> Shortfall:
    """Something that listeners do not find."""
    return Shortfall(slot(days_ago), f"morning-{slot(days_ago).day}", what or ("its MP3 is not there",))


def feed(id: str = "f1", name: str = "Valley Ledger", *, failing: timedelta | None = None, asked: timedelta = HOUR,
         fresh: timedelta | None = HOUR, error: str = "no answer within 30 s") -> FeedHealth:  # fmt: skip
    """A feed that fails for so long, was asked and had news so long ago."""
    state = FeedState(
        id, NOW - asked, NOW - asked if failing is None else None, NOW - failing if failing is not None else None,
        error if failing is not None else "", NOW - fresh if fresh is not None else None,
    )  # fmt: skip
    return FeedHealth(id, name, state, None)


def standing(
    *runs: Run, newest: LastEpisode | None = None, feeds: tuple[FeedHealth, ...] = (), lacks: tuple[Shortfall, ...] = ()
) -> Health:
    """A workspace with one show."""
    return Health(NOW, (ShowHealth(SHOW, newest, slot(-1), runs, feeds, lacks),))


def trouble(key: str = "feed/f1", message: str = "it fails", *, show: str = "morning", told: datetime | None = None) -> Alert:
    """A trouble since an hour."""
    return Alert(key, show, NOW - HOUR, message, told)


def later(trouble: Alert, told: datetime) -> Alert:
    """The trouble, told."""
    return replace(trouble, told=told)
