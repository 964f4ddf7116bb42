"""After a round: check the health of everything, notify people of what is new, write the metrics and the log."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.config.values import Config
from briefing.lib.redact import Scrub, scrubber
from briefing.model.alert import Alert, Event
from briefing.model.errors import BriefingError, Held
from briefing.model.outcome import Outcome
from briefing.model.show import Notify
from briefing.monitoring import metrics
from briefing.monitoring.alerts import find_alerts, find_kind
from briefing.monitoring.collector import CallerFacts, collect_health
from briefing.monitoring.health import Health
from briefing.monitoring.logs import Log
from briefing.monitoring.notifier import BufferedAlerts, Report, Send, send_alerts
from briefing.monitoring.notify.message import Delivery, Message
from briefing.monitoring.notify.send import send_message
from briefing.monitoring.notify.spool import AlertSpool
from briefing.scheduling.clock_check import is_trusted
from briefing.store.marks import CLOCK, ROUND
from briefing.wiring.workspace import Workspace

SLOW = 10.0  # seconds; a way that fails after that would do so at each message
OFTEN = 300.0  # seconds; where nothing happened, it is looked no more often


@dataclass(slots=True)
class MonitoringCycle:
    """Records, from round to round of one process, when it last checked and what the database could not store."""

    notebook: BufferedAlerts = field(default_factory=lambda: BufferedAlerts(None))
    last: float | None = None
    before: set[str] = field(default_factory=set)
    alive: Callable[[], None] = lambda: None
    _alarmed: float | None = None

    def run(self, home: Workspace, log: Log, outcomes: Sequence[Outcome], told: CallerFacts) -> list[Outcome]:
        """Check and notify, when something happened or it is time; return what went wrong with that."""
        now = home.clock.now()
        new = [one for one in outcomes if (one.edition or one.message not in self.before) and one.new]
        quiet, self.before = all(one.resting for one in new), {one.message for one in outcomes}
        if quiet and self.last is not None and time.monotonic() - self.last < OFTEN:
            return []
        self.last = time.monotonic()
        if not quiet:
            log.say("info", "round", message=summarize_round(outcomes))
        try:
            untold = self._look(home, log, now, told)
        except Held:  # another round tells
            return []
        except BriefingError as error:
            self.send_alarm(home.config, error, now)
            return [Outcome("", None, None, error.exit_code, f"status: {error}")]
        return [Outcome("", None, None, 0, f"notify: {untold}")] if untold else []

    def send_alarm(self, config: Config, error: BriefingError, now: datetime) -> Report:
        """Notify people that the workspace or its database cannot be opened: once, as the spool file outside it records."""
        if all(show.notify == Notify() for show in config.shows):
            return Report()
        if self._alarmed is not None and time.monotonic() - self._alarmed < OFTEN:
            return Report()
        self._alarmed = time.monotonic()
        found = find_alerts(collect_health(config.output, config.shows, None, now), now)
        why = [trouble for trouble in found if trouble.key == "disk/readonly"]
        there = why or [Alert("house", "", now, str(error))]
        known = {trouble.key for trouble in self.notebook.list_alerts() if trouble.told}
        new = [trouble for trouble in there if trouble.key not in known]
        return send_alerts(AlertSpool(config.output), config.shows, new, self.make_sender(scrubber(config.secrets)), now)

    def make_sender(self, scrub: Scrub) -> Send:
        """Return what sends a message, and says between two that we are alive; who had us wait in vain is not asked again."""
        deaf = set[Notify]()

        def send(message: Message, to: Notify) -> Delivery:
            self.alive()
            if to in deaf:
                return Delivery(0, (f"{message.key}: not sent yet, since the message before it could not be delivered",))
            began = time.monotonic()
            sent = send_message(message, to, scrub)
            if not sent.delivered and sent.failures and time.monotonic() - began >= SLOW:
                deaf.add(to)
            return sent

        return send

    def _look(self, home: Workspace, log: Log, now: datetime, told: CallerFacts) -> str:
        """Check and notify; return why notifications cannot be sent, or ""."""
        send = self.make_sender(home.scrub)
        with home.lease.hold("troubles"):
            self.notebook.use(home.store.troubles)
            self._remember(AlertSpool(home.config.output))
            if not is_trusted(home):
                self._doubt(home, send, now)
                return ""
            standing = collect_health(home.config.output, home.config.shows, home.store, now, told)
            if standing.heartbeat and standing.heartbeat.pid == os.getpid():  # the process that checks is alive
                standing = replace(standing, heartbeat=None)
            there = find_alerts(standing, now)
            if not told.engines:  # the engines were not tried, so it is unknown whether their alerts are over
                there += [one for one in self.notebook.list_alerts() if find_kind(one) == "engine" and not one.over]
            result = send_alerts(self.notebook, home.config.shows, there, send, now)
            for trouble in result.begun:
                log.say("error", "trouble", show=trouble.show, subject=trouble.key, message=trouble.message)
            for trouble in result.over:
                log.say("info", "over", show=trouble.show, subject=trouble.key, message=trouble.message)
            for failure in result.failures:
                log.say("error", "notify", message=failure)
            metrics.write_metrics(home.state / metrics.NAME, standing)
            home.store.marks.write(ROUND, Event(now, "round"))
            return standing.untold

    def _remember(self, spool: AlertSpool) -> None:
        """Take over alerts sent while the database was unavailable, so that their end is sent, too."""
        if told := spool.list_alerts():
            self.notebook.save_alerts(told, [])
            spool.save_alerts([], [trouble.key for trouble in told])

    def _doubt(self, home: Workspace, send: Send, now: datetime) -> None:
        """Tell of the clock alone: by a clock that is not believed nothing is old, over, or to be thrown away."""
        there = find_alerts(Health(now, clock=home.store.marks.read(CLOCK)), now)
        known = [
            trouble for trouble in self.notebook.list_alerts() if trouble.key not in {one.key for one in there} and not trouble.over
        ]
        send_alerts(self.notebook, home.config.shows, [*known, *there], send, now)


def summarize_round(outcomes: Sequence[Outcome]) -> str:
    """Return a round in one line: "2 editions: 1 published, 1 failed"."""
    counted = (outcome for outcome in outcomes if outcome.show or outcome.exit)
    states = Counter(outcome.state or ("failed" if outcome.exit else "nothing due") for outcome in counted)
    made = sum(1 for outcome in outcomes if outcome.edition)
    return f"{made} edition{'' if made == 1 else 's'}: {', '.join(f'{number} {state}' for state, number in states.most_common())}"
