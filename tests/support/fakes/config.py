"""A machine for configurations to be held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing import languages
from briefing.model.errors import EngineFailed
from briefing.model.language import Language
from briefing.model.show import Show, Site

VOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "pyttsx3": {"en-us": ("en-us", "en"), "en-gb": ("en-gb", "en"), "uk": ("uk",)},
    "tone": {"tone": ()},
    "mute": {"stille": ("de",)},
}


@dataclass(frozen=True, slots=True)
class FakeCapabilities:
    """A `Known` of three engines; the engines named in `broken` raise EngineFailed when asked."""

    engines: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: VOICES)
    broken: tuple[str, ...] = ()

    def list_voice_engines(self) -> Sequence[str]:
        return list(self.engines)

    def list_summarizers(self) -> Sequence[str]:
        return ["extractive"]

    def list_languages(self) -> Sequence[str]:
        return languages.list_languages()

    def find_language(self, code: str) -> Language | None:
        try:
            return languages.load_language(code)
        except KeyError:
            return None

    def list_missing(self, code: str) -> Sequence[str]:
        return languages.find_missing(code)

    def list_voice_names(self, engine: str) -> Sequence[str]:
        return list(self._get_engine(engine))

    def find_voice_languages(self, engine: str, voice: str) -> tuple[str, ...] | None:
        return self._get_engine(engine).get(voice)

    def compute_min_minutes(self, show: Show, site: Site) -> float:
        return (len(show.title.split()) + len(show.disclosure.split())) / 100

    def _get_engine(self, name: str) -> Mapping[str, tuple[str, ...]]:
        if name in self.broken:
            raise EngineFailed(name, "does not work here", hint="pip install it")
        return self.engines[name]
