"""`briefing run`: make what is due."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

import click

from briefing.cli import shelter_from_bugs
from briefing.cli.console import watch_progress
from briefing.config import last_good as goodconfig
from briefing.config.values import Config
from briefing.lib import watchdog as hang
from briefing.lib.clock import SystemClock
from briefing.lib.text import to_plain
from briefing.model.errors import BriefingError
from briefing.model.outcome import Outcome, find_gravest
from briefing.model.progress import Stage
from briefing.monitoring.collector import CallerFacts
from briefing.monitoring.cycle import MonitoringCycle
from briefing.monitoring.logs import Log, open_log
from briefing.monitoring.observers import observe_round
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.round import RunPlace, run_round
from briefing.wiring.rehearsal import Rehearsal
from briefing.wiring.workspace import Workspace, load_configuration, open_workspace
from briefing.wiring.workspace import load_last_good as recall

REASON = 300  # characters of the longest --correct: about twenty seconds of speech


def make_due_editions(
    shows: tuple[str, ...],
    config: Path,
    output: Path | None,
    day: date | None,
    slot: str | None,
    again: Stage | None,
    correct: str | None,
    prepare: bool,
    rehearse: bool,
    last_good: bool,
    as_json: bool,
    log_json: bool,
) -> int:
    """Make what is due: editions on their way, then slots that have become due since the last check. The cron entry point."""
    _refuse_contradictions(shows, again, correct, prepare, rehearse)

    wish = RunRequest(
        named=bool(shows), day=day, time=slot, until="written" if prepare else "published",
        again=again, correct=" ".join((correct or "").split()), rehearse=rehearse, recount=True,
    )  # fmt: skip
    loaded, broken = _load_configuration(config, output, last_good)
    codes = [broken.exit_code] if broken else []
    for outcome, folder in _make(loaded, shows, wish, log_json, str(broken or "")):  # told as it comes, whatever comes after
        codes.append(outcome.exit)
        if as_json:
            click.echo(json.dumps(_build_row(outcome, folder if rehearse else None), ensure_ascii=False))
        else:
            _tell(outcome, folder, rehearse)
    return find_gravest(codes)


def _refuse_contradictions(shows: Sequence[str], again: Stage | None, correct: str | None, prepare: bool, rehearse: bool) -> None:
    """Raise click.UsageError for options that do not go together; none is silently ignored."""
    if again and not shows:
        raise click.UsageError("--again needs the show: briefing run SHOW --again STAGE")
    if correct is not None:
        if not again:
            raise click.UsageError("--correct needs --again: say from which stage, such as --again write")
        if not any(char.isalnum() for char in correct):
            raise click.UsageError("--correct needs a reason in words: it is spoken and shown")
        if len(correct) > REASON:
            raise click.UsageError(f"--correct has {len(correct)} characters, at most {REASON} can be spoken")
    if rehearse and (again or prepare):
        other = "--again" if again else "--prepare"
        raise click.UsageError(f"--rehearse and {other} do not go together: a rehearsal changes no edition, and is for hearing")


def _load_configuration(path: Path, output: Path | None, last_good: bool) -> tuple[Config, BriefingError | None]:
    """Return what feeds.yaml says, or with `last_good` what the last good one said, and what is wrong with this one."""
    loaded, broken = goodconfig.started(
        partial(load_configuration, path, output), lambda: recall(path, output) if last_good else None
    )
    if broken:
        click.echo(to_plain(f"{path}: the last good one is used: {broken}"), err=True)
    else:
        goodconfig.remember(loaded)
    return loaded, broken


def _make(loaded: Config, shows: Sequence[str], wish: RunRequest, log_json: bool, broken: str) -> Iterator[tuple[Outcome, Path]]:
    """Yield how each edition came out, and the folder its files lie in."""
    chosen = [loaded.get_show(key) for key in dict.fromkeys(shows)] or list(loaded.shows)
    with _open_workspace(loaded, wish) as home, ExitStack() as held:
        held.callback(hang.disarm)
        log = open_log(home, sys.stderr if log_json else None)
        _warn(loaded, log)
        watch = held.enter_context(watch_progress(sys.stderr, log))
        place: RunPlace = home
        folder = loaded.output / "site"
        if wish.rehearse:
            place = rehearsal = Rehearsal(home)
            held.enter_context(rehearsal.alone())
            folder = rehearsal.folder
        outcomes = list[Outcome]()
        for outcome in run_round(
            home, place, chosen, wish, observe_round(home, watch, log, pings=not wish.rehearse), shelter_from_bugs
        ):
            outcomes.append(outcome)
            yield outcome, folder
        for outcome in () if wish.rehearse else MonitoringCycle().run(home, log, outcomes, CallerFacts(config=broken)):
            yield outcome, folder


def _warn(loaded: Config, log: Log) -> None:
    """Say on stderr and in the log what of feeds.yaml should be written otherwise."""
    for warning in loaded.warnings:
        log.say("warning", "configuration", message=warning)
        if not log.shown:
            click.echo(to_plain(warning), err=True)


def _open_workspace(loaded: Config, wish: RunRequest) -> Workspace:
    """Open the workspace; when that fails in a scheduled run, people are notified."""
    try:
        return open_workspace(loaded, check=True)
    except BriefingError as error:
        if wish.unasked:
            MonitoringCycle().send_alarm(loaded, error, SystemClock().now())
        raise


def _tell(outcome: Outcome, folder: Path, rehearsed: bool) -> None:
    click.echo(to_plain(outcome.message), err=outcome.exit != 0 or not outcome.show)  # a message about the workspace is no result
    if outcome.mp3:
        mp3 = folder / outcome.mp3
        if rehearsed:
            click.echo(f"Hear it: {mp3}\nRead it: {mp3.parent / 'index.html'}")
        else:
            click.echo(mp3)


def _build_row(outcome: Outcome, rehearsal: Path | None) -> dict[str, object]:
    """Return the promised keys; of a rehearsal the state is `rehearsed`, and `mp3` the whole path."""
    keys = ("show", "edition", "state", "exit", "mp3", "duration", "stories", "notes", "message")
    row = asdict(outcome)
    if rehearsal and outcome.mp3:
        row |= {"state": "rehearsed", "mp3": str(rehearsal / outcome.mp3)}
    return {key: row[key] for key in keys}
