"""Schema migration: all of Alembic's steps inside the open transaction, or none."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection, version: str) -> None:
    """Migrate the tables of an older `version` to the newest; drops the version table from before Alembic."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    connection.exec_driver_sql("DROP TABLE IF EXISTS schema_version")
    command.stamp(config, version)
    command.upgrade(config, "head")
