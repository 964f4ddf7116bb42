"""Corrections at the source through the real program: feeds and pages over HTTP, real files, and verify on what came out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.newsroom import Entry, Wire, briefing, feeds_yaml, rss, wire
from tests.support.stories import entries

MONDAY = datetime(2026, 11, 16, 4, 5, tzinfo=UTC)
OLD = "The work cost the city of Bardale 12 million dollars."
NEW = "The work cost the city of Bardale 21 million dollars."
NEWEST = "The work cost the city of Bardale 22 million dollars."
BRIDGE = "Harbour bridge reopens after two years"
LEAD = "The harbour bridge reopened to traffic."
ROOT = Path(__file__).resolve().parents[2]


def serve(desk: Wire, day: int, *, text: str = OLD, title: str = BRIDGE, bridge: bool = True) -> str:
    """Serve the feed as it is so many days after Monday: that day's story, the bridge, and something older."""
    at = MONDAY + timedelta(days=day)
    first = Entry(
        title, f"The harbour bridge reopened to traffic. {text} Officials thanked the crews.", MONDAY - timedelta(hours=2)
    )
    older, *_ = entries(5, 6, MONDAY - timedelta(hours=9))
    own = entries(day + 1, day + 2, at - timedelta(hours=1))
    body = rss("Valley Ledger", [*own, *([first] if bridge else []), older])
    guid = Entry(BRIDGE, "", MONDAY).guid
    body = body.replace(first.guid.encode(), guid.encode()).replace(b"https://news.example/", f"{desk.address}/".encode())
    return desk.serve("/a.xml", body)


def pages(desk: Wire) -> None:
    """Let the pages of all entries stand."""
    for entry in (Entry(BRIDGE, "", MONDAY), *entries(0, 6, MONDAY)):
        desk.serve(f"/{entry.guid}", b"<p>News</p>", kind="text/html")


def spoken(folder: Path, day: int) -> list[str]:
    """The lines of an episode's corrections."""
    path = folder / f"output/site/morning/2026-11-{16 + day}/episode.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return [cue["text"] for cue in found["cues"] if cue["segment"].startswith("correction")]


def run(folder: Path, day: int) -> None:
    """Make an edition, and prove the whole site."""
    now = (MONDAY + timedelta(days=day)).isoformat()
    made = briefing(folder, "run", "morning", now=now, process=True)
    assert made.returncode == 0, made.stderr
    proved = briefing(folder, "verify", "--site", now=now, process=True)
    assert proved.returncode == 0, proved.stdout


@pytest.mark.slow
def test_changed_twice_and_told_once_each(tmp_path: Path) -> None:
    """A number changes and the next edition says so, the one after does not; it changes again, and so on; verify agrees."""
    with wire() as desk:
        pages(desk)
        feeds_yaml(tmp_path, [{"url": serve(desk, 0), "name": "Valley Ledger", "rights": "own"}])
        run(tmp_path, 0)
        serve(desk, 1, text=NEW)
        run(tmp_path, 1)
        serve(desk, 2, text=NEW)
        run(tmp_path, 2)
        serve(desk, 3, text=NEWEST)
        run(tmp_path, 3)
    assert spoken(tmp_path, 1) == ["On Monday we reported:", LEAD, OLD, "Valley Ledger now reports:", NEW]
    assert spoken(tmp_path, 2) == []
    assert spoken(tmp_path, 3) == ["On Tuesday we reported:", NEW, "Valley Ledger now reports:", NEWEST]


@pytest.mark.slow
@pytest.mark.parametrize("moment", [pytest.param("after fetched", marks=pytest.mark.thorough), "after selected"])
def test_killed_before_it_was_told(tmp_path: Path, moment: str) -> None:
    """A run that dies after the fetch, which found a page gone, still says so when it continues, though no feed is asked again."""
    with wire() as desk:
        pages(desk)
        config = feeds_yaml(tmp_path, [{"url": serve(desk, 0), "name": "Valley Ledger", "rights": "own"}])
        run(tmp_path, 0)
        serve(desk, 1, bridge=False)
        desk.serve(f"/{Entry(BRIDGE, '', MONDAY).guid}", b"gone", status=404)
        clock = tmp_path / "clock"
        clock.write_text((MONDAY + timedelta(days=1)).isoformat(), "utf-8")
        died = subprocess.run(
            [sys.executable, "-m", "tests.support.killed", str(config), *moment.split(" ")],
            cwd=ROOT,
            env={**os.environ, "BRIEFING_CLOCK_FILE": str(clock)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr.decode()
        desk.pages.clear()
        desk.asked.clear()
        run(tmp_path, 1)
        assert desk.asked == []
    assert spoken(tmp_path, 1) == ["On Monday we reported:", LEAD, "Valley Ledger has since withdrawn this report."]
