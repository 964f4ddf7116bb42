"""JSON schema of feeds.yaml, for editors."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any


def build_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12), each key with its default and its meaning."""
    from briefing.config import shape  # pydantic, which is not needed to load this module

    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape.Root.model_json_schema()}
    sections = {**schema["$defs"], shape.Root.__name__: schema}
    for section, key, meaning in _list_meanings(inspect.getsource(shape)):
        if key in (keys := sections.get(section, {}).get("properties", {})):
            keys[key].setdefault("description", meaning)
    return schema


def _list_meanings(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield section, key and meaning: the text under each key. Pydantic could read it too, at every start of the program."""
    for section in (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)):
        for key, below in pairwise(section.body):
            match key, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(meaning))):
                    yield section.name, name, inspect.cleandoc(meaning)
