"""`briefing install`: run it from cron or systemd."""

from __future__ import annotations

import os
import pwd
import shlex
import sys
from pathlib import Path

import click

from briefing.cli.install.crontab import Crontab
from briefing.cli.install.crontab_lines import build_block, merge_block
from briefing.cli.install.job import SECRETS, Job, find_program, list_settings
from briefing.cli.install.systemctl import find_systemd
from briefing.cli.install.units import build_units
from briefing.model.errors import CannotWrite, Usage
from briefing.wiring.workspace import load_configuration


def install_cron(config: Path, output: Path | None, every: int, write: bool) -> None:
    """Show the crontab lines that make what is due."""
    job = _build_job(config, output)
    lines = build_block(job, every)
    if not write:
        click.echo(lines, nl=False)
        return
    crontab = Crontab()
    before = crontab.read()
    crontab.replace(before, merge_block(before, job.config, lines))
    click.echo(
        f"your crontab makes the due editions of {job.config} every {every} minutes; it logs to {job.folder / 'briefing.log'}"
    )


def install_systemd(
    config: Path, output: Path | None, every: int, daemon: bool, system: bool | None, name: str, write: bool
) -> None:
    """Show the systemd units that make what is due."""
    job = _build_job(config, output)
    place = find_systemd(own=not _is_whole_system(system))
    texts = build_units(job, name, minutes=every, user=None if place.own else _find_owner(job.folder), daemon=daemon)
    if not write:
        click.echo("\n".join(f"# {place.folder / file}\n{text}" for file, text in texts.items()), nl=False)
        return
    old = place.there(name, job.config)
    _make_output(job)
    tell(place.install(old, texts))
    click.echo("\n".join(str(place.folder / file) for file in texts))
    if place.own:
        click.echo("so that it runs while you are not logged in: loginctl enable-linger", err=True)


def make_absolute(config: Path) -> Path:
    """Return the whole path by which a feeds.yaml is known to schedulers; a link to the file stays one."""
    return config.parent.resolve() / config.name


def tell(calls: list[list[str]]) -> None:
    """Say which calls are left to type, because systemd is not running here."""
    if calls:
        click.echo("\n".join(["systemd does not run here; where it does, type:", *map(shlex.join, calls)]), err=True)


def _is_whole_system(system: bool | None) -> bool:
    return os.geteuid() == 0 if system is None else system


def _build_job(config: Path, output: Path | None) -> Job:
    """Return what to start; raises Misconfigured when feeds.yaml is wrong, since a scheduled run has no user to correct it."""
    path = make_absolute(config)
    try:
        os.environ.update(list_settings((path.parent / SECRETS).read_text("utf-8")))
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(str(path.parent / SECRETS), "cannot be read", str(error)) from error
    loaded = load_configuration(config, output)
    return Job(find_program(Path(sys.executable)), path, loaded.output.resolve(), elsewhere=output is not None)


def _find_owner(folder: Path) -> str:
    """Return who a folder belongs to: the service runs as that user."""
    number = folder.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _make_output(job: Job) -> None:
    """Make the output folder for its owner: the service, which may write nowhere else, could not."""
    try:
        if not job.output.exists():
            job.output.mkdir(parents=True)
            above = job.folder.stat()
            os.chown(job.output, above.st_uid, above.st_gid)
    except OSError as error:
        raise CannotWrite(str(job.output), "cannot be made", error.strerror or str(error)) from error
