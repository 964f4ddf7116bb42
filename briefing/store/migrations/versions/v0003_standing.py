"""How feeds answer, small marks, and the troubles that a person is told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.String(32)


def upgrade() -> None:
    """Make the tables of how things stand between runs."""
    op.create_table(
        "feeds",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("asked", INSTANT, nullable=False),
        sa.Column("answered", INSTANT),
        sa.Column("failing", INSTANT),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("fresh", INSTANT),
        sa.PrimaryKeyConstraint("feed"),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "troubles",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("show", sa.String(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("told", INSTANT),
        sa.Column("over", INSTANT),
        sa.PrimaryKeyConstraint("key"),
    )
