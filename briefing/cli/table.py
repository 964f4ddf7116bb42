"""Tables: drawn on a terminal, aligned plain text elsewhere, so that a log and `grep` read them too."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import click

from briefing.cli.console import fancy, plain

WIDEST = 60  # columns beyond which a cell pushes the next one aside instead of pushing the whole column


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on stdout; cells are made plain first, the last column is the one that wraps."""
    import sys

    cells = [[plain(cell) for cell in row] for row in rows]
    if fancy(sys.stdout):
        _draw(head, cells)
    else:
        for line in aligned([list(head), *cells]):
            click.echo(line)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines of columns two spaces apart; nothing is cut."""
    widths = [min(max(map(_width, column)), WIDEST) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text (Unicode Standard Annex 11: wide and fullwidth take two)."""
    taken = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(char) else taken.get(unicodedata.east_asian_width(char), 1) for char in text)


def _draw(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in head:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)
