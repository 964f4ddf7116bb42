"""`briefing state`: backup, restore and check of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from briefing.config.values import Config
from briefing.lib.clock import SystemClock
from briefing.lib.text import format_count, to_plain
from briefing.model.errors import BriefingError, Held, Usage
from briefing.store.backup import back_up, format_timestamp
from briefing.store.integrity import find_damage
from briefing.store.locks import FileLease
from briefing.store.read_only import open_read_only
from briefing.store.rebuild import audit
from briefing.store.recovery import database_file, restore_backup
from briefing.wiring.workspace import load_configuration, open_workspace


def back_up_state(file: Path | None, config: Path, output: Path | None) -> None:
    """Copy the database into FILE, or among the daily backups, while runs may be at work; prints the file."""
    with open_workspace(load_configuration(config, output)) as home:
        target = file or home.state / "backups" / f"briefing-{format_timestamp(home.clock.now())}.db"
        if target.exists():
            raise Usage(str(target), "is there already", hint="name a new file")
        back_up(database_file(home.state), target)
    click.echo(target)


def restore_state(file: Path | None, config: Path, output: Path | None, newest: bool) -> None:
    """Put the backup FILE in place of the database, and restore what was published since; the present one is set aside."""
    if newest == bool(file):
        raise click.UsageError("name the backup, or use --newest")
    loaded = load_configuration(config, output)
    with ExitStack() as held:
        _hold_alone(loaded, held)
        used = restore_backup(loaded.output, file, SystemClock().now(), _tell, {show.key: show.timezone for show in loaded.shows})
    click.echo(used)


def check_state(config: Path, output: Path | None) -> int:
    """Look at the whole database, and hold it against what was published; ends with 65 when something is wrong."""
    faults = list(_find_faults(load_configuration(config, output)))
    for fault in faults:
        click.echo(to_plain(fault))
    click.echo(format_count(len(faults), "fault") if faults else "sound")
    return 65 if faults else 0


def _find_faults(loaded: Config) -> Iterator[str]:
    state, site = loaded.output / "state", loaded.output / "site"
    file = database_file(state)
    if not file.exists():
        yield f"{file}: there is none yet"
        return
    try:
        if found := find_damage(file, whole=True):
            yield f"{file}: is damaged: {found}: briefing run repairs it"
            return
        if store := open_read_only(file):
            try:
                yield from audit(store, site)
            finally:
                store.close()
    except BriefingError as error:
        if error.exit_code != 65:
            raise
        yield str(error)


def _hold_alone(loaded: Config, held: ExitStack) -> None:
    """Make sure that no run is at work, and hold database and site until `held` ends; raises Held."""
    folder = loaded.output / "state" / "locks"
    lease = FileLease(folder)
    ours = ("database", "site")
    try:
        for name in sorted({lock.stem for lock in folder.glob("*.lock")} - set(ours)):
            with lease.hold(name):  # let go at once: after years there are more of them than a process may have files open
                pass
        for name in ours:
            held.enter_context(lease.hold(name))
    except Held as error:
        raise Held(error.subject, "is at work", hint="stop the schedule, wait for its run, then restore") from error


def _tell(subject: str, message: str) -> None:
    click.echo(to_plain(f"{subject}: {message}"), err=True)
