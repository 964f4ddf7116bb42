"""`briefing init`: a starter feeds.yaml."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from briefing.model.errors import CannotWrite, Usage


@click.command
@click.argument("folder", metavar="[DIR]", required=False, default=".", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a starter feeds.yaml into DIR (here, unless named); never over one that is there."""
    file = folder / "feeds.yaml"
    write_starter(file)
    option = "" if folder == Path() else f" --config {shlex.quote(str(file))}"
    click.echo(f"{file} is written. Next:")
    click.echo(f"  1. put your feeds, time zone and title into {file}")
    click.echo(f"  2. briefing check{option}          is it right?")
    click.echo(f"  3. briefing run morning{option}    makes today's episode")


def write_starter(file: Path) -> None:
    """Write the starter; raises Usage when there is a file already, CannotWrite when there can be none."""
    starter = files("briefing.config").joinpath("starter.yaml").read_bytes()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(file.parent), "cannot be made", error.strerror or str(error), "name another folder") from error
    try:
        with file.open("xb") as opened:
            opened.write(starter)
    except FileExistsError as error:
        raise Usage(str(file), "is there already and was left alone", hint="edit it, or name another folder") from error
    except OSError as error:
        raise CannotWrite(str(file), "cannot be written", error.strerror or str(error), "name another folder") from error
