"""A small published site, made once and copied for each test."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli import shell
from tests.support.fast import open_quick
from tests.support.newsroom import feeds_yaml, rss
from tests.support.stories import entries


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose edition of 22 November is published; tests must not change it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 2, datetime(2026, 11, 22, 3, tzinfo=UTC))))
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    (folder / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
        patch.chdir(folder)
        patch.setattr("briefing.wiring.workspace.open_workspace", open_quick)
        assert shell(["run"]) == 0
    return folder


@pytest.fixture
def published(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that workspace to break; the program runs in it at 08:00 in Kyiv."""
    folder = tmp_path / "house"
    shutil.copytree(made, folder)
    (folder / "clock").write_text("2026-11-22T06:00:00Z", "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
    monkeypatch.chdir(folder)
    return folder
