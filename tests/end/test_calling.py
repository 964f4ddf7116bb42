"""The program called in the tests' own process leaves no trace in it."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.wiring import workspace
from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries


def around() -> tuple[object, ...]:
    """What a process has to itself, and a call in this one must put back."""
    return (
        Path.cwd(), dict(os.environ), sys.stdin, sys.stdout, sys.stderr, tempfile.tempdir, workspace.open_workspace,
        workspace.WAITS, signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL),
        tuple(logging.getLogger().handlers), logging.getLogger().level,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with two stories to tell."""
    (tmp_path / "a.xml").write_bytes(rss("Ledger", entries(0, 2, datetime(2026, 11, 22, 3, tzinfo=UTC))))
    feeds_yaml(tmp_path, [{"path": "a.xml", "name": "Ledger"}])
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["run"], 0, id="a run"),
        pytest.param(["run", "nobody"], 64, id="a wrong call"),
        pytest.param(["run", "--config", "none.yaml"], 78, id="no configuration"),
        pytest.param(["--help"], 0, id="help"),
    ],
)
def test_nothing_is_left(folder: Path, arguments: list[str], code: int) -> None:
    """Folder, environment, streams, signals, alarm and loggers are as before, however the call ended."""
    before = around()
    assert briefing(folder, *arguments).returncode == code
    assert around() == before


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["run", "--json"], ["feeds", "list", "--json"], ["run", "nobody"]], ids=" ".join)
def test_a_process_says_the_same(folder: Path, tmp_path_factory: pytest.TempPathFactory, arguments: list[str]) -> None:
    """Code, stdout and stderr are those of a process."""
    other = tmp_path_factory.mktemp("other")
    for name in ("a.xml", "feeds.yaml"):
        (other / name).write_bytes((folder / name).read_bytes())
    here, there = briefing(folder, *arguments, real=True), briefing(other, *arguments, process=True)
    assert here.returncode == there.returncode
    assert here.stderr == there.stderr.replace(str(other), str(folder))
    assert here.stdout == there.stdout.replace(str(other), str(folder))


def test_an_instant_and_what_is_said_are_its_own(folder: Path) -> None:
    """Two calls in one process read two clocks, and each has said what it said alone."""
    first, second = (briefing(folder, "run", "--json", now=f"2026-11-2{day}T04:05:00Z") for day in (2, 3))
    assert [json.loads(made.stdout.splitlines()[-1])["edition"] for made in (first, second)] == [
        "morning-2026-11-22",
        "morning-2026-11-23",
    ]
