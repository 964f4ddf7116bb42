"""Database tables; a change to one of them needs a higher SCHEMA and a step in migrations/versions.

Instants are text of one width, so that they sort and a person can read them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Dialect,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

SCHEMA = "0003"
OLDER_SCHEMAS = ("0001", "0002")  # those that can be brought to ours
METADATA = MetaData()


class Instant(TypeDecorator[datetime]):
    """An aware time, kept in UTC as `2026-11-22T04:00:00.000000+00:00`."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the stored text; a time without a zone is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the time, aware and in UTC."""
        return None if value is None else datetime.fromisoformat(value)


alembic_version = Table(  # as Alembic makes it
    "alembic_version", METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)  # fmt: skip

items = Table(  # a row for each time that an item's text was not what it had been; `gone`: since when its feed lacks it
    "items", METADATA,
    Column("id", String, primary_key=True),
    Column("seen", Instant, primary_key=True),
    Column("version", String, nullable=False),
    Column("feed", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("published", Instant, nullable=False),
    Column("dated", Boolean, nullable=False),
    Column("language", String, nullable=False, server_default=""),
    Column("license", Text, nullable=False, server_default=""),
    Column("reserved", Text, nullable=False, server_default=""),
    Column("gone", Instant),
    Index("items_by_time", "feed", "published"),
)  # fmt: skip

bookmarks = Table(
    "bookmarks", METADATA,
    Column("feed", String, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
)  # fmt: skip

feeds = Table(  # how each feed answers: when last asked and well answered, since when it fails and why, when it last had news
    "feeds", METADATA,
    Column("feed", String, primary_key=True),
    Column("asked", Instant, nullable=False),
    Column("answered", Instant),
    Column("failing", Instant),
    Column("error", Text, nullable=False),
    Column("fresh", Instant),
)  # fmt: skip

marks = Table("marks", METADATA, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

troubles = Table(  # what a person was, or is to be, told; a row goes when its end was told
    "troubles", METADATA,
    Column("key", String, primary_key=True),
    Column("show", String, nullable=False),
    Column("since", Instant, nullable=False),
    Column("message", Text, nullable=False),
    Column("told", Instant),
    Column("over", Instant),
)  # fmt: skip

aired = Table("aired", METADATA, Column("show", String, primary_key=True), Column("item", String, primary_key=True))

episodes = Table(
    "episodes", METADATA,
    Column("edition", String, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("show", String, nullable=False),
    Column("slot", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index("episodes_by_slot", "show", "slot"),
)  # fmt: skip

show_guids = Table("show_guids", METADATA, Column("show", String, primary_key=True), Column("guid", String, nullable=False))

runs = Table(  # `body` is the whole Run; the columns beside it are what must outlive a body that cannot be read
    "runs", METADATA,
    Column("edition", String, primary_key=True),
    Column("show", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("time", String(5), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("cutoff", Instant),
    Column("published", Instant),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("show", "day", "time"),
)  # fmt: skip


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert the rows whose key does not exist yet; leave the others as they are."""
    if rows:
        connection.execute(_choose_insert(connection)(table).on_conflict_do_nothing(), list(rows))


def upsert(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row, or update the one with the same primary key."""
    statement = _choose_insert(connection)(table)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), row)


def _choose_insert(connection: Connection) -> type[sqlite.Insert] | type[postgresql.Insert]:
    if connection.dialect.name != "postgresql":
        return sqlite.Insert
    from sqlalchemy.dialects import postgresql  # loads asyncpg's dialect and more, which SQLite needs not

    return postgresql.Insert
