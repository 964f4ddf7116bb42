"""Engines that do what real ones have done: each is an entry point's value, `tests.speak.faulty:HANGS`.

A choice's name is a folder, in which an engine leaves marks that the test can see.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.lib.wav import build_wav
from briefing.model.errors import VoiceFailed
from briefing.model.ports import Speaker, VoiceInfo
from briefing.model.show import VoiceChoice
from briefing.speak.voices import tone

Say = Callable[[str, VoiceChoice], bytes]
Seconds = Callable[[str, VoiceChoice], float]


class Faulty:
    """An engine and its speaker in one, that says a line in its own way."""

    def __init__(self, say: Say, seconds: Seconds | None = None) -> None:
        self._say, self._seconds = say, seconds

    def version(self) -> str:
        return "faulty"

    def voices(self) -> Sequence[VoiceInfo]:
        return ()

    def words_per_minute(self, choice: VoiceChoice) -> float:
        return choice.rate

    def open(self, choice: VoiceChoice) -> Speaker:
        return _Measuring(self._say, choice, self._seconds) if self._seconds else _Speaker(self._say, choice)


class _Speaker:
    def __init__(self, say: Say, choice: VoiceChoice) -> None:
        self._say, self._choice = say, choice

    def say(self, text: str) -> bytes:
        (Path(self._choice.name) / f"pid-{os.getpid()}").touch()
        return self._say(text, self._choice)


class _Measuring(_Speaker):
    def __init__(self, say: Say, choice: VoiceChoice, seconds: Seconds) -> None:
        super().__init__(say, choice)
        self._seconds = seconds

    def seconds(self, text: str) -> float:
        return self._seconds(text, self._choice)


def _tone(text: str, choice: VoiceChoice) -> bytes:
    return tone.ENGINE.open(choice).say(text)


def _hang(_text: str, _choice: VoiceChoice) -> bytes:
    threading.Event().wait()
    raise AssertionError("unreachable")


def _hang_in_c(_text: str, _choice: VoiceChoice) -> bytes:
    ctypes.PyDLL(None).sleep(1000)  # PyDLL keeps the interpreter: no other thread runs
    raise AssertionError("unreachable")


def _hang_with_child(_text: str, choice: VoiceChoice) -> bytes:
    child = subprocess.Popen(["sleep", "1000"])
    (Path(choice.name) / f"pid-{child.pid}").touch()
    return _hang(_text, choice)


def _hang_once(text: str, choice: VoiceChoice) -> bytes:
    mark = Path(choice.name) / "hung"
    if not mark.exists():
        mark.touch()
        _hang(text, choice)
    return _tone(text, choice)


def _crash(_text: str, _choice: VoiceChoice) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("unreachable")


def _leave(_text: str, _choice: VoiceChoice) -> bytes:
    os._exit(3)


def _complain(_text: str, _choice: VoiceChoice) -> bytes:
    raise VoiceFailed("voice", "has a cold")


def _bug(_text: str, _choice: VoiceChoice) -> bytes:
    raise ZeroDivisionError("oops")


def _print(text: str, choice: VoiceChoice) -> bytes:
    print("Audio saved to nowhere", flush=True)
    sys.__stdout__.write("W\x00\x00") if sys.__stdout__ else None
    os.write(1, b"W\x00\x00\x00\x04junk" * 1000)
    subprocess.run(["echo", "from a child"], check=True)
    return _tone(text, choice)


def _silence(text: str, choice: VoiceChoice) -> bytes:
    return build_wav(array("h", bytes(2 * tone.count_samples(text, choice.rate))), tone.RATE)


def _cut_off(text: str, choice: VoiceChoice) -> bytes:
    whole = _tone(text, choice)
    return whole[: len(whole) // 3]


def _too_short(text: str, choice: VoiceChoice) -> bytes:
    return _tone(" ".join(text.split()[: len(text.split()) // 3]), choice)


def _runaway(text: str, choice: VoiceChoice) -> bytes:
    return _tone(f"{text} " * 20, choice)


def _misread(text: str, _choice: VoiceChoice) -> bytes:
    return tone.ENGINE.open(VoiceChoice("tone", "tone", 200)).say(text)


def _misread_once(text: str, choice: VoiceChoice) -> bytes:
    mark = Path(choice.name) / "misread"
    if mark.exists():
        return _tone(text, choice)
    mark.touch()
    return _misread(text, choice)


def _seconds(text: str, choice: VoiceChoice) -> float:
    return tone.count_samples(text, choice.rate) / tone.RATE


HANGS = Faulty(_hang)
HANGS_IN_C = Faulty(_hang_in_c)
HANGS_WITH_CHILD = Faulty(_hang_with_child)
HANGS_ONCE = Faulty(_hang_once)
CRASHES = Faulty(_crash)
LEAVES = Faulty(_leave)
COMPLAINS = Faulty(_complain)
HAS_A_BUG = Faulty(_bug)
PRINTS = Faulty(_print)
SILENT = Faulty(_silence)
CUT_OFF = Faulty(_cut_off)
TOO_SHORT = Faulty(_too_short)
RUNS_AWAY = Faulty(_runaway)
MISREADS = Faulty(_misread, _seconds)
MISREADS_ONCE = Faulty(_misread_once, _seconds)
REPEATS_A_WORD = Faulty(lambda text, choice: _tone(f"{text} {' '.join(text.split()[-2:])}", choice), _seconds)
KNOWS_NO_NUMBER = Faulty(_tone, lambda _text, _choice: math.nan)
GARBAGE = Faulty(lambda _text, _choice: os.urandom(5000))
NOTHING = Faulty(lambda _text, _choice: b"")
MP3 = Faulty(lambda _text, _choice: b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 900)
