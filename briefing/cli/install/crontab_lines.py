"""Lines for a crontab, between marker lines that name their feeds.yaml."""

from __future__ import annotations

import shlex
from pathlib import Path

from briefing.cli.install.job import SECRETS, Job
from briefing.model.errors import Faulty, Usage

LONGEST = 998  # bytes of a command; Debian's cron cuts what is longer
EVERY = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60)  # minutes that divide the hour evenly


def build_block(job: Job, minutes: int) -> str:
    """Return the lines that start `briefing run` every so many minutes; raises Usage for a command longer than cron takes."""
    # % ends a command for cron, even in quotes; a missing folder is mailed, all else goes to the log
    secrets = f"{{ test ! -e {SECRETS} || . ./{SECRETS}; }}"
    run = f"cd {shlex.quote(str(job.folder))} && set -a && {secrets} && {shlex.join(job.words())} >>briefing.log 2>&1"
    command = run.replace("%", "\\%")
    if len(command.encode()) > LONGEST:
        raise Usage(
            str(job.folder), "makes a line longer than cron takes", f"more than {LONGEST} bytes", "use a shorter folder name"
        )
    begin, end = _build_marks(job.config)
    return f"{begin}\n{_format_when(minutes)} {command}\n{end}\n"


def merge_block(table: str, config: Path, lines: str = "") -> str:
    """Return a crontab with these lines as the block of a feeds.yaml: in the place of its old one, or at the end; empty removes it.

    Every other line stays as it is. Raises Faulty when the marker lines there do not pair up.
    """
    rows = table.split("\n")
    blocks = _split_blocks(rows, config)
    if not blocks:
        return table + "\n" * bool(lines and table and not table.endswith("\n")) + lines
    for first, last in reversed(blocks[1:]):
        del rows[first : last + 1]
    first, last = blocks[0]
    rows[first : last + 1] = lines.split("\n")[:-1]
    return "\n".join(rows)


def find_block(table: str, config: Path) -> str:
    """Return what of a crontab belongs to a feeds.yaml, marker lines and all; raises Faulty when those do not pair up."""
    rows = table.split("\n")
    return "".join(f"{row}\n" for first, last in _split_blocks(rows, config) for row in rows[first : last + 1])


def _split_blocks(rows: list[str], config: Path) -> list[tuple[int, int]]:
    begin, end = _build_marks(config)
    marks = [(number, row) for number, row in enumerate(rows) if row in (begin, end)]
    if [row for _, row in marks] != [begin, end] * (len(marks) // 2):
        raise Faulty("crontab", f"the lines '{begin}' and '{end}' do not pair up", hint="correct it by hand: crontab -e")
    numbers = [number for number, _ in marks]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _build_marks(config: Path) -> tuple[str, str]:
    return f"# briefing: begin {config}", f"# briefing: end {config}"


def _format_when(minutes: int) -> str:
    return {1: "* * * * *", 60: "0 * * * *"}.get(minutes, f"*/{minutes} * * * *")
