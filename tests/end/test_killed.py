"""A run that dies goes on where it stopped: exactly one whole episode, whenever the power goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.newsroom import briefing, feeds_yaml, rss, wire
from tests.support.stories import entries

MOMENTS = [
    pytest.param("before fetcher.fetch", id="before fetch", marks=pytest.mark.thorough),
    pytest.param("before items.save", id="fetched but nothing kept"),
    pytest.param("after fetched", id="after fetch", marks=pytest.mark.thorough),
    pytest.param("after selected", id="after select"),
    pytest.param("after written", id="after write", marks=pytest.mark.thorough),
    pytest.param("before blobs.put.5", id="in the middle of speaking"),
    pytest.param("after spoken", id="after speak", marks=pytest.mark.thorough),
    pytest.param("before encoder.encode", id="before the encoder"),
    pytest.param("inside encoder.4", id="in the middle of the encoder"),
    pytest.param("after mixed", id="after mix", marks=pytest.mark.thorough),
    pytest.param("before archive.write", id="before its sources are kept", marks=pytest.mark.thorough),
    pytest.param("before publisher.place", id="sources kept, no folder"),
    pytest.param("before episodes.save", id="folder there, episode not kept"),
    pytest.param("before publisher.write", id="episode kept, no page", marks=pytest.mark.thorough),
    pytest.param("before publisher.write.3", id="some pages, no feed"),
    pytest.param("after published", id="after publish", marks=pytest.mark.thorough),
]


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_then_run_again(tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at this moment, the next run makes exactly one whole episode, verify finds no fault, and no temporary file is left."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    root = Path(__file__).resolve().parents[2]
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", entries(0, 3, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
        config = feeds_yaml(tmp_path, [{"url": url, "name": "Valley Ledger"}])
        clock = tmp_path / "clock"
        clock.write_text("2026-11-22T04:05:00Z", "utf-8")
        died = subprocess.run(
            [sys.executable, "-m", "tests.support.killed", str(config), *moment.split(" ")],
            cwd=root,
            env={**os.environ, "BRIEFING_CLOCK_FILE": str(clock)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr.decode()
        left = sorted(file.name for file in temporary.rglob("*") if file.is_file())
        assert "inside" not in moment or left == [".lock", "in.wav", "out.mp3"]
        again = briefing(tmp_path, "run", "morning", now="2026-11-22T04:20:00Z", process=True)
    assert again.returncode == 0, again.stderr
    assert list(temporary.iterdir()) == []
    site = tmp_path / "output" / "site"
    assert [str(path.relative_to(site)) for path in site.rglob("*.mp3")] == ["morning/2026-11-22/morning-2026-11-22.mp3"]
    assert (site / "morning" / "feed.xml").read_text("utf-8").count("<item>") == 1
    proved = briefing(tmp_path, "verify", "--site", process=True)
    assert (proved.returncode, "not kept here" in proved.stdout) == (0, False), proved.stdout
    assert "3 stories" in again.stdout
