"""What a producer is told at seven in the morning, right after runs that went badly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli import shell
from tests.support.fast import open_fast
from tests.support.newsroom import feeds_yaml, rss, shows_yaml
from tests.support.stories import entries


def test_most_feeds_failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nine of ten feeds that failed this morning need a person right after the run, and each is named."""
    (tmp_path / "0.xml").write_bytes(rss("Ledger 0", entries(0, 2, datetime(2026, 11, 22, 3, tzinfo=UTC))))
    feeds_yaml(tmp_path, [{"path": f"{number}.xml", "name": f"Ledger {number}"} for number in range(10)])
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    assert shell(["run"]) == 0
    (tmp_path / "clock").write_text("2026-11-22T04:06:00Z", "utf-8")
    capsys.readouterr()
    assert shell(["status"]) == 1
    names = ", ".join(f"Ledger {number}" for number in range(1, 10))
    assert (
        f"morning: most feeds fail: 9 of 10 feeds fail, all of them since 2026-11-22 04:05 UTC: {names}; "
        in capsys.readouterr().out
    )


def test_two_failed_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Both are named right after the run that met no feed."""
    shows_yaml(tmp_path, {key: ({}, [{"path": f"{key}.xml", "name": key}]) for key in ("morning", "evening")})
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    assert shell(["run"]) == 75
    capsys.readouterr()
    assert shell(["status"]) == 1
    said = capsys.readouterr().out
    for show in ("morning", "evening"):
        assert (
            f"  {show}: an edition is late: {show}-2026-11-22 failed 1 time and is tried again, next at 2026-11-22 04:06 UTC: "
            in said
        )
