"""JSON schema of feeds.yaml, for editors."""

from __future__ import annotations

from typing import Any


def build_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12), each key with its default and its meaning."""
    from briefing.config.shape import Root

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Root.model_json_schema()}
