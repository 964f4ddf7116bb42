"""Items that end the program: real runs die twice, the third makes the programme without them and names them."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.docs.pages import ROOT
from tests.support import poisoned
from tests.support.newsroom import Entry, briefing, rss, shows_yaml
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
BAD = f"{poisoned.WORD} swallows a village green"
HANG = "12"  # seconds
ADDRESS_SPACE = 1_600_000_000  # bytes, of a whole process


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two shows, of which the first has a summarizer that cannot bear one item of its feed."""
    good = list(entries(0, 3, EARLY))
    bad = Entry(BAD, "The green of the village sank by two metres. Nobody was hurt, the council said.", EARLY)
    (tmp_path / "a.xml").write_bytes(rss("Valley Ledger", [*good[:1], bad, *good[1:]]))
    (tmp_path / "b.xml").write_bytes(rss("Hill Post", entries(3, 6, EARLY)))
    shows_yaml(tmp_path, {
        "morning": ({"summarizer": "{engine: poisoned, words: 70}"}, [{"path": "a.xml", "name": "Valley Ledger"}]),
        "other": ({}, [{"path": "b.xml", "name": "Hill Post"}]),
    })  # fmt: skip
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(poisoned.install(tmp_path / "installed")), str(ROOT))))
    monkeypatch.setenv("BRIEFING_HANG_SECONDS", HANG)
    return tmp_path


def run(folder: Path, *shows: str) -> subprocess.CompletedProcess[str]:
    """Run the program in so much memory as it needs and little more."""
    limit = (ADDRESS_SPACE, ADDRESS_SPACE)
    (folder / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "briefing", "run", *shows, "--json"],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "BRIEFING_CLOCK_FILE": str(folder / "clock"), "NO_COLOR": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        pytest.param("kill", -9, "it ended (signal 9)", id="SIGKILL"),
        pytest.param("segfault", -11, "it ended (signal 11)", id="segfault", marks=pytest.mark.thorough),
        pytest.param("loop", -14, "it hung", id="loop"),
        pytest.param("raise", 70, "ValueError: no idea what a Quagmire is", id="raises", marks=pytest.mark.thorough),
        pytest.param("memory", 70, "MemoryError", id="eats memory", marks=pytest.mark.thorough),
    ],
)
def test_what_ends_the_program_twice_is_put_aside(
    how: str, code: int, said: str, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs die, the third tells the other stories, names the item with its feed and address, and says so in --why."""
    monkeypatch.setenv("POISON", how)
    assert [run(house).returncode for _ in range(2)] == [code, code]
    assert (house / "output/site/other").exists() is (code == 70)  # a bug of one show leaves the others their turn
    third = run(house)
    rows = {row["show"]: row for row in map(json.loads, third.stdout.splitlines())}
    assert third.returncode == 0, third.stderr
    assert (rows["morning"]["state"], rows["morning"]["stories"]) == ("published", 3)
    assert rows["other"]["state"] == "published"
    (note,) = [note["message"] for note in rows["morning"]["notes"] if note["subject"] == BAD]
    assert note.startswith("put aside: it ended the program 2 times in write: ")
    assert said in note
    assert "Valley Ledger: https://news.example/" in note
    assert "put aside: it ended the program twice" in briefing(house, "script", "morning", "--why", process=True).stdout
    assert "already published" in briefing(house, "run", process=True).stdout


@pytest.mark.slow
def test_a_summarizer_that_ends_the_program_on_everything_is_not_the_items_fault(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No item is put aside; after three deaths the run fails with a word, and goes on when the summarizer is mended."""
    monkeypatch.setenv("POISON", "all")
    assert [run(house, "morning").returncode for _ in range(3)] == [70, 70, 70]
    given_up = run(house, "morning")
    assert given_up.returncode == 69
    assert "ended the program 3 times in write: no item of it is to blame" in given_up.stdout
    monkeypatch.setenv("POISON", "fail")
    mended = run(house, "morning")
    assert mended.returncode == 0, mended.stderr
    (row,) = map(json.loads, mended.stdout.splitlines())
    assert row["stories"] == 3  # one headline is no sentence
    assert {"stage": "write", "subject": BAD, "message": "without a summary: poisoned: has no opinion"} in row["notes"]
