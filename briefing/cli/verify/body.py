"""`briefing verify`: is it whole, at level, disclosed, and true to its feed."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from briefing.languages import load_language
from briefing.lib.text import to_plain
from briefing.model.codec import loads
from briefing.model.episode import Episode
from briefing.model.errors import NotPrepared
from briefing.verify.finding import has_fault
from briefing.verify.verify import verify_episode, verify_site
from briefing.wiring.workspace import load_configuration


def verify_files(what: str | None, config: Path, output: Path | None, verbose: bool, whole: bool) -> int:
    """Decode an episode's MP3 and hold it against everything that was published with it."""
    if whole == bool(what):
        raise click.UsageError("name a FILE or an EDITION, or say --site")
    findings = list(
        verify_site(_find_root(config, output), facts=lambda tag: load_language(tag).facts)
        if whole
        else verify_episode(_is_mp3(str(what), config, output), _find_output(config, output), lambda tag: load_language(tag).facts)
    )
    for finding in findings:
        if finding.verdict == "ok" and not verbose:
            continue
        click.echo(f"{finding.verdict:5}  {to_plain(finding.what)}: {to_plain(finding.detail)[:300]}")
    faults = sum(finding.verdict == "fault" for finding in findings)
    click.echo(f"{len(findings)} checks, {faults} faults")
    return 65 if has_fault(findings) else 0


def _find_root(config: Path, output: Path | None) -> Path:
    return load_configuration(config, output).output / "site"


def _find_output(config: Path, output: Path | None) -> Path | None:
    """Return the folder whose state has the sources, when it was named; a file alone is looked up beside its own site."""
    chosen = click.get_current_context().get_parameter_source("config") is not ParameterSource.DEFAULT
    return _find_root(config, output).parent if output or chosen else None


def _is_mp3(what: str, config: Path, output: Path | None) -> Path:
    """Return the MP3 that a file, a folder or an edition's id names; raises NotPrepared when there is none."""
    path = Path(what)
    if path.is_dir() and (found := _find_newest(path)):
        return found
    if path.exists() or path.suffix == ".mp3":
        return path
    folders = [folder for folder in _find_root(config, output).glob("*/*/") if f"{folder.parent.name}-{folder.name}" == what]
    for folder in folders:
        if found := _find_newest(folder):
            return found
    raise NotPrepared(what, "is neither a file nor a published edition", hint="briefing verify --site")


def _find_newest(folder: Path) -> Path | None:
    """Return the MP3 that the folder's episode.json names, since older revisions may lie beside it."""
    file = folder / "episode.json"
    return folder / loads(file.read_bytes(), Episode, subject=str(file)).file if file.is_file() else None
