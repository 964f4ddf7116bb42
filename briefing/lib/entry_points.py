"""What the value of an entry point names: loaded in worker processes, which are started with the value alone."""

from __future__ import annotations

from importlib import import_module


def load_target(target: str) -> object:
    """Return what `module:ATTRIBUTE` names; raises ImportError, AttributeError."""
    module, _, attribute = target.partition(":")
    found: object = getattr(import_module(module), attribute)
    return found
