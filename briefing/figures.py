"""Figures as a person reads them in a log."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 item`, `3 items`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def clock(seconds: float) -> str:
    """Return `4:58`: minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
