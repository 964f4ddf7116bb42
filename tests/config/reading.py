"""How these tests load a text: from a folder with `local.xml`, on the fake machine, as `feeds.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing.config.load import load_config
from briefing.config.values import Config
from briefing.model.errors import Misconfigured
from tests.support.fakes.config import FakeCapabilities

SMALL = """\
shows:
  morning:
    title: The Morning Briefing
    feeds:
      - url: https://example.com/rss
"""


def config(folder: Path, text: str, environ: Mapping[str, str] | None = None, **more: Path) -> Config:
    """The configuration of a text, read as bytes would be."""
    (folder / "local.xml").touch()
    file = folder / "feeds.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return load_config(file, FakeCapabilities(), environ or {}, **more)


def mistakes(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """The mistakes of a text, without the folder."""
    with pytest.raises(Misconfigured) as caught:
        config(folder, text, environ)
    return [mistake.replace(f"{folder}/", "") for mistake in caught.value.mistakes]


def show(*lines: str, feeds: str = "[{url: https://example.com/rss}]") -> str:
    """A configuration whose one show has these lines, the first of them in line 3."""
    return "shows:\n  a:\n" + "".join(f"    {line}\n" for line in (*lines, "title: T", f"feeds: {feeds}"))


def feed(keys: str) -> str:
    """A configuration whose one feed has these keys; the first of them stands in line 4, column 14."""
    return f"shows:\n  a:\n    title: T\n    feeds: [{{{keys}}}]\n"
