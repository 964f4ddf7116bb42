"""`briefing status --daemon`: is there a sign of life that is not older than five minutes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click


def ticks(output: Path, now: datetime, as_data: bool) -> int:
    """Say when the daemon last ticked, and return 1 when it does not tick, for the health check of a container."""
    from briefing.cli.status.data import beat
    from briefing.cli.status.text import life
    from briefing.cli.tables import as_json
    from briefing.monitoring.heartbeat import NAME, heard, silent

    found = heard(output / "state" / NAME)
    alive = found is not None and found.pid > 0 and not silent(found, now)
    click.echo(as_json({"alive": alive, "daemon": beat(found)}) if as_data else life(found, now))
    return 0 if alive else 1
