"""How a database of an older schema becomes ours: steps for Alembic, which `briefing.store.migrate` runs in one transaction."""
