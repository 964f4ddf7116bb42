"""Sends a message by all the ways of a show; a way that fails is returned as words, never raised."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict

from briefing.lib import process as child
from briefing.lib.redact import Scrub
from briefing.model.show import Notify
from briefing.monitoring.notify import apprise_client as apprise_way
from briefing.monitoring.notify.message import Delivery, Message, clean_message, fit_message

WITHIN = 30.0  # seconds for a command, and for all Apprise addresses together


def send_message(message: Message, to: Notify, scrub: Scrub, *, within: float = WITHIN) -> Delivery:
    """Send a message by every way a show has, each for at most `within` seconds; it counts as sent when one way delivered it."""
    fitted, delivered, failures = fit_message(message, scrub), 0, list[str]()
    if to.apprise:
        wrong = apprise_way.send(fitted, to.apprise, within)
        delivered += len(to.apprise) - len(wrong)
        failures += wrong
    if to.command:
        wrong = _run_command(fitted, to.command, within)
        delivered += not wrong
        failures += wrong
    return Delivery(delivered, tuple(clean_message(failure, scrub) for failure in failures))


def _run_command(message: Message, command: Sequence[str], within: float) -> list[str]:
    """Run the command with the message as JSON on its standard input; return what was wrong in words, or nothing."""
    facts = {"BRIEFING_SHOW": message.show, "BRIEFING_KEY": message.key, "BRIEFING_OVER": "1" if message.over else "0"}
    said = json.dumps(asdict(message), ensure_ascii=False).encode() + b"\n"
    ended = child.run_process(command, said, {**os.environ, **facts}, within=within)
    return [f"notify.command: {command[0]}: {ended.wrong}"] if ended.wrong else []
