"""The stage: script in, clips out."""

from __future__ import annotations

import pytest

from briefing.model.errors import VoiceFailed
from briefing.model.language import Language
from briefing.model.ports import Voice
from briefing.model.progress import Note, Progress
from briefing.model.script import Script
from briefing.model.sound import Clip
from briefing.speak.check import check_clip
from briefing.speak.speak import speak_lines as stage
from briefing.speak.speak import speak_script
from tests.support import make
from tests.support.fakes.speak import FakeVoice


class Memory(dict[str, bytes]):
    """Blobs in a dictionary."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


class Ears:
    """Events in a list."""

    def __init__(self) -> None:
        self.heard: list[Progress | Note] = []

    def emit(self, event: Progress | Note) -> None:
        self.heard.append(event)


def script(*texts: str) -> Script:
    """A script of one story with these lines."""
    lines = [make.line(f"l{number}", text) for number, text in enumerate(texts)]
    return Script("morning-2026-11-22", (make.segment("opening", *lines[:1]), make.segment("story-1", *lines[1:])), ())


def speak(script: Script, language: Language, voice: Voice, blobs: Memory, events: Ears) -> tuple[Clip, ...]:
    """The stage with one voice for every segment."""
    return stage(script, language, [voice] * len(script.segments), blobs, events)


def test_each_line_has_a_clip_in_script_order(english: Language) -> None:
    """Clips name the line, the key of a kept WAV and its true length."""
    blobs = Memory()
    clips = speak(script("Good morning.", "It costs $4 million.", "Lviv"), english, FakeVoice(), blobs, Ears())
    assert [clip.line for clip in clips] == ["l0", "l1", "l2"]
    for clip, said in zip(clips, ["Good morning.", "It costs four million dollars.", "Lviv."], strict=True):
        assert check_clip(blobs[clip.key], said) == (clip.samples, clip.rate)


def test_equal_sentences_are_spoken_once(english: Language) -> None:
    """Two lines that read alike share a clip's sound."""
    voice = FakeVoice()
    clips = speak(script("It is 5%.", "No.", "It is 5 percent."), english, voice, Memory(), Ears())
    assert voice.spoken == ["It is five percent.", "No."]
    assert clips[0].key == clips[2].key != clips[1].key


def test_what_was_spoken_is_not_spoken_again(english: Language) -> None:
    """A second run over the same store asks the voice for the new line alone, and gives the same clips."""
    blobs, voice = Memory(), FakeVoice()
    first = speak(script("One line.", "Another line."), english, FakeVoice(), blobs, Ears())
    again = speak(script("One line.", "Another line.", "A new line."), english, voice, blobs, Ears())
    assert again[:2] == first
    assert voice.spoken == ["A new line."]


def test_another_voice_speaks_anew(english: Language) -> None:
    """Keys of one voice say nothing about another's."""
    blobs, other = Memory(), FakeVoice("other")
    speak(script("One line."), english, FakeVoice(), blobs, Ears())
    speak(script("One line."), english, other, blobs, Ears())
    assert other.spoken == ["One line."]


@pytest.mark.parametrize(
    "spoilt", [pytest.param(b"", id="empty"), pytest.param(b"RIFF....WAVE", id="not whole"), pytest.param(b"\0" * 9000, id="zeros")]
)
def test_a_spoilt_blob_is_not_believed(spoilt: bytes, english: Language) -> None:
    """A kept sound is checked before it is used; a spoilt one is spoken again."""
    blobs, voice = Memory(), FakeVoice()
    (clip,) = speak(script("One line of words."), english, FakeVoice(), blobs, Ears())
    blobs[clip.key] = spoilt
    assert speak(script("One line of words."), english, voice, blobs, Ears()) == (clip,)
    assert voice.spoken == ["One line of words."]
    assert check_clip(blobs[clip.key], "One line of words.")


def test_a_failing_line_stops_the_stage_and_keeps_what_was_spoken(english: Language) -> None:
    """The next run goes on after the lines that are kept."""
    blobs, voice = Memory(), FakeVoice()
    lines = script("First line.", "Second line.", "Third line.")
    with pytest.raises(VoiceFailed, match="Second line"):
        speak(lines, english, FakeVoice(fails_at=frozenset({"Second line."})), blobs, Ears())
    assert len(speak(lines, english, voice, blobs, Ears())) == 3
    assert voice.spoken == ["Second line.", "Third line."]


def test_progress_is_told_line_by_line(english: Language) -> None:
    """Each spoken line is one step of as many as must be spoken."""
    ears = Ears()
    speak(script("One line.", "Two lines."), english, FakeVoice(), Memory(), ears)
    assert ears.heard == [Progress("speak", 0, 2, "One line."), Progress("speak", 1, 2, "Two lines.")]


def test_a_line_without_words_is_refused(english: Language) -> None:
    """Signs alone cannot be spoken; that write lets none through is write's to keep, so here it is an error that names the line."""
    with pytest.raises(VoiceFailed, match="line l1: has no word"):
        speak(script("One line.", "*** 😀"), english, FakeVoice(), Memory(), Ears())


def test_a_headline_that_cannot_be_spoken_goes_with_its_story(english: Language) -> None:
    """Up front and in its place the story is left out, the others stay announced, and the reason is kept."""
    items = [make.item(f"{place} opens") for place in ("Bardale", "Kelstead")]
    sources = [make.title(item) for item in items]
    front = [make.line(f"h{n}", source.quote, source) for n, source in enumerate(sources)]
    stories = [make.segment(f"s{n}", make.line(f"l{n}", source.quote, source)) for n, source in enumerate(sources)]
    given = Script("e", (make.segment("headlines", make.line("h", "The headlines."), *front), *stories), ())
    made = speak_script(given, english, FakeVoice(fails_at=frozenset({"Bardale opens."})), Memory(), Ears())
    assert [[line.text for line in segment.lines] for segment in made.script.segments] == [
        ["The headlines.", "Kelstead opens"], ["Kelstead opens"]
    ]  # fmt: skip
    assert [clip.line for clip in made.clips] == ["h", "h1", "l1"]
    assert "cannot be spoken" in made.script.dropped[0].reason
