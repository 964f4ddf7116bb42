"""`briefing script`: the prepared script of a show, to read, to check, to feed to other programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from briefing.cli import tables as printing
from briefing.cli.script.why import show_why
from briefing.languages import load_language
from briefing.lib.text import to_plain
from briefing.model.edition import Run
from briefing.model.errors import NotPrepared
from briefing.model.language import Language
from briefing.model.script import Script
from briefing.model.show import Show
from briefing.scheduling.slots import list_due_slots
from briefing.speak.normalize.reading import read_aloud
from briefing.wiring.workspace import Workspace, load_configuration, open_workspace


def show_script(
    show: str, config: Path, output: Path | None, day: date | None, slot: str | None, as_json: bool, as_text: bool, why: bool
) -> None:
    """Print the prepared script of SHOW; fetches nothing and needs no sound."""
    if as_json + as_text + why > 1:
        raise click.UsageError("--json, --text and --why do not go together: each is another form")

    loaded = load_configuration(config, output)
    with open_workspace(loaded) as home:
        chosen = loaded.get_show(show)
        run = _find(home, chosen, day, slot)
    if why:
        show_why(run, chosen)
        return
    script = _load_script(run)
    if as_json:
        click.echo(printing.format_json(_build_data(script, load_language(chosen.language))))
    elif as_text:
        click.echo("\n".join(to_plain(line.text) for segment in script.segments for line in segment.lines))
    else:
        click.echo(_format_readable(script))


def _find(home: Workspace, show: Show, day: date | None, slot: str | None) -> Run:
    """Return the latest run of that day that has come far enough to have a rundown; raises Usage for a wrong day or time."""
    now = home.clock.now()
    wanted = day or now.astimezone(ZoneInfo(show.timezone)).date()
    time = slot and slot.rjust(5, "0")
    runs = [
        run
        for run in home.store.runs.list_since(show.key, wanted)
        if run.edition.slot.day == wanted and run.rundown and time in (None, run.edition.slot.time)
    ]
    if not runs:
        list_due_slots(show, now, named=True, day=day, time=slot)  # says what is wrong with the day or the time
        hint = f"briefing run {show.key} --day {wanted}{f' --slot {slot}' if slot else ''} --prepare"
        raise NotPrepared(f"{show.key} {wanted}{f' {slot}' if slot else ''}", "nothing is prepared", hint=hint)
    return runs[-1]


def _load_script(run: Run) -> Script:
    if run.script is None:
        raise NotPrepared(run.edition.id, "has no script", run.reason, "see --why")
    return run.script


def _build_data(script: Script, language: Language) -> dict[str, object]:
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
                        "edits": [asdict(edit) for edit in line.edits],
                    }
                    for line in segment.lines
                ],
            }
            for segment in script.segments
        ],
    }


def _format_readable(script: Script) -> str:
    blocks = [f"{script.edition}"]
    for segment in script.segments:
        blocks.append(
            "\n".join([f"[{segment.kind}] {to_plain(segment.title)}", *(f"  {to_plain(line.text)}" for line in segment.lines)])
        )
    return "\n\n".join(blocks)
