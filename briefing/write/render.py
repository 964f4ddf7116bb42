"""Templates of a language into spoken lines: sandboxed, values are data only."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

_BREAK = re.compile(r"\s*[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def one_line(value: str) -> str:
    """Return a value on one line, without white space around it."""
    return _BREAK.sub(" ", value).strip()


def closed(value: str) -> str:
    """Return a value with a full stop, unless it ends a sentence already."""
    return value if value.endswith((".", "!", "?", "…")) else f"{value}."


def render(template: str, **values: str | int) -> list[str]:
    """Return the lines a template says, one spoken sentence each; raises jinja2.TemplateError when the template is wrong."""
    data = {name: one_line(value) if isinstance(value, str) else value for name, value in values.items()}
    return [line.strip() for line in _compiled(template).render(data).split("\n") if line.strip()]


@cache
def _compiled(template: str) -> Template:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # spoken, not HTML: each exit escapes
    environment.filters["closed"] = closed
    return environment.from_string(template)
