"""A damaged, cut or lost database: the next run mends it, and listeners notice nothing."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.end.newsroom import briefing, tree
from tests.state.house import DATABASE, build, copy, guid, now, run, titles

pytestmark = pytest.mark.slow

Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which two mornings were published."""
    return build(tmp_path_factory.mktemp("house"), 2)


def lines(folder: Path, *arguments: str, day: int) -> str:
    """Give a command that must succeed; returns what it printed."""
    done = briefing(folder, *arguments, now=now(day))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def statement(sql: str) -> Damage:
    """Return what changes a database behind our back."""

    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(sql)
            connection.commit()

    return change


def rubbish(seed: int) -> Damage:
    """Return what writes rubbish over a few hundred bytes anywhere in a file."""

    def change(file: Path) -> None:
        chance, whole = random.Random(seed), bytearray(file.read_bytes())
        at, size = chance.randrange(len(whole)), chance.randrange(100, 3000)
        whole[at : at + size] = chance.randbytes(min(size, len(whole) - at))
        file.write_bytes(whole)

    return change


DAMAGES = [
    pytest.param(lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]), id="cut in half"),
    pytest.param(lambda file: file.write_bytes(b""), id="empty"),
    pytest.param(lambda file: file.unlink(), id="gone"),
    pytest.param(lambda file: file.write_bytes(b"this is no database " * 500), id="a text"),
    pytest.param(statement("DROP TABLE aired"), id="a table lost"),
    pytest.param(statement("UPDATE episodes SET body = substr(body, 9)"), id="episodes that cannot be read"),
    pytest.param(statement("UPDATE runs SET reason = CAST(x'ff80' AS TEXT)"), id="text that is not UTF-8"),
    pytest.param(statement("DELETE FROM episodes"), id="episodes forgotten"),
    pytest.param(rubbish(1), id="rubbish 1"),
    pytest.param(rubbish(2), id="rubbish 2"),
    pytest.param(rubbish(3), id="rubbish 3"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_listeners_notice_nothing(tmp_path: Path, house: Path, damage: Damage) -> None:
    """The edition stays published, byte by byte; the next day tells what is new and nothing twice; the feed keeps its guid."""
    folder = copy(house, tmp_path)
    site, name = tree(folder / "output/site"), guid(folder)
    damage(folder / DATABASE)
    (row,) = run(folder, 1)
    assert (row["state"], row["message"][:38]) == ("published", "morning-2026-11-23: already published:")
    assert {path: data for path, (data, _) in tree(folder / "output/site").items()} == {
        path: data for path, (data, _) in site.items()
    }
    assert [(row["state"], row["stories"]) for row in run(folder, 2)] == [("published", 2)]
    assert len(titles(folder)) == len(set(titles(folder))) == 6
    assert ", 0 faults" in lines(folder, "verify", "--site", day=2)
    assert guid(folder) == name
    assert lines(folder, "state", "check", day=2)


def test_what_a_backup_knew_is_known_again(tmp_path: Path, house: Path) -> None:
    """The newest sound backup is put in place, an edition under way goes on, and the damaged file is kept."""
    folder = copy(house, tmp_path)
    run(folder, 1)
    briefing(folder, "run", "--prepare", now=now(2))
    lines(folder, "state", "backup", day=2)
    worse = folder / "output/state/backups/briefing-2027-01-01.db"
    worse.write_bytes(b"a newer one, but damaged")
    whole = (folder / DATABASE).read_bytes()
    damaged = whole[: len(whole) // 3]
    (folder / DATABASE).write_bytes(damaged)
    done = briefing(folder, "run", now=now(2))
    assert done.returncode == 0, done.stderr
    assert "fetch:" not in done.stderr  # it goes on behind the script
    assert "briefing-2026-11-24" in done.stderr
    assert [file.read_bytes() for file in (folder / "output/state/damaged").glob("*.db")] == [damaged]


def test_an_episode_that_cannot_be_read_is_named(tmp_path: Path, house: Path) -> None:
    """What it aired is known by its sources all the same, the others are taken up, and nothing is told twice."""
    folder = copy(house, tmp_path)
    (folder / "output/site/morning/2026-11-22/episode.json").write_bytes(b"{}")
    (folder / DATABASE).unlink()
    done = briefing(folder, "run", now=now(1))
    assert "morning/2026-11-22: its episode.json cannot be read" in done.stderr
    assert done.returncode == 65  # the feed would lose it: a person must bring it back
    assert len(run(folder, 2, code=65)) == 2
    assert len(titles_of(folder, "2026-11-24")) == 2


def titles_of(folder: Path, day: str) -> list[str]:
    """Return the titles of a day's stories, which must not be those of the days before."""
    import json

    return [story["title"] for story in json.loads((folder / f"output/site/morning/{day}/episode.json").read_bytes())["stories"]]


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        pytest.param(statement("UPDATE alembic_version SET version_num = '0999'"), 78, "has schema 0999", id="a newer one"),
        pytest.param(statement("DROP TABLE alembic_version"), 65, "is another program's database", id="another program's"),
    ],
)
def test_what_is_not_damage_is_never_set_aside(tmp_path: Path, house: Path, change: Damage, code: int, said: str) -> None:
    """A database of a newer version or of another program is an error, and stays as it is."""
    folder = copy(house, tmp_path)
    change(folder / DATABASE)
    before = (folder / DATABASE).read_bytes()
    done = briefing(folder, "run", now=now(1))
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert (folder / DATABASE).read_bytes() == before
    assert not (folder / "output/state/damaged").exists()


def test_a_locked_database_is_waited_for_and_left(tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds it, the run ends with 75 or reads on, and nothing is set aside."""
    folder = copy(house, tmp_path)
    monkeypatch.setenv("BRIEFING_DATABASE_PATIENCE", "100")
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("UPDATE marks SET value = value")
        done = briefing(folder, "run", now=now(1))
    assert done.returncode in (0, 75), done.stderr
    assert not (folder / "output/state/damaged").exists()
    shutil.rmtree(folder)
