"""What lies below output/state is its owner's alone, but for the metrics; what the owner opened to others stays open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.store.open import open_store
from tests.support.newsroom import briefing, feeds_yaml, rss, wire
from tests.support.stories import entries


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """An umask that takes nothing away, so that only what the program asks for counts."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The permissions of a folder and of all below it, by their paths from it."""
    return {str(path.relative_to(folder)): path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}


def usual(folder: Path, found: dict[str, int]) -> dict[str, int]:
    """What their permissions should be: the metrics are for node_exporter, the rest is the owner's."""
    return {name: 0o644 if name == "briefing.prom" else 0o700 if (folder / name).is_dir() else 0o600 for name in found}


def run(folder: Path, day: int, *flags: str) -> None:
    """Make the edition of a day."""
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", entries(day, 3, datetime(2026, 11, day, 3, tzinfo=UTC))))
        feeds_yaml(folder, [{"url": url, "name": "Valley Ledger"}], when_empty="announce")
        made = briefing(folder, "run", *flags, now=f"2026-11-{day}T04:05:00Z", process=True)
    assert made.returncode == 0, made.stderr


@pytest.mark.slow
def test_only_the_owner_gets_in(tmp_path: Path) -> None:
    """Runs, a rehearsal, a backup, a restore and a repaired database leave nothing that others may read; the site is open."""
    run(tmp_path, 22, "--last-good")
    run(tmp_path, 22, "morning", "--rehearse")
    assert briefing(tmp_path, "state", "backup", process=True).returncode == 0
    assert briefing(tmp_path, "state", "restore", "--newest", process=True).returncode == 0
    state = tmp_path / "output" / "state"
    (state / "briefing.db").write_bytes(b"no database" * 1000)
    run(tmp_path, 23)
    found = modes(state)
    assert found == usual(state, found)
    tops = {name.split("/")[0] for name in found}
    assert tops >= {"briefing.db", "blobs", "locks", "logs", "backups", "damaged", "sources", "rehearsals", "briefing.prom"}
    public = modes(tmp_path / "output" / "site") | {"output": (tmp_path / "output").stat().st_mode & 0o777}
    assert set(public.values()) == {0o777, 0o666}


@pytest.mark.slow
def test_what_the_owner_opened_stays_open(tmp_path: Path) -> None:
    """A folder or file that was given to others keeps its mode, also when it is written again; what is new beside it is private."""
    run(tmp_path, 22, "--last-good")
    state = tmp_path / "output" / "state"
    opened = {".": 0o755, "logs": 0o750, "briefing.db": 0o640, "feeds.good.yaml": 0o644, "briefing.prom": 0o664,
              "logs/briefing-2026-11-22.jsonl": 0o640, "locks/site.lock": 0o660}  # fmt: skip
    for name, mode in opened.items():
        (state / name).chmod(mode)
    run(tmp_path, 22, "--last-good")
    run(tmp_path, 23, "--last-good")
    found = modes(state)
    assert found == usual(state, found) | opened
    (state / "briefing.db").write_bytes(b"no database" * 1000)
    run(tmp_path, 24)
    assert modes(state)["briefing.db"] == 0o640


def test_the_log_of_the_database_has_its_mode(tmp_path: Path) -> None:
    """While the database is open no other user reads what was written last; one that was opened to a group is so with its log."""
    file = tmp_path / "briefing.db"
    for mode in (0o600, 0o640):
        store = open_store(f"sqlite:///{file}")
        try:
            if mode != 0o600:
                file.chmod(mode)
                store.close()
                store = open_store(f"sqlite:///{file}")
            store.marks.put("a", "b")
            assert {name: found for name, found in modes(tmp_path).items() if name != "."} == dict.fromkeys(
                ("briefing.db", "briefing.db-wal", "briefing.db-shm"), mode
            )
        finally:
            store.close()
