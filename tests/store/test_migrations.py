"""Databases of older versions are brought up with all that is in them, and come to the very tables that a new one has."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect

from briefing.model.errors import CannotWrite, UnknownVersion
from briefing.model.news import Answer
from briefing.store import migrate
from briefing.store.backup import list_backups
from briefing.store.integrity import find_damage
from briefing.store.open import Store, open_store
from briefing.store.schema import METADATA, SCHEMA
from tests.store.values import episode, run, slot
from tests.support import make

NEW = {"feeds", "marks", "troubles"}  # tables that version 3 brought
RIGHTS = ("language", "license", "reserved", "gone")  # columns of items that version 2 brought
OLD = [pytest.param(number, id=f"schema {number}") for number in (1, 2, 3)]


def fill(store: Store) -> None:
    """Keep something in every table that the first version had."""
    store.items.save(Answer(make.feed(), (make.item(),), None, ()))
    store.episodes.save(episode(), ["a", "b"])
    store.runs.save(run(store.claims.claim(slot()).edition))
    store.episodes.ensure_show_guid("morning", "g")


def old(file: Path, number: int) -> None:
    """Make the database of a version from before Alembic, with something in it."""
    store = open_store(f"sqlite:///{file}")
    fill(store)
    with store.database.write() as connection:
        if number < 3:
            for name in NEW:
                connection.exec_driver_sql(f"DROP TABLE {name}")
        if number < 2:
            for name in RIGHTS:
                connection.exec_driver_sql(f"ALTER TABLE items DROP COLUMN {name}")
        connection.exec_driver_sql("DROP TABLE alembic_version")
        connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql(f"INSERT INTO schema_version VALUES ({number})")
    store.close()


def shape(connection: Connection) -> dict[str, Any]:
    """Return all that a database says of its tables: columns in their order, keys, indexes."""
    seen = inspect(connection)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)],
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted((str(i["name"]), i["column_names"]) for i in seen.get_indexes(table)),
            [u["column_names"] for u in seen.get_unique_constraints(table)],
        )
        for table in sorted(seen.get_table_names())
    }


@pytest.mark.parametrize("number", OLD)
def test_an_old_database_is_brought_up(tmp_path: Path, number: int) -> None:
    """What it kept is there, its tables are a new one's, Alembic alone marks the version, and a copy as it was lies in backups."""
    file, new, kept = tmp_path / "briefing.db", tmp_path / "new.db", tmp_path / "backups"
    old(file, number)
    for _ in range(2):
        store = open_store(f"sqlite:///{file}", kept, make.NOW)
        known = make.item()
        assert store.items.list_between([known.feed], known.published - timedelta(hours=1), make.NOW, make.NOW) == [known]
        assert store.episodes.list_episodes("morning") == [episode()]
        assert store.aired.list_item_ids("morning") == {"a", "b"}
        assert store.runs.find("morning-2026-11-22") == run(store.claims.claim(slot()).edition)
        store.marks.put("new", "works")
        store.close()
    open_store(f"sqlite:///{new}").close()
    with create_engine(f"sqlite:///{file}").connect() as one, create_engine(f"sqlite:///{new}").connect() as other:
        assert shape(one) == shape(other)
        assert one.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all() == [SCHEMA]
    assert find_damage(file, whole=True) == ""
    ((_, copied),) = list_backups(kept)
    assert copied.name == f"before-{SCHEMA}-2026-11-22T040000Z.db"
    with closing(sqlite3.connect(copied)) as before:
        assert before.execute("SELECT version FROM schema_version").fetchall() == [(number,)]


def test_the_steps_from_nothing_make_what_the_tables_say() -> None:
    """Alembic itself finds no difference between the steps, one after another, and the tables as the program knows them."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate.migrate(connection, "base")
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert compare_metadata(context, METADATA) == []


def _ours(thing: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    return name != "alembic_version"


def test_a_new_database_does_not_load_alembic(tmp_path: Path) -> None:
    """It costs half a second, which only a workspace of an older version pays, and only once."""
    open_it = "import sys; from briefing.store.open import open_store; open_store(sys.argv[1]).close()"
    code = f"{open_it}; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, f"sqlite:///{tmp_path / 'a.db'}"], check=False).returncode == 0


def test_stopped_in_the_middle_it_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps are one transaction: what stops before its end leaves the old version, whole."""
    file = tmp_path / "briefing.db"
    old(file, 1)

    def stop(connection: Connection, version: str) -> None:
        real(connection, version)
        assert "marks" in inspect(connection).get_table_names()
        raise KeyboardInterrupt

    real = migrate.migrate
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "migrate", stop)
        with pytest.raises(KeyboardInterrupt):
            open_store(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
        assert not connection.execute("SELECT name FROM sqlite_master WHERE name IN ('marks', 'alembic_version')").fetchall()
    open_store(f"sqlite:///{file}").close()


def test_no_room_for_the_copy_no_step(tmp_path: Path) -> None:
    """Where the backup cannot be written, nothing is changed."""
    file, kept = tmp_path / "briefing.db", tmp_path / "backups"
    old(file, 2)
    kept.write_text("a file in the way")
    with pytest.raises(CannotWrite, match="cannot be written"):
        open_store(f"sqlite:///{file}", kept, make.NOW)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(2,)]


OPENER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from briefing.store.open import open_store
sys.stdin.readline()
store = open_store(sys.argv[1], Path(sys.argv[2]), datetime.now(UTC))
store.marks.put(sys.argv[3], "here")
store.close()
"""


@pytest.mark.slow
def test_four_processes_at_once(tmp_path: Path) -> None:
    """One of them migrates, one copy is made, and all go on with what it made."""
    file = tmp_path / "briefing.db"
    old(file, 1)
    arguments = [sys.executable, "-c", OPENER, f"sqlite:///{file}", str(tmp_path / "backups")]
    processes = [subprocess.Popen([*arguments, str(number)], stdin=subprocess.PIPE, text=True) for number in range(4)]
    for process in processes:
        process.communicate("go\n", timeout=120)
    assert {process.returncode for process in processes} == {0}
    assert len(list_backups(tmp_path / "backups")) == 1
    store = open_store(f"sqlite:///{file}")
    assert [store.marks.get(str(number)) for number in range(4)] == ["here"] * 4
    store.close()


def test_a_newer_one_is_refused(tmp_path: Path) -> None:
    """Its version is named, ours too, and nothing is copied or changed."""
    file = tmp_path / "briefing.db"
    open_store(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
        connection.commit()
    with pytest.raises(UnknownVersion, match=f"has schema 0004, this program knows {SCHEMA}") as caught:
        open_store(f"sqlite:///{file}", tmp_path / "backups", make.NOW)
    assert caught.value.exit_code == 78
    assert not (tmp_path / "backups").exists()
