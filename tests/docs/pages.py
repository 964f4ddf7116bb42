"""The documentation as the tests read it: pages, their examples, the command lines in those."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^(?P<mark><!-- (?P<how>\w+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block: its page and line, its kind (sh, yaml, ...), the word of the comment above it, and its text."""

    page: Path
    line: int
    kind: str
    how: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def examples(*kinds: str) -> list[Example]:
    """Return all examples of these kinds."""
    return [example for page in PAGES for example in _examples(page) if example.kind in kinds]


def _examples(page: Path) -> Iterator[Example]:
    text = page.read_text("utf-8")
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Example(page, line, found["kind"], found["how"] or "", found["text"])


def everything() -> str:
    """Return all pages as one text."""
    return "\n".join(page.read_text("utf-8") for page in PAGES)


def calls(script: str) -> Iterator[list[str]]:
    """Yield the arguments of each `briefing` in a shell script; a line that shows what may be left out (`[`) is no example."""
    for line in script.replace("\\\n", " ").splitlines():
        if "[" in line.partition("#")[0] and "'.[" not in line:
            continue
        words = shlex.split(line, comments=True)
        for at, word in enumerate(words):
            before = words[at - 1] if at else "&&"
            if word.rpartition("/")[2] == "briefing" and before in ("&&", "||", ";", "|", "then"):
                rest = words[at + 1 :]
                ends = [number for number, other in enumerate(rest) if other.startswith(("&&", "||", ";", "|", ">", "2>"))]
                yield rest[: min(ends, default=len(rest))]


def parse(arguments: list[str]) -> None:
    """Parse a call as click does, without running it; raises click.UsageError for one that is wrong."""
    from briefing.cli import cli

    command: click.Command = cli
    context = click.Context(cli, info_name="briefing")
    while isinstance(command, click.Group):
        if not arguments or arguments[0].startswith("-"):
            return
        name, found, arguments = command.resolve_command(context, arguments)
        assert found
        if isinstance(found, click.Group):
            command, context = found, click.Context(found, context, info_name=name)
        else:
            found.make_context(name, list(arguments), parent=context)
            return


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command by its full name: `run`, `feeds import`, ..."""
    from briefing.cli import COMMANDS, cli

    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())
        else:
            yield name, command
