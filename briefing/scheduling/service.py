"""What the daemon does at each tick: a round of the house with the last good feeds.yaml, and a sign of life."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from briefing.config.last_good import remember, started
from briefing.config.values import Config
from briefing.lib.clock import SystemClock
from briefing.model.edition import Slot
from briefing.model.errors import BriefingError, CannotWrite, Faulty
from briefing.model.outcome import Outcome
from briefing.monitoring.collector import Told
from briefing.monitoring.cycle import Aftermath
from briefing.monitoring.engines import Engines
from briefing.monitoring.heartbeat import NAME, Heartbeat, beat
from briefing.monitoring.logs import Log
from briefing.monitoring.observers import Beats
from briefing.scheduling.claims import Wish
from briefing.scheduling.daemon import Pulse, signature
from briefing.scheduling.round import Shelter, Watchers, made
from briefing.scheduling.slots import following
from briefing.wiring.workspace import House

HOUR, BUSY = 3600.0, 20.0  # seconds: between two trials of the engines, and two signs of life while an edition is made
REOPEN = (Faulty.exit_code, CannotWrite.exit_code)  # behind these the house is looked over, and opened again
PATIENCE = 600.0  # seconds between two such looks, which read the whole database


class Steward:
    """Keeps one house open from tick to tick, and says what is new and nothing twice."""

    def __init__(
        self,
        load: Callable[[], Config],
        recall: Callable[[], Config | None],
        open_house: Callable[[Config], House],
        follow: Callable[[House, Log], Watchers],
        open_log: Callable[[House], Log],
        say: Callable[[Outcome | str], None],
        shelter: Shelter,
        pulse: Pulse,
    ) -> None:
        self._load, self._open, self._say, self._shelter, self._pulse = load, open_house, say, shelter, pulse
        self._follow, self._open_log, self._aftermath = follow, open_log, Aftermath(alive=self._alive)
        self._engines = Engines()
        self._config, broken = started(load, recall)
        self.broken = str(broken or "")
        self._taken = signature(self._config.path)
        self._home: House | None = None
        self._logged: tuple[Config, Log] | None = None
        self._file: tuple[int, int, int] | None = None
        self._ticks, self._beaten, self._opened = 0, 0.0, 0.0
        self._said, self._saying = set[str](), set[str]()
        if self.broken:
            say(f"{self._config.path}: the last good one is used: {self.broken}")
        else:
            remember(self._config)
        self._warn()

    def changed(self) -> bool:
        """Return whether feeds.yaml is another file, or has other words, than when it was last taken."""
        return signature(self._config.path) != self._taken

    def reload(self) -> None:
        """Take feeds.yaml anew; one that is wrong is said, and the last good one stays in use."""
        self._taken = signature(self._config.path)
        try:
            config = self._load()
        except BriefingError as error:
            self.broken = str(error)
            self._say(f"{self._config.path}: the last good one stays in use: {error}")
            return
        if config.output != self._config.output:
            self.close()
        elif self._home:
            self._home = replace(self._home, config=config)
        self._config, self.broken = config, ""
        remember(config)
        self._say(f"{config.path}: taken anew")
        self._warn()

    def _warn(self) -> None:
        """Say what of feeds.yaml should be written otherwise."""
        for warning in self._config.warnings:
            self._say(warning)

    def end(self) -> None:
        """Leave word that the daemon was stopped on purpose, and close the house."""
        if (state := self._config.output / "state").is_dir():
            self._beat(state, SystemClock().now(), None, busy=False, pid=0)
        self.close()

    def close(self) -> None:
        """Close the house."""
        if self._home:
            self._home.close()
        self._home = None

    def tick(self) -> str:
        """Make what is due; return in a few words how things stand."""
        self._ticks += 1
        self._said, self._saying = self._saying, set()
        try:
            home = self._house()
        except BriefingError as error:
            now = SystemClock().now()
            self._tell(Outcome("", None, None, error.exit_code, str(error)))
            self._aftermath.alarm(self._config, error, now)
            self._beat(self._config.output / "state", now, None, busy=False)
            return "the house cannot be opened"
        now = home.clock.now()
        due = min((slot for show in home.config.shows if (slot := following(show, now))), key=lambda slot: slot.at, default=None)
        self._beat(home.state, now, due, busy=True)
        outcomes, log = list[Outcome](), self._log(home)
        for outcome in made(home, home, home.config.shows, Wish(named=False), self._watchers(home, log), self._shelter):
            outcomes.append(outcome)
            self._tell(outcome)
            self._pulse.end_if_asked()
        for outcome in self._shelter(partial(self._behind, home, log, outcomes), _buggy):
            self._tell(outcome)
        if any(outcome.exit in REOPEN for outcome in outcomes) and time.monotonic() - self._opened >= PATIENCE:
            self.close()
        home.bench.rest()
        self._beat(home.state, now, due, busy=False)
        return f"next is {due.show} at {due.at:%Y-%m-%d %H:%M} UTC" if due else "nothing is to come"

    def _behind(self, home: House, log: Log, outcomes: list[Outcome]) -> list[Outcome]:
        """Look how the house stands and tell of it; an error is an outcome."""
        try:
            facts = Told(engines=self._engines.of(home.config.shows), config=self.broken)
            return self._aftermath.settle(home, log, outcomes, facts)
        except BriefingError as error:
            return [Outcome("", None, None, error.exit_code, f"status: {error}")]

    def _watchers(self, home: House, log: Log) -> Watchers:
        """Return who follows this tick; what happens is a sign of progress, too."""
        watchers = self._follow(home, log)
        return replace(watchers, events=lambda show: Beats(watchers.events(show), self._pulse, self._still_busy))

    def _log(self, home: House) -> Log:
        """Return the log, the same as long as configuration and house are: what it could not write it says once."""
        if self._logged is None or self._logged[0] is not home.config:
            self._logged = home.config, self._open_log(home)
        return self._logged[1]

    def _alive(self) -> None:
        """Give a sign of life where nothing is made, and one waits for others."""
        self._pulse.beat()
        self._still_busy()

    def _still_busy(self) -> None:
        """Give the file its sign of life while an edition is being made, which may take longer than watchers have patience."""
        if self._home and time.monotonic() - self._beaten >= BUSY:
            self._beat(self._home.state, self._home.clock.now(), None, busy=True)

    def _house(self) -> House:
        """Return the open house, with nothing remembered of what feeds answered; opened again when its database is another file."""
        if self._home and self._inode(self._home) != self._file:
            self.close()
        if self._home is None:
            self._home, self._opened = self._open(self._config), time.monotonic()
            self._file = self._inode(self._home)
        return replace(self._home, answers={})

    def _inode(self, home: House) -> tuple[int, int, int] | None:
        found = signature(Path(home.store.database.name))
        return (found[0], 0, 0) if found else None

    def _beat(self, state: Path, now: datetime, due: Slot | None, *, busy: bool, pid: int | None = None) -> None:
        self._beaten = time.monotonic()
        try:
            beat(state / NAME, Heartbeat(os.getpid() if pid is None else pid, now, self._ticks, due.at if due else None, busy))
        except CannotWrite as error:
            self._tell(Outcome("", "heartbeat", None, error.exit_code, str(error)))

    def _tell(self, outcome: Outcome) -> None:
        """Say what is not what was said of the same edition, or show, at the last tick."""
        if outcome.new and outcome.message not in self._said | self._saying:
            self._say(outcome)
        self._saying.add(outcome.message)


def _buggy(said: str) -> list[Outcome]:
    return [Outcome("", None, None, BriefingError.exit_code, f"status: {said}")]
