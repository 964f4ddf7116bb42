"""`briefing demo`: a whole episode from sample feeds that the package carries."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

from briefing.cli.console import watch_progress
from briefing.cli.demo.prepare import prepare_demo
from briefing.lib.clock import SystemClock
from briefing.lib.text import to_plain
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from briefing.wiring.workspace import load_configuration, open_workspace


def make_demo(output: Path | None, language: str) -> int:
    """Make a whole episode from sample feeds: no network, no key."""
    folder = output or Path("briefing-demo" if language == "en" else f"briefing-demo-{language}")
    config = prepare_demo(folder, SystemClock().now(), language)
    loaded = load_configuration(config)
    with open_workspace(loaded) as home, watch_progress(sys.stderr) as watch:
        (show,) = loaded.shows
        outcome = run_show(show, lambda one: home.studio(one, watch.on(one.key)), home.refresh, RunRequest(named=True))[-1]
    click.echo(to_plain(outcome.message), err=outcome.exit != 0)
    if outcome.mp3:
        mp3 = loaded.output / "site" / outcome.mp3
        quoted, program = shlex.quote(str(config)), _name_program()
        click.echo(f"\nHear it:        {shlex.quote(str(mp3))}")
        click.echo(f"Read along:     {shlex.quote(str(mp3.parent / 'index.html'))}")
        click.echo(f"In a browser:   {program} serve --config {quoted}")
        click.echo(f"Verify it:      {program} verify {shlex.quote(str(mp3))}")
        click.echo(f"Your own:       {program} init, then {program} run")
    return outcome.exit


def _name_program() -> str:
    """Return how this program is called from here: by its name alone where the shell would find it."""
    called = Path(sys.argv[0])
    found = shutil.which("briefing")
    return shlex.quote(str(called)) if called.name == "briefing" and (not found or not called.samefile(found)) else "briefing"
