"""A workspace of many episodes: `python -m tests.bench.years [EPISODES]...` (100 400 1500), in three shows.

One programme of five minutes is made with the tone voice and copied under other days. Prints, for each number of episodes,
wall and processor milliseconds of a refresh of the site, and what it adds to the process's memory: the `first`, a `quiet` one with
nothing changed, one after a `new episode` (each in a process of its own), the quiet one `again` in the same process, and a whole
`briefing run` with nothing due; and the bytes of the largest feed.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from briefing.model.episode import Episode
from briefing.model.progress import Note, Progress
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from briefing.wiring.workspace import Workspace, load_configuration, open_workspace
from tests.bench.whole_run import newsroom
from tests.support.newsroom import shows_yaml

NOW = datetime(2026, 11, 22, 4, 5, tzinfo=UTC)
SHOWS = ("evening", "morning", "noon")
ROUNDS = 3


class Nobody:
    """Events without an observer."""

    def emit(self, event: Progress | Note) -> None:
        """Take an event."""


def filled(folder: Path, count: int) -> None:
    """Write a configuration, make one programme, and copy it to `count` episodes of the days before."""
    newsroom(folder)
    feeds = [{"path": f"{index}.xml", "name": f"Feed {index}", "rights": "own"} for index in range(2)]
    shows_yaml(folder, {key: ({}, feeds) for key in SHOWS})
    for home in opened(folder):
        for show in home.config.shows:
            (made,) = run_show(show, partial(home.studio, events=Nobody()), lambda: None, RunRequest(named=True))
            assert made.exit == 0, made.message
        pattern = home.store.episodes.find(f"morning-{NOW:%Y-%m-%d}")
        assert pattern
        for number in range(count - len(SHOWS)):
            copied(home, pattern, SHOWS[number % 3], NOW.date() - timedelta(days=1 + number // 3))


def opened(folder: Path) -> Any:
    """Yield the workspace in a folder at NOW, and close it."""
    (folder / "clock").write_text(NOW.isoformat(), "utf-8")
    os.environ["BRIEFING_CLOCK_FILE"] = str(folder / "clock")
    os.chdir(folder)
    with open_workspace(load_configuration(Path("feeds.yaml"), None)) as home:
        yield home


def copied(home: Workspace, pattern: Episode, show: str, day: date) -> None:
    """Publish the pattern again under another show and day; its sound is a hole of the same size."""
    old, new = f"{pattern.show}-{pattern.day}", f"{show}-{day}"
    back = timedelta(days=(pattern.day - day).days)
    copy = replace(
        pattern,
        guid=new,
        edition=new,
        show=show,
        day=day,
        slot=pattern.slot - back,
        published=pattern.published - back,
        file=f"{new}.mp3",
    )
    site = home.config.output / "site"
    there, here = site / show / str(day), site / pattern.show / str(pattern.day)
    there.mkdir()
    for file in here.iterdir():
        if file.suffix == ".mp3":
            (there / copy.file).touch()
            os.truncate(there / copy.file, copy.size)
        else:
            (there / file.name).write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    home.store.episodes.save(copy, [f"{new}-{number}" for number in range(10)])


def timed(home: Workspace) -> dict[str, float]:
    """Return the milliseconds of one refresh, wall and processor, and by how many megabytes the process's peak grew."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak starts again; ru_maxrss would be the parent's
    before, wall, used = resident("VmRSS"), time.perf_counter(), time.process_time()
    home.refresh()
    wall, used = time.perf_counter() - wall, time.process_time() - used
    return {"wall": wall * 1e3, "processor": used * 1e3, "megabytes": (resident("VmHWM") - before) / 1e3}


def resident(which: str) -> int:
    """Return the kilobytes of memory that the process holds (VmRSS), or held at most (VmHWM)."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{which}:")[2].split()[0])


def child(folder: Path, what: str) -> None:
    """Print the times of one refresh of a site; `again` is the second of one process, `new` the first after a new episode."""
    for home in opened(folder):
        if what == "again":
            home.refresh()
        if what.startswith("new"):
            pattern = home.store.episodes.find(f"morning-{NOW:%Y-%m-%d}")
            assert pattern
            copied(home, pattern, "morning", NOW.date() + timedelta(days=int(what[3:])))
        sys.stdout.write(json.dumps(timed(home)))


def asked(folder: Path, what: str) -> dict[str, float]:
    """Return the times of one refresh in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.years", "--child", str(folder), what]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def idle(folder: Path) -> dict[str, float]:
    """Return the times of `briefing run` with nothing due, its start included."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "briefing", "run"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": (time.perf_counter() - wall) * 1e3, "processor": used * 1e3, "megabytes": 0.0}


def best(rows: list[dict[str, float]]) -> str:
    """Return the quickest of several, as a line."""
    row = min(rows, key=lambda row: row["processor"])
    return f"{row['wall']:8.0f} ms wall {row['processor']:8.0f} ms processor {row['megabytes']:6.0f} MB"


def main() -> None:
    """Measure each size."""
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), sys.argv[3])
        return
    for count in map(int, sys.argv[1:] or ("100", "400", "1500")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            filled(folder, count)
            lines = [("first", best([asked(folder, "first")]))]
            for what in ("quiet", "again"):
                lines.append((what, best([asked(folder, what) for _ in range(ROUNDS)])))
            lines.append(("new episode", best([asked(folder, f"new{number}") for number in range(1, ROUNDS + 1)])))
            lines.append(("briefing run", best([idle(folder) for _ in range(ROUNDS)])))
            feed = max((folder / "output/site" / show / "feed.xml").stat().st_size for show in SHOWS)
            told = "".join(f"  {what:13}{line}\n" for what, line in lines)
            sys.stdout.write(f"{count} episodes, largest feed {feed / 1e6:.2f} MB\n{told}")
            sys.stdout.flush()
            os.chdir("/")


if __name__ == "__main__":
    main()
