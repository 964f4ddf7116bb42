"""Schema migrations: steps for Alembic, which `briefing.store.migrate` runs in one transaction."""
