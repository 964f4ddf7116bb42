"""Editions of twenty seconds, one a day, in one process: `python -m tests.bench.editions [EDITIONS] [EARLIER]` (5, 0).

Tone voice, two local feeds. Prints medians by stage: wall milliseconds, and processor milliseconds of this process and of those
that it started. EARLIER episodes are there before.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from briefing.model.progress import Note, Progress
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from briefing.wiring.workspace import Workspace
from tests.bench.whole_run import PLACES, PLANS, text
from tests.bench.years import NOW, copied, opened
from tests.support.newsroom import Entry, feeds_yaml, rss

Times = tuple[float, float, float]


class Watch:
    """Events that say when a stage begins; what lies between is the earlier stage's."""

    def __init__(self) -> None:
        self.spent: dict[str, list[Times]] = defaultdict(list)
        self._stage, self._since = "claim", now()

    def emit(self, event: Progress | Note) -> None:
        """Take an event."""
        if isinstance(event, Progress) and (event.done, event.what) == (0, ""):
            self.turn(event.stage)

    def turn(self, stage: str) -> None:
        """Close the stage before, and begin this one."""
        at = now()
        self.spent[self._stage].append((at[0] - self._since[0], at[1] - self._since[1], at[2] - self._since[2]))
        self._stage, self._since = stage, now()


def now() -> Times:
    """Return the seconds of the wall, of this process and of its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), time.process_time(), children.ru_utime + children.ru_stime


def made(home: Workspace, folder: Path, day: int, watch: Watch) -> None:
    """Make the edition of a day from that day's news."""
    at = NOW + timedelta(days=day)
    (folder / "clock").write_text(at.isoformat(), "utf-8")
    for number, name in enumerate("ab"):
        place, plan = PLACES[day % 10], PLANS[(day // 10 + 5 * number + day) % 10]
        news = Entry(f"{place.title()} council approves new {plan}", text(place, plan, day), at - timedelta(hours=1))
        (folder / f"{name}.xml").write_bytes(rss(name, [news]))
    (show,) = home.config.shows
    home.answers.clear()
    watch.turn("claim")

    def refresh() -> None:
        watch.turn("refresh")
        home.refresh()

    (outcome,) = run_show(show, lambda one: home.studio(one, watch), refresh, RunRequest(named=True))
    watch.turn("between")
    assert outcome.exit == 0, outcome.message


def main() -> None:
    """Make editions and print the medians."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    earlier = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [{"path": f"{feed}.xml", "name": f"Feed {feed}", "rights": "own"} for feed in "ab"]
        feeds_yaml(folder, rows, minutes=0.4)
        for home in opened(folder):
            made(home, folder, 0, Watch())  # what is loaded once is not counted
            pattern = home.store.episodes.find(f"morning-{NOW:%Y-%m-%d}")
            assert pattern
            for back in range(1, earlier + 1):
                copied(home, pattern, "morning", NOW.date() - timedelta(days=back))
            home.refresh()
            watch = Watch()
            for day in range(1, count + 1):
                made(home, folder, day, watch)
    watch.spent.pop("between")
    total = [0.0, 0.0, 0.0]
    for stage, times in watch.spent.items():
        row = [statistics.median(column) * 1e3 for column in zip(*times, strict=True)]
        total = [one + other for one, other in zip(total, row, strict=True)]
        sys.stdout.write(line(stage, row))
    sys.stdout.write(line("all", total))


def line(stage: str, row: list[float]) -> str:
    """Return the times of a stage as a line."""
    return f"{stage:9}{row[0]:7.0f} ms wall {row[1]:7.0f} ms processor {row[2]:7.0f} ms in other processes\n"


if __name__ == "__main__":
    main()
