"""Damage, restoring and tidying, met by real runs."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from briefing.store.open import open_store
from tests.store.recovery.house import DATABASE, Damage, copy, guid, half, now, run, statement, titles
from tests.support.newsroom import briefing, tree

pytestmark = pytest.mark.slow


def told(folder: Path, *arguments: str, day: int) -> str:
    """Give a command that must succeed; returns what it printed."""
    done = briefing(folder, *arguments, now=now(day), process=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(half, id="cut in half"),
        pytest.param(lambda file: file.unlink(), id="gone", marks=pytest.mark.thorough),
        pytest.param(statement("DELETE FROM episodes"), id="episodes forgotten"),
    ],
)
def test_listeners_notice_nothing(tmp_path: Path, house: Path, damage: Damage) -> None:
    """The edition stays published, byte by byte; the next day tells what is new and nothing twice; the feed keeps its guid."""
    folder = copy(house, tmp_path)
    site, name = tree(folder / "output/site"), guid(folder)
    damage(folder / DATABASE)
    (row,) = run(folder, 1)
    assert (row["state"], row["message"].split(": ")[1]) == ("published", "already published")
    assert tree(folder / "output/site") == site
    assert [(row["state"], row["stories"]) for row in run(folder, 2)] == [("published", 2)]
    assert len(titles(folder)) == len(set(titles(folder))) == 6
    assert ", 0 faults" in told(folder, "verify", "--site", day=2)
    assert guid(folder) == name
    assert told(folder, "state", "check", day=2) == "sound\n"


def test_backup_and_restore(tmp_path: Path, house: Path) -> None:
    """A backup of the day before, put back, knows what was published since; an edition under way at the backup goes on."""
    folder = copy(house, tmp_path)
    briefing(folder, "run", now=now(1))
    copied = Path(told(folder, "state", "backup", day=1).strip())
    assert [(row["state"], row["stories"]) for row in run(folder, 2)] == [("published", 2)]
    assert told(folder, "state", "restore", str(copied), day=2).strip() == str(copied)
    assert run(folder, 2)[0]["message"].split(": ")[1] == "already published"
    assert len(list((folder / "output/state/damaged").glob("*.db"))) == 1
    assert told(folder, "state", "check", day=2) == "sound\n"
    half(folder / DATABASE)
    broken = briefing(folder, "state", "check", now=now(2))
    assert (broken.returncode, "is damaged" in broken.stdout) == (65, True)


OPENER = """
import sys
from datetime import UTC, datetime
from contextlib import closing
from pathlib import Path
from briefing.store.recovery import open_sound_store
sys.stdin.readline()
output = Path(sys.argv[1])
zones = {"morning": "Europe/Kyiv"}
store = open_sound_store(output / "state", output / "site", datetime.now(UTC), lambda *_: None, zones=zones, check=True)
store.marks.put(sys.argv[2], "here")
print(*store.overview.list_published())
store.close()
"""


def test_four_processes_mend_once(tmp_path: Path, house: Path) -> None:
    """One of them sets the damaged file aside, all go on with the new one, and what each then keeps is kept."""
    folder = copy(house, tmp_path)
    half(folder / DATABASE)
    arguments = [sys.executable, "-c", OPENER, str(folder / "output")]
    processes = [subprocess.Popen([*arguments, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for n in range(4)]
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told_by = {process.communicate(timeout=120)[0] for process in processes}
    assert told_by == {"morning-2026-11-23 morning-2026-11-22\n"}
    assert len(list((folder / "output/state/damaged").glob("*.db"))) == 1
    with closing(open_store(f"sqlite:///{folder / DATABASE}")) as store:
        assert [store.marks.get(str(number)) for number in range(4)] == ["here"] * 4
