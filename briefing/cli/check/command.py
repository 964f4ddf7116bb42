"""`briefing check`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option


@click.command(name="check")
@config_option
@click.option("--online", is_flag=True, help="Ask every feed too; moves no bookmark.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of feeds.yaml for your editor, and stop.")
def command(config: Path, output: Path | None, online: bool, schema: bool) -> int:
    """Print the effective configuration and whether everything it needs works here."""
    from briefing.cli.check.body import check_configuration

    return check_configuration(config, output, online, schema)
