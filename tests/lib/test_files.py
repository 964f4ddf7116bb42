"""The one atomic write: whole or not at all, with the permissions that were asked for, whatever interrupts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from briefing.lib.files import move_file, write_file, write_whole
from briefing.model.errors import CannotWrite


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The usual umask."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """The permissions of a path."""
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"new", id="bytes"),
        pytest.param(lambda stream: [stream.write(part) for part in (b"n", b"ew")], id="a function that writes to a stream"),
    ],
)
@pytest.mark.parametrize("unique", [pytest.param(False, id="one writer"), pytest.param(True, id="several writers")])
def test_a_file_is_written(tmp_path: Path, data: bytes | Callable[[BinaryIO], object], unique: bool) -> None:
    """It holds what was given, and nothing else is left in the folder."""
    file = tmp_path / "a"
    file.write_bytes(b"an older and longer one")
    write_file(file, data, unique=unique)
    assert ([path.name for path in tmp_path.iterdir()], file.read_bytes()) == (["a"], b"new")


@pytest.mark.parametrize(
    ("asked", "keep", "before", "after"),
    [
        pytest.param(None, True, None, 0o644, id="what the umask leaves"),
        pytest.param(0o600, True, None, 0o600, id="for the owner alone"),
        pytest.param(0o666, True, None, 0o666, id="more than the umask leaves"),
        pytest.param(0o600, True, 0o640, 0o640, id="a mode that was set stays"),
        pytest.param(0o600, False, 0o640, 0o600, id="a mode that was set does not stay"),
    ],
)
def test_permissions(tmp_path: Path, asked: int | None, keep: bool, before: int | None, after: int) -> None:
    """They are exactly those asked for, or those of the file that is replaced."""
    file = tmp_path / "a"
    if before is not None:
        file.touch()
        file.chmod(before)
    write_file(file, b"", mode=asked, keep_mode=keep)
    assert mode(file) == after


CRASHES = {
    "in the middle of writing": "write_file(file, lambda out: (out.write(b'half'), out.flush(), os._exit(9)), unique={unique})",
    "between write and rename": "write_beside(file, b'whole', unique={unique}); os._exit(9)",
}


@pytest.mark.parametrize("crash", [pytest.param(code, id=name) for name, code in CRASHES.items()])
@pytest.mark.parametrize("unique", [pytest.param(False, id="one writer"), pytest.param(True, id="several writers")])
def test_a_crash_leaves_the_old_file_whole(tmp_path: Path, crash: str, unique: bool) -> None:
    """A process that ends before the rename has changed nothing, and its hidden file does no harm."""
    file = tmp_path / "a"
    file.write_bytes(b"old")
    code = "import os, sys; from pathlib import Path; from briefing.lib.files import *; file = Path(sys.argv[1]); "
    ended = subprocess.run([sys.executable, "-c", code + crash.format(unique=unique), str(file)], check=False)
    left = [path.name for path in tmp_path.iterdir() if path != file]
    assert (ended.returncode, file.read_bytes(), len(left), left[0][0]) == (9, b"old", 1, ".")
    write_file(file, b"new", unique=unique)
    assert file.read_bytes() == b"new"


def test_an_error_leaves_nothing_hidden(tmp_path: Path) -> None:
    """What cannot be written or renamed is removed, and the error is the caller's."""

    def refuse(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    file = tmp_path / "a"
    file.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left"):
        write_file(file, refuse)
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path / "folder", b"new")
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_whole(tmp_path / "folder", b"new")
    assert (sorted(path.name for path in tmp_path.iterdir()), file.read_bytes()) == (["a", "folder"], b"old")


def test_a_link_planted_under_the_hidden_name_is_not_followed(tmp_path: Path) -> None:
    """A file elsewhere is not written over by a link that stands where the hidden file will be."""
    (tmp_path / "other").write_bytes(b"foreign")
    (tmp_path / ".a.new").symlink_to(tmp_path / "other")
    with pytest.raises(OSError, match="symbolic link"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "other").read_bytes() == b"foreign"


def test_a_folder_is_moved(tmp_path: Path) -> None:
    """A folder takes a name that is free, and takes it from no other folder that holds something."""
    (tmp_path / "new").mkdir()
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a").touch()
    with pytest.raises(OSError, match="not empty"):
        move_file(tmp_path / "new", tmp_path / "old")
    move_file(tmp_path / "old", tmp_path / "free")
    assert (tmp_path / "free" / "a").is_file()
