"""Speak stage: gets the spoken form of each line, speaks it unless its clip is cached, checks the clip and stores it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from briefing.model.errors import EngineFailed, VoiceFailed
from briefing.model.language import Language
from briefing.model.ports import Blobs, Events, Voice
from briefing.model.progress import Note, Progress
from briefing.model.rundown import Rejected
from briefing.model.script import Reading, Script, announce_drop, without_story
from briefing.model.sound import Clip
from briefing.speak.check import SoundLength, check_clip
from briefing.speak.fallback import SegmentText, build_fallback_notes, choose_fallback_segments
from briefing.speak.normalize.reading import read_aloud

MAX_HANGS = 3  # lines, one right after the other, at which a voice hung: it is not asked for more, since each takes a minute


@dataclass(frozen=True, slots=True)
class SpokenScript:
    """The result for a script: the part of it that could be spoken, its clips, and notes on the voices used."""

    script: Script
    clips: tuple[Clip, ...]
    notes: tuple[Note, ...]


def speak_script(
    script: Script, language: Language, voice: Voice, blobs: Blobs, events: Events, fallback: Voice | None = None
) -> SpokenScript:  # fmt: skip
    """Speak a script; the fallback reads whole segments in which the voice fails; a story that neither can say is dropped.

    A voice that does not work at all leaves everything to the fallback. Raises VoiceFailed when something other than a story
    cannot be spoken, no story is left, or the last voice has hung at three lines in a row; EngineFailed when no engine works;
    CannotWrite from the blobs.
    """
    if fallback and (dead := _find_engine_failure(voice)):
        note = Note("speak", script.edition, f"read by {fallback}: {dead}")
        made = speak_script(script, language, fallback, blobs, events)
        return replace(made, notes=(note, *made.notes))
    parts = [SegmentText(segment, tuple(read_aloud(line, language).text for line in segment.lines)) for segment in script.segments]
    failed: dict[str, VoiceFailed] = {}  # by the sentence that the voice could not say
    hangs = 0
    while True:
        others = choose_fallback_segments(parts, list(failed)) if fallback else frozenset()
        voices = [fallback if fallback and segment.id in others else voice for segment in script.segments]
        try:
            clips = speak_lines(script, language, voices, blobs, events)
            return SpokenScript(script, clips, tuple(build_fallback_notes(parts, failed, fallback)))
        except VoiceFailed as error:
            if fallback and error.line and error.segment not in others:
                failed[error.text] = error
                continue
            hangs = (hangs + 1 if error.first else 1) if error.hung else 0
            if hangs == MAX_HANGS:
                raise
            script = _drop_story(script, error)


def _find_engine_failure(voice: Voice) -> EngineFailed | None:
    """Return the error of a voice that does not work at all, or None."""
    try:
        voice.make_key(Reading("", "Good morning."))
    except EngineFailed as error:
        return error
    return None


def _drop_story(script: Script, error: VoiceFailed) -> Script:
    """Return the script without the story that has the failed line or is announced by it; raises the error if impossible."""
    stories = [segment for segment in script.segments if segment.kind == "story"]
    fits = ((each, line) for each in script.segments for line in each.lines if line.id == error.line)
    lost = next((each if each in stories else announce_drop(line, script) for each, line in fits), None)
    if lost is None or len(stories) == 1:
        raise error
    feed = next((source.feed for line in lost.lines for source in line.sources), "")
    rejected = Rejected(lost.title, feed, f"cannot be spoken: {error}")
    return replace(without_story(script, lost), dropped=(*script.dropped, rejected))


def speak_lines(script: Script, language: Language, voices: Sequence[Voice], blobs: Blobs, events: Events) -> tuple[Clip, ...]:
    """Return a clip for each line, in script order, each segment in its voice; a voice speaks equal sentences once.

    Raises VoiceFailed, also for a line of signs alone, which write does not let through, and CannotWrite from the blobs.
    """
    lines = [_LineJob(read_aloud(line, language), segment.id, voice)
             for segment, voice in zip(script.segments, voices, strict=True) for line in segment.lines]  # fmt: skip
    for empty in (cue.reading for cue in lines if not cue.reading.text):
        raise VoiceFailed(f"line {empty.line}", "has no word that could be spoken")
    keys = [cue.voice.make_key(cue.reading) for cue in lines]
    distinct = dict(zip(keys, lines, strict=True))
    sounds = {key: sound for key, cue in distinct.items() if (sound := _find_cached(blobs, key, cue.reading))}
    missing = {key: cue for key, cue in distinct.items() if key not in sounds}
    done = 0
    for voice in dict.fromkeys(voices):
        hers = {key: cue for key, cue in missing.items() if cue.voice is voice}
        with _run_voice(voice, [cue.reading for cue in hers.values()]) as wavs:
            for place, (key, cue) in enumerate(hers.items()):
                events.emit(Progress("speak", done, len(missing), cue.reading.text))
                wav, sounds[key] = _take_next(wavs, cue, first=place == 0)
                blobs.put(key, wav)
                done += 1
    return tuple(Clip(cue.reading.line, key, sounds[key].frames, sounds[key].rate) for cue, key in zip(lines, keys, strict=True))


@dataclass(frozen=True, slots=True)
class _LineJob:
    """A line in its spoken form, the id of its segment, and its voice."""

    reading: Reading
    segment: str
    voice: Voice


def _take_next(wavs: Iterator[bytes], cue: _LineJob, *, first: bool) -> tuple[bytes, SoundLength]:
    """Return the next sound, checked; an error carries the line that could not be spoken, and whether it was the first tried."""
    try:
        if (wav := next(wavs, None)) is None:
            raise VoiceFailed("the voice", "stopped before the script did", cue.reading.text[:60])
        return wav, check_clip(wav, cue.reading.text)
    except VoiceFailed as error:
        error.line, error.segment, error.text, error.first = cue.reading.line, cue.segment, cue.reading.text, first
        raise


def _find_cached(blobs: Blobs, key: str, reading: Reading) -> SoundLength | None:
    """Return the length of the cached sound, or None when there is none or it is damaged."""
    wav = blobs.get(key)
    try:
        return None if wav is None else check_clip(wav, reading.text)
    except VoiceFailed:
        return None


@contextmanager
def _run_voice(voice: Voice, readings: Sequence[Reading]) -> Iterator[Iterator[bytes]]:
    """Run the voice, and end its processes when the caller stops reading."""
    wavs = voice.speak(readings) if readings else iter(())
    try:
        yield wavs
    finally:
        if isinstance(wavs, Generator):
            wavs.close()
