"""A disk that is full, read-only or limited: exit 73 in one line, nothing half-written to be seen, and the next run goes on."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from briefing.verify.verify import verify_site as verified
from tests.support.newsroom import feeds_yaml, rss, tree
from tests.support.stories import entries

pytestmark = pytest.mark.slow

FIRST = datetime(2026, 11, 22, 4, 5, tzinfo=UTC)
ROOM = 50_000_000  # bytes
FULL = [
    pytest.param(0, id="not a byte"),
    pytest.param(10_000, id="10 kB", marks=pytest.mark.thorough),
    pytest.param(60_000, id="60 kB"),
    pytest.param(200_000, id="200 kB", marks=pytest.mark.thorough),
    pytest.param(500_000, id="500 kB"),
    pytest.param(900_000, id="900 kB", marks=pytest.mark.thorough),
    pytest.param(1_300_000, id="1.3 MB"),
]
LIMITS = [
    pytest.param(1_000, id="1 kB a file"),
    pytest.param(20_000, id="20 kB a file", marks=pytest.mark.thorough),
    pytest.param(120_000, id="120 kB a file"),
    pytest.param(300_000, id="300 kB a file", marks=pytest.mark.thorough),
]


@dataclass(frozen=True, slots=True)
class Mounts:
    """File systems in memory, mounted where a test wants them."""

    made: list[Path]

    def mount(self, folder: Path, options: str = f"size={ROOM}") -> Path:
        """Mount one on a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True, capture_output=True)
        self.made.append(folder)
        return folder

    def again(self, folder: Path, options: str) -> None:
        """Mount it with other options."""
        subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True, capture_output=True)

    def leave(self, folder: Path, free: int) -> None:
        """Leave so many bytes free, in whole pages."""
        there = os.statvfs(folder)
        self.again(folder, f"size={max((there.f_blocks - there.f_bfree) * there.f_frsize + free, 4096)}")


@pytest.fixture
def mounts() -> Iterator[Mounts]:
    """File systems that a test may mount, shrink and make read-only; skips where that is not allowed."""
    made = Mounts([])
    if os.geteuid():
        pytest.skip("only root may mount a file system")
    yield made
    for folder in reversed(made.made):
        subprocess.run(["umount", "-l", str(folder)], check=True)


def run(folder: Path, day: int, *, minutes: int = 0, limit: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a day with news of its own, with a limit on the size of its files (0: none)."""
    now = FIRST + timedelta(days=day, minutes=minutes)
    first = 2 * (day % 3)
    (folder / "a.xml").write_bytes(rss("Valley Ledger", entries(first, first + 2, FIRST + timedelta(days=day, hours=-1))))
    (folder / "clock").write_text(now.isoformat(), "utf-8")
    before: Callable[[], None] | None = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)) if limit else None
    return subprocess.run(
        [sys.executable, "-m", "briefing", "run"],
        cwd=folder,
        env={**os.environ, "BRIEFING_CLOCK_FILE": str(folder / "clock"), "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=before,
    )


def newsroom(folder: Path) -> Path:
    """Write feeds.yaml; return the site's folder."""
    feeds_yaml(folder, [{"path": "a.xml", "name": "Valley Ledger", "rights": "own"}], minutes=1)
    return folder / "output" / "site"


def published(site: Path) -> dict[str, bytes]:
    """Return what of a site stays for ever: the files in the episodes' folders."""
    return {name: data for name, (data, _) in tree(site).items() if name.count("/") == 2}


def refused(done: subprocess.CompletedProcess[str]) -> None:
    """Assert that a run ended with 73, saying why without a trace."""
    assert (done.returncode, "Traceback" in done.stderr) == (73, False), done.stderr
    assert all(line.count(": ") for line in done.stderr.splitlines()), done.stderr


def whole(site: Path, episodes: int) -> None:
    """Assert that a site has so many episodes, nothing hidden or half, and that verify finds no fault."""
    assert len(list(site.rglob("*.mp3"))) == episodes
    assert not list(site.rglob(".*"))
    if episodes:
        assert [found for found in verified(site) if found.verdict == "fault"] == []


@pytest.mark.parametrize("free", FULL)
def test_a_full_disk(tmp_path: Path, mounts: Mounts, free: int) -> None:
    """With so little room left, yesterday's episode stays byte for byte, and with room today's is made."""
    output, site = mounts.mount(tmp_path / "output"), newsroom(tmp_path)
    assert run(tmp_path, 0).returncode == 0
    before = published(site)
    mounts.leave(output, free)
    full = run(tmp_path, 1)
    if full.returncode or free < 500_000:
        refused(full)
        assert published(site) == before
        whole(site, 1)
    mounts.leave(output, ROOM)
    mended = run(tmp_path, 1, minutes=10)
    assert mended.returncode == 0, mended.stderr
    assert before.items() <= published(site).items()
    whole(site, 2)


@pytest.mark.parametrize("free", FULL[:5])
def test_full_before_the_first_run(tmp_path: Path, mounts: Mounts, free: int) -> None:
    """A workspace on a full disk reports it, and makes its first episode when there is room."""
    output, site = mounts.mount(tmp_path / "output"), newsroom(tmp_path)
    mounts.leave(output, free)
    refused(run(tmp_path, 0))
    whole(site, 0)
    mounts.leave(output, ROOM)
    mended = run(tmp_path, 0, minutes=10)
    assert mended.returncode == 0, mended.stderr
    whole(site, 1)


def test_no_more_files(tmp_path: Path, mounts: Mounts) -> None:
    """On a file system that takes no more files, a quota's other half, nothing is lost and the next run goes on."""
    output, site = mounts.mount(tmp_path / "output"), newsroom(tmp_path)
    assert run(tmp_path, 0).returncode == 0
    before, there = published(site), os.statvfs(output)
    mounts.again(output, f"nr_inodes={there.f_files - there.f_ffree + 3}")
    refused(run(tmp_path, 1))
    assert published(site) == before
    whole(site, 1)
    mounts.again(output, "nr_inodes=10000")
    assert run(tmp_path, 1, minutes=10).returncode == 0
    whole(site, 2)


@pytest.mark.parametrize("which", [pytest.param("site", id="the site"), pytest.param("", id="all of output")])
def test_a_read_only_folder(tmp_path: Path, mounts: Mounts, which: str) -> None:
    """With a folder that is not writable, the episodes there stay, and the next run that may write publishes."""
    folder, site = mounts.mount(tmp_path / "output" / which), newsroom(tmp_path)
    assert run(tmp_path, 0).returncode == 0
    before = published(site)
    mounts.again(folder, "ro")
    refused(run(tmp_path, 1))
    assert published(site) == before
    whole(site, 1)
    mounts.again(folder, "rw")
    assert run(tmp_path, 1, minutes=10).returncode == 0
    whole(site, 2)


@pytest.mark.parametrize("free", [pytest.param(60_000, id="60 kB"), pytest.param(900_000, id="900 kB", marks=pytest.mark.thorough)])
def test_a_full_folder_for_temporary_files(tmp_path: Path, mounts: Mounts, free: int) -> None:
    """When there is no room for what is only held for a moment, the run says so as for any disk."""
    site, temporary = newsroom(tmp_path), mounts.mount(tmp_path / "tmp", f"size={free}")
    refused(run(tmp_path, 0, TMPDIR=str(temporary)))
    whole(site, 0)
    assert run(tmp_path, 0, minutes=10).returncode == 0
    whole(site, 1)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_on_the_size_of_files(tmp_path: Path, limit: int) -> None:
    """Where the system refuses to let a file grow, as a quota does, the episode there stays and the next run goes on."""
    site = newsroom(tmp_path)
    assert run(tmp_path, 0).returncode == 0
    before = published(site)
    refused(run(tmp_path, 1, limit=limit))
    assert published(site) == before
    whole(site, 1)
    assert run(tmp_path, 1, minutes=10).returncode == 0
    whole(site, 2)
