"""A broken feeds.yaml and an unattended run: programmes continue, people are notified once, and once when it is over."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

TELL = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + '\\n')"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A feeds.yaml that a run has found right, with an output folder of its own; its show tells of troubles by a command."""
    command = json.dumps([sys.executable, "-c", TELL, str(tmp_path / "told")])
    (tmp_path / "a.xml").write_bytes(rss("Ledger", entries(0, 3, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    file = feeds_yaml(tmp_path, [{"path": "a.xml", "name": "Ledger"}], notify=f"{{command: {command}}}")
    file.write_text(f"output: elsewhere\n{file.read_text('utf-8')}", "utf-8")
    assert briefing(tmp_path, "run", "--last-good").returncode == 0
    (tmp_path / "a.xml").write_bytes(rss("Ledger", entries(3, 6, datetime(2026, 11, 23, 3, 0, tzinfo=UTC))))
    return file


def test_programmes_go_on_behind_a_broken_edit(config: Path) -> None:
    """The next day's edition is made by the last good file, the code is 78, and each change is told once."""
    folder, good = config.parent, config.read_text("utf-8")
    config.write_text(good.replace("minutes: 5", "minutes: five"), "utf-8")
    for minute in (5, 15):
        done = briefing(folder, "run", "--last-good", now=f"2026-11-23T04:{minute:02}:00Z")
        assert done.returncode == 78, done.stderr
        assert "feeds.yaml: the last good one is used: " in done.stderr
    assert (folder / "elsewhere/site/morning/2026-11-23/morning-2026-11-23.mp3").is_file()
    assert (folder / "told").read_text("utf-8").count("minutes") == 1
    config.write_text(good, "utf-8")
    for minute in (20, 35):
        assert briefing(folder, "run", "--last-good", now=f"2026-11-23T04:{minute:02}:00Z").returncode == 0
    assert (folder / "told").read_text("utf-8").count("It is over.") == 1


@pytest.mark.parametrize(
    ("arguments", "forget"),
    [
        pytest.param(["run"], False, id="a run that a person watches"),
        pytest.param(["run", "--last-good"], True, id="no file was ever right"),
    ],
)
def test_nothing_is_made_by_a_broken_file(config: Path, arguments: list[str], forget: bool) -> None:
    """Without --last-good, or without a last good file, the mistake is reported and no edition is made."""
    if forget:
        (config.parent / "elsewhere/state/feeds.good.yaml").unlink()
    config.write_text(config.read_text("utf-8").replace("minutes: 5", "minutes: five"), "utf-8")
    done = briefing(config.parent, *arguments, now="2026-11-23T04:05:00Z")
    assert (done.returncode, done.stdout) == (78, "")
    assert "minutes" in done.stderr
    assert not (config.parent / "elsewhere/site/morning/2026-11-23").exists()
