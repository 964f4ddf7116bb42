"""docs/commands.md is true."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from briefing.cli import COMMANDS, cli
from briefing.model import errors

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text("utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
CONTEXT = click.Context(cli)


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command, or those of a group, by their whole names."""
    yield name, command
    if isinstance(command, click.Group):
        for part in command.list_commands(CONTEXT):
            below = command.get_command(CONTEXT, part)
            assert below
            yield from leaves(below, f"{name} {part}")


def found(name: str) -> click.Command:
    """Return a command by its name."""
    command = cli.get_command(CONTEXT, name)
    assert command
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page(name: str) -> None:
    """A command has its section, and in it stands each of its options and subcommands."""
    section = SECTIONS[f"briefing {name}"]
    for whole, command in leaves(found(name), name):
        assert whole == name or f"briefing {whole}" in section, whole
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                for option in (*parameter.opts, *parameter.secondary_opts):
                    assert re.search(rf"`{option}\b", section), f"{whole} {option}"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_names_no_other_option(name: str) -> None:
    """What a section's table lists is an option of that command."""
    known = {option for _, command in leaves(found(name), name) for parameter in command.params for option in parameter.opts}
    rows = re.findall(r"^\| (`-.*?) \|", SECTIONS[f"briefing {name}"], re.MULTILINE)
    assert {option for row in rows for option in re.findall(r"(?<=`)--[a-z-]+", row)} <= known


@pytest.mark.parametrize("line", re.findall(r"^    briefing (.+)$", PAGE, re.MULTILINE))
def test_the_examples_are_understood(line: str) -> None:
    """Each example is a command with options that it takes."""
    words = shlex.split(line)
    command = found(words[0])
    command.make_context(words[0], words[1:])


def test_every_exit_code_is_on_the_page() -> None:
    """Each family of errors ends with a code that the page explains."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.BriefingError)]
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", SECTIONS["Exit codes"], re.MULTILINE)}
    assert {kind.exit_code for kind in kinds} <= explained
