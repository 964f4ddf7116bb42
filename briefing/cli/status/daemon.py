"""`briefing status --daemon`: is there a sign of life that is not older than five minutes."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefing.cli.status.data import build_heartbeat
from briefing.cli.status.text import format_heartbeat
from briefing.cli.tables import format_json
from briefing.config.text import find_output_folder
from briefing.lib.clock import SystemClock
from briefing.monitoring.heartbeat import NAME, is_silent, read_heartbeat


def check_daemon(config: Path, output: Path | None, as_data: bool) -> int:
    """Say when the daemon last ticked, and return 1 when it does not tick, for the health check of a container."""
    now = SystemClock().now()
    found = read_heartbeat((output or find_output_folder(config, os.environ)) / "state" / NAME)
    alive = found is not None and found.pid > 0 and not is_silent(found, now)
    click.echo(format_json({"alive": alive, "daemon": build_heartbeat(found)}) if as_data else format_heartbeat(found, now))
    return 0 if alive else 1
