"""A new key of feeds.yaml that is taken as it is costs two files beside its use: what may stand there, and the value."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import briefing

SOURCE = Path(briefing.__file__).parent
READ = """
from pathlib import Path
from briefing.config.load import load_config
from briefing.wiring.engines import ThisMachine
print([feed.no_cloud for feed in load_config(Path("feeds.yaml"), ThisMachine(), {}).shows[0].feeds])
"""


def add_after(file: Path, before: str, added: str) -> None:
    """Add lines after one that stands in a file once."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, before + added), "utf-8")


@pytest.mark.slow
def test_two_files_are_enough(tmp_path: Path) -> None:
    """In a copy of the package with one line more in each of two files, feeds.yaml takes the key, and the value has it."""
    package = tmp_path / "briefing"
    shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
    add_after(
        package / "config/shape.py",
        '    """True: read the pages of items whose text in the feed is only a teaser."""\n',
        '    no_cloud: bool = False\n    """True: its items are shown to no service."""\n',
    )
    add_after(package / "model/show.py", "    full_text: bool = False\n", "    no_cloud: bool = False\n")
    (tmp_path / "feeds.yaml").write_text(
        "version: 1\nsite: {title: T, author: A, email: a@example.org}\nshows:\n  a:\n    title: T\n"
        "    voice: {engine: tone, name: tone}\n"
        "    feeds: [{url: https://example.com/a, no_cloud: true}, {url: https://example.com/b}]\n",
        "utf-8",
    )
    run = subprocess.run([sys.executable, "-c", READ], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert run.stdout == "[True, False]\n", run.stderr
