"""Script in, clips out: each line read aloud, spoken unless its sound is kept already, checked, and kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from briefing.model.errors import EngineFailed, VoiceFailed
from briefing.model.language import Language
from briefing.model.ports import Blobs, Events, Voice
from briefing.model.progress import Note, Progress
from briefing.model.rundown import Rejected
from briefing.model.script import Reading, Script, announced, without
from briefing.model.sound import Clip
from briefing.speak.check import Sound, check
from briefing.speak.fallback import Part, by_fallback, casting_notes
from briefing.speak.normalize.reading import read_aloud

HANGS = 3  # lines, one right after the other, at which a voice hung: it is not asked for more, since each takes a minute


@dataclass(frozen=True, slots=True)
class Performed:
    """What became of a script: what could be spoken of it, the clips, and what a person should know of who read it."""

    script: Script
    clips: tuple[Clip, ...]
    notes: tuple[Note, ...]


def perform(
    script: Script, language: Language, voice: Voice, blobs: Blobs, events: Events, fallback: Voice | None = None
) -> Performed:  # fmt: skip
    """Speak a script: the fallback reads whole segments in which the voice fails; stories that neither can say are left out.

    A voice that does not work at all leaves everything to the fallback. Raises VoiceFailed when something else than a story cannot
    be spoken, no story is left, or the last voice there is has hung at three lines on end; EngineFailed when no engine works;
    CannotWrite from the blobs.
    """
    if fallback and (dead := _dead(voice)):
        note = Note("speak", script.edition, f"read by {fallback}: {dead}")
        made = perform(script, language, fallback, blobs, events)
        return replace(made, notes=(note, *made.notes))
    parts = [Part(segment, tuple(read_aloud(line, language).text for line in segment.lines)) for segment in script.segments]
    failed: dict[str, VoiceFailed] = {}  # by the sentence that the voice could not say
    hangs = 0
    while True:
        others = by_fallback(parts, list(failed)) if fallback else frozenset()
        voices = [fallback if fallback and segment.id in others else voice for segment in script.segments]
        try:
            clips = speak(script, language, voices, blobs, events)
            return Performed(script, clips, tuple(casting_notes(parts, failed, fallback)))
        except VoiceFailed as error:
            if fallback and error.line and error.segment not in others:
                failed[error.text] = error
                continue
            hangs = (hangs + 1 if error.first else 1) if error.hung else 0
            if hangs == HANGS:
                raise
            script = _without(script, error)


def _dead(voice: Voice) -> EngineFailed | None:
    """Return why a voice does not work at all, or None."""
    try:
        voice.key(Reading("", "Good morning."))
    except EngineFailed as error:
        return error
    return None


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


def speak(script: Script, language: Language, voices: Sequence[Voice], blobs: Blobs, events: Events) -> tuple[Clip, ...]:
    """Return a clip for each line, in script order, each segment by its voice; equal sentences of a voice are spoken once.

    Raises VoiceFailed, also for a line of signs alone, which write does not let through, and CannotWrite from the blobs.
    """
    lines = [_Cue(read_aloud(line, language), segment.id, voice)
             for segment, voice in zip(script.segments, voices, strict=True) for line in segment.lines]  # fmt: skip
    for empty in (cue.reading for cue in lines if not cue.reading.text):
        raise VoiceFailed(f"line {empty.line}", "has no word that could be spoken")
    keys = [cue.voice.key(cue.reading) for cue in lines]
    distinct = dict(zip(keys, lines, strict=True))
    sounds = {key: sound for key, cue in distinct.items() if (sound := _kept(blobs, key, cue.reading))}
    missing = {key: cue for key, cue in distinct.items() if key not in sounds}
    done = 0
    for voice in dict.fromkeys(voices):
        hers = {key: cue for key, cue in missing.items() if cue.voice is voice}
        with _speaking(voice, [cue.reading for cue in hers.values()]) as wavs:
            for place, (key, cue) in enumerate(hers.items()):
                events.tell(Progress("speak", done, len(missing), cue.reading.text))
                wav, sounds[key] = _next(wavs, cue, first=place == 0)
                blobs.put(key, wav)
                done += 1
    return tuple(Clip(cue.reading.line, key, sounds[key].frames, sounds[key].rate) for cue, key in zip(lines, keys, strict=True))


@dataclass(frozen=True, slots=True)
class _Cue:
    """A line, read aloud, the id of its segment, and who speaks it."""

    reading: Reading
    segment: str
    voice: Voice


def _next(wavs: Iterator[bytes], cue: _Cue, *, first: bool) -> tuple[bytes, Sound]:
    """Return the next sound, checked; an error says which line could not be spoken, and whether it was the first tried."""
    try:
        if (wav := next(wavs, None)) is None:
            raise VoiceFailed("the voice", "stopped before the script did", cue.reading.text[:60])
        return wav, check(wav, cue.reading.text)
    except VoiceFailed as error:
        error.line, error.segment, error.text, error.first = cue.reading.line, cue.segment, cue.reading.text, first
        raise


def _kept(blobs: Blobs, key: str, reading: Reading) -> Sound | None:
    """Return how long the kept sound is, or None when there is none or it is spoilt."""
    wav = blobs.get(key)
    try:
        return None if wav is None else check(wav, reading.text)
    except VoiceFailed:
        return None


@contextmanager
def _speaking(voice: Voice, readings: Sequence[Reading]) -> Iterator[Iterator[bytes]]:
    """Let the voice speak, and end its processes when we stop listening."""
    wavs = voice.speak(readings) if readings else iter(())
    try:
        yield wavs
    finally:
        if isinstance(wavs, Generator):
            wavs.close()
