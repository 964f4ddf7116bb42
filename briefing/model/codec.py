"""Values to JSON and back, versioned; an unknown version means the stage is done again."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from briefing.model.errors import Faulty, UnknownVersion

VERSION = 2
READABLE = frozenset({1, VERSION})  # 1 had no line of basis `confirmed` and no form of a story; its values are read as they are
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Head:
    version: int


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return a value of the model as JSON with its `version` first; dates are ISO 8601, times UTC with Z."""
    body = _adapter(cast(Hashable, type(value))).dump_python(value, mode="json")
    return json.dumps({"version": VERSION, **body}, ensure_ascii=False, indent=indent)


def loads(text: str | bytes, kind: type[T], *, subject: str = "stored value") -> T:
    """Return the value that `dumps` wrote; raises UnknownVersion for another version's, Faulty for what is not one at all."""
    try:
        found = _adapter(_Head).validate_json(text, strict=True).version
    except ValidationError as error:
        raise Faulty(subject, "is not a value of briefing", str(error.errors()[0]["msg"])) from error
    if found not in READABLE:
        raise UnknownVersion(subject, f"has version {found}, this program reads {VERSION}")
    try:
        return cast(T, _adapter(cast(Hashable, kind)).validate_json(text))
    except ValidationError as error:
        raise Faulty(subject, f"is no {kind.__name__}", str(error.errors()[0]["msg"])) from error
