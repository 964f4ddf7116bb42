"""Sends one message to several Apprise addresses: JSON on standard input, and a line `NUMBER<TAB>WHAT WAS WRONG` for each.

Apprise says why it failed only in its log, and there with what the server answered; of that only the status goes on.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout

from apprise import Apprise, AppriseAsset, NotifyFormat, NotifyType

STATUS = re.compile(r"error=(\d{3})\b")
OUT = sys.stdout


class Statuses(logging.Handler):
    """Remembers the last HTTP status that each thread's address met."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.met: dict[int, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the status, if the record tells one."""
        if found := STATUS.search(record.getMessage()):
            self.met[threading.get_ident()] = found[1]


def main() -> None:
    """Send, each address in a thread of its own, and say how each went as soon as it is known."""
    task = json.load(sys.stdin)
    statuses, lock = Statuses(), threading.Lock()
    logger = logging.getLogger("apprise")
    logger.addHandler(statuses)
    logger.propagate = False

    def one(number: int, address: str) -> None:
        wrong = _send(address, task["title"], task["text"], task["over"], statuses)
        with lock:
            OUT.write(f"{number}\t{wrong}\n")
            OUT.flush()

    with redirect_stdout(sys.stderr), ThreadPoolExecutor(len(task["addresses"])) as threads:
        for number, address in enumerate(task["addresses"]):
            threads.submit(one, number, address)


def _send(address: str, title: str, text: str, over: bool, statuses: Statuses) -> str:
    statuses.met.pop(threading.get_ident(), None)
    way = Apprise.instantiate(address, asset=AppriseAsset(secure_logging=True, async_mode=False))
    if way is None:
        return "is no address that Apprise knows"
    house = Apprise(asset=way.asset)
    house.add(way)
    kind = NotifyType.SUCCESS if over else NotifyType.FAILURE
    if house.notify(text, title=title, notify_type=kind, body_format=NotifyFormat.TEXT):
        return ""
    status = statuses.met.get(threading.get_ident())
    return f"the service answered {status}" if status else "the service did not take it"


if __name__ == "__main__":
    main()
