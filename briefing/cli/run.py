"""`briefing run`: make what is due."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.console import Console, plain
from briefing.cli.options import config_option, day_option

if TYPE_CHECKING:
    from briefing.editions import Outcome


@click.command(name="run")
@click.argument("shows", nargs=-1, metavar="[SHOW]...")
@config_option
@day_option
@click.option("--slot", metavar="HH:MM", help="One slot of that day.")
@click.option("--prepare", is_flag=True, help="Stop when the script is written.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per show and edition on stdout.")
def command(
    shows: tuple[str, ...], config: Path, output: Path | None, day: date | None, slot: str | None, prepare: bool, as_json: bool
) -> int:
    """Make what is due: unfinished editions of the last 24 hours, then today's slots. The cron entry point.

    A published edition is left alone, so running this again is harmless.
    """
    from briefing.editions import Wish, gravest, run_shows
    from briefing.wiring import configuration, house

    wish = Wish(named=bool(shows), day=day, time=slot, until="written" if prepare else "published")
    loaded = configuration(config, output)
    chosen = [loaded.show(key) for key in shows] or list(loaded.shows)
    console = Console(sys.stderr)
    with house(loaded) as home:
        outcomes = run_shows(chosen, lambda show: home.studio(show, console), home.refresh, wish)
    for outcome in outcomes:
        if as_json:
            click.echo(json.dumps(_row(outcome), ensure_ascii=False))
        else:
            click.echo(plain(outcome.message), err=outcome.exit != 0)
            if outcome.mp3:
                click.echo(loaded.output / "site" / outcome.mp3)
    return gravest([outcome.exit for outcome in outcomes])


def _row(outcome: Outcome) -> dict[str, object]:
    keys = ("show", "edition", "state", "exit", "mp3", "duration", "stories", "notes", "message")
    row = asdict(outcome)
    return {key: row[key] for key in keys}
