"""What an item says of its language, licence and text mining, and since when its feed lacks it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; of the items there are, nothing is said."""
    for name, kind in (("language", sa.String()), ("license", sa.Text()), ("reserved", sa.Text())):
        op.add_column("items", sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column("items", sa.Column("gone", sa.String(32)))
