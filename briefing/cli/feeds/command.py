"""`briefing feeds`: its options."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from briefing.cli.options import config_option

RECENT = timedelta(days=7)  # how far back to look for the last time a show asked its feeds


@click.group(name="feeds", no_args_is_help=False)
def command() -> None:
    """The sources of the shows."""


@command.command("list")
@config_option
@click.option("--json", "as_data", is_flag=True, help="As data.")
def list_(config: Path, output: Path | None, as_data: bool) -> None:
    """List every show's feeds: what is known of each, and what it answered last."""
    from briefing.cli.feeds.body import list_feeds

    list_feeds(config, output, as_data)


@command.command("export")
@config_option
@click.option("-o", "file", type=click.Path(path_type=Path), metavar="FILE", help="A new file (stdout).")
def export(config: Path, output: Path | None, file: Path | None) -> None:
    """Write the feeds of all shows as OPML 2.0, a group for each show.

    Left out, and said on stderr: feeds that are files here, and feeds whose address holds a secret.
    """
    from briefing.cli.feeds.body import export_feeds

    export_feeds(config, output, file)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.opml")
@click.option("--show", "key", required=True, metavar="SHOW", help="The show that gets the feeds.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@config_option
def import_(file: Path, key: str, dry_run: bool, config: Path, output: Path | None) -> None:
    """Add the feeds of an OPML file to SHOW, in feeds.yaml.

    What stands in feeds.yaml stays as it is, comments and all. Feeds that are there already are left out, and so is whatever could
    not stand there: addresses that are not http(s), or that hold a password or a ${NAME}.
    """
    from briefing.cli.feeds.body import import_feeds

    import_feeds(file, key, dry_run, config, output)
