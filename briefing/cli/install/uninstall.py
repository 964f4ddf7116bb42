"""`briefing uninstall`: its options."""

from __future__ import annotations

from pathlib import Path

import click

config_option = click.option(
    "--config", type=click.Path(path_type=Path, readable=False), default=Path("feeds.yaml"), show_default=True,
    help="The configuration it was installed for.",
)  # fmt: skip


@click.group(name="uninstall", no_args_is_help=False)
def command() -> None:
    """Remove it from cron or systemd. Episodes stay."""


@command.command("cron")
@config_option
@click.option("--write", is_flag=True, help="Take the lines out of your crontab, instead of showing them.")
def cron(config: Path, write: bool) -> None:
    """Show the lines of your crontab that would go; with --write they go, and every other line stays."""
    from briefing.cli.install.uninstall_body import uninstall_cron

    uninstall_cron(config, write)


@command.command("systemd")
@config_option
@click.option("--system/--user", "system", default=None, help="Units of the system (root's usual) or your own (all others').")
@click.option("--name", default="briefing", show_default=True, help="The name of the units.")
@click.option("--write", is_flag=True, help="Stop and remove the units, instead of naming them.")
def systemd(config: Path, system: bool | None, name: str, write: bool) -> None:
    """Name the units that would go; with --write they are stopped and removed. A unit that is not ours is left alone."""
    from briefing.cli.install.uninstall_body import uninstall_systemd

    uninstall_systemd(config, system, name, write)
