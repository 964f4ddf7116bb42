"""Tables and JSON on stdout, with nothing hostile in them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from briefing.cli.console import plain

# what JSON leaves as it is and a terminal obeys
HIDDEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows under their heads, in columns as wide as their widest cell; the last column is as wide as it needs."""
    cells = [list(head), *([plain(str(cell)) for cell in row] for row in rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(head))]
    return "\n".join("  ".join(map(_filled, row, widths)).rstrip() for row in cells)


def as_json(value: Any) -> str:
    """Return JSON that people can read, in which what could command a terminal is escaped."""
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=1))


def length(seconds: float) -> str:
    """Return a duration as minutes and seconds, `5:07`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Return the columns that a text takes on a terminal (Unicode Standard Annex 11: wide characters take two, marks none)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char) for char in text)
