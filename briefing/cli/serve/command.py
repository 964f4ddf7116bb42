"""`briefing serve`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import config_option


@click.command(name="serve")
@config_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="0 takes a free one.")
def command(config: Path, output: Path | None, host: str, port: int) -> None:
    """Serve output/site over HTTP until stopped."""
    from briefing.cli.serve.body import serve_site

    serve_site(config, output, host, port)
