"""`briefing check`: is the configuration right, do the engines work here, and, with --online, does every feed answer."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefing.config.effective import render_effective
from briefing.config.schema import build_schema as json_schema
from briefing.config.values import Config
from briefing.fetch.fulltext import find_missing_packages
from briefing.lib.clock import SystemClock
from briefing.lib.ffmpeg import find
from briefing.lib.text import to_plain
from briefing.model.errors import EngineFailed
from briefing.model.script import Reading
from briefing.model.show import Feed, Show, VoiceChoice
from briefing.monitoring.notify.apprise_client import find_missing_package
from briefing.wiring.engines import open_voice_choice
from briefing.wiring.workspace import build_fetcher, load_configuration


def check_configuration(config: Path, output: Path | None, online: bool, schema: bool) -> int:
    """Print the effective configuration and whether everything it needs works here."""
    if schema:
        click.echo(json.dumps(json_schema(), indent=2))
        return 0

    loaded = load_configuration(config, output)
    click.echo(render_effective(loaded), nl=False)
    for warning in loaded.warnings:
        click.echo(to_plain(warning), err=True)
    voices = [_check_voice(show, choice) for show in loaded.shows for choice in (show.voice, show.fallback) if choice]
    _check_encoder()
    feeds = [_check_online(loaded, show) for show in loaded.shows] if online else []
    lost = [
        f"{show.key}: {feed.name}: no such file: {feed.path}"
        for show in loaded.shows
        for feed in show.feeds
        if _check_lost_feeds(feed, config)
    ]
    for line in lost:
        click.echo(to_plain(line), err=True)
    pages, telling = _check_pages(loaded), _check_notify(loaded)
    if not all(voices) or not pages or not telling:
        return 69
    if lost:
        return 78
    return 0 if all(feeds) else 75


def _check_lost_feeds(feed: Feed, config: Path) -> bool:
    """Return whether a local feed is missing now; a run notes that and uses the others."""
    return bool(feed.path) and not (config.parent / feed.path).is_file()


def _check_voice(show: Show, choice: VoiceChoice) -> bool:
    """Speak one sentence with a voice of the show, and say whether it did."""
    what = "fallback" if choice == show.fallback else "voice"
    try:
        (wav,) = open_voice_choice(choice).speak([Reading("check", show.disclosure)])
    except EngineFailed as error:
        click.echo(f"{show.key}: {what}: {to_plain(str(error))}", err=True)
        return False
    click.echo(f"{show.key}: {what}: {choice.engine} {choice.name} speaks ({len(wav)} bytes)", err=True)
    return True


def _check_pages(config: Config) -> bool:
    """Say what is missing for feeds whose pages are to be read; a run notes that and uses the teasers."""
    wanted = any(feed.full_text for show in config.shows for feed in show.feeds)
    if wanted and (why := find_missing_packages()):
        click.echo(why, err=True)
        return False
    return True


def _check_notify(config: Config) -> bool:
    """Say what is missing for messages through Apprise; a run still makes its programmes, and says that it cannot notify."""
    mine = [show.key for show in config.shows if show.notify.apprise]
    if mine and (why := find_missing_package()):
        for key in mine:
            click.echo(f"{key}: notify.apprise: {why}", err=True)
        return False
    return True


def _check_encoder() -> None:
    """Say which encoder will be used; raises EngineFailed when none works."""
    click.echo(f"encoder: {find()}", err=True)


def _check_online(config: Config, show: Show) -> bool:
    """Ask the show's feeds without bookmarks, and say what each answered."""
    answers = build_fetcher(config).fetch(show.feeds, {}, SystemClock().now())
    for answer in answers:
        heard = answer.error or f"{len(answer.items)} items"
        click.echo(f"{show.key}: {to_plain(answer.feed.name)}: {to_plain(heard)}", err=True)
    return not any(answer.error for answer in answers)
