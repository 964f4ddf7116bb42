"""A summarizer for tests: ends the program on items with a certain word, in the way that POISON in the environment names."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from briefing.model.errors import EngineFailed
from briefing.model.language import Language
from briefing.model.news import Item, Line
from briefing.model.ports import Summarizer, Task
from briefing.write.summarizers.extractive import ENGINE as GOOD

WORD = "Quagmire"


def _loop() -> None:
    while True:
        pass


def _raise() -> None:
    raise ValueError(f"no idea what a {WORD} is")


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytes(64 << 20))


def _fail() -> None:
    raise EngineFailed("poisoned", "has no opinion")


WAYS: Mapping[str, Callable[[], object]] = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "loop": _loop,
    "raise": _raise,
    "memory": _eat,
    "fail": _fail,
}


class Poisoned:
    """The bundled summarizer, but for some items."""

    def __init__(self, real: Summarizer) -> None:
        self._real = real

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return what the bundled one does."""
        if WORD in item.title or os.environ["POISON"] == "all":
            WAYS[os.environ["POISON"].replace("all", "raise")]()
        return self._real.summarize(item, task)


class Engine:
    """What the entry point names."""

    def open(self, language: Language) -> Summarizer:
        """Return the summarizer."""
        return Poisoned(GOOD.open(language))


ENGINE = Engine()


def install(folder: Path) -> Path:
    """Make a folder that, on PYTHONPATH, is an installed package with this engine."""
    info = folder / "briefing_poisoned-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: briefing-poisoned\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[briefing.summarizers]\npoisoned = tests.support.poisoned:ENGINE\n", "utf-8")
    return folder
