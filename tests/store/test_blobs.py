"""Blobs: what every adapter keeps to, and what the folder does with damage."""

from __future__ import annotations

import hashlib
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model.errors import CannotWrite
from briefing.model.ports import Blobs
from briefing.store.blobs import FolderBlobs

KEY = "0123456789abcdef" * 2


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_bytes_come_back_as_they_were_put(blobs: Blobs, data: bytes) -> None:
    """Any bytes, none at all too, come back whole."""
    key = hashlib.sha256(data).hexdigest()
    blobs.put(key, data)
    assert blobs.get(key) == data


def test_what_was_never_put_is_none(blobs: Blobs) -> None:
    """A key without bytes gives None."""
    assert blobs.get(KEY) is None


def test_a_keys_bytes_never_change(blobs: Blobs) -> None:
    """Putting other bytes under a key leaves those that are there."""
    blobs.put(KEY, b"one")
    blobs.put(KEY, b"two")
    assert blobs.get(KEY) == b"one"


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("../../../../etc/passwd", id="a way out of the folder"),
        pytest.param("/etc/passwd", id="an absolute path"),
        pytest.param("ABCDEF0123456789", id="upper case"),
        pytest.param("abcdef012345678", id="15 digits"),
        pytest.param("a" * 65, id="65 digits"),
        pytest.param(KEY + "\n", id="a line break after it"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_not_a_content_key_is_refused(tmp_path: Path, key: str) -> None:
    """Only lower-case hex digits ever become a file's name."""
    folder = FolderBlobs(tmp_path)
    with pytest.raises(ValueError, match="is not a content key"):
        folder.get(key)
    with pytest.raises(ValueError, match="is not a content key"):
        folder.put(key, b"x")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda kept: kept[:-1], id="one byte short"),
        pytest.param(lambda kept: kept[: len(kept) // 2], id="cut in the middle"),
        pytest.param(lambda kept: kept[:10], id="shorter than its seal"),
        pytest.param(lambda kept: b"", id="empty"),
        pytest.param(lambda kept: bytes([kept[0] ^ 1]) + kept[1:], id="a bit flipped"),
        pytest.param(lambda kept: kept + b"\0", id="a byte too many"),
        pytest.param(lambda kept: bytes(len(kept)), id="zeros, as a crash may leave"),
    ],
)
def test_a_damaged_file_counts_as_none_and_is_mended(tmp_path: Path, damage: object) -> None:
    """The stage that needs the bytes makes them again, and they take the damaged file's place."""
    assert callable(damage)
    folder = FolderBlobs(tmp_path)
    folder.put(KEY, b"sound " * 100)
    file = next(path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(damage(file.read_bytes()))
    assert folder.get(KEY) is None
    folder.put(KEY, b"sound " * 100)
    assert folder.get(KEY) == b"sound " * 100


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """Bytes that do not fit are refused in one line, and no part of them stays."""
    folder = FolderBlobs(tmp_path)
    with small_disk(10_000), pytest.raises(CannotWrite, match="cannot be written: File too large: look at"):
        folder.put(KEY, bytes(20_000))
    assert folder.get(KEY) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """A path that cannot be a folder is refused in our words, for reading and for writing."""
    (tmp_path / "blobs").write_text("not a folder")
    folder = FolderBlobs(tmp_path / "blobs")
    with pytest.raises(CannotWrite, match="Not a directory"):
        folder.put(KEY, b"x")
    with pytest.raises(CannotWrite, match="Not a directory"):
        folder.get(KEY)
