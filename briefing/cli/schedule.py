"""`briefing schedule`: the daemon."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import sheltered
from briefing.cli.console import plain, watching
from briefing.cli.options import config_option

if TYPE_CHECKING:
    from briefing.editions import Outcome


@click.command(name="schedule")
@config_option
@click.option("--every", type=click.FloatRange(0.01, 60), default=30, show_default=True, help="Seconds between two looks.")
def command(config: Path, output: Path | None, every: float) -> None:
    """Make every edition when it is due, until told to end: SIGTERM ends, SIGHUP takes feeds.yaml anew.

    A changed feeds.yaml is taken at the next look; one that is wrong is said, and the last good one stays in use. Several at once,
    and `briefing run` beside them, do not get in each other's way.
    """
    from briefing.daemon import Daemon, Pulse
    from briefing.rounds import Watchers
    from briefing.steward import Steward
    from briefing.wiring import configuration, house

    pulse = Pulse(time.monotonic())
    with watching(sys.stderr) as watch:
        watchers = Watchers(watch.on, lambda run: None, watch.rest)
        steward = Steward(partial(configuration, config, output), house, watchers, _say, sheltered, pulse)
        try:
            Daemon(steward, pulse, every).run()
        finally:
            steward.close()


def _say(what: Outcome | str) -> None:
    if isinstance(what, str):
        click.echo(plain(what), err=True)
    else:
        click.echo(plain(what.message), err=what.exit != 0)
