"""Default voice: eSpeak NG through pyttsx3, one line at a time into a file of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import Any

from briefing.model.errors import VoiceFailed
from briefing.model.ports import Speaker, VoiceInfo
from briefing.model.show import FASTEST_RATE, SLOWEST_RATE, VoiceChoice
from briefing.speak.pace import estimate_finished_pace
from briefing.speak.voices import espeak_library
from briefing.speak.voices.espeak_library import Espeak


class Pyttsx3Engine:
    """Engine whose voices are eSpeak NG's, named by language (`en-us`, `uk`); a variant may follow, `en-us+m3`."""

    def version(self) -> str:
        """Return the versions of eSpeak NG and of pyttsx3."""
        return f"espeak-ng {espeak_library.load_library({}).version}, pyttsx3 {version('pyttsx3')}"

    def voices(self) -> Sequence[VoiceInfo]:
        """Return every voice, once for each of its names; raises EngineFailed when the library does not work here."""
        espeak = espeak_library.load_library({})
        espeak.start()
        found = {name: VoiceInfo(name, voice.languages) for voice in espeak.list_voices() for name in reversed(voice.names)}
        return [found[name] for name in sorted(found)]

    def words_per_minute(self, choice: VoiceChoice) -> float:
        """Return the measured pace of finished programmes at this rate, for the language that begins the voice's name."""
        return estimate_finished_pace("pyttsx3", choice.rate, choice.name.partition("+")[0].partition("-")[0])

    def open(self, choice: VoiceChoice) -> Speaker:
        """Load pyttsx3 with this voice; raises VoiceFailed when eSpeak NG has no such voice or variant."""
        espeak = espeak_library.load_library(os.environ)
        import pyttsx3
        from pyttsx3.drivers import _espeak

        # In eSpeak's queue, which has a thread of its own, commands are lost and calls hang on a busy machine: do without it.
        _espeak.AUDIO_OUTPUT_RETRIEVAL = _espeak.AUDIO_OUTPUT_SYNCHRONOUS
        engine = pyttsx3.init("espeak")
        _signal_line_end(_espeak)
        # pyttsx3 only notes an unknown voice and eSpeak ignores an unknown variant: ask first.
        engine.setProperty("voice", _find_identifier(espeak, choice.name))
        return Pyttsx3Speaker(engine, espeak, min(max(choice.rate, SLOWEST_RATE), FASTEST_RATE))


class Pyttsx3Speaker:
    """A pyttsx3 engine with its voice set, in a worker process, and the eSpeak library that it uses."""

    def __init__(self, engine: Any, espeak: Espeak, rate: int) -> None:
        self._engine, self._espeak, self._rate = engine, espeak, rate
        self._folder = tempfile.TemporaryDirectory(prefix="briefing-voice-")

    def say(self, text: str) -> bytes:
        """Return the line as a WAV; raises VoiceFailed when no file was written, or the line was read at another rate."""
        path = Path(self._folder.name) / "line.wav"
        path.unlink(missing_ok=True)
        self._engine.setProperty("rate", self._rate)
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if not path.exists():
            raise VoiceFailed("voice pyttsx3", "wrote no file")
        if (read := self._espeak.get_rate()) != self._rate:
            raise VoiceFailed("voice pyttsx3", f"reads {read} words a minute, not {self._rate}")
        return path.read_bytes()

    def seconds(self, text: str) -> float:
        """Return the expected duration of `say` in seconds, as eSpeak computes it without pyttsx3; takes a few ms."""
        from pyttsx3.drivers import _espeak

        return self._espeak.measure_seconds(text, self._rate, _espeak.SynthCallback)


def _signal_line_end(driver: Any) -> None:
    """Send pyttsx3 the event that ends a line, which eSpeak does not send without its queue.

    In that mode eSpeak ends with a call that has no sound, and sends nothing more.
    """
    heard = driver.SynthCallback
    whole = (driver.EVENT * 2)()
    whole[0].type, whole[1].type = driver.EVENT_MSG_TERMINATED, driver.EVENT_LIST_TERMINATED

    def hear(sound: Any, frames: int, events: Any) -> int:
        heard(sound, frames, events)
        if not sound:
            heard(None, 0, whole)
        return 0

    driver.SetSynthCallback(hear)


def _find_identifier(espeak: Espeak, name: str) -> str:
    """Return the file name by which eSpeak NG always finds the voice; it does not accept every language code, such as `en-gb`."""
    base, plus, variant = name.partition("+")
    names = {known: voice.identifier for voice in espeak.list_voices() for known in reversed(voice.names)}
    if base not in names:
        raise _make_unknown_error("voice", base, names)
    if plus and variant not in espeak.list_variants():
        raise _make_unknown_error("variant", variant, espeak.list_variants())
    return names[base] + plus + variant


def _make_unknown_error(kind: str, name: str, known: Sequence[str] | frozenset[str] | dict[str, str]) -> VoiceFailed:
    close = get_close_matches(name, list(known), n=1)
    return VoiceFailed("voice pyttsx3", f"has no {kind} {name!r}", "", f"did you mean {close[0]!r}?" if close else "")


ENGINE = Pyttsx3Engine()
