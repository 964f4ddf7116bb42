"""`briefing voices`: its options."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.model.show import FASTEST_RATE, SLOWEST_RATE


@click.command(name="voices")
@click.option("--language", metavar="CODE", help="Only what speaks this language, such as uk or en-US.")
@click.option("--engine", metavar="NAME", help="Only this engine (to say: pyttsx3).")
@click.option("--name", metavar="VOICE", help="Only this voice (to say: the language's usual one).")
@click.option("--say", metavar="TEXT", help="Speak TEXT into the file of -o, as it would be read on air.")
@click.option("-o", "file", type=click.Path(path_type=Path), metavar="FILE", help="A new file, .wav or .mp3.")
@click.option("--rate", type=click.IntRange(SLOWEST_RATE, FASTEST_RATE), metavar="N", help="Words a minute to say it at (165).")
@click.option("--json", "as_data", is_flag=True, help="As data.")
def command(
    language: str | None, engine: str | None, name: str | None, say: str | None, file: Path | None, rate: int | None, as_data: bool
) -> int:
    """List the voices of this machine, language by language; with --say, speak a text.

    A show can be in a language that says "yes" under SHOWS: Briefing has its words. An engine that fails is named, and the others
    are still listed.
    """
    from briefing.cli.voices.body import list_voices

    return list_voices(language, engine, name, say, file, rate, as_data)
