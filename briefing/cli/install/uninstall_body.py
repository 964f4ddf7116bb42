"""`briefing uninstall`: take away what `briefing install` put there; feeds.yaml need not be right, nor there, for that."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefing.cli.install.body import make_absolute, tell
from briefing.cli.install.crontab import Crontab
from briefing.cli.install.crontab_lines import find_block, merge_block
from briefing.cli.install.systemctl import find_systemd


def uninstall_cron(config: Path, write: bool) -> None:
    """Show the lines of your crontab that would go; with --write they go, and every other line stays."""
    path = make_absolute(config)
    crontab = Crontab()
    before = crontab.read()
    if lines := find_block(before, path):
        click.echo(lines, nl=False)
        if write:
            crontab.replace(before, merge_block(before, path))
    click.echo(_format_result(bool(lines), write, f"your crontab for {path}"), err=True)


def uninstall_systemd(config: Path, system: bool | None, name: str, write: bool) -> None:
    """Name the units that would go; with --write they are stopped and removed. A unit that is not ours is left alone."""
    path = make_absolute(config)
    place = find_systemd(own=os.geteuid() != 0 if system is None else not system)
    old = place.there(name, path)
    for file in old:
        click.echo(place.folder / file)
    if old and write:
        tell(place.uninstall(old))
    click.echo(_format_result(bool(old), write, f"{place.folder} for {path}"), err=True)


def _format_result(there: bool, write: bool, where: str) -> str:
    if not there:
        return f"nothing in {where} was written by Briefing"
    return f"taken out of {where}" if write else f"this would be taken out of {where}: --write does it"
