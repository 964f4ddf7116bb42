"""`briefing episodes`: what was published, and whether it is still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.options import config_option

if TYPE_CHECKING:
    from briefing.model.episode import Citation, Episode
    from briefing.wiring.workspace import House

DOCUMENTS = ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")


@click.group(name="episodes", no_args_is_help=False)
def command() -> None:
    """What was published."""


@command.command("list")
@click.argument("show", required=False, metavar="[SHOW]")
@config_option
@click.option("--json", "as_data", is_flag=True, help="As data.")
def list_(show: str | None, config: Path, output: Path | None, as_data: bool) -> None:
    """List the episodes of SHOW, or of all shows, each newest first."""
    from briefing.cli.tables import as_json, table
    from briefing.wiring.workspace import configuration, house

    loaded = configuration(config, output)
    shows = [loaded.show(show)] if show else loaded.shows
    with house(loaded) as home:
        rows = [_row(home, episode, state) for one in shows for episode, state in _of(home, one.key)]
    if as_data:
        click.echo(as_json(rows))
    elif not rows:
        click.echo("nothing is published yet: briefing run", err=True)
    else:
        click.echo(table(("EDITION", "DAY", "LENGTH", "STORIES", "STATE", "FILE"), [_cells(row) for row in rows]))


@command.command("show")
@click.argument("edition", metavar="EDITION")
@config_option
@click.option("--json", "as_data", is_flag=True, help="As data: episode.json, and where the files are.")
def show(edition: str, config: Path, output: Path | None, as_data: bool) -> None:
    """Show what EDITION holds: chapters, stories with their sources, notes, and whether its files are still there."""
    import json

    from briefing.cli.tables import as_json
    from briefing.model.codec import dumps
    from briefing.wiring.workspace import configuration, house

    loaded = configuration(config, output)
    with house(loaded) as home:
        episode = _find(home, edition)
        state = home.store.overview.states(episode.show).get(episode.edition, "published")
        files = [(str(path), _there(path, episode)) for path in _files(home, episode)]
    if as_data:
        listed = [{"path": path, "trouble": trouble or None} for path, trouble in files]
        click.echo(as_json({**json.loads(dumps(episode)), "state": state, "files": listed}))
    else:
        click.echo("\n".join(_shown(episode, state, files)))


def _of(home: House, show: str) -> list[tuple[Episode, str]]:
    states = home.store.overview.states(show)
    return [(episode, states.get(episode.edition, "published")) for episode in home.store.episodes.of(show)]


def _row(home: House, episode: Episode, state: str) -> dict[str, Any]:
    mp3 = _folder(home, episode) / episode.file
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
        "trouble": _there(mp3, episode) or None,
    }


def _cells(row: dict[str, Any]) -> list[str]:
    """Return a row as it stands in the table."""
    from briefing.cli.tables import length

    state = row["state"] if row["revision"] == 1 else f"{row['state']}, revision {row['revision']}"
    file = f"{row['file']} ({row['trouble']})" if row["trouble"] else row["file"]
    return [row["edition"], row["day"], length(row["duration"]), str(row["stories"]), state, file]


def _folder(home: House, episode: Episode) -> Path:
    from briefing.model.episode import folder

    return home.config.output / "site" / folder(episode)


def _files(home: House, episode: Episode) -> Iterator[Path]:
    for name in (episode.file, *DOCUMENTS):
        yield _folder(home, episode) / name


def _there(file: Path, episode: Episode) -> str:
    """Return what is wrong with a file at first sight, or nothing; `briefing verify` looks into it."""
    if not file.is_file():
        return "missing"
    size = file.stat().st_size
    return f"has {size} bytes, not {episode.size}" if file.name == episode.file and size != episode.size else ""


def _find(home: House, edition: str) -> Episode:
    """Return an edition's episode; raises NotPrepared with the nearest edition that has one."""
    from briefing.config.values import suggest
    from briefing.model.errors import NotPrepared

    if episode := home.store.episodes.find(edition):
        return episode
    hint = suggest(edition, home.store.overview.published()) or "briefing episodes list"
    run = home.store.runs.find(edition)
    if run:
        raise NotPrepared(edition, f"is {run.state} and has no episode", run.reason, hint)
    raise NotPrepared(edition, "is no published edition", hint=hint)


def _shown(episode: Episode, state: str, files: list[tuple[str, str]]) -> Iterator[str]:
    from briefing.cli.tables import length
    from briefing.lib.text import plain

    yield plain(episode.title)
    told = f"{length(episode.duration)} minutes, {episode.loudness.integrated_lufs:g} LUFS, {episode.language}"
    yield f"{episode.edition}: {state}, revision {episode.revision}, {episode.published:%Y-%m-%d %H:%M} UTC; {told}"
    for correction in episode.corrections:
        yield f"corrected {correction.at:%Y-%m-%d %H:%M} UTC: {plain(correction.reason)}"
    yield "\nChapters"
    for chapter in episode.chapters:
        yield f"  {length(chapter.start):>6}  {plain(chapter.title)}"
    yield "\nStories"
    for story in episode.stories:
        yield f"  {plain(story.title)}"
        for source in _sources(episode, story.id):
            yield f"      {plain(source.feed_name)}: {plain(source.url or source.title)}"
    if episode.notes:
        yield "\nNotes"
        yield from (f"  {note.stage}: {plain(note.subject)}: {plain(note.message)}" for note in episode.notes)
    yield "\nFiles"
    yield from (f"  {trouble or 'there':7}  {plain(path)}" for path, trouble in files)


def _sources(episode: Episode, story: str) -> list[Citation]:
    """Return one citation for each item that a story's lines rest on, in the order in which they are heard."""
    cited = {source.item: source for cue in reversed(episode.cues) if cue.segment == story for source in reversed(cue.sources)}
    return list(reversed(cited.values()))
