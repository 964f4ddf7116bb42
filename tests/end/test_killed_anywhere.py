"""Killed at random moments of a real run with the real voice: the next run makes the one whole episode.

20 kills; BRIEFING_KILLS=100 asks for more.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.model.errors import Faulty
from briefing.verify.verify import verify_site as verified
from tests.bench.whole_run import PLACES, PLANS, text
from tests.support.newsroom import Entry, briefing, feeds_yaml, rss

KILLS = int(os.environ.get("BRIEFING_KILLS", "20"))
FIRST = datetime(2026, 1, 5, 4, 5, tzinfo=UTC)


def news(day: int, now: datetime) -> Sequence[Entry]:
    """Return a day's own news, two stories of it."""
    chance = random.Random(day)
    found = []
    for hour in (1, 2):
        place, plan, number = chance.choice(PLACES), chance.choice(PLANS), day * 2 + hour
        town = "".join(chance.choices(("ba", "del", "mor", "ken", "tis", "vol", "ran", "sel"), k=3)).title()
        title = f"{town} council approves {plan} number {number}"
        found.append(Entry(title, f"{town}: " + text(place, plan, number), now - timedelta(hours=hour)))
    return found


def killed(folder: Path, after: float) -> bool:
    """Start a run, and kill it with all it has started after so many seconds; return whether it was still at work."""
    run = subprocess.Popen(
        [sys.executable, "-m", "briefing", "run"],
        cwd=folder,
        env={**os.environ, "BRIEFING_CLOCK_FILE": str(folder / "clock"), "NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return run.wait(after) != 0
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        return run.wait() == -signal.SIGKILL


def faults(site: Path) -> list[str]:
    """Return what verify has against a site; one without a show yet has no fault."""
    try:
        return [f"{found.what}: {found.detail}" for found in verified(site) if found.verdict == "fault"]
    except Faulty as error:
        return [] if "has no show" in str(error) else [str(error)]


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    """However often the power goes, each day has one whole episode after the next run, and the site is never inconsistent."""
    chance, site, lasted, struck = random.Random(5), tmp_path / "output" / "site", 6.0, 0
    feeds_yaml(tmp_path, [{"path": "a.xml", "name": "Valley Ledger", "rights": "own"}], voice="pyttsx3", minutes=1)
    for day in range(KILLS):
        now = FIRST + timedelta(days=day)
        (tmp_path / "a.xml").write_bytes(rss("Valley Ledger", news(day, now)))
        (tmp_path / "clock").write_text(now.isoformat(), "utf-8")
        struck += (at_work := killed(tmp_path, after := chance.uniform(0, lasted)))
        assert faults(site) == [], f"killed after {after:.2f} s on day {day}"
        began = time.monotonic()
        done = briefing(tmp_path, "run", now=(now + timedelta(minutes=10)).isoformat(), process=True)
        assert done.returncode == 0, done.stderr
        if day == 0 or not at_work:
            lasted = max(time.monotonic() - began, 1.0) if at_work else after  # a run is shorter than we thought
        assert len(list(site.rglob("*.mp3"))) == day + 1
        assert (site / "morning" / "feed.xml").read_text("utf-8").count("<item>") == day + 1
    assert faults(site) == [], "after the last day"
    sys.stderr.write(f"{struck} of {KILLS} runs were killed at work\n")
    assert struck >= KILLS // 2
