"""Engines by name: finds and loads voices and summarizers, and lists what this machine offers."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from briefing import languages
from briefing.model.errors import EngineFailed
from briefing.model.language import Language
from briefing.model.ports import SummarizerEngine, VoiceEngine, VoiceInfo
from briefing.model.show import Show, Site, VoiceChoice
from briefing.speak.pool import PooledVoice

DISTRIBUTION = "news-briefing"


def _list_engines(kind: str) -> Mapping[str, EntryPoint]:
    return _read_installed(kind, tuple(sys.path))


@cache  # reading what is installed takes 25 ms, and a daemon asks at every tick
def _read_installed(kind: str, path: tuple[str, ...]) -> Mapping[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=f"briefing.{kind}")}


def _find_entry(kind: str, name: str) -> EntryPoint:
    found = _list_engines(kind)
    if name not in found:
        near = difflib.get_close_matches(name, found, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(found)) or 'none'}"
        raise EngineFailed(name, f"no engine of this name among {kind}", hint=hint)
    return found[name]


def _load(kind: str, name: str) -> object:
    entry = _find_entry(kind, name)
    try:
        return entry.load()
    except ImportError as error:
        package = entry.dist.name if entry.dist else DISTRIBUTION
        extra = f"{package}[{name}]" if package == DISTRIBUTION else package
        raise EngineFailed(name, "is known but not installed", str(error), f"pip install '{extra}'") from error


def load_voice_engine(name: str) -> VoiceEngine:
    """Return the voice engine of that name; raises EngineFailed with the nearest name or the pip command."""
    return cast(VoiceEngine, _load("voices", name))


def load_summarizer_engine(name: str) -> SummarizerEngine:
    """Return the summarizer engine of that name; raises EngineFailed with the nearest name or the pip command."""
    return cast(SummarizerEngine, _load("summarizers", name))


class ThisMachine:
    """What this machine has, for the configuration to be held against (`briefing.config.values.Capabilities`)."""

    def list_voice_engines(self) -> Sequence[str]:
        """Return the names of the voice engines."""
        return sorted(_list_engines("voices"))

    def list_summarizers(self) -> Sequence[str]:
        """Return the names of the summarizers."""
        return sorted(_list_engines("summarizers"))

    def list_languages(self) -> Sequence[str]:
        """Return the codes of the languages that have a pack."""
        return languages.list_languages()

    def find_language(self, code: str) -> Language | None:
        """Return the pack of a language, or None."""
        try:
            return languages.load_language(code)
        except KeyError:
            return None

    def list_missing(self, code: str) -> Sequence[str]:
        """Return what the pack of a language lacks."""
        return languages.find_missing(code)

    def list_voice_names(self, engine: str) -> Sequence[str]:
        """Return the names of an engine's voices."""
        return [voice.name for voice in _list_voices(engine)]

    def find_voice_languages(self, engine: str, voice: str) -> tuple[str, ...] | None:
        """Return the languages this voice speaks, empty for any; None when the engine has no such voice."""
        known = {info.name: info.languages for info in _list_voices(engine)}
        if () in known.values():  # an engine without words of its own, such as tone, takes any name
            return ()
        return known.get(voice, known.get(voice.split("+")[0]))  # en-us+m3 is a variant of en-us

    def compute_min_minutes(self, show: Show, site: Site) -> float:
        """Return how long a programme is that holds opening, closing and one headline."""
        from briefing.write.compose import compute_least_minutes

        return compute_least_minutes(show, site, languages.load_language(show.language), find_pace(show))


@cache
def _list_voices(engine: str) -> tuple[VoiceInfo, ...]:
    return tuple(load_voice_engine(engine).voices())


def find_pace(show: Show) -> float:
    """Return the words a minute of a show's voice or, where its engine cannot be loaded, of its fallback."""
    try:
        return load_voice_engine(show.voice.engine).words_per_minute(show.voice)
    except EngineFailed:
        if show.fallback is None:
            raise
        return load_voice_engine(show.fallback.engine).words_per_minute(show.fallback)


def find_summarizer_target(name: str) -> str:
    """Return what the entry point of a summarizer names, `module:ATTRIBUTE`; raises EngineFailed with the nearest name."""
    return _find_entry("summarizers", name).value


def open_voice(show: Show) -> PooledVoice:
    """Return the voice a show asks for; its workers start when it first speaks."""
    return open_voice_choice(show.voice)


def open_voice_choice(choice: VoiceChoice) -> PooledVoice:
    """Return a voice by what feeds.yaml or a person chose."""
    return PooledVoice(_find_entry("voices", choice.engine).value, choice)
