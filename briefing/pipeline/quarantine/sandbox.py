"""Tries items in separate processes, which may hang, die or use too much memory."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.lib import watchdog as hang
from briefing.lib.worker_protocol import WorkerError
from briefing.model import codec
from briefing.model.edition import Edition, Run
from briefing.model.news import Item
from briefing.model.ports import Events
from briefing.model.progress import Progress
from briefing.model.show import Show, Site
from briefing.pipeline.quarantine.policy import find_culprits
from briefing.speak.pool import Worker

STARTING = 60.0  # seconds to start and load the engine
TRYING = 30.0  # seconds for one item or for all; where the switch of `hang` is set shorter, a part of that
MEMORY = 4 << 30  # bytes of address space beside what is loaded at first


@dataclass(frozen=True, slots=True)
class Case:
    """What is needed to choose from items, to write them and to read them aloud; `memory` is in bytes, `seconds` for one trial.

    `summarizer` is the value of its entry point.
    """

    summarizer: str
    show: Show
    site: Site
    edition: Edition
    items: tuple[Item, ...]
    words_per_minute: float
    memory: int
    seconds: float


class Sandbox:
    """Finds out which items end the program: `examine` of a Studio."""

    def __init__(
        self, summarizer: str, show: Show, site: Site, words_per_minute: float, events: Events, *, memory: int = MEMORY
    ) -> None:
        self._summarizer = summarizer
        self._show, self._site, self._pace, self._events, self._memory = show, site, words_per_minute, events, memory
        self._starting, self._trying = min(STARTING, hang.get_limit() / 2), min(TRYING, hang.get_limit() / 3)

    def __call__(self, run: Run, items: Sequence[Item]) -> Mapping[str, str]:
        """Return how the items that are to blame end the program, by their ids; nothing is left running."""
        case = Case(self._summarizer, self._show, self._site, run.edition, tuple(items), self._pace, self._memory, self._trying)
        with _TrialProcess(codec.dumps(case), self._starting, self._trying) as bench:
            titles, tried = {item.id: item.title for item in items}, 0

            def attempt(ids: Sequence[str]) -> str:
                nonlocal tried
                what = titles[ids[0]] if len(ids) == 1 else f"{len(ids)} together"
                self._events.emit(Progress(run.inside or "write", min(tried, len(items)), len(items) + 1, f"examining: {what}"))
                tried += 1
                return bench.attempt(ids)

            return find_culprits([item.id for item in items], attempt)


class _TrialProcess:
    """The process in which trials take place, and another one each time it ends."""

    def __init__(self, case: str, starting: float, trying: float) -> None:
        self._case, self._starting, self._trying = case, starting, trying
        self._worker: Worker | None = None

    def __enter__(self) -> _TrialProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def attempt(self, ids: Sequence[str]) -> str:
        """Return how the program ends on these items, or "" when it does not; raises Broken when no process can be started."""
        if self._worker is None:
            self._worker = Worker([sys.executable, "-P", "-m", "briefing.pipeline.quarantine.worker"], tempfile.gettempdir())
            self._worker.say(self._case, self._starting)
        try:
            self._worker.say(json.dumps(list(ids)), self._trying)
        except WorkerError as broken:
            self._end()
            return str(broken)
        return ""

    def _end(self) -> None:
        if self._worker:
            self._worker.kill()
            self._worker.close()
        self._worker = None
