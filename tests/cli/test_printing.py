"""Tables and JSON for people and programs."""

from __future__ import annotations

import json

import pytest

from briefing.cli.tables import format_json, format_length, format_table


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    """Wide letters take two columns, marks none, and control characters nothing at all."""
    assert format_table(("A", "B"), [("日本", 1), ("e\u0301\x1b", 22)]).splitlines() == ["A     B", "日本  1", "e\u0301     22"]


def test_json_holds_nothing_a_terminal_obeys() -> None:
    """Control and direction characters are escaped, other letters stay readable, and it reads back the same."""
    value = {"title": "Новини \x1b[2J \x9b \u202e \u2066 \ufeff"}
    text = format_json(value)
    assert "Новини" in text
    assert not {"\x1b", "\x9b", "\u202e", "\u2066", "\ufeff"} & set(text)
    assert json.loads(text) == value


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (307.2, "5:07"), (3600, "60:00")])
def test_length(seconds: float, shown: str) -> None:
    """Seconds are rounded and shown as minutes and seconds."""
    assert format_length(seconds) == shown
