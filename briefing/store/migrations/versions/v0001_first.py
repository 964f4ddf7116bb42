"""Items, bookmarks, what was aired, episodes, guids and runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.String(32)


def upgrade() -> None:
    """Make the first tables."""
    _news()
    _programmes()


def _news() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seen", INSTANT, nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("published", INSTANT, nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", "seen"),
    )
    op.create_index("items_by_time", "items", ["feed", "published"])
    op.create_table(
        "bookmarks",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("modified", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("feed"),
    )


def _programmes() -> None:
    op.create_table(
        "aired",
        sa.Column("show", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("show", "item"),
    )
    op.create_table(
        "episodes",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("show", sa.String(), nullable=False),
        sa.Column("slot", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "revision"),
    )
    op.create_index("episodes_by_slot", "episodes", ["show", "slot"])
    op.create_table(
        "show_guids",
        sa.Column("show", sa.String(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("show"),
    )
    op.create_table(
        "runs",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("show", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("time", sa.String(5), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cutoff", INSTANT),
        sa.Column("published", INSTANT),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("edition"),
        sa.UniqueConstraint("show", "day", "time"),
    )
