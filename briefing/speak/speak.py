"""Script in, clips out: each line read aloud, spoken unless its sound is kept already, checked, and kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from briefing.errors import VoiceFailed
from briefing.model import Clip, Reading, Rejected, Script
from briefing.ports import Blobs, Events, Language, Progress, Voice
from briefing.script import announced, without
from briefing.speak.check import Sound, check
from briefing.speak.reading import read_aloud


def perform(script: Script, language: Language, voice: Voice, blobs: Blobs, events: Events) -> tuple[Script, tuple[Clip, ...]]:
    """Return the script without the stories that cannot be spoken (they are among its dropped), and the clips of the rest.

    Raises VoiceFailed when another line cannot be spoken, or no story is left; CannotWrite from the blobs.
    """
    while True:
        try:
            return script, speak(script, language, voice, blobs, events)
        except VoiceFailed as error:
            script = _without(script, error)


def _without(script: Script, error: VoiceFailed) -> Script:
    """Return the script without the story that the line of the error is in or announces; raises it when that can't be spared."""
    stories = [segment for segment in script.segments if segment.kind == "story"]
    fits = ((each, line) for each in script.segments for line in each.lines if line.id == error.line)
    lost = next((each if each in stories else announced(line, script) for each, line in fits), None)
    if lost is None or len(stories) == 1:
        raise error
    feed = next((source.feed for line in lost.lines for source in line.sources), "")
    rejected = Rejected(lost.title, feed, f"cannot be spoken: {error}")
    return replace(without(script, lost), dropped=(*script.dropped, rejected))


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
        for key, reading in _in_hand(missing, events):
            wav, sounds[key] = _next(wavs, reading)
            blobs.put(key, wav)
    return tuple(Clip(reading.line, key, sounds[key].frames, sounds[key].rate) for reading, key in spoken)


def _next(wavs: Iterator[bytes], reading: Reading) -> tuple[bytes, Sound]:
    """Return the next sound, checked; an error carries the line that could not be spoken."""
    try:
        if (wav := next(wavs, None)) is None:
            raise VoiceFailed("the voice", "stopped before the script did", reading.text[:60])
        return wav, check(wav, reading.text)
    except VoiceFailed as error:
        error.line = reading.line
        raise


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
