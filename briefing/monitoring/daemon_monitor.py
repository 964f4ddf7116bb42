"""What monitoring does for the daemon at each tick: observers, health check and alerts, and the heartbeat file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefing.config.values import Config
from briefing.model.edition import Slot
from briefing.model.errors import BriefingError, CannotWrite
from briefing.model.outcome import Outcome
from briefing.monitoring.collector import CallerFacts
from briefing.monitoring.cycle import MonitoringCycle
from briefing.monitoring.engines import EngineChecks
from briefing.monitoring.heartbeat import NAME, Heartbeat, write_heartbeat
from briefing.monitoring.logs import Log
from briefing.monitoring.observers import PulseEvents
from briefing.scheduling.daemon import Pulse
from briefing.scheduling.round import RoundObservers
from briefing.wiring.workspace import Workspace

BUSY = 20.0  # seconds between two heartbeats while an edition is made


class DaemonMonitor:
    """The Monitor of a SchedulerService; `follow` returns who follows a round, `open_log` opens a workspace's log."""

    def __init__(
        self, follow: Callable[[Workspace, Log], RoundObservers], open_log: Callable[[Workspace], Log], pulse: Pulse
    ) -> None:
        self._follow, self._open_log, self._pulse = follow, open_log, pulse
        self._cycle, self._engines = MonitoringCycle(alive=self._show_life), EngineChecks()
        self._logged: tuple[Config, Log] | None = None
        self._home: Workspace | None = None
        self._ticks, self._beaten = 0, 0.0

    def observe(self, home: Workspace) -> RoundObservers:
        """Return who follows this round; each event is a sign of progress, too."""
        self._home = home
        watchers = self._follow(home, self._log(home))
        return replace(watchers, events=lambda show: PulseEvents(watchers.events(show), self._pulse, self._beat_while_busy))

    def after_tick(self, home: Workspace, outcomes: Sequence[Outcome], config_error: str) -> list[Outcome]:
        """Check the workspace's health and send alerts; an error is an outcome."""
        try:
            facts = CallerFacts(engines=self._engines.check(home.config.shows), config=config_error)
            return self._cycle.run(home, self._log(home), outcomes, facts)
        except BriefingError as error:
            return [Outcome("", None, None, error.exit_code, f"status: {error}")]

    def alert_closed(self, config: Config, error: BriefingError, now: datetime) -> None:
        """Alert people that the workspace cannot be opened."""
        self._cycle.send_alarm(config, error, now)

    def write_heartbeat(self, state: Path, now: datetime, due: Slot | None, *, busy: bool, stopped: bool = False) -> list[Outcome]:
        """Write the heartbeat; return what went wrong with that. The tick's first heartbeat counts the tick."""
        if busy or self._home is None:
            self._ticks += 1
        return self._beat(state, now, due, busy=busy, pid=0 if stopped else os.getpid())

    def _beat(self, state: Path, now: datetime, due: Slot | None, *, busy: bool, pid: int) -> list[Outcome]:
        self._beaten = time.monotonic()
        try:
            write_heartbeat(state / NAME, Heartbeat(pid, now, self._ticks, due.at if due else None, busy))
        except CannotWrite as error:
            return [Outcome("", "heartbeat", None, error.exit_code, str(error))]
        return []

    def _log(self, home: Workspace) -> Log:
        """Return the log, the same one while the configuration is the same: it says only once what it could not write."""
        if self._logged is None or self._logged[0] is not home.config:
            self._logged = home.config, self._open_log(home)
        return self._logged[1]

    def _show_life(self) -> None:
        """Beat while nothing is made and a service is waited for."""
        self._pulse.beat()
        self._beat_while_busy()

    def _beat_while_busy(self) -> None:
        """Write the heartbeat while an edition is made, which may take longer than watchers wait."""
        if self._home and time.monotonic() - self._beaten >= BUSY:
            self._beat(self._home.state, self._home.clock.now(), None, busy=True, pid=os.getpid())
