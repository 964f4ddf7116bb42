"""`briefing script`: the prepared script of a show, to read, to check, to feed to other programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from briefing.cli.console import plain
from briefing.cli.options import config_option, day_option

if TYPE_CHECKING:
    from briefing.model import Run, Script, Show
    from briefing.ports import Language
    from briefing.wiring import House


@click.command(name="script")
@click.argument("show", metavar="SHOW")
@config_option
@day_option
@click.option("--slot", metavar="HH:MM", help="One slot of that day (the latest prepared).")
@click.option("--json", "form", flag_value="json", help="As data, with sources and readings.")
@click.option("--text", "form", flag_value="text", help="The spoken words, one line each.")
@click.option("--why", "form", flag_value="why", help="What was chosen and rejected, and why.")
def command(show: str, config: Path, output: Path | None, day: date | None, slot: str | None, form: str | None) -> None:
    """Print the prepared script of SHOW; fetches nothing and needs no sound."""
    from briefing.wiring import configuration, house

    loaded = configuration(config, output)
    with house(loaded) as home:
        chosen = loaded.show(show)
        run = _find(home, chosen, day, slot)
    if form == "why":
        click.echo(_why(run, chosen))
        return
    script = _script(run)
    if form == "json":
        from briefing.languages import load

        click.echo(json.dumps(_data(script, load(chosen.language)), ensure_ascii=False, indent=1))
    elif form == "text":
        click.echo("\n".join(plain(line.text) for segment in script.segments for line in segment.lines))
    else:
        click.echo(_readable(script))


def _find(home: House, show: Show, day: date | None, slot: str | None) -> Run:
    """Return the latest run of that day that has come far enough to have a rundown."""
    from briefing.errors import NotPrepared

    wanted = day or home.clock.now().astimezone(ZoneInfo(show.timezone)).date()
    runs = [
        run
        for run in home.store.runs.since(show.key, wanted)
        if run.edition.slot.day == wanted and run.rundown and slot in (None, run.edition.slot.time)
    ]
    if not runs:
        hint = f"briefing run {show.key} --day {wanted} --prepare"
        raise NotPrepared(f"{show.key} {wanted}{f' {slot}' if slot else ''}", "nothing is prepared", hint=hint)
    return runs[-1]


def _script(run: Run) -> Script:
    from briefing.errors import NotPrepared

    if run.script is None:
        raise NotPrepared(run.edition.id, "has no script", run.reason, "see --why")
    return run.script


def _data(script: Script, language: Language) -> dict[str, object]:
    from dataclasses import asdict

    from briefing.speak.reading import read_aloud

    return {
        "edition": script.edition,
        "segments": [
            {
                "kind": segment.kind,
                "title": segment.title,
                "url": segment.url,
                "lines": [
                    {
                        "id": line.id,
                        "text": line.text,
                        "reading": read_aloud(line, language).text,
                        "basis": line.basis,
                        "sources": [asdict(source) for source in line.sources],
                    }
                    for line in segment.lines
                ],
            }
            for segment in script.segments
        ],
    }


def _readable(script: Script) -> str:
    blocks = [f"{script.edition}"]
    for segment in script.segments:
        blocks.append("\n".join([f"[{segment.kind}] {plain(segment.title)}", *(f"  {plain(line.text)}" for line in segment.lines)]))
    return "\n\n".join(blocks)


def _why(run: Run, show: Show) -> str:
    """Return chosen and rejected as two plain lists, reasons last."""
    names = {feed.id: feed.name for feed in show.feeds}
    rundown = run.rundown
    assert rundown
    chosen = [f"+ {plain(chosen.story.items[0].title)}\n    {plain(chosen.reason)}" for chosen in rundown.stories]
    late = (*rundown.rejected, *(run.script.dropped if run.script else ()), *(run.programme.dropped if run.programme else ()))
    rejected = [f"- {plain(item.title)} ({plain(names.get(item.feed, item.feed))})\n    {plain(item.reason)}" for item in late]
    return "\n".join([f"{run.edition.id}: {run.state}{f': {run.reason}' if run.reason else ''}", *chosen, *rejected])
