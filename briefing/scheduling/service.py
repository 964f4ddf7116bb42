"""One scheduler tick: run what is due with the last valid config, then let monitoring look and write the heartbeat."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from briefing.config.values import Config
from briefing.lib.clock import SystemClock
from briefing.lib.files import stat_signature
from briefing.model.edition import Slot
from briefing.model.errors import BriefingError, CannotWrite, Faulty
from briefing.model.outcome import Outcome
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.config_source import ConfigSource
from briefing.scheduling.daemon import Pulse
from briefing.scheduling.round import RoundObservers, Shelter, run_round
from briefing.scheduling.slots import find_next_slot
from briefing.wiring.workspace import Workspace

REOPEN = (Faulty.exit_code, CannotWrite.exit_code)  # after these the database is checked and opened again
PATIENCE = 600.0  # seconds between two such checks, which read the whole database


class Monitor(Protocol):
    """What monitoring does for the service; the command line hands it in, so that scheduling imports nothing of it."""

    def observe(self, home: Workspace) -> RoundObservers:
        """Return who follows the round that begins now."""

    def after_tick(self, home: Workspace, outcomes: Sequence[Outcome], config_error: str) -> list[Outcome]:
        """Check the workspace's health and send alerts; return what went wrong with that."""

    def alert_closed(self, config: Config, error: BriefingError, now: datetime) -> None:
        """Alert people that the workspace cannot be opened."""

    def write_heartbeat(self, state: Path, now: datetime, due: Slot | None, *, busy: bool, stopped: bool = False) -> list[Outcome]:
        """Write the heartbeat file; return what went wrong with that. `stopped` says that the daemon was ended on purpose."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What the command line gives the service: `say` prints an outcome or a line, `shelter` turns a bug into an outcome."""

    say: Callable[[Outcome | str], None]
    shelter: Shelter


class SchedulerService:
    """Keeps one workspace open from tick to tick, and prints what is new, nothing twice."""

    def __init__(
        self, source: ConfigSource, open_workspace: Callable[[Config], Workspace], monitor: Monitor, shell: Shell, pulse: Pulse
    ) -> None:
        self._source, self._open, self._monitor, self._shell, self._pulse = source, open_workspace, monitor, shell, pulse
        self._home: Workspace | None = None
        self._file: tuple[int, int, int] | None = None
        self._opened = 0.0
        self._said, self._saying = set[str](), set[str]()
        for line in source.said_at_start():
            shell.say(line)

    def changed(self) -> bool:
        """Return whether feeds.yaml is another file, or has other content, than when it was last read."""
        return self._source.has_changed()

    def reload(self) -> None:
        """Read feeds.yaml again; what came of it is printed, and a wrong one leaves the last valid one in use."""
        before = self._source.config
        said = self._source.reload()
        if self._source.config.output != before.output:
            self.close()
        elif self._home:
            self._home = replace(self._home, config=self._source.config)
        for line in said:
            self._shell.say(line)

    def end(self) -> None:
        """Write that the daemon was stopped on purpose, and close the workspace."""
        if (state := self._source.config.output / "state").is_dir():
            self._tell_all(self._monitor.write_heartbeat(state, SystemClock().now(), None, busy=False, stopped=True))
        self.close()

    def close(self) -> None:
        """Close the workspace."""
        if self._home:
            self._home.close()
        self._home = None

    def tick(self) -> str:
        """Run what is due; return the state of the scheduler in a few words."""
        self._said, self._saying = self._saying, set()
        try:
            home = self._workspace()
        except BriefingError as error:
            now = SystemClock().now()
            self._tell(Outcome("", None, None, error.exit_code, str(error)))
            self._monitor.alert_closed(self._source.config, error, now)
            self._tell_all(self._monitor.write_heartbeat(self._source.config.output / "state", now, None, busy=False))
            return "the workspace cannot be opened"
        now = home.clock.now()
        due = min(
            (slot for show in home.config.shows if (slot := find_next_slot(show, now))), key=lambda slot: slot.at, default=None
        )
        self._tell_all(self._monitor.write_heartbeat(home.state, now, due, busy=True))
        self._run_due(home)
        self._tell_all(self._monitor.write_heartbeat(home.state, now, due, busy=False))
        return f"next is {due.show} at {due.at:%Y-%m-%d %H:%M} UTC" if due else "no edition is scheduled"

    def _run_due(self, home: Workspace) -> None:
        """Run one round, then what follows it; an error that the database may have caused has it checked at the next tick."""
        outcomes = list[Outcome]()
        watchers = self._monitor.observe(home)
        for outcome in run_round(home, home, home.config.shows, RunRequest(named=False), watchers, self._shell.shelter):
            outcomes.append(outcome)
            self._tell(outcome)
            self._pulse.end_if_asked()
        follow_up = partial(self._monitor.after_tick, home, outcomes, self._source.error)
        self._tell_all(self._shell.shelter(follow_up, _as_bug))
        if any(outcome.exit in REOPEN for outcome in outcomes) and time.monotonic() - self._opened >= PATIENCE:
            self.close()
        home.bench.rest()

    def _workspace(self) -> Workspace:
        """Return the open workspace without cached feed answers; it is opened again when its database is another file."""
        if self._home and _database_file(self._home) != self._file:
            self.close()
        if self._home is None:
            self._home, self._opened = self._open(self._source.config), time.monotonic()
            self._file = _database_file(self._home)
        return replace(self._home, answers={})

    def _tell_all(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        """Print an outcome unless the same was printed at the last tick."""
        if outcome.new and outcome.message not in self._said | self._saying:
            self._shell.say(outcome)
        self._saying.add(outcome.message)


def _database_file(home: Workspace) -> tuple[int, int, int] | None:
    found = stat_signature(Path(home.store.database.name))
    return (found[0], 0, 0) if found else None


def _as_bug(said: str) -> list[Outcome]:
    return [Outcome("", None, None, BriefingError.exit_code, f"status: {said}")]
