"""`briefing feeds`: the sources, what is known of them, and lists of them in and out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from briefing.cli.tables import format_json, format_table
from briefing.config import opml
from briefing.config.addresses import strip_user
from briefing.config.document import parse_document as read_yaml
from briefing.config.insert import insert_feeds
from briefing.config.load import load_config_text
from briefing.config.opml import parse_opml, render_opml
from briefing.config.subscribe import choose_feeds, list_feed_ids
from briefing.config.text import MAX_BYTES, read_config_text
from briefing.config.values import Config
from briefing.lib.files import require_new, write_whole
from briefing.lib.redact import message, secrets_in, shown
from briefing.lib.text import to_plain
from briefing.model.edition import Run
from briefing.model.errors import Faulty, Misconfigured, Usage
from briefing.model.show import Feed, Show
from briefing.wiring.engines import ThisMachine
from briefing.wiring.workspace import Workspace, load_configuration, open_workspace

RECENT = timedelta(days=7)  # how far back to look for the last time a show asked its feeds


def list_feeds(config: Path, output: Path | None, as_data: bool) -> None:
    """List every show's feeds: what is known of each, and what it answered last."""
    loaded = load_configuration(config, output)
    with open_workspace(loaded) as home:
        rows = [row for show in loaded.shows for row in _build_rows(home, show)]
    if as_data:
        click.echo(format_json(rows))
        return
    keys = ("show", "name", "weight", "rights", "items", "newest", "last", "address")
    cells = [["-" if row[key] is None else f"{row[key]:g}" if key == "weight" else row[key] for key in keys] for row in rows]
    cells = [[*cell[:-1], f"{cell[-1]} (private)" if row["private"] else cell[-1]] for row, cell in zip(rows, cells, strict=True)]
    click.echo(format_table([key.upper() for key in keys], cells))


def export_feeds(config: Path, output: Path | None, file: Path | None) -> None:
    """Write the feeds of all shows as OPML 2.0, a group for each show."""
    if file:
        require_new(file)
    loaded = load_configuration(config, output)
    groups: dict[str, list[Feed]] = {}
    for show in loaded.shows:
        group = groups.setdefault(show.title, [])
        for number, feed in enumerate(show.feeds):
            if reason := _kept_here(loaded, show, number):
                click.echo(f"{show.key}: {to_plain(feed.name)}: left out: {reason}", err=True)
            else:
                group.append(feed)
    rendered = render_opml(loaded.site.title, groups)
    if file:
        write_whole(file, rendered)
    else:
        click.echo(rendered, nl=False)


def import_feeds(file: Path, key: str, dry_run: bool, config: Path, output: Path | None) -> None:
    """Add the feeds of an OPML file to SHOW, in feeds.yaml."""
    outlines = parse_opml(_read_bytes(file), str(file))
    text = read_config_text(config)
    document = read_yaml(text, os.environ)
    if document.mistakes:
        load_configuration(config, output)  # raises, with every mistake in it
    found = choose_feeds(outlines, list_feed_ids(document, key, config.parent))
    after = insert_feeds(text, key, found.new)
    if found.new:
        _must_load(after, config, output)
    for url, reason in (*found.refused, *found.notes):
        click.echo(f"{to_plain(message(url))[:200]}: {reason}", err=True)
    if found.new and not dry_run:
        mark = b"\xef\xbb\xbf" if config.read_bytes().startswith(b"\xef\xbb\xbf") else b""
        write_whole(config, mark + after.encode())
    for entry in found.new:
        click.echo(f"{'would add' if dry_run else 'added'} {to_plain(entry.name or '(no name)')}: {to_plain(shown(entry.url))}")
    click.echo(f"{key}: {len(found.new)} {'to add' if dry_run else 'added'}, {len(found.refused)} left out")


def _read_bytes(file: Path) -> bytes:
    """Return as much of a file as tells that it is too large; raises Usage when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(opml.MAX_BYTES + 1)
    except OSError as error:
        raise Usage(str(file), "cannot be read", error.strerror or str(error)) from error


def _must_load(text: str, config: Path, output: Path | None) -> None:
    """Raise when the file would not be right as it will be: with its own mistakes when it has some, else with the new ones."""
    if (size := len(text.encode())) > MAX_BYTES:
        raise Faulty(str(config), "would become too large", f"{size // 1000} kB of {MAX_BYTES // 1000}", "import fewer feeds")
    try:
        load_config_text(text, config, ThisMachine(), os.environ, output)
    except Misconfigured:
        load_configuration(config, output)
        raise


def _kept_here(config: Config, show: Show, number: int) -> str:
    """Return why a feed's address must not be exported, or nothing."""
    feed = show.feeds[number]
    if feed.path:
        return "it is a file here"
    secret = ("shows", show.key, "feeds", number, "url") in dict(config.written)
    return "its address holds a secret" if secret or strip_user(feed.url) != feed.url or any(secrets_in(feed.url)) else ""


def _build_rows(home: Workspace, show: Show) -> Iterator[dict[str, Any]]:
    known = home.store.overview.count_items([feed.id for feed in show.feeds])
    run = _format_asked(home, show)
    written = dict(home.config.written)
    for number, feed in enumerate(show.feeds):
        held = known.get(feed.id)
        yield {
            "show": show.key,
            "id": feed.id,
            "name": feed.name,
            "address": shown(written.get(("shows", show.key, "feeds", number, "url"), feed.url)) if feed.url else feed.path,
            "weight": feed.weight,
            "rights": feed.rights,
            "private": feed.private,
            "items": held.items if held else 0,
            "newest": f"{held.newest:%Y-%m-%d %H:%M}Z" if held else None,
            "last": _format_answer(run, feed),
        }


def _format_asked(home: Workspace, show: Show) -> Run | None:
    """Return the last run that asked the show's feeds, of the last days."""
    day = (home.clock.now() - RECENT).date()
    return next((run for run in reversed(home.store.runs.list_since(show.key, day)) if run.cutoff or run.reason), None)


def _format_answer(run: Run | None, feed: Feed) -> str | None:
    """Return what the feed said when it was last asked, as far as the run remembers."""
    if run is None:
        return None
    if run.cutoff is None:
        return f"no feed answered ({run.edition.id})"
    notes = [note.message.partition(": ")[2] for note in run.notes if note.stage == "fetch" and note.subject == feed.name]
    return f"{'; '.join(notes) or 'answered'} ({run.edition.id})"
