"""`briefing demo`: its options."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="demo")
@click.option("--output", type=click.Path(path_type=Path), help="A folder of its own (briefing-demo, briefing-demo-uk ...).")
@click.option("--language", default="en", show_default=True, help="What it speaks: en, uk ...")
def command(output: Path | None, language: str) -> int:
    """Make a whole episode from sample feeds: no network, no key."""
    from briefing.cli.demo.body import make_demo

    return make_demo(output, language)
