"""Observers of a round: the terminal, the log, and the monitors that the shows ping."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from briefing.lib.watchdog import BeatingEvents, disarm
from briefing.model.edition import Run
from briefing.model.errors import BriefingError
from briefing.model.outcome import Outcome
from briefing.model.ports import Events
from briefing.model.progress import Note, Progress
from briefing.monitoring.logs import Log
from briefing.scheduling.daemon import Pulse
from briefing.scheduling.round import RoundObservers
from briefing.wiring.workspace import Workspace

if TYPE_CHECKING:
    from briefing.monitoring.notify.ping import Signal

BUG = BriefingError.exit_code
WELL = ("published", "corrected", "nothing")  # whatever went wrong beside it


class Watch(Protocol):
    """Shows what happens, show by show."""

    def on(self, show: str) -> Events:
        """Return what a show's run tells its events to."""

    def rest(self) -> None:
        """Leave what is shown as it is, for good."""


def observe_round(home: Workspace, watch: Watch, log: Log, *, pings: bool = True) -> RoundObservers:
    """Return the watchers of a round: each edition that is begun and ended is logged and, with `pings`, its monitor is asked."""
    addresses = {show.key: show.notify.ping for show in home.config.shows if show.notify.ping and pings}
    at_work = dict[str, str]()

    def asked(show: str, signal: Signal, text: str) -> None:
        if not (address := addresses.get(show)):
            return
        from briefing.monitoring.notify.ping import send_ping  # loads aiohttp, which is not needed without pings

        if failure := send_ping(address, signal, text, home.scrub):
            log.say("warning", "ping", show=show, message=failure)

    def rest() -> None:
        disarm()
        watch.rest()

    def begun(run: Run) -> None:
        show = run.edition.slot.show
        log.begin(show, run.edition.id)
        at_work[show] = run.edition.id
        asked(show, "start", run.edition.id)

    def ended(outcome: Outcome) -> None:
        if outcome.new and not outcome.resting:
            log.outcome(outcome)
        mine = outcome.edition is not None and at_work.get(outcome.show) == outcome.edition
        missed = outcome.state == "missed" and not outcome.repeated
        if mine or missed or (outcome.exit == BUG and outcome.show in at_work):
            at_work.pop(outcome.show, None)
            well = outcome.state in WELL or (outcome.exit == 0 and not missed)
            asked(outcome.show, "success" if well else "fail", outcome.message)

    def tidied(line: str, failed: bool) -> None:
        log.say("error" if failed else "info", "tidy", message=line)

    return RoundObservers(lambda show: BeatingEvents(watch.on(show)), begun, rest, ended, tidied)


class PulseEvents:
    """Events that are signs of progress, too."""

    def __init__(self, events: Events, pulse: Pulse, beat: Callable[[], None]) -> None:
        self._events, self._pulse, self._beat = events, pulse, beat

    def emit(self, event: Progress | Note) -> None:
        """Take a sign of progress, and pass the event on."""
        airing = isinstance(event, Progress) and event.stage == "publish"
        self._pulse.beat(airing=airing if isinstance(event, Progress) else None)
        self._beat()
        self._events.emit(event)
        if threading.current_thread() is threading.main_thread():
            self._pulse.end_if_asked()
