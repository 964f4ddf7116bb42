"""What is made for its owner alone, and what keeps the mode it has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.lib.files import put_in_place
from briefing.lib.permissions import make_file, make_folder
from briefing.monitoring.heartbeat import Heartbeat, write_heartbeat
from tests.support import make


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The usual umask."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """The permissions of a path."""
    return path.stat().st_mode & 0o777


def test_folders(tmp_path: Path) -> None:
    """From the top one down they are the owner's alone; above it they are as usual, and one that is there is left alone."""
    state = tmp_path / "news" / "output" / "state"
    make_folder(state / "blobs" / "ab", state)
    assert [mode(path) for path in (state.parent.parent, state.parent)] == [0o755, 0o755]
    assert [mode(path) for path in (state, state / "blobs", state / "blobs" / "ab")] == [0o700, 0o700, 0o700]
    state.chmod(0o755)
    make_folder(state, state)
    make_folder(state / "logs", state)
    assert (mode(state), mode(state / "logs")) == (0o755, 0o700)
    make_folder(tmp_path / "elsewhere" / "copies", state)
    assert (mode(tmp_path / "elsewhere"), mode(tmp_path / "elsewhere" / "copies")) == (0o755, 0o700)


def test_files(tmp_path: Path) -> None:
    """One that is there keeps its words and its mode, also when another takes its place."""
    file, new = tmp_path / "a", tmp_path / "b"
    make_file(file)
    assert mode(file) == 0o600
    file.write_text("words")
    file.chmod(0o640)
    make_file(file)
    assert (mode(file), file.read_text()) == (0o640, "words")
    make_file(new)
    put_in_place(new, file)
    assert (mode(file), file.read_text(), new.exists()) == (0o640, "", False)


def test_the_heartbeat(tmp_path: Path) -> None:
    """It is written in place: the owner's alone at first, and open where the owner opened it."""
    file = tmp_path / "heartbeat.json"
    write_heartbeat(file, Heartbeat(1, make.NOW, 1, None, False))
    assert mode(file) == 0o600
    file.chmod(0o644)
    write_heartbeat(file, Heartbeat(1, make.NOW, 2, None, False))
    assert mode(file) == 0o644
