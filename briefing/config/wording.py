"""Wording of pydantic's errors for producers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from pydantic_core import ErrorDetails

from briefing.config.document import Document, Mistake, Place
from briefing.config.shape import find_section
from briefing.config.values import Where, suggest_nearest
from briefing.lib.redact import secrets_in
from briefing.lib.redact import shown as shown_address

PASSWORD = re.compile("//.*@", re.DOTALL)
WORDING: Mapping[str, str] = {
    "string_type": "must be text, not {value}",
    "string_unicode": "holds half a character (a surrogate)",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "int_type": "must be a whole number, not {value}",
    "float_type": "must be a number, not {value}",
    "finite_number": "must be a number, not {value}",
    "bool_type": "must be true or false, not {value}",
    "literal_error": "must be {expected}, not {value}",
    "greater_than": "must be more than {gt:g}, not {value}",
    "greater_than_equal": "must be at least {ge:g}, not {value}",
    "less_than_equal": "must be at most {le:g}, not {value}",
    "model_type": "must be keys and values, such as {{key: value}}",
    "dict_type": "must be keys and values, such as {{key: value}}",
    "list_type": "must be a list, each entry beginning with -",
    "too_short": "must not be empty",
    "too_long": "must have at most {max_length} characters",
}


def build_mistake(error: ErrorDetails, document: Document) -> Mistake:
    """Return one of pydantic's errors as a mistake with its place."""
    kind, loc = error["type"], error["loc"]
    where: Where = loc if loc in document.keys else loc[:-1] if loc[-1:] == ("[key]",) else loc
    if kind == "extra_forbidden":
        return Mistake(document.keys[where], where, _describe_unknown(where))
    if kind == "missing":
        return Mistake(document.keys.get(where[:-1], Place(1, 1)), where, "is missing")
    place = document.keys[where] if loc != where else document.find_place(where)
    return Mistake(place, where, _describe_error(error, format_value(document, where, error["input"])))


def format_value(document: Document, where: Where, value: object) -> str:
    """Return a value as it is in the file, quoted, shortened, and safe to print on a terminal."""
    text = document.written.get(where, value)
    if isinstance(text, dict | list):
        return "a list" if isinstance(text, list) else "keys and values"
    if isinstance(text, bool):
        return str(text).lower()
    if not isinstance(text, str):
        return f"{text}"[:80]
    text = shown_address(text) if any(secrets_in(text)) else PASSWORD.sub("//***@", text)
    harmless = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return f"'{harmless[:80]}'"


def _describe_error(error: ErrorDetails, value: str) -> str:
    if error["input"] is None:
        return "has no value"
    context = cast("Mapping[str, Any]", error.get("ctx", {}))
    what, hint = error["msg"], context.get("hint", "")
    if error["type"] in WORDING:
        what = WORDING[error["type"]].format(value=value, **context)
    if error["type"] == "string_type" and not isinstance(error["input"], dict | list):
        hint = "put it in quotes"
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        hint = suggest_nearest(error["input"], re.findall(r"'([^']+)'", context["expected"]))
    what = what.replace("{value}", value)
    return f"{what}; {hint}" if hint else what


def _describe_unknown(where: Where) -> str:
    model, key = find_section(where[:-1]), str(where[-1])
    if key in model.coming:
        return "not available in this version"
    hint = suggest_nearest(key, sorted(model.model_fields))
    return f"unknown key; {hint or 'there are ' + ', '.join(model.model_fields)}"
