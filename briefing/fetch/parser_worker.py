"""The process that reads feeds and may be killed: `python -m briefing.fetch.parser_worker`, bodies on stdin, items on stdout."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from datetime import datetime
from typing import IO, cast

from briefing.fetch.items import Origin, build_items
from briefing.fetch.limits import Unusable
from briefing.fetch.messages import (
    OUT_OF_MEMORY,
    AnyTask,
    PageResult,
    Result,
    RobotsResult,
    Task,
    receive_message,
    send_message,
    to_plain,
)
from briefing.fetch.parse import parse_feed


def read_feed(task: Task, body: bytes) -> Result:
    """Return the items of one body, or the error in words."""
    try:
        parsed = parse_feed(body, task["charset"], task["url"])
    except Unusable as error:
        return {"items": [], "formerly": {}, "cut": False, "error": str(error)}
    origin = Origin(
        feed=task["feed"],
        url=task["url"],
        page=parsed.link,
        now=datetime.fromisoformat(task["now"]),
        language=task["language"],
        declared=parsed.language,
        license=parsed.license,
        reserved=task["reserved"],
    )
    found = build_items(parsed.entries, origin)
    return {"items": [to_plain(item) for item in found.items], "formerly": found.formerly, "cut": parsed.cut, "error": ""}


def answer_task(task: AnyTask, body: bytes) -> Result | PageResult | RobotsResult:
    """Return what is asked about a body; what reads pages is loaded when the first comes."""
    if task["kind"] == "feed":
        return read_feed(task, body)
    from briefing.fetch import article as page

    if task["kind"] == "robots":
        return {"allowed": page.is_allowed(body, task["agent"], task["urls"]), "error": ""}
    try:
        return page.read_page(task, body)
    except Unusable as error:
        return {"text": "", "language": "", "reserved": "", "error": str(error)}


def limit_memory(size: int) -> None:
    """Hold this process to so many bytes of address space, where the system can (Linux)."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Say that all is loaded, then answer until the other side ends.

    A body that takes too long ends the process even when its parent is gone.
    """
    send_message(answers, b"")
    while (head := receive_message(requests)) is not None and (body := receive_message(requests)) is not None:
        task = cast(AnyTask, json.loads(head))
        signal.setitimer(signal.ITIMER_REAL, task["seconds"] + 5)
        send_message(answers, json.dumps(answer_task(task, body)).encode())
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    """Serve on the standard streams; what a library prints goes to stderr, so that it cannot spoil an answer."""
    limit_memory(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(sys.stdin.buffer, answers)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # there may be none left for an orderly end


if __name__ == "__main__":
    main()
