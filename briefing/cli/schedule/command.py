"""`briefing schedule`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option, log_option


@click.command(name="schedule")
@config_option
@click.option("--every", type=click.FloatRange(0.01, 60), default=30, show_default=True, help="Seconds between two checks.")
@log_option
def command(config: Path, output: Path | None, every: float, log_json: bool) -> None:
    """Make every edition when it is due, until stopped: SIGTERM ends it, SIGHUP makes it read feeds.yaml again.

    A changed feeds.yaml is read at the next check. One that is wrong is reported, and the last good one stays in use. Several
    daemons, and `briefing run` at the same time, do no harm.
    """
    from briefing.cli.schedule.body import run_schedule

    run_schedule(config, output, every, log_json)
