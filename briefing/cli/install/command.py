"""`briefing install`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.install.crontab_lines import EVERY
from briefing.cli.options import config_option


class Minutes(click.ParamType[int]):
    """Minutes that divide the hour evenly."""

    name = "MINUTES"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the minutes, or fail with those there are."""
        if str(value) in map(str, EVERY):
            return int(value)
        raise click.BadParameter(f"'{value}' does not divide the hour: take one of {', '.join(map(str, EVERY))}", ctx, param)


every_option = click.option(
    "--every", type=Minutes(), default=10, show_default=True, help="How often to check whether an edition is due."
)


@click.group(name="install", no_args_is_help=False)
def command() -> None:
    """Run it from cron or systemd, unattended."""


@command.command("cron")
@config_option
@every_option
@click.option("--write", is_flag=True, help="Put the lines into your crontab, instead of showing them.")
def cron(config: Path, output: Path | None, every: int, write: bool) -> None:
    """Show the crontab lines that make what is due.

    With --write they are put into your crontab: in the place of those of the same feeds.yaml, or at the end. All else there stays.
    """
    from briefing.cli.install.body import install_cron

    install_cron(config, output, every, write)


@command.command("systemd")
@config_option
@every_option
@click.option("--daemon", is_flag=True, help="A service that stays (briefing schedule), instead of one that a timer starts.")
@click.option("--system/--user", "system", default=None, help="Units of the system (root's usual) or your own (all others').")
@click.option("--name", default="briefing", show_default=True, help="The name of the units.")
@click.option("--write", is_flag=True, help="Put the units in their place and start them, instead of showing them.")
def systemd(config: Path, output: Path | None, every: int, daemon: bool, system: bool | None, name: str, write: bool) -> None:
    """Show the systemd units that make what is due.

    With --write they are put in their place, checked and started. A unit of the same name that is not ours is left alone.
    """
    from briefing.cli.install.body import install_systemd

    install_systemd(config, output, every, daemon, system, name, write)
