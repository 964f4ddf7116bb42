"""Templates of a language into spoken lines: sandboxed, values are data only."""

from __future__ import annotations

import re

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

_BREAK = re.compile(r"\s*[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def one_line(value: str) -> str:
    """Return a value on one line, without white space around it."""
    return _BREAK.sub(" ", value).strip()


def closed(value: str) -> str:
    """Return a value with a full stop, unless it ends a sentence already."""
    return value if value.endswith((".", "!", "?", "…")) else f"{value}."


def render(template: str, **values: str) -> list[str]:
    """Return the lines a template says, one spoken sentence each; raises jinja2.TemplateError when the template is wrong."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # spoken, not HTML: each exit escapes
    environment.filters["closed"] = closed
    text = environment.from_string(template).render({name: one_line(value) for name, value in values.items()})
    return [line.strip() for line in text.split("\n") if line.strip()]
