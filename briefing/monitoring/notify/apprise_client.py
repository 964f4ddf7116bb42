"""Messages through Apprise, in a separate process: a server that hangs or answers slowly cannot hang Briefing."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
from collections.abc import Sequence

from briefing.lib import process as child
from briefing.monitoring.notify.message import Message

SCHEMA = re.compile(r"([a-z][a-z0-9]{1,20})://")


def find_missing_package() -> str:
    """Return what to do before Apprise can be used here, or nothing; it is looked for, and not loaded."""
    try:
        found = importlib.util.find_spec("apprise")
    except ImportError:  # an import hook may refuse instead of finding nothing
        found = None
    if found:
        return ""
    from briefing.wiring.engines import DISTRIBUTION

    return f"Apprise is not installed: pip install '{DISTRIBUTION}[notify]'"


def send(message: Message, addresses: Sequence[str], within: float) -> list[str]:
    """Send a message to each address, all at once, for `within` seconds; return in words, one each, which did not get it."""
    if lacking := find_missing_package():
        return [f"{_mask_address(number, address)}: {lacking}" for number, address in enumerate(addresses)]
    said = {"addresses": list(addresses), "title": message.title, "text": message.text, "over": message.over}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", "briefing.monitoring.notify.apprise_worker"]
    ended = child.run_process(command, json.dumps(said).encode(), environment, within=within, heard=True)
    answers = dict(_parse_answer(line) for line in ended.output.decode("utf-8", "replace").splitlines() if "\t" in line)
    lost = ended.wrong or "was given up"
    wrong = {number: answers.get(number, lost) for number in range(len(addresses))}
    return [f"{_mask_address(number, addresses[number])}: {why}" for number, why in wrong.items() if why]


def _parse_answer(line: str) -> tuple[int, str]:
    number, _, why = line.partition("\t")
    return int(number) if number.isdecimal() else -1, why


def _mask_address(number: int, address: str) -> str:
    """Return which address it is without showing more of it than its kind: the rest may be a token."""
    kind = SCHEMA.match(address)
    return f"notify.apprise[{number}]" + (f" ({kind[1]})" if kind else "")
