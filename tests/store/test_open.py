"""Opening the store: schema version, damage, a disk that is full."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import ClauseElement, Executable, create_engine, create_mock_engine
from sqlalchemy.exc import StatementError

from briefing.model.errors import BriefingError, CannotWrite, Faulty, Misconfigured, UnknownVersion
from briefing.model.news import Answer
from briefing.store.open import open_store
from briefing.store.schema import METADATA, SCHEMA, Instant
from tests.store.test_blobs import small_disk
from tests.store.values import episode, run, slot
from tests.support import make

OF_OLD = ["DROP TABLE alembic_version", "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)"]
FOREVER = (make.NOW - timedelta(days=9), make.NOW + timedelta(days=9), make.NOW)


def change(file: Path, *statements: str) -> None:
    """Change a database without the store."""
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_was_kept_is_there_after_opening_again(url: str) -> None:
    """The store outlives the process that filled it."""
    store = open_store(url)
    store.items.save(Answer(make.feed(), (make.item(),), None, ()))
    store.episodes.save(episode(), ["a"])
    store.runs.save(run(store.claims.claim(slot()).edition))
    store.close()
    again = open_store(url)
    assert again.items.list_between([make.FEED_ID], *FOREVER) == [make.item()]
    assert again.episodes.list_episodes("morning") == [episode()]
    assert again.aired.list_item_ids("morning") == {"a"}
    assert again.runs.find("morning-2026-11-22") == run(again.claims.claim(slot()).edition)
    again.close()


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        pytest.param(["UPDATE alembic_version SET version_num = '0004'"], "0004", id="a newer one"),
        pytest.param(["UPDATE alembic_version SET version_num = 'abc'"], "abc", id="one never heard of"),
        pytest.param(["INSERT INTO alembic_version VALUES ('0007')"], f"{SCHEMA}, 0007", id="two"),
        pytest.param(["DELETE FROM alembic_version"], "none", id="none"),
        pytest.param([*OF_OLD, "INSERT INTO schema_version VALUES (0)"], "0000", id="an older one than any"),
        pytest.param([*OF_OLD, "INSERT INTO schema_version VALUES (2), (3)"], "0002, 0003", id="two of the old kind"),
    ],
)
def test_another_schema_version_is_refused(tmp_path: Path, url: str, statements: list[str], found: str) -> None:
    """A database of another version is neither read nor changed; the message names both versions and says what to do."""
    open_store(url).close()
    file = tmp_path / "briefing.db"
    change(file, *statements)
    before = file.read_bytes()
    with pytest.raises(
        UnknownVersion, match=f"briefing.db: has schema {found}, this program knows {SCHEMA}: use the version"
    ) as caught:
        open_store(url)
    assert caught.value.exit_code == 78
    assert file.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path, url: str) -> None:
    """A database with other tables is refused, and no table of ours appears in it."""
    change(tmp_path / "briefing.db", "CREATE TABLE theirs (a)")
    with pytest.raises(Faulty, match="is another program's database"):
        open_store(url)
    connection = sqlite3.connect(tmp_path / "briefing.db")
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    connection.close()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"this is not a database at all " * 200, id="a text"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 4080, id="a header and rubbish"),
        pytest.param(b"\0" * 8192, id="zeros"),
    ],
)
def test_a_file_that_is_no_database(tmp_path: Path, url: str, content: bytes) -> None:
    """It is refused in one line that names it, and stays as it was."""
    (tmp_path / "briefing.db").write_bytes(content)
    with pytest.raises(Faulty) as caught:
        open_store(url)
    assert str(caught.value).startswith(f"{tmp_path / 'briefing.db'}: is damaged")
    assert "\n" not in str(caught.value)
    assert (tmp_path / "briefing.db").read_bytes() == content


def test_a_damaged_database_is_told_from_an_empty_one(tmp_path: Path, url: str) -> None:
    """Rubbish in the middle of the file is an error when it is met, never a store that seems to remember nothing."""
    store = open_store(url)
    store.items.save(Answer(make.feed(), tuple(make.item(title=f"{n}", text="word " * 200) for n in range(300)), None, ()))
    store.close()
    file = tmp_path / "briefing.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xde\xad" * ((len(whole) - 4096) // 2))
    with pytest.raises(Faulty, match="is damaged"):
        open_store(url).items.list_between([make.FEED_ID], *FOREVER)


def test_a_lost_table_is_damage(tmp_path: Path, url: str) -> None:
    """A store of our version without one of its tables says so in one line."""
    open_store(url).close()
    change(tmp_path / "briefing.db", "DROP TABLE aired")
    store = open_store(url)
    with pytest.raises(Faulty, match="is damaged, or not a database of Briefing: no such table: aired"):
        store.aired.list_item_ids("morning")
    store.close()


@pytest.mark.parametrize("place", ["missing/briefing.db", "file/briefing.db", "folder"])
def test_a_place_where_no_database_can_be(tmp_path: Path, place: str) -> None:
    """A missing folder, a file in the way or a folder in the database's place is a refusal in one line."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotWrite, match="cannot be used: unable to open database file: look at") as caught:
        open_store(f"sqlite:///{tmp_path / place}")
    assert caught.value.exit_code == 73


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/db", "sqlite+nosuch:///x"])
def test_a_url_that_means_nothing(url: str) -> None:
    """It is a mistake in the configuration."""
    with pytest.raises(Misconfigured, match="no such kind of database"):
        open_store(url)


def test_a_full_disk_keeps_all_or_nothing(url: str) -> None:
    """Items that do not fit are refused in one line, none of them is kept, and the store goes on working."""
    store = open_store(url)
    store.items.save(Answer(make.feed(), (make.item(),), None, ()))
    many = tuple(make.item(title=f"{number}", text="word " * 400) for number in range(500))
    with small_disk(300_000), pytest.raises(CannotWrite, match=r"briefing\.db: cannot be used: "):
        store.items.save(Answer(make.feed(), many, None, ()))
    assert store.items.list_between([make.FEED_ID], *FOREVER) == [make.item()]
    assert store.items.save(Answer(make.feed(), many, None, ())) == 500
    store.close()


def test_text_that_is_not_unicode_is_refused_whole(url: str) -> None:
    """A lone surrogate, which no database takes, is an error in our words, and nothing of its answer is kept."""
    store = open_store(url)
    bad = (make.item(), replace(make.item(id="bad"), title="half \ud83d an emoji"))
    with pytest.raises(BriefingError, match="not Unicode"):
        store.items.save(Answer(make.feed(), bad, None, ()))
    assert not store.items.list_between([make.FEED_ID], *FOREVER)
    store.close()


def test_a_time_without_a_zone_is_a_bug(url: str) -> None:
    """It is never guessed to be UTC."""
    store = open_store(url)
    naive = replace(make.item(), seen=datetime(2026, 11, 22))
    with pytest.raises(StatementError, match="has no zone"):
        store.items.save(Answer(make.feed(), (naive,), None, ()))
    store.close()


MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.timezones())


@settings(max_examples=100)
@given(one=MOMENTS, other=MOMENTS)
def test_instants_sort_as_text(one: datetime, other: datetime) -> None:
    """Instants come back equal, and their text is in the order of time, whatever zones they were given in."""
    kind, dialect = Instant(), create_engine("sqlite://").dialect
    texts = [kind.process_bind_param(moment, dialect) or "" for moment in (one, other)]
    back = [kind.process_result_value(text, dialect) for text in texts]
    instants = [moment.astimezone(UTC) for moment in (one, other)]
    assert back == instants
    assert (texts[0] < texts[1]) == (instants[0] < instants[1])
    assert {len(text) for text in texts} == {32}


def test_the_tables_can_be_made_in_postgresql() -> None:
    """No table uses what only SQLite knows."""
    told: list[str] = []

    def take(statement: Executable, *_: object) -> None:
        assert isinstance(statement, ClauseElement)
        told.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("postgresql+psycopg://", take)
    METADATA.create_all(engine, checkfirst=False)
    assert sum("CREATE TABLE" in text for text in told) == len(METADATA.tables)
