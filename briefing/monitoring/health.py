"""The health of an installation, as values: every fact from which alerts are decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from briefing.model.alert import Alert, Event, FeedState
from briefing.model.edition import Run, Slot
from briefing.model.loss import Loss
from briefing.model.show import Show
from briefing.monitoring.delivery import Shortfall
from briefing.monitoring.heartbeat import Heartbeat


@dataclass(frozen=True, slots=True)
class LastEpisode:
    """The newest episode of a show: `duration` in seconds; `on_site` when its MP3 is there and complete."""

    edition: str
    slot: datetime
    published: datetime
    duration: float
    stories: int
    on_site: bool


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed: how it answers (None: never asked), and when the newest item known of it was published."""

    id: str
    name: str
    state: FeedState | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class ShowHealth:
    """A show: its newest episode, its next slot, its runs of the last days (oldest first), its feeds, what listeners lack.

    `aside` are the titles of items put aside, each with its run's slot; `lost` are published MP3s that are not there any more.
    """

    show: Show
    last: LastEpisode | None = None
    next: Slot | None = None
    runs: tuple[Run, ...] = ()
    feeds: tuple[FeedHealth, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    aside: tuple[tuple[Slot, str], ...] = ()
    lost: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk under output/: free and all bytes that a user may have, and whether the folders take files."""

    free: int
    total: int
    writable: bool


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """The database: its bytes, the day of the newest backup, what is wrong with it in words (or ""), and when it was rebuilt."""

    bytes: int = 0
    backup: date | None = None
    error: str = ""
    rebuilt: Event | None = None


@dataclass(frozen=True, slots=True)
class EngineState:
    """A voice or an encoder, by a name that lasts, and why it does not work (or "")."""

    name: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """All facts at the instant `now`; `config` is why feeds.yaml is not the one in use, `round` when the schedule was last checked.

    `site` is what the last look at what listeners get found that it could not mend, `known` are the troubles on record. What nobody
    looked at is empty. `untold` is why messages of some shows cannot go out on this machine.
    """

    now: datetime
    shows: tuple[ShowHealth, ...] = ()
    disk: Disk | None = None
    engines: tuple[EngineState, ...] = ()
    database: DatabaseState = DatabaseState()
    heartbeat: Heartbeat | None = None
    clock: Event | None = None
    site: Event | None = None
    config: str = ""
    untold: str = ""
    round: datetime | None = None
    known: tuple[Alert, ...] = ()
