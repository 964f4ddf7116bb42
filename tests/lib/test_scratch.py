"""Temporary folders: gone with their process, or with the next one when it was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from briefing.lib.scratch import DAY, Scratch, clear_dead

DYING = """if 1:
    import os
    from briefing.lib.scratch import Scratch
    mine = Scratch("mix")
    (mine.path / "in.wav").touch()
    os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_what_the_dead_left_goes_and_what_the_living_use_stays(temporary: Path) -> None:
    """The folder of a killed process is removed with its files, that of one at work is not, and it is private."""
    died = subprocess.run([sys.executable, "-c", DYING], env=os.environ, check=False)
    assert died.returncode == -signal.SIGKILL
    (dead,) = temporary.iterdir()
    assert names(dead) == [".lock", "in.wav"]
    with Scratch("speak") as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "line.wav").touch()
        clear_dead()
        assert names(temporary) == [folder.name]
        assert dead != folder
        assert names(folder) == [".lock", "line.wav"]
    assert names(temporary) == []


@pytest.mark.parametrize(
    ("name", "old", "stays"),
    [
        pytest.param("briefing-mix-abc", True, False, id="a day old, of an older version"),
        pytest.param("briefing-mix-abc", False, True, id="new: its lock may be on its way"),
        pytest.param("briefing-speak-abc", True, False, id="of a voice"),
        pytest.param("briefing-0-abc", True, True, id="another of ours"),
        pytest.param("somebody", True, True, id="another's"),
    ],
)
def test_what_has_no_lock(temporary: Path, name: str, old: bool, stays: bool) -> None:
    """It goes when it is a day old and has a name of ours."""
    (temporary / name).mkdir()
    (temporary / name / "in.wav").touch()
    date(temporary / name, old)
    clear_dead()
    assert (temporary / name).exists() is stays


def test_a_file_and_a_link(temporary: Path) -> None:
    """An old file with a name of ours goes; a link is not followed."""
    (temporary / "briefing-mix-file").touch()
    date(temporary / "briefing-mix-file", old=True)
    (temporary / "precious" / "sub").mkdir(parents=True)
    (temporary / "precious" / ".lock").touch()
    (temporary / "briefing-mix-link").symlink_to(temporary / "precious")
    clear_dead()
    assert names(temporary) == ["briefing-mix-link", "precious"]
    assert names(temporary / "precious") == [".lock", "sub"]


def date(path: Path, old: bool) -> None:
    """Date a path now, or more than a day ago."""
    at = time.time() - (DAY + 60 if old else 0)
    os.utime(path, (at, at))
