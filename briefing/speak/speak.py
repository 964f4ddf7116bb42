"""Script in, clips out: each line read aloud, spoken unless its sound is kept already, checked, and kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager

from briefing.errors import VoiceFailed
from briefing.model import Clip, Reading, Script
from briefing.ports import Blobs, Events, Language, Progress, Voice
from briefing.speak.check import Sound, check
from briefing.speak.reading import read_aloud


def speak(script: Script, language: Language, voice: Voice, blobs: Blobs, events: Events) -> tuple[Clip, ...]:
    """Return a clip for each line, in script order; equal sentences are spoken once.

    Raises VoiceFailed, also for a line of signs alone, which write does not let through, and CannotWrite from the blobs.
    """
    readings = [read_aloud(line, language) for segment in script.segments for line in segment.lines]
    for empty in (reading for reading in readings if not reading.text):
        raise VoiceFailed(f"line {empty.line}", "has no word that could be spoken")
    spoken = [(reading, voice.key(reading)) for reading in readings]
    distinct = {key: reading for reading, key in spoken}
    sounds = {key: sound for key, reading in distinct.items() if (sound := _kept(blobs, key, reading))}
    missing = {key: reading for key, reading in distinct.items() if key not in sounds}
    with _speaking(voice, list(missing.values())) as wavs:
        for (key, reading), wav in zip(_in_hand(missing, events), wavs, strict=True):
            sounds[key] = check(wav, reading.text)
            blobs.put(key, wav)
    return tuple(Clip(reading.line, key, sounds[key].frames, sounds[key].rate) for reading, key in spoken)


def _kept(blobs: Blobs, key: str, reading: Reading) -> Sound | None:
    """Return how long the kept sound is, or None when there is none or it is spoilt."""
    wav = blobs.get(key)
    try:
        return None if wav is None else check(wav, reading.text)
    except VoiceFailed:
        return None


def _in_hand(missing: Mapping[str, Reading], events: Events) -> Iterator[tuple[str, Reading]]:
    """Yield each key and its reading, told before its sound is waited for."""
    for done, (key, reading) in enumerate(missing.items()):
        events.tell(Progress("speak", done, len(missing), reading.text))
        yield key, reading


@contextmanager
def _speaking(voice: Voice, readings: Sequence[Reading]) -> Iterator[Iterator[bytes]]:
    """Let the voice speak, and end its processes when we stop listening."""
    wavs = voice.speak(readings) if readings else iter(())
    try:
        yield wavs
    finally:
        if isinstance(wavs, Generator):
            wavs.close()
