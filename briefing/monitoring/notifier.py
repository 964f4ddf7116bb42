"""Notifications of alerts: what was sent is recorded, so that each alert is sent once, and once more when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from briefing.model.alert import Alert
from briefing.model.errors import BriefingError
from briefing.model.show import Notify, Show
from briefing.monitoring.alerts import compare_alerts, name_alert
from briefing.monitoring.notify.message import Delivery, Message

Send = Callable[[Message, Notify], Delivery]


class AlertMemory(Protocol):
    """The record of alerts; `Store.troubles` is one."""

    def list_alerts(self) -> Sequence[Alert]:
        """Return the alerts on record."""

    def save_alerts(self, kept: Iterable[Alert], gone: Iterable[str]) -> None:
        """Keep these, and forget those with the keys `gone`."""


class BufferedAlerts:
    """An AlertMemory for a long-running process: it keeps its own record while the database is unavailable."""

    def __init__(self, memory: AlertMemory | None) -> None:
        self._memory = memory
        self._own: dict[str, Alert] = {}
        self._ahead: dict[str, Alert | None] = {}  # what the database does not have yet; None: forgotten

    def use(self, memory: AlertMemory | None) -> None:
        """Write to another database from now on."""
        self._memory = memory

    def list_alerts(self) -> Sequence[Alert]:
        """Return the alerts on record."""
        if self._memory and not self._ahead:
            with suppress(BriefingError):  # what is wrong with it is a trouble of its own, and is told from here
                self._own = {trouble.key: trouble for trouble in self._memory.list_alerts()}
        return tuple(self._own.values())

    def save_alerts(self, kept: Iterable[Alert], gone: Iterable[str]) -> None:
        """Keep these, and forget those with the keys `gone`."""
        change: dict[str, Alert | None] = {**dict.fromkeys(gone), **{trouble.key: trouble for trouble in kept}}
        self._ahead |= change
        merged = {**self._own, **change}
        self._own = {key: trouble for key, trouble in merged.items() if trouble}
        if self._memory:
            try:
                ahead = self._ahead.items()
                self._memory.save_alerts([new for _, new in ahead if new], [key for key, new in ahead if new is None])
            except BriefingError:
                return
            self._ahead = {}


@dataclass(frozen=True, slots=True)
class Report:
    """The alerts that were sent now as begun and as over, and the deliveries that failed."""

    begun: tuple[Alert, ...] = ()
    over: tuple[Alert, ...] = ()
    failures: tuple[str, ...] = ()


def send_alerts(memory: AlertMemory, shows: Sequence[Show], now_there: Sequence[Alert], send: Send, now: datetime) -> Report:
    """Notify people of what began and of what is over, and record it; an alert that was not delivered is sent again next time.

    An alert counts as sent when one delivery worked, or when there is no one to notify. Raises what the memory raises.
    """
    change = compare_alerts(memory.list_alerts(), now_there, now)
    memory.save_alerts(change.kept, change.gone)
    begun, over, failures = [], [], list[str]()
    for trouble in change.begun:
        if _was_delivered(build_message(trouble, over=False), shows, send, failures):
            memory.save_alerts([replace(trouble, told=now)], [])
            begun.append(trouble)
    for trouble in change.over:
        if _was_delivered(build_message(trouble, over=True), shows, send, failures):
            memory.save_alerts([], [trouble.key])
            over.append(trouble)
    return Report(tuple(begun), tuple(over), tuple(failures))


def build_message(trouble: Alert, *, over: bool) -> Message:
    """Return the text of an alert."""
    what = f"over: {name_alert(trouble)}" if over else name_alert(trouble)
    title = f"{trouble.show}: {what}" if trouble.show else what
    text = f"It is over. It was: {trouble.message}" if over else trouble.message
    return Message(trouble.key, trouble.show, over, title, text)


def _was_delivered(said: Message, shows: Sequence[Show], send: Send, failures: list[str]) -> bool:
    """Send to the people of the show, or, when the alert concerns no single show, to all once."""
    whom = dict.fromkeys(show.notify for show in shows if said.show in ("", show.key))
    sent = [send(said, to) for to in whom if to != Notify()]
    failures += [why for one in sent for why in one.failures]
    return any(one.delivered for one in sent) or not any(one.failures for one in sent)
