"""The house voice: eSpeak NG through pyttsx3, one line at a time into a file of its own."""

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
from briefing.model.show import VoiceChoice
from briefing.speak.pace import words_per_minute
from briefing.speak.voices import espeak_library
from briefing.speak.voices.espeak_library import Espeak

SLOWEST, FASTEST = 80, 450  # words a minute; eSpeak clips silently beyond


class Pyttsx3Engine:
    """Names eSpeak NG's voices by language (`en-us`, `uk`); a variant may follow, `en-us+m3`."""

    def version(self) -> str:
        """Return the versions of eSpeak NG and of pyttsx3."""
        return f"espeak-ng {espeak_library.load({}).version}, pyttsx3 {version('pyttsx3')}"

    def voices(self) -> Sequence[VoiceInfo]:
        """Return every voice, by each name it answers to; raises EngineFailed when the library does not work here."""
        espeak = espeak_library.load({})
        espeak.start()
        found = {name: VoiceInfo(name, voice.languages) for voice in espeak.voices() for name in reversed(voice.names)}
        return [found[name] for name in sorted(found)]

    def words_per_minute(self, choice: VoiceChoice) -> float:
        """Return the measured pace of finished programmes at this rate in the voice's language, with which its name begins."""
        return words_per_minute("pyttsx3", choice.rate, choice.name.partition("+")[0].partition("-")[0])

    def open(self, choice: VoiceChoice) -> Speaker:
        """Load pyttsx3 with this voice; raises VoiceFailed when eSpeak NG has no such voice or variant."""
        espeak = espeak_library.load(os.environ)
        import pyttsx3
        from pyttsx3.drivers import _espeak

        # In eSpeak's queue, which has a thread of its own, commands are lost and calls hang on a busy machine: do without it.
        _espeak.AUDIO_OUTPUT_RETRIEVAL = _espeak.AUDIO_OUTPUT_SYNCHRONOUS
        engine = pyttsx3.init("espeak")
        _tell_the_end(_espeak)
        # pyttsx3 only notes an unknown voice and eSpeak ignores an unknown variant: ask first.
        engine.setProperty("voice", _identifier(espeak, choice.name))
        return Pyttsx3Speaker(engine, espeak, min(max(choice.rate, SLOWEST), FASTEST))


class Pyttsx3Speaker:
    """pyttsx3 with its voice set, in a worker process, and the library that it speaks through."""

    def __init__(self, engine: Any, espeak: Espeak, rate: int) -> None:
        self._engine, self._espeak, self._rate = engine, espeak, rate
        self._folder = tempfile.TemporaryDirectory(prefix="briefing-voice-")

    def say(self, text: str) -> bytes:
        """Return the line as a WAV; raises VoiceFailed when there is no file, or it was read at another rate."""
        path = Path(self._folder.name) / "line.wav"
        path.unlink(missing_ok=True)
        self._engine.setProperty("rate", self._rate)
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if not path.exists():
            raise VoiceFailed("voice pyttsx3", "wrote no file")
        if (read := self._espeak.rate()) != self._rate:
            raise VoiceFailed("voice pyttsx3", f"reads {read} words a minute, not {self._rate}")
        return path.read_bytes()

    def seconds(self, text: str) -> float:
        """Return how long `say` should sound, as eSpeak says without pyttsx3; takes a few ms."""
        from pyttsx3.drivers import _espeak

        return self._espeak.seconds(text, self._rate, _espeak.SynthCallback)


def _tell_the_end(driver: Any) -> None:
    """Have pyttsx3 told when a line is whole: without its queue, eSpeak ends with a call that has no sound, and says no more."""
    heard = driver.SynthCallback
    whole = (driver.EVENT * 2)()
    whole[0].type, whole[1].type = driver.EVENT_MSG_TERMINATED, driver.EVENT_LIST_TERMINATED

    def hear(sound: Any, frames: int, events: Any) -> int:
        heard(sound, frames, events)
        if not sound:
            heard(None, 0, whole)
        return 0

    driver.SetSynthCallback(hear)


def _identifier(espeak: Espeak, name: str) -> str:
    """Return the file by which eSpeak NG always finds the voice; language codes such as `en-gb` it does not always take."""
    base, plus, variant = name.partition("+")
    names = {known: voice.identifier for voice in espeak.voices() for known in reversed(voice.names)}
    if base not in names:
        raise _unknown("voice", base, names)
    if plus and variant not in espeak.variants():
        raise _unknown("variant", variant, espeak.variants())
    return names[base] + plus + variant


def _unknown(kind: str, name: str, known: Sequence[str] | frozenset[str] | dict[str, str]) -> VoiceFailed:
    close = get_close_matches(name, list(known), n=1)
    return VoiceFailed("voice pyttsx3", f"has no {kind} {name!r}", "", f"did you mean {close[0]!r}?" if close else "")


ENGINE = Pyttsx3Engine()
