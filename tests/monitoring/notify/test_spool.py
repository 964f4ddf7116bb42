"""What was told outside the house: kept for one user and one house, and never a reason to end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.monitoring.notify.spool import AlertSpool
from tests.monitoring.given import NOW, trouble

TOLD = trouble("house", "cannot be opened", show="", told=NOW)


def test_what_was_told_is_known_to_the_next_process(tmp_path: Path) -> None:
    """The spool is found by the workspace's folder, however that is written; an empty spool leaves no file."""
    AlertSpool(tmp_path / "output", tmp_path).save_alerts([TOLD], [])
    assert AlertSpool(tmp_path / "output", tmp_path).list_alerts() == (TOLD,)
    assert AlertSpool(tmp_path / "other", tmp_path).list_alerts() == ()
    AlertSpool(tmp_path / "output", tmp_path).save_alerts([], ["house"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["rubbish", "link", "fifo", "another user's"])
def test_what_is_not_ours_is_not_believed(tmp_path: Path, kind: str) -> None:
    """In a folder where all users may write, a file that another user put there is ignored, and recording continues."""
    slip = AlertSpool(tmp_path / "output", tmp_path)
    slip.save_alerts([TOLD], [])
    (file,) = tmp_path.glob("*.json")
    kept = file.rename(tmp_path / "kept")
    if kind == "rubbish":
        file.write_bytes(b"\xff{")
    elif kind == "link":
        file.symlink_to(kept)
    elif kind == "fifo":
        os.mkfifo(file)
    else:
        if os.getuid() != 0:
            pytest.skip("only root may give a file away")
        kept.rename(file)
        os.chown(file, 12345, 12345)
    assert slip.list_alerts() == ()
    slip.save_alerts([TOLD], [])
    assert slip.list_alerts() == (TOLD,)


def test_a_folder_that_takes_nothing(tmp_path: Path) -> None:
    """What cannot be kept is forgotten without a word: it is told again."""
    slip = AlertSpool(tmp_path / "output", tmp_path / "none")
    slip.save_alerts([TOLD], [])
    assert slip.list_alerts() == ()


def test_a_name_that_another_user_has(tmp_path: Path) -> None:
    """Where the name cannot be taken, no file is left either."""
    slip = AlertSpool(tmp_path / "output", tmp_path)
    slip.save_alerts([TOLD], [])
    (file,) = tmp_path.glob("*.json")
    file.unlink()
    (file / "in the way").mkdir(parents=True)
    slip.save_alerts([TOLD], [])
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert slip.list_alerts() == ()


def test_systemd_keeps_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service whose folder for temporary files lasts one run keeps it in the one that stays."""
    monkeypatch.setenv("STATE_DIRECTORY", f"{tmp_path}:/other")
    AlertSpool(Path("output")).save_alerts([TOLD], [])
    assert len(list(tmp_path.glob("briefing-*.json"))) == 1
