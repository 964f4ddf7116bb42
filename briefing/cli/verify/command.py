"""`briefing verify`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option


@click.command(name="verify")
@click.argument("what", required=False, metavar="FILE|EDITION")
@config_option
@click.option("-v", "--verbose", is_flag=True, help="Every check, not only what is wrong or worth knowing.")
@click.option("--site", "whole", is_flag=True, help="Every show and episode under output/site.")
def command(what: str | None, config: Path, output: Path | None, verbose: bool, whole: bool) -> int:
    """Decode an episode's MP3 and hold it against everything that was published with it.

    FILE is an MP3 (or its folder) under output/site, EDITION an id such as morning-2026-11-22.
    """
    from briefing.cli.verify.body import verify_files

    return verify_files(what, config, output, verbose, whole)
