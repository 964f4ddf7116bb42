"""`briefing status`: what a person should look at. It looks only: it locks, makes, moves and tidies nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.options import config_option

if TYPE_CHECKING:
    from briefing.config.values import Config
    from briefing.monitoring.collector import Told
    from briefing.monitoring.health import Standing
    from briefing.store.open import Store


@click.command(name="status")
@config_option
@click.option("--daemon", is_flag=True, help="Only whether the daemon ticks: ends with 1 when it has not for five minutes.")
@click.option("--json", "as_data", is_flag=True, help="As data.")
def command(config: Path, output: Path | None, daemon: bool, as_data: bool) -> int:
    """Show how every show, feed and engine stands; ends with 1 when something needs a person.

    Changes nothing, and works when the database or feeds.yaml is broken: it says so.
    """
    import os

    from briefing.config.load import output_of

    if daemon:
        from briefing.cli.status.daemon import ticks
        from briefing.lib.clock import SystemClock

        return ticks(output or output_of(config, os.environ), SystemClock().now(), as_data)
    from briefing.model.errors import EngineFailed, Misconfigured
    from briefing.wiring.workspace import configuration

    try:
        loaded = configuration(config, output)
    except (Misconfigured, EngineFailed) as error:
        return _blind(error, output or output_of(config, os.environ), as_data)
    from briefing.monitoring.collector import Told
    from briefing.monitoring.engines import engines

    standing = _look(loaded.output, loaded, Told(engines=engines(loaded.shows)))
    return _say(standing, as_data)


def _blind(error: Exception, output: Path, as_data: bool) -> int:
    """Say what is wrong with feeds.yaml, and what can be told of the house without it."""
    from briefing.lib.text import plain
    from briefing.model.errors import EngineFailed, Misconfigured
    from briefing.monitoring.collector import Told
    from briefing.monitoring.health import EngineState

    mistakes = error.mistakes if isinstance(error, Misconfigured) else (str(error),)
    for mistake in mistakes:
        click.echo(plain(mistake), err=True)
    if isinstance(error, EngineFailed):
        return _say(_look(output, None, Told(engines=(EngineState(error.subject, str(error)),))), as_data)
    _say(_look(output, None, Told(config=mistakes[0])), as_data)
    return Misconfigured.exit_code


def _look(output: Path, config: Config | None, told: Told) -> Standing:
    from dataclasses import replace

    from briefing.lib.clock import SystemClock
    from briefing.model.errors import BriefingError
    from briefing.monitoring.collector import look
    from briefing.store.read_only import glance

    shows, now = config.shows if config else (), SystemClock().now()
    store: Store | None = None
    try:
        store = glance(output / "state" / "briefing.db")
    except BriefingError as error:
        told = replace(told, database=str(error))
    try:
        return look(output, shows, store, now, told)
    finally:
        if store:
            store.close()


def _say(standing: Standing, as_data: bool) -> int:
    """Print it, and return 1 when something needs a person."""
    from briefing.cli.status.data import data
    from briefing.cli.status.text import text
    from briefing.cli.tables import as_json
    from briefing.monitoring.alerts import needs_person, troubles

    found = troubles(standing, standing.now)
    click.echo(as_json(data(standing, found)) if as_data else text(standing, found))
    return int(any(map(needs_person, found)))
