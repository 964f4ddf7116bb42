"""A workspace in which mornings were published by real runs, and what damages its database."""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import shell
from tests.support.fast import open_quick
from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

DAYS = [datetime(2026, 11, 22, 3, 0, tzinfo=UTC) + timedelta(days=number) for number in range(3)]
STORIES = 2  # new ones a day
DATABASE = Path("output/state/briefing.db")


def build(folder: Path, days: int) -> Path:
    """Publish the first mornings of a show."""
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}], max_age_hours=72)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
        patch.chdir(folder)
        patch.setattr("briefing.wiring.workspace.open_workspace", open_quick)
        for day in range(days):
            feed_holds(folder, day)
            (folder / "clock").write_text(now(day), "utf-8")
            assert shell(["run"]) == 0
    shutil.rmtree(folder / "output/state/backups")  # each test says itself whether there is one
    return folder


def copy(house: Path, folder: Path) -> Path:
    """Return a copy of a workspace, for the test to damage."""
    return Path(shutil.copytree(house, folder / "house"))


def now(day: int) -> str:
    """Return five past six in Kyiv, as a clock file has it."""
    return (DAYS[day] + timedelta(hours=1, minutes=5)).isoformat()


def run(folder: Path, day: int, code: int = 0) -> list[dict[str, Any]]:
    """Run the show by its name, when the feed holds the news of all days up to this one; returns the objects told."""
    feed_holds(folder, day)
    done = briefing(folder, "run", "morning", "--json", now=now(day), real=True)
    assert done.returncode == code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def feed_holds(folder: Path, day: int) -> None:
    """Let the feed hold the news of all days up to this one."""
    held = [entry for number in range(day + 1) for entry in entries(number * STORIES, (number + 1) * STORIES, DAYS[number])]
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", held))


def titles(folder: Path) -> list[str]:
    """Return the titles of all stories that were published, in the order of the days."""
    found = [json.loads(file.read_bytes()) for file in sorted(folder.glob("output/site/morning/*/episode.json"))]
    return [story["title"] for episode in found for story in episode["stories"]]


def guid(folder: Path) -> str:
    """Return the podcast:guid that listeners know."""
    found = re.search(r"<podcast:guid>(.*?)<", (folder / "output/site/morning/feed.xml").read_text("utf-8"))
    assert found
    return found[1]


Damage = Callable[[Path], object]


def statement(sql: str) -> Damage:
    """Return what changes a database without the store."""

    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(sql)
            connection.commit()

    return change


def rubbish(seed: int) -> Damage:
    """Return what writes rubbish over up to a few thousand bytes anywhere in a file."""

    def change(file: Path) -> None:
        chance, whole = random.Random(seed), bytearray(file.read_bytes())
        at, size = chance.randrange(len(whole)), chance.randrange(1, 3000)
        rest = min(size, len(whole) - at)
        whole[at : at + rest] = chance.randbytes(rest)
        file.write_bytes(whole)

    return change


def half(file: Path) -> None:
    """Cut a file in half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
