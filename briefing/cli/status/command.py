"""`briefing status`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option


@click.command(name="status")
@config_option
@click.option("--daemon", is_flag=True, help="Only whether the daemon ticks: ends with 1 when it has not for five minutes.")
@click.option("--json", "as_data", is_flag=True, help="As data.")
def command(config: Path, output: Path | None, daemon: bool, as_data: bool) -> int:
    """Show the state of every show, feed and engine; ends with 1 when something needs attention.

    Changes nothing. It works when the database or feeds.yaml is broken, too, and then says so.
    """
    if daemon:
        from briefing.cli.status.daemon import check_daemon

        return check_daemon(config, output, as_data)
    from briefing.cli.status.body import show_status

    return show_status(config, output, as_data)
