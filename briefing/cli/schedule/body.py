"""`briefing schedule`: the daemon."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

import click

from briefing.cli import shelter_from_bugs
from briefing.cli.console import Both, Lines
from briefing.config.values import Config
from briefing.lib.text import to_plain
from briefing.model.outcome import Outcome
from briefing.monitoring.daemon_monitor import DaemonMonitor
from briefing.monitoring.logs import Log, open_log
from briefing.monitoring.observers import observe_round
from briefing.scheduling.config_source import ConfigSource
from briefing.scheduling.daemon import Daemon, Pulse, handle_signals
from briefing.scheduling.round import RoundObservers
from briefing.scheduling.service import SchedulerService, Shell
from briefing.wiring.workspace import Workspace, load_configuration, load_last_good, open_workspace


def run_schedule(config: Path, output: Path | None, every: float, log_json: bool) -> None:
    """Make every edition when it is due, until stopped: SIGTERM ends it, SIGHUP makes it read feeds.yaml again."""
    pulse = Pulse(time.monotonic())
    with handle_signals(pulse):
        _run(config, output, every, log_json, pulse)


def _run(path: Path, output: Path | None, every: float, log_json: bool, pulse: Pulse) -> None:
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
    return open_workspace(config, check=True)


def _open_log(home: Workspace, log_json: bool) -> Log:
    return open_log(home, sys.stderr if log_json else None)


def _observe(home: Workspace, log: Log) -> RoundObservers:
    return observe_round(home, log if log.shown else Both(Lines(sys.stderr), log), log)


def _say(what: Outcome | str, log_json: bool) -> None:
    if isinstance(what, str):
        click.echo(to_plain(what), err=True)
    elif (result := what.exit == 0 and bool(what.show)) or not log_json:  # the log has told the others
        click.echo(to_plain(what.message), err=not result)
