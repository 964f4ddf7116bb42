"""Who reads what when a voice fails: the fallback, by segments, and never with a wait too long for a listener."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from briefing.model.errors import EngineFailed, VoiceFailed
from briefing.model.language import Language
from briefing.model.ports import Voice
from briefing.model.script import Reading, Script, Segment
from briefing.model.show import VoiceChoice
from briefing.speak.fallback import SegmentText, choose_fallback_segments
from briefing.speak.pool import PooledVoice
from briefing.speak.speak import MAX_HANGS, SpokenScript, speak_script
from tests.speak.test_speak import Ears, Memory
from tests.support import make
from tests.support.fakes.speak import FakeVoice

TONE = "briefing.speak.voices.tone:ENGINE"
ESPEAK = "briefing.speak.voices.pyttsx3_voice:ENGINE"


class Hanging(FakeVoice):
    """A voice that hangs where the fake one fails, and counts how often."""

    hung = 0

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield a hum a reading; where told to, the time runs out."""
        try:
            yield from super().speak(readings)
        except VoiceFailed as error:
            self.hung += 1
            error.hung = True
            raise


class Dead(FakeVoice):
    """A voice whose engine does not work on this machine."""

    def make_key(self, reading: Reading) -> str:
        """Raise EngineFailed."""
        raise EngineFailed("dead", "does not work here", "its library is gone", "install it")


def programme(*stories: str) -> Script:
    """An opening, headlines, stories of two lines each, and a closing."""
    items = [make.item(f"{name} opens", f"{name} is here.") for name in stories]
    front = [make.line(f"h-{item.title}", item.title, make.title(item)) for item in items]
    told = [
        make.segment(f"s-{item.id}", make.line(f"t-{item.title}", item.title, make.title(item)),
                     make.line(f"x-{item.title}", item.text, make.cite(item, item.text)), title=item.title)
        for item in items
    ]  # fmt: skip
    opening = make.segment("opening", make.line("o", "Good morning."), title="Opening")
    headlines = make.segment("headlines", make.line("h", "The headlines."), *front, title="Headlines")
    return Script("e", (opening, headlines, *told, make.segment("closing", make.line("c", "Good bye."), title="Closing")), ())


def read_by(made: SpokenScript, language: Language, *voices: FakeVoice) -> dict[str, str]:
    """Return the name of the voice that read each segment, by its title; fails when two share one."""
    clips = {clip.line: clip.key for clip in made.clips}
    found: dict[str, str] = {}
    for segment in made.script.segments:
        keys = {clips[line.id] for line in segment.lines}
        readings = [_reading(line.text) for line in segment.lines]
        (found[segment.title],) = [str(voice) for voice in voices if keys == {voice.make_key(reading) for reading in readings}]
    return found


def _reading(text: str) -> Reading:
    return Reading("", text if text.endswith(".") else f"{text}.")


def test_a_segment_in_which_the_voice_fails_is_read_whole_by_the_fallback(english: Language) -> None:
    """The one sentence takes its segment along, the others stay with the voice, and a note says who read what and why."""
    voice, other = FakeVoice("first", fails_at=frozenset({"Kelstead is here."})), FakeVoice("second")
    made = speak_script(programme("Bardale", "Kelstead", "Lomwick"), english, voice, Memory(), Ears(), other)
    cast = read_by(made, english, voice, other)
    assert [title for title, who in cast.items() if who == "second"] == ["Kelstead opens"]
    (note,) = made.notes
    assert note.subject == "Kelstead opens"
    assert note.message.startswith('read by second: "Kelstead is here.": could not be spoken by fake')
    assert made.script.dropped == ()


def test_a_headline_that_fails_is_one_failure_in_two_segments(english: Language) -> None:
    """Both segments that say the sentence are the fallback's, headlines too, and the voice goes on with the rest."""
    voice, other = FakeVoice("first", fails_at=frozenset({"Bardale opens."})), FakeVoice("second")
    made = speak_script(programme("Bardale", "Kelstead"), english, voice, Memory(), Ears(), other)
    cast = read_by(made, english, voice, other)
    assert [title for title, who in cast.items() if who == "second"] == ["Headlines", "Bardale opens"]
    assert voice.spoken.count("Kelstead is here.") == 1


def test_behind_the_second_failure_the_voice_is_not_tried(english: Language) -> None:
    """The rest of the programme is the fallback's, and stays so when the story itself is left out."""
    bad = frozenset({"Bardale is here.", "Kelstead is here."})
    voice, other = FakeVoice("first", fails_at=bad), FakeVoice("second", fails_at=frozenset({"Kelstead is here."}))
    made = speak_script(programme("Bardale", "Kelstead", "Lomwick"), english, voice, Memory(), Ears(), other)
    cast = read_by(made, english, voice, other)
    assert [title for title, who in cast.items() if who == "second"] == ["Bardale opens", "Lomwick opens", "Closing"]
    assert "Lomwick is here." not in voice.spoken
    assert [out.title for out in made.script.dropped] == ["Kelstead opens"]
    assert "read by second from here on" in made.notes[-1].message


def test_an_engine_that_does_not_work_leaves_everything_to_the_fallback(english: Language) -> None:
    """Not a line is asked of it; without a fallback the error is told."""
    other = FakeVoice("second")
    made = speak_script(programme("Bardale"), english, Dead(), Memory(), Ears(), other)
    assert set(read_by(made, english, other).values()) == {"second"}
    assert made.notes[0].message == "read by second: dead: does not work here: its library is gone: install it"
    with pytest.raises(EngineFailed, match="does not work here"):
        speak_script(programme("Bardale"), english, Dead(), Memory(), Ears())


def test_an_opening_that_nobody_can_say_is_an_error(english: Language) -> None:
    """What opens a programme cannot be left out."""
    bad = frozenset({"Good morning."})
    with pytest.raises(VoiceFailed, match="Good morning"):
        speak_script(programme("A"), english, FakeVoice(fails_at=bad), Memory(), Ears(), FakeVoice("second", fails_at=bad))


def test_a_voice_that_hangs_is_soon_asked_no_more(english: Language) -> None:
    """With a fallback it hangs twice in a programme of nine stories; the last voice is given up at its third line in a row."""
    names = ("Ab", "Cd", "Ef", "Gh", "Ij", "Kl", "Mn", "Op", "Qr")
    bad = frozenset(f"{name} is here." for name in names)
    voice, other = Hanging("first", fails_at=bad), FakeVoice("second")
    assert speak_script(programme(*names), english, voice, Memory(), Ears(), other).script.dropped == ()
    assert voice.hung == 2
    last = Hanging("last", fails_at=bad | {f"{name} opens." for name in names[1:]} - {"Ab opens."})
    with pytest.raises(VoiceFailed):
        speak_script(without_headlines(programme(*names)), english, last, Memory(), Ears())
    assert last.hung == MAX_HANGS


def without_headlines(script: Script) -> Script:
    """The script with its stories not announced."""
    return Script(script.edition, tuple(segment for segment in script.segments if segment.kind != "headlines"), ())


def test_a_resumed_run_gives_the_same(english: Language) -> None:
    """Over the clips that are kept the fallback has nothing to say, and the cast is the same."""
    blobs, bad = Memory(), frozenset({"Kelstead is here.", "Lomwick is here."})
    given = programme("Bardale", "Kelstead", "Lomwick")
    first = speak_script(given, english, FakeVoice("first", fails_at=bad), blobs, Ears(), FakeVoice("second"))
    voice, other = FakeVoice("first", fails_at=bad), FakeVoice("second")
    assert speak_script(given, english, voice, blobs, Ears(), other) == first
    assert (voice.spoken, other.spoken) == ([], [])


@pytest.mark.parametrize(
    ("failed", "others"),
    [
        pytest.param([], "", id="nothing failed"),
        pytest.param(["b"], "2", id="one"),
        pytest.param(["same"], "13", id="one, in two segments"),
        pytest.param(["b", "c"], "234", id="two: from the second on"),
        pytest.param(["a", "same"], "1234", id="two in one segment: from its first place on"),
        pytest.param(["gone", "gone too"], "", id="said nowhere"),
    ],
)
def test_cast(failed: Sequence[str], others: str) -> None:
    """Segments 1 to 4; those that the fallback reads."""
    said = {"1": ("a", "same"), "2": ("b",), "3": ("c", "same"), "4": ("d",)}
    parts = [SegmentText(Segment(id, "story", id, "", ()), texts) for id, texts in said.items()]
    assert choose_fallback_segments(parts, failed) == frozenset(others)


@pytest.mark.parametrize(
    "engine",
    [
        *(pytest.param(engine, id=engine) for engine in ("CRASHES", "HANGS", "NO_SUCH_ENGINE")),
        *(pytest.param(engine, id=engine, marks=pytest.mark.slow) for engine in ("HAS_A_BUG", "SILENT", "MISREADS")),
    ],
)
@pytest.mark.parametrize("fallback", [pytest.param(TONE, id="tone"), pytest.param(ESPEAK, id="pyttsx3", marks=pytest.mark.slow)])
def test_real_engines(engine: str, fallback: str, english: Language, tmp_path: Path) -> None:
    """Whatever ails a real engine, in processes of its own, a real fallback reads the programme to its end."""
    given = programme("Bardale")
    voice: Voice = PooledVoice(f"tests.speak.faulty:{engine}", VoiceChoice("faulty", str(tmp_path), 165), deadline=lambda _: 0.6)
    other = PooledVoice(fallback, VoiceChoice("other", "en-us", 165))
    made = speak_script(given, english, voice, Memory(), Ears(), other)
    assert {clip.line for clip in made.clips} == {line.id for segment in given.segments for line in segment.lines}
    assert made.notes[-1].message.startswith("read by other en-us")
    assert made.script == given
