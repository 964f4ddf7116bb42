"""The daemon with nothing to do for an hour of simulated time: it grows neither in memory nor in open files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import psutil
import pytest

from tests.year.house import Clockwork, House
from tests.year.machine import Daemon

FIRST = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)  # after midnight in Kyiv and Kathmandu; the next slot is at 01:00
TICKS, SETTLED = 120, 20


def measured(pid: int) -> tuple[int, int, int]:
    """Return the resident bytes, open files and children of a process."""
    process = psutil.Process(pid)
    return process.memory_info().rss, process.num_fds(), len(process.children(recursive=True))


def _middle(rows: Sequence[tuple[int, int, int]]) -> list[float]:
    return [median(column) for column in zip(*rows, strict=True)]


@pytest.mark.slow
def test_an_hour_of_nothing(tmp_path: Path) -> None:
    """Over 120 looks, half a minute apart, open files and children stay as they are, and memory within three per cent."""
    house = House(tmp_path, "http://127.0.0.1:9")
    house.mend()
    clock = Clockwork(tmp_path / "clock", FIRST)
    daemon, seen = Daemon(house, clock, every=0.05), list[tuple[int, int, int]]()
    try:
        daemon.start()
        for number in range(TICKS + SETTLED):
            clock.move(FIRST + timedelta(seconds=30 * number))
            assert daemon.ticked(), daemon.tail()
            assert daemon.pid
            seen.append(measured(daemon.pid))
    finally:
        assert daemon.stop() == 143
    first, last = (_middle(rows) for rows in (seen[SETTLED : 2 * SETTLED], seen[-SETTLED:]))
    said = f"memory {first[0] / 1e6:.1f} -> {last[0] / 1e6:.1f} MB, open files {first[1]:.0f} -> {last[1]:.0f}"
    sys.stderr.write(f"{said}\n")
    assert first[1:] == last[1:], said
    assert last[0] <= 1.03 * first[0], said
