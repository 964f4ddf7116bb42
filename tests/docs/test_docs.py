"""The documentation is complete and true: what exists is named, what is named exists, what is shown works."""

from __future__ import annotations

import inspect
import re
import subprocess
from collections.abc import Mapping
from configparser import ConfigParser
from datetime import datetime
from pathlib import Path

import click
import pytest
from cronsim import CronSim
from ruamel.yaml import YAML

from briefing.config.load import load_config
from briefing.config.schema import build_schema
from briefing.config.shape import Feed, Root, Show
from briefing.model import errors
from tests.docs.pages import PAGES, ROOT, Example, calls, commands, everything, examples, parse
from tests.support.fakes.config import VOICES, FakeCapabilities

TEXT = everything()
ERRORS = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, errors.BriefingError)]
LINK = re.compile(r"\[[^\]]*\]\((?P<to>[^)\s]+)\)")


def name(page: object) -> str:
    """Return a test id."""
    return page.name if isinstance(page, Path) else str(page)


def test_every_key_of_feeds_yaml_is_named() -> None:
    """Each key of each section stands in the docs, and so does each key to come."""
    found = build_schema()
    keys = {key for section in (found, *found["$defs"].values()) for key in section["properties"]}
    assert {key for key in keys if not re.search(rf"\b{key}:|`{key}`", TEXT)} == set()
    assert {key for key in Feed.coming | Show.coming if f"`{key}`" not in TEXT} == set()


@pytest.mark.parametrize(("called", "command"), [pytest.param(*found, id=found[0]) for found in commands()])
def test_every_command_and_option_is_named(called: str, command: click.Command) -> None:
    """The docs show each command, and each of its options."""
    assert re.search(rf"\bbriefing {called}\b", TEXT)
    options = [max(param.opts, key=len) for param in command.params if isinstance(param, click.Option)]
    assert [option for option in options if not re.search(rf"(?<![\w-]){option}(?![\w-])", TEXT)] == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_has_a_line_with_its_code(error: type[errors.BriefingError]) -> None:
    """docs/exit-codes.md has each class with its code, and the tree in model/errors.py each as well."""
    page = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
    assert re.search(rf"^\| {error.exit_code} \| `{error.__name__}` \|", page, re.MULTILINE)
    assert error.__name__ in str(errors.__doc__)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link leads to a file, and its fragment to a heading there."""
    wrong = []
    for found in LINK.finditer(page.read_text("utf-8")):
        to, _, fragment = found["to"].partition("#")
        if re.match(r"[a-z]+:", to):
            continue
        target = page.parent / to if to else page
        if not target.exists() or (fragment and fragment not in anchors(target)):
            wrong.append(found["to"])
    assert wrong == []


def anchors(page: Path) -> set[str]:
    """Return the fragments that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_led_to() -> None:
    """No page of docs/ stands alone: another page, or the README, links to it."""
    links = [(page, found["to"].partition("#")[0]) for page in PAGES for found in LINK.finditer(page.read_text("utf-8"))]
    linked = {(page.parent / to).resolve() for page, to in links if to}
    assert [page.name for page in PAGES[1:] if page not in linked] == []


@pytest.mark.parametrize("example", examples("sh"), ids=str)
def test_command_lines_are_right(example: Example) -> None:
    """Each `briefing ...` in a shell example is a call that the program accepts, and the whole is a script."""
    subprocess.run(["bash", "-n"], input=example.text, text=True, check=True)
    for arguments in calls(example.text):
        parse(arguments)


@pytest.mark.parametrize("example", examples("crontab"), ids=str)
def test_crontabs_are_right(example: Example) -> None:
    """Each line of a crontab has five right fields and a call that the program accepts."""
    for line in example.text.splitlines():
        if line and not line.startswith("#"):
            *fields, command = line.split(maxsplit=5)
            next(CronSim(" ".join(fields), datetime(2026, 1, 1)))
            assert "%" not in command  # cron makes a line end of it
            (arguments,) = calls(command)
            parse(arguments)


@pytest.mark.parametrize("example", examples("yaml"), ids=str)
def test_yaml_is_a_right_configuration(example: Example, tmp_path: Path) -> None:
    """Each YAML example loads, put where it belongs: a whole file, a section of it, keys of a show, or a list of feeds."""
    for path in re.findall(r"path: ([\w./-]+)", example.text):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    file = tmp_path / "feeds.yaml"
    file.write_text(whole(example.text), "utf-8")
    environ = dict.fromkeys(re.findall(r"\$\{(\w+)\}", example.text), "x")
    assert load_config(file, Beeping({**VOICES, "beep": {"beep": ("en", "uk")}}), environ).shows


class Beeping(FakeCapabilities):
    """The machine on which the example of docs/extending.md is installed."""

    def list_summarizers(self) -> list[str]:
        return ["extractive", "first"]


def whole(text: str) -> str:
    """Return an example as a whole feeds.yaml."""
    keys: Mapping[str, object] = YAML(typ="safe", pure=True).load(text)
    if "shows" in keys:
        if "title:" in text and "feeds:" in text:
            return text
        return f"{text}    feeds: [{{url: 'https://a.example/'}}]\n"
    if set(keys) <= set(Root.model_fields):
        return f"{text}\nshows: {{a: {{title: T, feeds: [{{url: 'https://a.example/'}}]}}}}\n"
    missing = {"title": "title: T\n", "feeds": "feeds: [{url: 'https://a.example/'}]\n"}
    show = text + "".join(line for key, line in missing.items() if key not in keys)
    return "shows:\n  a:\n" + "".join(f"    {line}\n" for line in show.splitlines())


@pytest.mark.parametrize("example", examples("ini"), ids=str)
def test_units_are_right(example: Example) -> None:
    """Each unit of systemd has its sections, and what it starts is a call that the program accepts."""
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep the case of keys
    unit.read_string(example.text)
    assert set(unit.sections()) in ({"Unit", "Service"}, {"Unit", "Timer", "Install"})
    if "Service" in unit:
        (arguments,) = calls(unit["Service"]["ExecStart"])
        parse(arguments)


def test_the_readers_of_examples_find_them() -> None:
    """These tests do not pass for want of examples: each kind is found, and wrong ones are seen."""
    assert len(examples("sh")) > 10
    assert len(list(calls("cd x && .venv/bin/briefing run a --json >>log 2>&1\npip install briefing\nbriefing check # now"))) == 2
    with pytest.raises(click.UsageError):
        parse(["run", "--frobnicate"])
    with pytest.raises(click.UsageError):
        parse(["feeds", "imprt"])
