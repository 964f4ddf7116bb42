"""Folders with odd names, houses in them, and the programs of a machine as small scripts."""

from __future__ import annotations

import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli.install.job import Job
from tests.support.newsroom import feeds_yaml, rss
from tests.support.stories import entries

ROOT = Path(__file__).resolve().parents[3]
EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
MP3 = "output/site/morning/2026-11-22/morning-2026-11-22.mp3"
WORST = 'it\'s 100% "новини" \\%h $HOME [a]* & '  # all at once, for what takes long
ODD = [
    pytest.param("plain", id="plain"),
    pytest.param("with blanks", id="blanks"),
    pytest.param("100% of %h", id="percent"),
    pytest.param('it\'s "quoted"', id="quotes"),
    pytest.param("$HOME ${x} `id`", id="dollars"),
    pytest.param("back\\slash\\%\\", id="backslashes"),
    pytest.param("новини-été", id="not ASCII"),
    pytest.param("a*[b]?", id="wildcards"),
    pytest.param("a;b & c | d > e #f", id="shell words"),
    pytest.param(" ends blank ", id="a blank at the end"),
]


def script(file: Path, text: str) -> Path:
    """Write a program for /bin/sh; returns its path."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    file.chmod(0o755)
    return file


def house(folder: Path) -> Job:
    """Furnish a folder with a local feed, a secret, and a `briefing` that needs nothing from its environment."""
    folder.mkdir(parents=True)
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, EARLY)))
    config = feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}], description='"${WORD}"')
    (folder / "secrets.env").write_text("# for systemd and cron\nWORD='all & the news'\n", "utf-8")
    (folder / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    settings = f"PYTHONPATH={shlex.quote(str(ROOT))} BRIEFING_CLOCK_FILE={shlex.quote(str(folder / 'clock'))}"
    program = script(folder / "bin" / "briefing", f'{settings} exec {shlex.quote(sys.executable)} -m briefing "$@"')
    return Job((str(program),), config, folder / "output")


def told(folder: Path) -> Job:
    """Furnish a folder with a secret and a `briefing` that only says where it was started, with what words and what secret."""
    folder.mkdir(parents=True)
    (folder / "secrets.env").write_text("WORD='all & the news'\n", "utf-8")
    program = script(folder / "bin" / "briefing", 'printf "%s\\n" "$PWD" "$@" "$WORD"')
    return Job((str(program),), folder / "feeds.yaml", folder / "output", elsewhere=True)


def bare(words: list[str], folder: str, *settings: str) -> subprocess.CompletedProcess[str]:
    """Run words in a folder with an empty environment, as a scheduler does."""
    call = ["env", "-i", "PATH=/usr/bin:/bin", *settings, *words]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
