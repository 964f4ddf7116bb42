"""A correction that dies: the published episode stays whole, and the next run, a week later, goes on with the correction."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

ROOT = Path(__file__).resolve().parents[2]
WHY = "a name was wrong"
MOMENTS = [
    pytest.param("after selected", False, id="begun", marks=pytest.mark.thorough),
    pytest.param("after written", False, id="after write", marks=pytest.mark.thorough),
    pytest.param("before blobs.put", False, id="speaking its reason", marks=pytest.mark.thorough),
    pytest.param("before encoder.encode", False, id="before the encoder", marks=pytest.mark.thorough),
    pytest.param("after mixed", False, id="after mix", marks=pytest.mark.thorough),
    pytest.param("before archive.write", False, id="before its sources are kept", marks=pytest.mark.thorough),
    pytest.param("before publisher.place", False, id="sources kept, no folder"),
    pytest.param("before episodes.save", False, id="folder there, revision not kept"),
    pytest.param("after corrected", True, id="revision kept, pages and feed not made"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published edition."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    made = briefing(folder, "run", process=True)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "kept"), MOMENTS)
def test_killed_while_correcting(published: Path, tmp_path: Path, moment: str, kept: bool) -> None:
    """One feed item before, meanwhile and after; the first file as it was; one correction listed; no fault on the site."""
    folder = shutil.copytree(published, tmp_path / "house")
    site = folder / "output/site/morning"
    first = (site / "2026-11-22/morning-2026-11-22.mp3").read_bytes()
    died = subprocess.run(
        [sys.executable, "-m", "tests.support.killed", str(folder / "feeds.yaml"), *moment.split(" "), "write", WHY],
        cwd=ROOT,
        env={**os.environ, "BRIEFING_CLOCK_FILE": str(folder / "clock")},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    faults = [line for line in briefing(folder, "verify", "--site", process=True).stdout.splitlines() if line.startswith("fault")]
    assert all("feed.xml morning-2026-11-22" in fault for fault in faults), faults  # it offers the first file, until the next run
    feed = (site / "feed.xml").read_text("utf-8")
    (offered,) = re.findall(r'/([^/"]+\.mp3)" length="(\d+)"', feed)
    assert (site / "2026-11-22" / offered[0]).stat().st_size == int(offered[1])
    assert (site / "2026-11-22/morning-2026-11-22.mp3").read_bytes() == first

    again = briefing(folder, "run", now="2026-11-29T03:00:00Z", process=True)
    assert again.returncode == 0, again.stderr
    assert kept or "morning-2026-11-22: corrected: 3 stories" in again.stdout
    proved = briefing(folder, "verify", "--site", process=True)
    assert (proved.returncode, "not kept here" in proved.stdout) == (0, False), proved.stdout
    feed = (site / "feed.xml").read_text("utf-8")
    assert (feed.count("<item>"), feed.count("morning-2026-11-22-r2.mp3")) == (1, 1)
    episode = json.loads((site / "2026-11-22/episode.json").read_text("utf-8"))
    assert (episode["revision"], [one["reason"] for one in episode["corrections"]]) == (2, [WHY])
    assert (site / "2026-11-22/morning-2026-11-22.mp3").read_bytes() == first
    assert len(list(site.rglob("*.mp3"))) == 2
    same = briefing(folder, "run", "morning", "--again", "write", now="2026-11-29T03:00:00Z", process=True)
    assert same.returncode in (64, 66)
