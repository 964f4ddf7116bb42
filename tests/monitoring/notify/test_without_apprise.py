"""A house whose messages go through Apprise, on a machine without it: real processes that cannot import it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

HIDE = """
import sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "apprise":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hidden())
"""
HINT = "Apprise is not installed: pip install 'news-briefing[notify]'"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose show notifies by Apprise; every Python begins by hiding that package."""
    (tmp_path / "hide").mkdir()
    (tmp_path / "hide/sitecustomize.py").write_text(HIDE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "hide"))
    (tmp_path / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, datetime(2026, 11, 22, 3, tzinfo=UTC))))
    feeds_yaml(tmp_path, [{"path": "ledger.xml", "name": "Valley Ledger"}], notify='{apprise: ["json://127.0.0.1:9/"]}')
    return tmp_path


@pytest.mark.slow
def test_check_says_how_to_get_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an error, as an engine that is known but not installed is; with Apprise, or without such an address, there is none."""
    checked = briefing(folder, "check", process=True)
    assert checked.returncode == 69
    assert f"morning: notify.apprise: {HINT}" in checked.stderr.splitlines()
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}], notify="{command: [/bin/true]}")
    assert briefing(folder, "check", process=True).returncode == 0
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}], notify='{apprise: ["json://127.0.0.1:9/"]}')
    monkeypatch.delenv("PYTHONPATH")
    assert briefing(folder, "check", process=True).returncode == 0


@pytest.mark.slow
def test_a_run_makes_the_programme_and_says_that_nobody_can_be_told(folder: Path) -> None:
    """The edition is published with 0; stderr, the log and status say what to install."""
    made = briefing(folder, "run", process=True)
    assert (made.returncode, "published" in made.stdout) == (0, True)
    assert f"notify: no notification can be sent about morning: {HINT}" in made.stderr.splitlines()
    assert HINT not in made.stdout
    assert HINT in "".join(log.read_text("utf-8") for log in (folder / "output/state/logs").iterdir())
    status = briefing(folder, "status", process=True)
    assert status.returncode == 1
    assert (
        f"notifications cannot be sent: no notification can be sent about morning: {HINT} (no notification was sent)"
        in status.stdout
    )
