"""`briefing script`: its options."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefing.cli.options import config_option, day_option


@click.command(name="script")
@click.argument("show", metavar="SHOW")
@config_option
@day_option
@click.option("--slot", metavar="HH:MM", help="One slot of that day (the latest prepared).")
@click.option("--json", "as_json", is_flag=True, help="As data, with sources and readings.")
@click.option("--text", "as_text", is_flag=True, help="The spoken words, one line each.")
@click.option("--why", is_flag=True, help="What was chosen and rejected, and why.")
def command(
    show: str, config: Path, output: Path | None, day: date | None, slot: str | None, as_json: bool, as_text: bool, why: bool
) -> None:
    """Print the prepared script of SHOW; fetches nothing and needs no sound."""
    from briefing.cli.script.body import show_script

    show_script(show, config, output, day, slot, as_json, as_text, why)
