"""Tries each voice and the encoder: whether they work on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from briefing.lib.ffmpeg import find
from briefing.model.errors import BriefingError
from briefing.model.script import Reading
from briefing.model.show import Show, VoiceChoice
from briefing.monitoring.health import EngineState
from briefing.wiring.engines import open_voice_choice

SENTENCE = "This is a test."
HOUR = 3600.0  # seconds between two trials of the engines


def try_engines(shows: Sequence[Show]) -> tuple[EngineState, ...]:
    """Return whether each voice that a show asks for speaks, and whether there is an encoder; takes a second or two a voice."""
    choices = dict.fromkeys(choice for show in shows for choice in (show.voice, show.fallback) if choice)
    voices = [_try(f"{choice.engine}/{choice.name}", partial(_speak, choice)) for choice in choices]
    return (*voices, _try("ffmpeg", _find_encoder))


def _try(name: str, action: Callable[[], object]) -> EngineState:
    try:
        action()
    except BriefingError as error:
        return EngineState(name, str(error))
    return EngineState(name)


def _speak(choice: VoiceChoice) -> object:
    return list(open_voice_choice(choice).speak([Reading("check", SENTENCE)]))


def _find_encoder() -> object:
    return find()


class EngineChecks:
    """Which engines work, tried once an hour, since that takes seconds."""

    def __init__(self) -> None:
        self._tried: float | None = None
        self._known: tuple[EngineState, ...] = ()
        self._shows: tuple[Show, ...] = ()

    def check(self, shows: tuple[Show, ...]) -> tuple[EngineState, ...]:
        """Return how the engines of these shows are."""
        now = time.monotonic()
        if self._tried is None or now - self._tried >= HOUR or shows != self._shows:
            self._known, self._shows, self._tried = try_engines(shows), shows, now
        return self._known
