"""What a terminal gets, and what a log gets instead."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from briefing.cli.live import Live
from briefing.cli.tables import WIDEST, align_rows
from briefing.model.progress import Note, Progress, Stage
from tests.cli.terminal import on_a_terminal
from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

STAGES: tuple[Stage, ...] = ("fetch", "select", "write", "speak", "mix", "publish")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with one show and one local feed."""
    (tmp_path / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 2, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    feeds_yaml(tmp_path, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    return tmp_path


def test_progress_moves_on_a_terminal(house: Path) -> None:
    """Each stage goes from waits to now to done, in words, with what it made; the cursor is given back at the end."""
    seen = on_a_terminal(house, "run", "morning", "--prepare").written
    words = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", seen)
    assert re.search(r"fetch +now", words)
    assert re.search(r"speak +waits", words)
    assert re.search(r"fetch +done +0:\d\d +1 feed, 2 new items, 0 failed", words)
    assert re.search(r"write +done +0:\d\d +2 stories in \d+ lines", words)
    assert seen.rindex("\x1b[?25h") > seen.rindex("\x1b[?25l")
    assert "morning-2026-11-22: written: 2 stories" in words
    assert "verdict" in on_a_terminal(house, "script", "morning", "--why").written


@pytest.mark.parametrize(
    "environment",
    [pytest.param({"NO_COLOR": "1"}, id="NO_COLOR"), pytest.param({"TERM": "dumb"}, id="a dumb terminal", marks=pytest.mark.slow)],
)
def test_a_terminal_that_wants_plain_lines(house: Path, environment: dict[str, str]) -> None:
    """With NO_COLOR, or on a dumb terminal, there are plain lines, one a stage, and no escape code at all."""
    seen = on_a_terminal(house, "run", "morning", "--prepare", environment=environment).written
    assert "\x1b" not in seen
    assert [line.split(":")[0] for line in seen.splitlines()][:3] == ["fetch", "select", "write"]
    assert "\x1b" not in on_a_terminal(house, "script", "morning", "--why", environment=environment).written


def test_a_log_gets_a_line_a_stage(house: Path) -> None:
    """Without a terminal each stage says once what it made, in order and without escape codes, on stderr."""
    made = briefing(house, "run", "morning")
    assert "\x1b" not in made.stderr + made.stdout
    assert [line.split(": ")[:2] for line in made.stderr.splitlines()] == [[stage, "morning"] for stage in STAGES]
    assert re.search(r"^publish: morning: morning-2026-11-22.mp3, \d\.\d MB$", made.stderr, re.MULTILINE)


def drawn(live: Live) -> list[str]:
    """The table as it is now, in words alone."""
    stream = io.StringIO()
    Console(file=stream, width=100).print(live.table())
    return [" ".join(line.split()) for line in stream.getvalue().splitlines()]


def test_the_table_says_how_far_it_is() -> None:
    """Steps, percent, what is in hand, and the time since the stage began; what failed is `stopped`, in words."""
    now = [0.0]
    live = Live(io.StringIO(), lambda: now[0])
    events = live.on("morning")
    events.emit(Progress("fetch", 0, 1, ""))
    events.emit(Progress("fetch", 1, 4, "waiting for A, B\x1b[2J and C"))
    now[0] = 70
    assert drawn(live)[1:3] == ["fetch now 1:10 1 of 4, 25%: waiting for A, B[2J and C", "select waits"]
    events.emit(Progress("fetch", 1, 1, "4 feeds"))
    now[0] = 90
    assert drawn(live)[:2] == ["morning 1:30", "fetch done 1:10 4 feeds"]
    events.emit(Note("fetch", "B", "is empty"))
    events.emit(Progress("select", 0, 1, ""))
    with live:
        pass
    assert drawn(live)[2].startswith("select stopped")
    assert len(drawn(live)) == 3


def test_each_edition_has_a_table_of_its_own() -> None:
    """When a stage begins again, for another slot or show, the table before is left as it is and a new one begins."""
    stream = io.StringIO()
    with Live(stream, lambda: 0.0) as live:
        for show in ("morning", "morning", "evening"):
            for stage in STAGES[:2]:
                live.on(show).emit(Progress(stage, 0, 1, ""))
                live.on(show).emit(Progress(stage, 1, 1, f"{show} {stage}"))
        assert stream.getvalue().count("morning select") == 2
        assert "evening" in drawn(live)[0]


def test_a_show_that_stopped_lends_its_row_to_no_other() -> None:
    """A stage that was stopped in the middle stays so in its table; the next show begins one, also after a rest."""
    stream = io.StringIO()
    with Live(stream, lambda: 0.0) as live:
        for show in ("morning", "evening"):
            live.on(show).emit(Progress("fetch", 0, 1, ""))
            live.on(show).emit(Progress("fetch", 1, 2, f"waiting for {show}"))
            live.rest()
            live.rest()
    assert re.findall(r"(morning|evening)  0:00\n  fetch +stopped", stream.getvalue()) == ["morning", "evening"]


def test_aligned_columns() -> None:
    """Columns stand under each other, also after letters that take two columns or none; nothing is cut."""
    long = "x" * 80
    assert align_rows([("a", "b"), ("日本", "c"), ("e\u0301", "d"), (long, "e")], WIDEST) == [
        "a" + " " * 61 + "b",
        "日本" + " " * 58 + "c",
        "e\u0301" + " " * 61 + "d",
        long + "  e",
    ]
