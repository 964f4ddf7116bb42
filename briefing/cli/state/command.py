"""`briefing state`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option


@click.group(name="state", no_args_is_help=False)
def command() -> None:
    """The database: backup, restore, check."""


@command.command("backup")
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path))
@config_option
def backup(file: Path | None, config: Path, output: Path | None) -> None:
    """Copy the database into FILE, or among the daily backups, while runs may be at work; prints the file."""
    from briefing.cli.state.body import back_up_state

    back_up_state(file, config, output)


@command.command("restore")
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path))
@config_option
@click.option("--newest", is_flag=True, help="The newest backup that is sound.")
def restore(file: Path | None, config: Path, output: Path | None, newest: bool) -> None:
    """Put the backup FILE in place of the database, and restore what was published since; the present one is set aside."""
    from briefing.cli.state.body import restore_state

    restore_state(file, config, output, newest)


@command.command("check")
@config_option
def check(config: Path, output: Path | None) -> int:
    """Look at the whole database, and hold it against what was published; ends with 65 when something is wrong."""
    from briefing.cli.state.body import check_state

    return check_state(config, output)
