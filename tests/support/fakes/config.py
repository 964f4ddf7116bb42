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
class FakeKnown:
    """A `Known` of three engines; the engines named in `broken` raise EngineFailed when asked."""

    engines: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: VOICES)
    broken: tuple[str, ...] = ()

    def voices(self) -> Sequence[str]:
        return list(self.engines)

    def summarizers(self) -> Sequence[str]:
        return ["extractive"]

    def languages(self) -> Sequence[str]:
        return languages.available()

    def language(self, code: str) -> Language | None:
        try:
            return languages.load(code)
        except KeyError:
            return None

    def lacks(self, code: str) -> Sequence[str]:
        return languages.lacks(code)

    def voice_names(self, engine: str) -> Sequence[str]:
        return list(self._engine(engine))

    def speaks(self, engine: str, voice: str) -> tuple[str, ...] | None:
        return self._engine(engine).get(voice)

    def least_minutes(self, show: Show, site: Site) -> float:
        return (len(show.title.split()) + len(show.disclosure.split())) / 100

    def _engine(self, name: str) -> Mapping[str, tuple[str, ...]]:
        if name in self.broken:
            raise EngineFailed(name, "does not work here", hint="pip install it")
        return self.engines[name]
