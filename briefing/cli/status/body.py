"""`briefing status`: what needs attention. It only reads: it locks, makes, moves and removes nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from briefing.cli.status.data import build_data
from briefing.cli.status.text import format_health
from briefing.cli.tables import format_json
from briefing.config.text import find_output_folder
from briefing.config.values import Config
from briefing.lib.clock import SystemClock
from briefing.lib.text import to_plain
from briefing.model.errors import BriefingError, EngineFailed, Misconfigured
from briefing.monitoring.alerts import find_alerts, needs_person
from briefing.monitoring.collector import CallerFacts, collect_health
from briefing.monitoring.engines import try_engines
from briefing.monitoring.health import EngineState, Health
from briefing.store.open import Store
from briefing.store.read_only import open_read_only
from briefing.wiring.workspace import load_configuration


def show_status(config: Path, output: Path | None, as_data: bool) -> int:
    """Show the state of every show, feed and engine; ends with 1 when something needs attention."""
    try:
        loaded = load_configuration(config, output)
    except (Misconfigured, EngineFailed) as error:
        return _show_without_config(error, output or find_output_folder(config, os.environ), as_data)

    standing = _collect(loaded.output, loaded, CallerFacts(engines=try_engines(loaded.shows)))
    return _say(standing, as_data)


def _show_without_config(error: Exception, output: Path, as_data: bool) -> int:
    """Say what is wrong with feeds.yaml, and what is known without it."""
    mistakes = error.mistakes if isinstance(error, Misconfigured) else (str(error),)
    for mistake in mistakes:
        click.echo(to_plain(mistake), err=True)
    if isinstance(error, EngineFailed):
        return _say(_collect(output, None, CallerFacts(engines=(EngineState(error.subject, str(error)),))), as_data)
    _say(_collect(output, None, CallerFacts(config=mistakes[0])), as_data)
    return Misconfigured.exit_code


def _collect(output: Path, config: Config | None, told: CallerFacts) -> Health:
    shows, now = config.shows if config else (), SystemClock().now()
    store: Store | None = None
    try:
        store = open_read_only(output / "state" / "briefing.db")
    except BriefingError as error:
        told = replace(told, database=str(error))
    try:
        return collect_health(output, shows, store, now, told)
    finally:
        if store:
            store.close()


def _say(standing: Health, as_data: bool) -> int:
    """Print it, and return 1 when something needs attention."""
    found = find_alerts(standing, standing.now)
    click.echo(format_json(build_data(standing, found)) if as_data else format_health(standing, found))
    return int(any(map(needs_person, found)))
