"""Sounds for tests: speech-like, made by arithmetic, and the same every time."""

from __future__ import annotations

import hashlib
import io
import math
import random
import sys
import wave
from array import array
from collections.abc import Iterable, Mapping

from briefing.model.progress import Note, Progress
from briefing.model.script import Script, Segment
from briefing.model.sound import Clip
from tests.support import make

RATE = 22_050


def speech(seconds: float = 3.0, rate: int = RATE, seed: int = 1, sharp: float = 2.0) -> list[float]:
    """Syllables four a second: a buzz of falling pitch, a little noise, gaps between words; the sharper, the higher its peaks."""
    chance = random.Random(seed)
    values: list[float] = []
    phase = 0.0
    for index in range(round(seconds * rate)):
        at = index / rate
        syllable = max(0.0, math.sin(2 * math.pi * 4 * at)) ** 0.5 if at % 1.3 < 1.1 else 0.0
        phase += (120 - 30 * (at % 1.3)) / rate
        buzz = math.exp(-sharp * (phase % 1.0)) * math.sin(2 * math.pi * 5.3 * (phase % 1.0) + 0.4)
        values.append(0.5 * syllable * (buzz + 0.05 * chance.uniform(-1, 1)))
    return values


def samples(values: Iterable[float]) -> bytes:
    """Values from -1 to 1 as 16-bit little-endian samples."""
    whole = array("h", (round(32767 * max(-1.0, min(1.0, value))) for value in values))
    if sys.byteorder == "big":
        whole.byteswap()
    return whole.tobytes()


def wav(data: bytes, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    """Samples as a WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        writer.writeframes(data)
    return out.getvalue()


class Shelf:
    """Blobs in memory."""

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        self.blobs = dict(blobs)

    def get(self, key: str) -> bytes | None:
        return self.blobs.get(key)

    def put(self, key: str, data: bytes) -> None:
        assert self.blobs.setdefault(key, data) == data


class Ears:
    """Events, remembered."""

    def __init__(self) -> None:
        self.heard: list[Progress | Note] = []

    def emit(self, event: Progress | Note) -> None:
        self.heard.append(event)


def clip(line: str, data: bytes, rate: int = RATE) -> tuple[Clip, dict[str, bytes]]:
    """A clip of these samples, and its blob by key."""
    sound = wav(data, rate)
    key = hashlib.sha256(sound).hexdigest()
    return Clip(line=line, key=key, samples=len(data) // 2, rate=rate), {key: sound}


def script(*lengths: int) -> Script:
    """An opening, stories and, from two lengths on, a closing; each length is a segment's number of lines."""
    names = ["opening", *(f"story-{number}" for number in range(1, len(lengths) - 1)), "closing"][: len(lengths)]
    return Script(
        edition="morning-2026-11-22", segments=tuple(_segment(*pair) for pair in zip(names, lengths, strict=True)), dropped=()
    )


def spoken(words: Script, seconds: float = 0.8, rate: int = RATE) -> tuple[tuple[Clip, ...], Shelf]:
    """A clip for every line of a script, each another sound, and the shelf that holds them."""
    clips: list[Clip] = []
    blobs: dict[str, bytes] = {}
    for number, line in enumerate(line for segment in words.segments for line in segment.lines):
        made, blob = clip(line.id, samples(speech(seconds + number / 20, rate, number)), rate)
        clips.append(made)
        blobs |= blob
    return tuple(clips), Shelf(blobs)


def _segment(name: str, lines: int) -> Segment:
    told = (make.line(f"{name}.{number}", f"Line {number} of {name}.") for number in range(lines))
    return make.segment(name, *told, title=name.title())
