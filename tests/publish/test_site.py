from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing.model.errors import CannotWrite
from briefing.model.ports import Publisher
from briefing.store.site import FolderPublisher
from tests.publish import given
from tests.support.fakes.publish import MemoryPublisher

FILES = {"index.html": b"page", "a.mp3": b"sound"}


@pytest.fixture(params=["folder", "memory"])
def publisher(request: pytest.FixtureRequest, tmp_path: Path) -> Publisher:
    """Every publisher keeps the same promises."""
    return FolderPublisher(tmp_path / "site") if request.param == "folder" else MemoryPublisher()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a site."""
    return tmp_path / "site"


def test_a_folder_is_placed_and_read_back(publisher: Publisher) -> None:
    """What was placed is there; what was not is None."""
    publisher.place("morning/2026-11-22", FILES)
    assert publisher.read("morning/2026-11-22/a.mp3") == b"sound"
    assert publisher.read("morning/2026-11-22/b.mp3") is None
    assert publisher.read("morning/2026-11-22/a.mp3/x") is None


def test_placing_again_replaces_and_keeps_the_others(publisher: Publisher) -> None:
    """Files that are not named stay: the old sound of a corrected episode."""
    publisher.place("morning/2026-11-22", FILES)
    publisher.place("morning/2026-11-22", {"index.html": b"new page", "a-r2.mp3": b"new sound"})
    assert publisher.read("morning/2026-11-22/a.mp3") == b"sound"
    assert publisher.read("morning/2026-11-22/index.html") == b"new page"


def test_writing_says_whether_a_byte_changed(publisher: Publisher) -> None:
    """The second time nothing changes."""
    assert publisher.write("morning/feed.xml", b"one")
    assert not publisher.write("morning/feed.xml", b"one")
    assert publisher.write("morning/feed.xml", b"two")
    assert publisher.read("morning/feed.xml") == b"two"


def test_a_stamp_tells_whether_files_were_touched(publisher: Publisher) -> None:
    """It stays while nothing is written, is another when one of the files is, and there is none when one is missing."""
    publisher.place("morning/2026-11-22", FILES)
    paths = [f"morning/2026-11-22/{name}" for name in FILES]
    before = publisher.compute_stamp(paths)
    assert before
    assert publisher.compute_stamp(paths) == before
    publisher.write(paths[0], b"egap")
    assert publisher.compute_stamp(paths) not in ("", before)
    assert publisher.compute_stamp([*paths, "morning/2026-11-22/b.mp3"]) == ""
    assert publisher.compute_stamp([f"{paths[1]}/x"]) == ""


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/x", "a/.hidden", ".", "", "a\\b", "a\0b", ".."], ids=repr
)  # fmt: skip
def test_no_path_leads_out_of_the_site(publisher: Publisher, path: str) -> None:
    """Nothing is written above the site or under a hidden name."""
    acts: list[Callable[[], object]] = [
        lambda: publisher.write(path, b"x"), lambda: publisher.place(path, FILES), lambda: publisher.place("a", {path: b"x"}),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(CannotWrite):
            act()


def test_equal_files_are_left_untouched(root: Path) -> None:
    """Writing and placing the same bytes again does not even change a file's time or inode."""
    publisher = FolderPublisher(root)
    publisher.place("morning/2026-11-22", FILES)
    publisher.write("index.html", b"page")
    before = given.marks(root)
    publisher.place("morning/2026-11-22", FILES)
    publisher.write("index.html", b"page")
    assert given.marks(root) == before


def test_what_is_published_can_be_read_by_the_web_server(root: Path) -> None:
    """Files and folders have the modes that the umask gives, not those of temporary ones."""
    FolderPublisher(root).place("morning/2026-11-22", FILES)
    mask = os.umask(0)
    os.umask(mask)
    assert (root / "morning/2026-11-22").stat().st_mode & 0o777 == 0o777 & ~mask
    assert (root / "morning/2026-11-22/a.mp3").stat().st_mode & 0o777 == 0o666 & ~mask


def test_leftovers_of_a_killed_run_do_no_harm(root: Path) -> None:
    """A half-written folder or file under its hidden name is thrown away, not published."""
    hidden = root / "morning" / ".2026-11-22.new"
    hidden.mkdir(parents=True)
    (hidden / "stale").write_bytes(b"x")
    (root / ".index.html.new").write_bytes(b"a much longer half page")
    publisher = FolderPublisher(root)
    publisher.place("morning/2026-11-22", FILES)
    publisher.write("index.html", b"page")
    assert sorted(file.name for file in root.rglob("*") if file.is_file()) == ["a.mp3", "index.html", "index.html"]


@contextmanager
def refusing(call: str) -> Iterator[None]:
    """A disk on which one call fails: no file may be longer than a page, or fsync or rename report an error."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patched:
        if call == "write":
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        elif call == "fsync":
            patched.setattr(os, "fsync", refuse)
        else:
            patched.setattr(Path, "rename", refuse)
            patched.setattr(Path, "replace", refuse)
        try:
            yield
        finally:
            if call == "write":
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("before", [{}, {"index.html": b"old", "a.mp3": b"old"}], ids=["new folder", "folder is there"])
def test_all_or_nothing_when_the_disk_refuses(root: Path, call: str, before: dict[str, bytes]) -> None:
    """What was there stays as it was, nothing hidden is left, and the error names what could not be written."""
    publisher = FolderPublisher(root)
    publisher.write("index.html", b"site")
    if before:
        publisher.place("morning/2026-11-22", before)
    with refusing(call), pytest.raises(CannotWrite, match="2026-11-22: cannot be written: "):
        publisher.place("morning/2026-11-22", {"index.html": b"page", "a.mp3": b"sound" * 2000})
    with refusing(call), pytest.raises(CannotWrite, match=r"index.html: cannot be written: "):
        publisher.write("index.html", b"new" * 2000)
    assert publisher.read("index.html") == b"site"
    assert {file.name: file.read_bytes() for file in root.glob("morning/*/*")} == before
    assert not [file for file in root.rglob("*") if file.name.startswith(".")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else(root: Path) -> None:
    """No permission is an error with the path, no traceback."""
    root.mkdir()
    root.chmod(0o500)
    with pytest.raises(CannotWrite, match="Permission denied"):
        FolderPublisher(root).place("morning/2026-11-22", FILES)


def test_a_file_where_a_folder_belongs(root: Path) -> None:
    """It is refused with the path."""
    root.mkdir()
    (root / "morning").write_bytes(b"x")
    with pytest.raises(CannotWrite, match="morning"):
        FolderPublisher(root).write("morning/feed.xml", b"x")
    (root / "folder").mkdir()
    with pytest.raises(CannotWrite, match="cannot be read"):
        FolderPublisher(root).read("folder")
