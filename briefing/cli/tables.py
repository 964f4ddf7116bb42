"""Tables and JSON on stdout, with nothing hostile in them."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

import click

from briefing.cli.console import is_fancy
from briefing.lib.text import to_plain

# what JSON leaves as it is and a terminal obeys
HIDDEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def format_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows under their heads, in columns as wide as their widest cell; cells are made plain first."""
    return "\n".join(align_rows([list(head), *([to_plain(str(cell)) for cell in row] for row in rows)]))


def format_json(value: Any) -> str:
    """Return JSON that people can read, in which what could command a terminal is escaped."""
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=1))


def format_length(seconds: float) -> str:
    """Return a duration as minutes and seconds, `5:07`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


NARROW = 120  # columns of a terminal on which three texts side by side become unreadable
WIDEST = 60  # columns beyond which a cell pushes the next one aside instead of pushing the whole column


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]], stacked: int = 0) -> None:
    """Print a table on stdout; cells are made plain first, the last column is the one that wraps.

    On a terminal of less than 120 columns the last `stacked` columns stand below each other in one.
    """
    cells = [[to_plain(cell) for cell in row] for row in rows]
    if is_fancy(sys.stdout):
        _draw(head, cells, stacked)
    else:
        click.echo("\n".join(align_rows([list(head), *cells], WIDEST)))


def align_rows(rows: Sequence[Sequence[str]], widest: int | None = None) -> list[str]:
    """Return rows as lines of columns two spaces apart, each as wide as its widest cell, or `widest`; nothing is cut."""
    widths = [min(max(map(_measure_width, column)), widest or sys.maxsize) for column in zip(*rows, strict=True)]
    return ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _measure_width(cell))


def _measure_width(text: str) -> int:
    """Return how many columns a terminal gives a text (Unicode Standard Annex 11: wide and fullwidth take two)."""
    taken = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(char) else taken.get(unicodedata.east_asian_width(char), 1) for char in text)


def _draw(head: Sequence[str], rows: Sequence[Sequence[str]], stacked: int) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    narrow = stacked and console.width < NARROW
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for row in (_stack(head, stacked, ", ") if narrow else head,):
        for title in row:
            table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, _stack(row, stacked, "\n") if narrow else row))
    console.print(table)


def _stack(row: Sequence[str], columns: int, between: str) -> list[str]:
    """Return a row whose last columns are one."""
    return [*row[:-columns], between.join(filter(None, row[-columns:]))]
