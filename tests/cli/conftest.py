"""A workspace at the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.fast import open_fast
from tests.support.newsroom import feeds_yaml, rss
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a feeds.yaml and one local feed; the program runs in it at 06:05 in Kyiv."""
    (tmp_path / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, EARLY)))
    feeds_yaml(tmp_path, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    return tmp_path
