"""Leases: what every adapter keeps to, and what the kernel does when a holder dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.model.errors import CannotWrite, Held
from briefing.model.ports import Lease
from briefing.store.locks import FileLease

NAME = "morning-2026-11-22"


def test_only_one_holds_it(lease: Lease) -> None:
    """A second holder is told at once, by name, that it is held; other names are free."""
    with lease.hold(NAME), lease.hold("site"), pytest.raises(Held, match=NAME) as caught, lease.hold(NAME):
        pytest.fail("held twice")
    assert caught.value.exit_code == 75


def test_it_is_free_again_afterwards(lease: Lease) -> None:
    """Leaving frees it, by an error too, and an unsuccessful try takes nothing."""
    with pytest.raises(RuntimeError), lease.hold(NAME):
        raise RuntimeError
    with lease.hold(NAME), pytest.raises(Held), lease.hold(NAME):
        pytest.fail("held twice")
    with lease.hold(NAME):
        pass


def test_two_houses_of_one_folder_share_their_locks(tmp_path: Path) -> None:
    """Another object, as another program has it, sees what is held."""
    with FileLease(tmp_path / "locks").hold(NAME), pytest.raises(Held), FileLease(tmp_path / "locks").hold(NAME):
        pytest.fail("held twice")


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".hidden", "a\n", "x" * 101])
def test_a_name_is_a_safe_file_name(tmp_path: Path, name: str) -> None:
    """A name that could leave the folder is refused."""
    with pytest.raises(ValueError, match="is not the name of a lock"), FileLease(tmp_path).hold(name):
        pytest.fail("held")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Where there can be no lock file the error says so, instead of running without a lock."""
    (tmp_path / "locks").write_text("not a folder")
    with pytest.raises(CannotWrite, match="cannot hold a lock"), FileLease(tmp_path / "locks").hold(NAME):
        pytest.fail("held")


HOLDER = """
import os, subprocess, sys, time
from pathlib import Path
from briefing.store.locks import FileLease
with FileLease(Path(sys.argv[1])).hold(sys.argv[2]):
    child = subprocess.Popen(["sleep", "60"]).pid if sys.argv[3] == "spawned" else os.fork()
    if child == 0:
        time.sleep(60)
    print(child, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("child", ["spawned", "forked"])
def test_a_killed_holder_frees_it_though_its_child_lives(tmp_path: Path, child: str) -> None:
    """After kill -9 the lock is free, even while a process that the holder started is still there."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path), NAME, child], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        orphan = int(holder.stdout.readline())
        try:
            with pytest.raises(Held), FileLease(tmp_path).hold(NAME):
                pytest.fail("held twice")
            holder.kill()
            holder.wait()
            os.kill(orphan, 0)  # it still lives
            with FileLease(tmp_path).hold(NAME, wait=10):  # a forked child lets go when it first gets to run
                pass
        finally:
            os.kill(orphan, signal.SIGKILL)
            holder.kill()
