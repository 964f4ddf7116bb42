"""Alembic environment: runs the steps on the connection that it is given, inside the open transaction."""

from __future__ import annotations

from alembic import context

from briefing.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
