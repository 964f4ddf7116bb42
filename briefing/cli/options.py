"""The options that stand on several commands, declared once."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from briefing.model.progress import Stage

STAGES: tuple[Stage, ...] = get_args(Stage)

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with what was expected."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day: write it as 2026-11-22", param, ctx)


class StageName(click.ParamType[Stage]):
    """One of the six stages."""

    name = "STAGE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Stage:
        """Return the stage, or fail with the nearest."""
        if found := next((stage for stage in STAGES if stage == value), None):
            return found
        near = difflib.get_close_matches(value.lower(), STAGES, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(STAGES)}"
        raise click.BadParameter(f"'{value}' is no stage: {hint}", ctx, param)


def config_option(command: F) -> F:
    """Add --config and --output, which every command has that reads feeds.yaml."""
    command = click.option("--output", type=click.Path(path_type=Path), help="Folder to work in, instead of the one in the file.")(
        command
    )
    return click.option(
        "--config",
        type=click.Path(path_type=Path, readable=False),
        default=Path("feeds.yaml"),
        show_default=True,
        help="The configuration.",
    )(command)


def day_option(command: F) -> F:
    """Add --day."""
    return click.option("--day", type=Day(), help="A day in the show's zone (today).")(command)


def log_option(command: F) -> F:
    """Add --log-json."""
    return click.option("--log-json", is_flag=True, help="What happens as JSON lines on stderr, as in the log file.")(command)
