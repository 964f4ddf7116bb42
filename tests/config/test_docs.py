"""docs/feeds.md is true."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.config.schema import build_schema
from briefing.config.shape import Feed, Show
from tests.config.reading import config

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "feeds.md").read_text("utf-8")


def test_the_examples_are_one_right_configuration(tmp_path: Path) -> None:
    """The sections' examples, put together, load; so do the examples of feeds."""
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "feed.xml").touch()
    *sections, feeds = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    environ = {"PASSWORD": "p", "TOKEN": "t", "TOPIC": "x", "CHECK": "y"}
    assert len(config(tmp_path, "".join(sections), environ).shows[0].feeds) == 2
    indented = "".join(f"    {line}\n" for line in feeds.splitlines())
    assert len(config(tmp_path, f"shows:\n  a:\n    title: T\n{indented}", environ).shows[0].feeds) == 5


def test_every_key_is_on_the_page() -> None:
    """Each key of each section, and each key to come, is explained or named."""
    found = build_schema()
    keys = {key for section in (found, *found["$defs"].values()) for key in section["properties"]}
    assert {key for key in keys if not re.search(rf"\b{key}:", PAGE)} == set()
    assert {key for key in Feed.coming | Show.coming if f"`{key}`" not in PAGE} == set()
