"""`briefing schedule`: the daemon."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import shelter_from_bugs
from briefing.cli.console import Both, Lines
from briefing.cli.options import config_option, log_option
from briefing.lib.text import to_plain

if TYPE_CHECKING:
    from briefing.config.values import Config
    from briefing.model.outcome import Outcome
    from briefing.monitoring.logs import Log
    from briefing.scheduling.daemon import Pulse
    from briefing.scheduling.round import RoundObservers
    from briefing.wiring.workspace import Workspace


@click.command(name="schedule")
@config_option
@click.option("--every", type=click.FloatRange(0.01, 60), default=30, show_default=True, help="Seconds between two looks.")
@log_option
def command(config: Path, output: Path | None, every: float, log_json: bool) -> None:
    """Make every edition when it is due, until told to end: SIGTERM ends, SIGHUP takes feeds.yaml anew.

    A changed feeds.yaml is taken at the next look; one that is wrong is said, and the last good one stays in use. Several at once,
    and `briefing run` beside them, do not get in each other's way.
    """
    from briefing.scheduling.daemon import Pulse, handle_signals

    pulse = Pulse(time.monotonic())
    with handle_signals(pulse):
        _run(config, output, every, log_json, pulse)


def _run(path: Path, output: Path | None, every: float, log_json: bool, pulse: Pulse) -> None:
    from briefing.monitoring.daemon_monitor import DaemonMonitor
    from briefing.scheduling.config_source import ConfigSource
    from briefing.scheduling.daemon import Daemon
    from briefing.scheduling.service import SchedulerService, Shell
    from briefing.wiring.workspace import load_configuration, load_last_good

    source = ConfigSource(partial(load_configuration, path, output), partial(load_last_good, path, output))
    monitor = DaemonMonitor(_observe, partial(_open_log, log_json=log_json), pulse)
    service = SchedulerService(source, _open_workspace, monitor, Shell(partial(_say, log_json=log_json), shelter_from_bugs), pulse)
    try:
        Daemon(service, pulse, every).run()
    except SystemExit:  # a signal ended it
        service.end()
        raise
    finally:
        service.close()


def _open_workspace(config: Config) -> Workspace:
    from briefing.wiring.workspace import open_workspace

    return open_workspace(config, check=True)


def _open_log(home: Workspace, log_json: bool) -> Log:
    from briefing.monitoring.logs import open_log

    return open_log(home, sys.stderr if log_json else None)


def _observe(home: Workspace, log: Log) -> RoundObservers:
    from briefing.monitoring.observers import observe_round

    return observe_round(home, log if log.shown else Both(Lines(sys.stderr), log), log)


def _say(what: Outcome | str, log_json: bool) -> None:
    if isinstance(what, str):
        click.echo(to_plain(what), err=True)
    elif (result := what.exit == 0 and bool(what.show)) or not log_json:  # the log has told the others
        click.echo(to_plain(what.message), err=not result)
