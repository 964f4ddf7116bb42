"""`briefing episodes`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option


@click.group(name="episodes", no_args_is_help=False)
def command() -> None:
    """What was published."""


@command.command("list")
@click.argument("show", required=False, metavar="[SHOW]")
@config_option
@click.option("--json", "as_data", is_flag=True, help="As data.")
def list_(show: str | None, config: Path, output: Path | None, as_data: bool) -> None:
    """List the episodes of SHOW, or of all shows, each newest first."""
    from briefing.cli.episodes.body import list_episodes

    list_episodes(show, config, output, as_data)


@command.command("show")
@click.argument("edition", metavar="EDITION")
@config_option
@click.option("--json", "as_data", is_flag=True, help="As data: episode.json, and where the files are.")
def show(edition: str, config: Path, output: Path | None, as_data: bool) -> None:
    """Show what EDITION holds: chapters, stories with their sources, notes, and whether its files are still there."""
    from briefing.cli.episodes.body import show_episode

    show_episode(edition, config, output, as_data)
