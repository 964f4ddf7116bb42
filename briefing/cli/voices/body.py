"""`briefing voices`: what speaks here, in which language; and to hear it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from babel import Locale

from briefing.cli.tables import format_json, format_table
from briefing.cli.voices.say import choose_voice, speak_to_file
from briefing.config.checks import can_speak
from briefing.config.values import suggest_nearest
from briefing.languages import list_languages
from briefing.lib.text import to_plain
from briefing.model.errors import EngineFailed, Usage
from briefing.model.ports import VoiceInfo
from briefing.wiring.engines import ThisMachine, load_voice_engine

USUAL_ENGINE = "pyttsx3"


def list_voices(
    language: str | None, engine: str | None, name: str | None, say: str | None, file: Path | None, rate: int | None, as_data: bool
) -> int:
    """List the voices of this machine, language by language; with --say, speak a text."""
    if (say is None) != (file is None):
        raise click.UsageError("--say TEXT and -o FILE go together")
    if say is None and rate is not None:
        raise click.UsageError("--rate goes with --say")

    if say is not None and file is not None:
        said = speak_to_file(say, file, choose_voice(language, require_engine(engine or USUAL_ENGINE), name, rate or 165), language)
        click.echo(format_json(said) if as_data else f"{file}: {said['seconds']:.1f} s of {said['engine']} {said['voice']}")
        return 0
    found, failed = _list_voices(engine)
    kept = [(one, info) for one, info in found if _is_wanted(info, language, name)]
    if not failed and not any(info.languages or language is None for _, info in kept):
        raise _raise_unknown(found, language, name)  # a voice that takes any language, such as tone, speaks none
    click.echo(
        format_json([{"engine": one, "name": info.name, "languages": info.languages} for one, info in kept])
        if as_data
        else _show_table(kept)
    )
    return 69 if failed else 0


def _list_voices(engine: str | None) -> tuple[list[tuple[str, VoiceInfo]], bool]:
    """Return every voice with its engine, and whether an engine failed (which is reported on stderr)."""
    found: list[tuple[str, VoiceInfo]] = []
    failed = False
    for one in [require_engine(engine)] if engine else ThisMachine().list_voice_engines():
        try:
            found += [(one, info) for info in load_voice_engine(one).voices()]
        except EngineFailed as error:
            click.echo(to_plain(str(error)), err=True)
            failed = True
    return found, failed


def require_engine(name: str) -> str:
    """Return the name of an engine that is installed; raises Usage with the nearest."""
    there = ThisMachine().list_voice_engines()
    if name not in there:
        raise Usage(name, "is no voice engine here", hint=suggest_nearest(name, there) or f"there are {', '.join(there)}")
    return name


def _is_wanted(info: VoiceInfo, language: str | None, name: str | None) -> bool:
    return (language is None or can_speak(info.languages, language)) and name in (None, info.name)


def _raise_unknown(found: Sequence[tuple[str, VoiceInfo]], language: str | None, name: str | None) -> Exception:
    """Return the refusal of a name or a language that nothing here has, with the nearest that something has."""
    names = [info.name for _, info in found]
    if name is not None and name not in names:
        return Usage(name, "is no voice here", hint=suggest_nearest(name, names) or "see briefing voices")
    spoken = sorted({code for _, info in found for code in _list_codes(info)} - {"any"})
    what = f"is not spoken by {name}" if name else "is spoken by no voice here"
    return Usage(str(language), what, hint=suggest_nearest(str(language), spoken) or "see briefing voices")


def _list_codes(info: VoiceInfo) -> list[str]:
    return sorted({tag.split("-")[0] for tag in info.languages}) or ["any"]


def _show_table(found: Sequence[tuple[str, VoiceInfo]]) -> str:
    return format_table(("LANGUAGE", "", "SHOWS", "ENGINE", "VOICES"), list(_build_rows(found)))


def _build_rows(found: Sequence[tuple[str, VoiceInfo]]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each language and engine."""
    together: dict[tuple[str, str], list[str]] = {}
    for engine, info in found:
        for code in _list_codes(info):
            together.setdefault((code, engine), []).append(info.name)
    for (code, engine), names in sorted(together.items(), key=lambda entry: (entry[0][0] == "any", entry[0])):
        yield code, _name_in_english(code), "yes" if code in (*list_languages(), "any") else "", engine, " ".join(names)


def _name_in_english(code: str) -> str:
    return str(Locale("en").languages.get(code, ""))
