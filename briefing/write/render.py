"""Rendering of a language's templates into spoken lines: sandboxed, values are data only."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

_BREAK = re.compile(r"\s*[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def join_lines(value: str) -> str:
    """Return a value on one line, without surrounding white space."""
    return _BREAK.sub(" ", value).strip()


def add_full_stop(value: str) -> str:
    """Return a value with a full stop, unless it already ends a sentence."""
    return value if value.endswith((".", "!", "?", "…")) else f"{value}."


def render(template: str, **values: str | int) -> list[str]:
    """Return the lines of a rendered template, one spoken sentence each; raises jinja2.TemplateError for an invalid template."""
    data = {name: join_lines(value) if isinstance(value, str) else value for name, value in values.items()}
    return [line.strip() for line in _compile_template(template).render(data).split("\n") if line.strip()]


@cache
def _compile_template(template: str) -> Template:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # spoken, not HTML: each exit escapes
    environment.filters["closed"] = add_full_stop
    return environment.from_string(template)
