"""Making room: what goes, and above all what stays."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config.values import Config, Retention
from briefing.model.edition import Run
from briefing.model.news import Answer
from briefing.scheduling.maintenance import run_maintenance
from briefing.store.backup import back_up, list_backups, prune_backups
from briefing.store.blobs import FolderBlobs
from briefing.store.items import KEPT_PER_FEED
from briefing.store.locks import FileLease
from briefing.store.open import open_store
from briefing.wiring.workspace import Workspace, open_workspace
from tests.config import reading
from tests.store.values import run, slot
from tests.support import make

FEEDS = "shows: {morning: {title: T, feeds: [{url: 'https://a.example/'}]}}"
LONG_AGO = make.NOW - timedelta(days=100)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace without episodes."""
    config: Config = replace(reading.config(tmp_path, FEEDS), output=tmp_path / "output", retention=Retention(clips_mb=1))
    with open_workspace(config) as opened:
        yield opened


def claimed(home: Workspace, day: date, **changes: object) -> Run:
    """Keep a run of a day with something in every field."""
    made = run(home.store.claims.claim(slot(day=day)).edition)
    home.store.runs.save(made := replace(made, **changes))  # type: ignore[arg-type]  # fields of a run
    return made


def test_once_a_day(home: Workspace) -> None:
    """The first call of a day backs up, the second does nothing, the next day's does again."""
    assert any("backed up as" in note for note in run_maintenance(home, make.NOW)[0])
    assert run_maintenance(home, make.NOW + timedelta(hours=9)) == ([], [])
    assert run_maintenance(home, make.NOW + timedelta(days=1))[0]
    assert [day for day, _ in list_backups(home.state / "backups")] == [date(2026, 11, 23), date(2026, 11, 22)]


def test_a_backup_that_is_only_remembered_is_made(home: Workspace) -> None:
    """A restored database says that it was backed up today; where there is no backup, one is made at once."""
    run_maintenance(home, make.NOW)
    shutil.rmtree(home.state / "backups")
    assert any("backed up as" in note for note in run_maintenance(home, make.NOW)[0])
    assert run_maintenance(home, make.NOW) == ([], [])


def test_a_failure_is_a_note(home: Workspace) -> None:
    """What cannot be done is said, and the rest is done."""
    (home.state / "backups").write_text("a file in the way")
    old = claimed(home, date(2026, 6, 1), state="published")
    _, failures = run_maintenance(home, make.NOW)
    assert any(failure.startswith("not cleaned up: ") for failure in failures)
    assert home.store.runs.find(old.edition.id) != old


def test_old_backups_go_but_never_the_newest_sound_one(tmp_path: Path) -> None:
    """However old it is, and whatever damaged ones are newer."""
    store = open_store(f"sqlite:///{tmp_path / 'briefing.db'}")
    for day in (1, 2):
        back_up(tmp_path / "briefing.db", tmp_path / f"briefing-2026-11-0{day}.db")
    store.close()
    (tmp_path / "briefing-2026-11-20.db").write_bytes(b"damaged")
    (tmp_path / "notes.db").write_bytes(b"not ours")
    assert [path.name for path in prune_backups(tmp_path, date(2026, 11, 15))] == ["briefing-2026-11-01.db"]
    assert sorted(path.name for path in tmp_path.glob("*-*.db")) == ["briefing-2026-11-02.db", "briefing-2026-11-20.db"]
    assert (tmp_path / "notes.db").exists()


def test_clips_used_longest_ago_go_first(home: Workspace) -> None:
    """The cap is kept, an unfinished run's clips stay however old, and what writers that died left goes."""
    blobs = FolderBlobs(home.state / "blobs")
    under_way = claimed(home, date(2026, 11, 22), state="spoken")
    keys = [under_way.clips[0].key, *(f"{number:02x}" * 16 for number in range(1, 5))]
    for age, key in zip((50, 40, 30, 20, 10), keys, strict=True):
        blobs.put(key, b"x" * 400_000)
        path = home.state / "blobs" / key[:2] / key
        os.utime(path, (time.time() - age * 86_400,) * 2)
    part = home.state / "blobs/ab/.left.part"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    assert blobs.get(keys[1])  # used now: no longer the oldest
    assert "3 clips removed, the others have 1 MB at most" in run_maintenance(home, make.NOW)[0]
    assert [bool(blobs.get(key)) for key in keys] == [True, True, False, False, False]
    assert not part.exists()


def test_no_clip_goes_while_an_edition_is_at_work(home: Workspace) -> None:
    """Its newest clips are not recorded yet."""
    blobs = FolderBlobs(home.state / "blobs")
    under_way = claimed(home, date(2026, 11, 22), state="written")
    blobs.put("ab" * 16, b"x" * 2_000_000)
    with FileLease(home.state / "locks").hold(under_way.edition.id):
        run_maintenance(home, make.NOW)
    assert blobs.get("ab" * 16)


@pytest.mark.parametrize("state", ["published", "corrected", "nothing", "missed"])
def test_old_runs_are_kept_in_short(home: Workspace, state: str) -> None:
    """What they made goes, what they came to stays, so that they can still be shown, corrected and never made again."""
    old = claimed(home, date(2026, 6, 1), state=state)
    new = claimed(home, date(2026, 11, 20), state=state)
    run_maintenance(home, make.NOW)
    slim = home.store.runs.find(old.edition.id)
    assert slim == replace(old, rundown=None, script=None, clips=(), programme=None, notes=())
    assert home.store.runs.find(new.edition.id) == new
    assert home.store.runs.strip_finished(make.NOW - timedelta(days=90)) == 0


@pytest.mark.parametrize("state", ["waiting", "failed", "written", "mixed"])
def test_unfinished_runs_are_untouched(home: Workspace, state: str) -> None:
    """However old they are."""
    old = claimed(home, date(2026, 6, 1), state=state)
    run_maintenance(home, make.NOW)
    assert home.store.runs.find(old.edition.id) == old


def test_old_items_are_forgotten(home: Workspace) -> None:
    """But for those that a run of the last days or one under way cites, and those their feed may still hold."""
    first = [replace(make.item(title=f"old {number}"), seen=LONG_AGO, published=LONG_AGO) for number in range(KEPT_PER_FEED)]
    oldest = [replace(item, id=f"o{n}", published=LONG_AGO - timedelta(days=1)) for n, item in enumerate(first[:4])]
    other = replace(make.item(title="of a feed that is dead", feed="dead"), seen=LONG_AGO, published=LONG_AGO)
    home.store.items.save(Answer(make.feed(), (*first, *oldest), None, ()))
    home.store.items.save(Answer(make.feed("dead"), (other,), None, ()))
    claimed(home, date(2026, 11, 20), state="published", told=("o1",))
    claimed(home, date(2026, 6, 1), state="waiting", told=("o2",))
    claimed(home, date(2026, 6, 2), state="published", told=("o3",))
    assert "2 items forgotten" in run_maintenance(home, make.NOW)[0]
    known = {item.id for item in home.store.items.load_newest(["o0", "o1", "o2", "o3", other.id, first[0].id])}
    assert known == {"o1", "o2", other.id, first[0].id}


def test_old_logs_go(home: Workspace) -> None:
    """Those older than they are to be kept; damaged databases and rehearsals are never removed."""
    for name in ("logs/old.log", "logs/new.log", "damaged/old.db", "rehearsals/old.mp3"):
        (home.state / name).parent.mkdir(parents=True, exist_ok=True)
        (home.state / name).write_text("x")
        if "old" in name:
            os.utime(home.state / name, (0, 0))
    assert "1 log removed" in run_maintenance(home, datetime.now(make.NOW.tzinfo))[0]
    assert not (home.state / "logs/old.log").exists()
    assert all((home.state / name).exists() for name in ("logs/new.log", "damaged/old.db", "rehearsals/old.mp3"))


def test_locks_of_old_editions_go(home: Workspace) -> None:
    """Those of this season and the workspace's own stay."""
    names = ("morning-2026-06-01", "morning-2026-06-01-1800", "morning-2026-11-22", "site", "morning.air")
    for name in names:
        with home.lease.hold(name):
            pass
    for name in ("morning-2026-06-01", "morning-2026-06-01-1800", "site"):
        os.utime(home.state / "locks" / f"{name}.lock", (0, 0))
    run_maintenance(home, make.NOW)
    assert {file.stem for file in (home.state / "locks").iterdir()} >= {"morning-2026-11-22", "site", "morning.air"}
    assert not list((home.state / "locks").glob("morning-2026-06-01*"))
