"""The daemon as a real process: started, told to end in the middle of things, started again, several at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import pytest

from tests.support.newsroom import Entry, briefing, feeds_yaml, rss

pytestmark = pytest.mark.slow
DUE = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TOWNS = ("Bardale", "Dorton", "Fimvik", "Gursun", "Helra", "Jatton")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace whose one show is due, with a feed in a file."""
    entries = [
        Entry(f"The council of {town} votes on plan {n + 9}", f"{town} has {n + 99} new trees.", DUE - timedelta(hours=n + 1))
        for n, town in enumerate(TOWNS)
    ]
    (tmp_path / "local.xml").write_bytes(rss("Harbour Post", entries))
    feeds_yaml(tmp_path, [{"path": "local.xml", "name": "Harbour Post", "rights": "own"}])
    set_clock(tmp_path, DUE)
    return tmp_path


def set_clock(folder: Path, now: datetime) -> None:
    """Move the clock, whole."""
    (folder / "clock.new").write_text(now.isoformat(), "utf-8")
    (folder / "clock.new").replace(folder / "clock")


@contextmanager
def daemon(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A daemon that has said READY=1, as systemd hears it, and so takes signals; killed in the end, whatever happened."""
    with tempfile.TemporaryDirectory() as place, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"{place}/notify")  # a short path: the kernel takes 107 bytes
        heard.settimeout(60)
        process = subprocess.Popen(
            [sys.executable, "-m", "briefing", "schedule", "--every", "0.1"],
            cwd=folder,
            env={
                **os.environ,
                "BRIEFING_CLOCK_FILE": str(folder / "clock"),
                "NO_COLOR": "1",
                "NOTIFY_SOCKET": f"{place}/notify",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert heard.recv(100) == b"READY=1"
        except BaseException:
            process.kill()
            print(*process.communicate())
            raise
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(stream: IO[str] | None, words: str) -> str:
    """Read lines up to one that has these words; returns it. The daemon's end ends the waiting, too."""
    assert stream
    for line in stream:
        if words in line:
            return line
    raise AssertionError(f"it ended without saying {words!r}")


def published(folder: Path) -> list[str]:
    """The editions in the podcast feed's folders."""
    return sorted(json.loads(file.read_text("utf-8"))["edition"] for file in folder.glob("output/site/morning/*/episode.json"))


def test_it_makes_what_is_due_and_ends_when_told(folder: Path) -> None:
    """Today's edition at once, tomorrow's when the clock is there, 143 and a last word at SIGTERM."""
    with daemon(folder) as process:
        assert until(process.stdout, "published").startswith("morning-2026-11-22: published")
        set_clock(folder, DUE + timedelta(days=1))
        assert "morning-2026-11-23" in until(process.stdout, "morning-2026-11-23")
        process.terminate()
        assert process.wait(60) == 143
    assert json.loads((folder / "output/state/heartbeat.json").read_text("utf-8"))["pid"] == 0
    assert briefing(folder, "verify", "--site", process=True).returncode == 0


@pytest.mark.parametrize(
    "stage", ["fetch", "speak", "mix", *(pytest.param(stage, marks=pytest.mark.thorough) for stage in ("select", "write"))]
)
def test_told_to_end_in_the_middle_it_goes_on_at_the_next_start(folder: Path, stage: str) -> None:
    """Wherever it stood, it ends at once; the next one makes the edition whole, and once."""
    with daemon(folder) as process:
        until(process.stderr, f"{stage}: morning:")
        process.terminate()
        assert process.wait(60) == 143
    with daemon(folder) as process:
        if not published(folder):
            until(process.stdout, "published")
        process.terminate()
        assert process.wait(60) == 143
    assert published(folder) == ["morning-2026-11-22"]
    assert briefing(folder, "verify", "--site", process=True).returncode == 0


def test_two_daemons_and_a_persons_run_make_one_episode(folder: Path) -> None:
    """All at once: one makes it, the others leave it to that one or find it made."""
    with daemon(folder) as one, daemon(folder) as other:
        codes = {briefing(folder, "run", "morning", now=DUE.isoformat(), process=True).returncode for _ in range(3)}
        done = briefing(folder, "run", "morning", now=DUE.isoformat(), process=True)
        if done.returncode != 0:
            until(one.stdout, "published")
        for process in (one, other):
            process.terminate()
            code = process.wait(60)
            assert code == 143, process.stderr and process.stderr.read()
    assert codes <= {0, 75}
    assert published(folder) == ["morning-2026-11-22"]
    assert briefing(folder, "verify", "--site", process=True).returncode == 0


def test_sighup_with_a_broken_file_keeps_it_alive(folder: Path) -> None:
    """It says each mistake with its line, goes on with the last good one, and still makes the next edition."""
    with daemon(folder) as process:
        until(process.stdout, "published")
        good = (folder / "feeds.yaml").read_text("utf-8")
        (folder / "new").write_text(good.replace("minutes: 5", "minuts: 5"), "utf-8")
        (folder / "new").replace(folder / "feeds.yaml")
        process.send_signal(signal.SIGHUP)
        assert "unknown key; did you mean 'minutes'?" in until(process.stderr, "the last good one stays in use")
        set_clock(folder, DUE + timedelta(days=1))
        until(process.stdout, "morning-2026-11-23")
        process.terminate()
        assert process.wait(60) == 143
