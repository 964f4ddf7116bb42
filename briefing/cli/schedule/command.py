"""`briefing schedule`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option, log_option


@click.command(name="schedule")
@config_option
@click.option("--every", type=click.FloatRange(0.01, 60), default=30, show_default=True, help="Seconds between two looks.")
@log_option
def command(config: Path, output: Path | None, every: float, log_json: bool) -> None:
    """Make every edition when it is due, until told to end: SIGTERM ends, SIGHUP takes feeds.yaml anew.

    A changed feeds.yaml is taken at the next look; one that is wrong is said, and the last good one stays in use. Several at once,
    and `briefing run` beside them, do not get in each other's way.
    """
    from briefing.cli.schedule.body import run_schedule

    run_schedule(config, output, every, log_json)
