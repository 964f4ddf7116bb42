"""Who follows a round: whoever watches, the log, and the monitors that the shows ping."""

from __future__ import annotations

from typing import Protocol

from briefing.editions import Outcome
from briefing.errors import BriefingError
from briefing.hang import Beating, disarm
from briefing.logs import Log
from briefing.model import Run
from briefing.notify.ping import Signal, ping
from briefing.ports import Events
from briefing.rounds import Watchers
from briefing.wiring import House

BUG = BriefingError.exit_code
WELL = ("published", "corrected", "nothing")  # whatever went wrong beside it


class Watch(Protocol):
    """Shows what happens, show by show."""

    def on(self, show: str) -> Events:
        """Return what a show's run tells its events to."""

    def rest(self) -> None:
        """Leave what is shown as it is, for good."""


def followed(home: House, watch: Watch, log: Log, *, pings: bool = True) -> Watchers:
    """Return the watchers of a round: each edition that is begun and ended is logged and, with `pings`, its monitor is asked."""
    addresses = {show.key: show.notify.ping for show in home.config.shows if show.notify.ping and pings}
    at_work = dict[str, str]()

    def asked(show: str, signal: Signal, text: str) -> None:
        if (address := addresses.get(show)) and (failure := ping(address, signal, text, home.scrub)):
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

    return Watchers(lambda show: Beating(watch.on(show)), begun, rest, ended)
