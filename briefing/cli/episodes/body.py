"""`briefing episodes`: what was published, and whether it is still there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from briefing.cli.tables import format_json, format_length, format_table
from briefing.config.values import suggest_nearest
from briefing.lib.text import to_plain
from briefing.model.codec import dumps
from briefing.model.episode import Citation, Episode, folder_of
from briefing.model.errors import NotPrepared
from briefing.wiring.workspace import Workspace, load_configuration, open_workspace

DOCUMENTS = ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")


def list_episodes(show: str | None, config: Path, output: Path | None, as_data: bool) -> None:
    """List the episodes of SHOW, or of all shows, each newest first."""
    loaded = load_configuration(config, output)
    shows = [loaded.get_show(show)] if show else loaded.shows
    with open_workspace(loaded) as home:
        rows = [_build_row(home, episode, state) for one in shows for episode, state in _list_of_show(home, one.key)]
    if as_data:
        click.echo(format_json(rows))
    elif not rows:
        click.echo("nothing is published yet: briefing run", err=True)
    else:
        click.echo(format_table(("EDITION", "DAY", "LENGTH", "STORIES", "STATE", "FILE"), [_format_cells(row) for row in rows]))


def show_episode(edition: str, config: Path, output: Path | None, as_data: bool) -> None:
    """Show what EDITION holds: chapters, stories with their sources, notes, and whether its files are still there."""
    loaded = load_configuration(config, output)
    with open_workspace(loaded) as home:
        episode = _find(home, edition)
        state = home.store.overview.list_states(episode.show).get(episode.edition, "published")
        files = [(str(path), _describe_presence(path, episode)) for path in _list_files(home, episode)]
    if as_data:
        listed = [{"path": path, "trouble": trouble or None} for path, trouble in files]
        click.echo(format_json({**json.loads(dumps(episode)), "state": state, "files": listed}))
    else:
        click.echo("\n".join(_show_chapters(episode, state, files)))


def _list_of_show(home: Workspace, show: str) -> list[tuple[Episode, str]]:
    states = home.store.overview.list_states(show)
    return [(episode, states.get(episode.edition, "published")) for episode in home.store.episodes.list_episodes(show)]


def _build_row(home: Workspace, episode: Episode, state: str) -> dict[str, Any]:
    mp3 = _find_folder(home, episode) / episode.file
    return {
        "edition": episode.edition,
        "show": episode.show,
        "day": str(episode.day),
        "title": episode.title,
        "duration": episode.duration,
        "stories": len(episode.stories),
        "revision": episode.revision,
        "state": state,
        "file": str(mp3),
        "trouble": _describe_presence(mp3, episode) or None,
    }


def _format_cells(row: dict[str, Any]) -> list[str]:
    """Return a row of the table."""
    state = row["state"] if row["revision"] == 1 else f"{row['state']}, revision {row['revision']}"
    file = f"{row['file']} ({row['trouble']})" if row["trouble"] else row["file"]
    return [row["edition"], row["day"], format_length(row["duration"]), str(row["stories"]), state, file]


def _find_folder(home: Workspace, episode: Episode) -> Path:
    return home.config.output / "site" / folder_of(episode)


def _list_files(home: Workspace, episode: Episode) -> Iterator[Path]:
    for name in (episode.file, *DOCUMENTS):
        yield _find_folder(home, episode) / name


def _describe_presence(file: Path, episode: Episode) -> str:
    """Return what is wrong with a file at first sight, or nothing; `briefing verify` looks into it."""
    if not file.is_file():
        return "missing"
    size = file.stat().st_size
    return f"has {size} bytes, not {episode.size}" if file.name == episode.file and size != episode.size else ""


def _find(home: Workspace, edition: str) -> Episode:
    """Return an edition's episode; raises NotPrepared with the nearest edition that has one."""
    if episode := home.store.episodes.find(edition):
        return episode
    hint = suggest_nearest(edition, home.store.overview.list_published()) or "briefing episodes list"
    run = home.store.runs.find(edition)
    if run:
        raise NotPrepared(edition, f"is {run.state} and has no episode", run.reason, hint)
    raise NotPrepared(edition, "is no published edition", hint=hint)


def _show_chapters(episode: Episode, state: str, files: list[tuple[str, str]]) -> Iterator[str]:
    yield to_plain(episode.title)
    told = f"{format_length(episode.duration)} minutes, {episode.loudness.integrated_lufs:g} LUFS, {episode.language}"
    yield f"{episode.edition}: {state}, revision {episode.revision}, {episode.published:%Y-%m-%d %H:%M} UTC; {told}"
    for correction in episode.corrections:
        yield f"corrected {correction.at:%Y-%m-%d %H:%M} UTC: {to_plain(correction.reason)}"
    yield "\nChapters"
    for chapter in episode.chapters:
        yield f"  {format_length(chapter.start):>6}  {to_plain(chapter.title)}"
    yield "\nStories"
    for story in episode.stories:
        yield f"  {to_plain(story.title)}"
        for source in _format_sources(episode, story.id):
            yield f"      {to_plain(source.feed_name)}: {to_plain(source.url or source.title)}"
    if episode.notes:
        yield "\nNotes"
        yield from (f"  {note.stage}: {to_plain(note.subject)}: {to_plain(note.message)}" for note in episode.notes)
    yield "\nFiles"
    yield from (f"  {trouble or 'there':7}  {to_plain(path)}" for path, trouble in files)


def _format_sources(episode: Episode, story: str) -> list[Citation]:
    """Return one citation for each item that a story's lines rest on, in the order in which they are heard."""
    cited = {source.item: source for cue in reversed(episode.cues) if cue.segment == story for source in reversed(cue.sources)}
    return list(reversed(cited.values()))
