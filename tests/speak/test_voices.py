"""What every voice promises: the same tests for the fake, the tone and the default voice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import psutil
import pytest

from briefing.model.errors import VoiceFailed
from briefing.model.ports import Voice, VoiceEngine
from briefing.model.script import Reading
from briefing.model.show import VoiceChoice
from briefing.speak.check import LEAD, TAIL, check_clip, trim_silence
from briefing.speak.pool import PooledVoice
from briefing.speak.voices import pyttsx3_voice, tone
from tests.support.fakes.speak import FakeVoice

PYTTSX3 = "briefing.speak.voices.pyttsx3_voice:ENGINE"
TONE = "briefing.speak.voices.tone:ENGINE"
LINES = (
    "Good morning.",
    "Lviv.",
    "The Kyiv Independent reports that thousands of people came to see the new bridge in the old town.",
    "The minister said: we do not know.",
)

SPOKEN = """
import io, json, os, sys, threading, wave
from briefing.model.show import VoiceChoice
from briefing.speak.voices import espeak_library
from briefing.speak.voices.pyttsx3_voice import ENGINE

out = os.dup(1)
os.dup2(2, 1)
name, rate, besides, *lines = sys.argv[1:]
speaker = ENGINE.open(VoiceChoice("pyttsx3", name, int(rate)))
told, threads = [], set()
speaker._engine.connect("finished-utterance", lambda **_end: threads.add(threading.get_ident()))
for place, line in enumerate(lines, 1):
    if besides and place > 1:
        espeak_library.load_library({})._library.espeak_Synth(besides.encode(), len(besides) + 1, 0, 1, 0, 1, None, None)
    with wave.open(io.BytesIO(speaker.say(line))) as file:
        told.append((file.getnframes() / file.getframerate(), speaker.seconds(line), threads == {threading.get_ident()}))
os.write(out, json.dumps(told).encode())
"""


class Told(NamedTuple):
    """How many seconds a line lasted, how many it should, and whether it was spoken in the thread that asked for it."""

    heard: float
    expected: float
    at_once: bool


def spoken(name: str, rate: int, *texts: str, besides: str = "") -> list[Told]:
    """Have the default voice say lines in a separate process, where the library gets `besides` to say before all but the first."""
    command = [sys.executable, "-c", SPOKEN, name, str(rate), besides, *texts]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=300).stdout)
    return [Told(*lengths) for lengths in told]


def readings(*texts: str) -> Sequence[Reading]:
    """Readings of these texts."""
    return [Reading(str(number), text) for number, text in enumerate(texts)]


class VoiceContract:
    """Subclasses give a voice; every test holds for each."""

    @pytest.fixture
    def voice(self) -> Voice:
        raise NotImplementedError

    def test_every_line_is_whole_and_in_order(self, voice: Voice) -> None:
        """Each WAV passes the check for its own words, in the order asked."""
        sounds = [check_clip(wav, text) for wav, text in zip(voice.speak(readings(*LINES)), LINES, strict=True)]
        assert sounds[2].frames > sounds[3].frames > sounds[1].frames
        assert len({sound.rate for sound in sounds}) == 1

    def test_nothing_to_say_is_nothing(self, voice: Voice) -> None:
        """No readings give no clips."""
        assert list(voice.speak([])) == []

    def test_silence_around_the_words_is_small(self, voice: Voice) -> None:
        """Nothing is left to trim, so that mix alone places the pauses."""
        assert all(trim_silence(wav) == wav for wav in voice.speak(readings(*LINES)))
        assert LEAD + TAIL < 0.1

    def test_equal_words_have_equal_keys(self, voice: Voice) -> None:
        """The key depends on the words and not on the line; it is lower-case hex."""
        assert voice.make_key(Reading("a", "Yes.")) == voice.make_key(Reading("b", "Yes."))
        assert voice.make_key(Reading("a", "Yes.")) != voice.make_key(Reading("a", "No."))
        assert set(voice.make_key(Reading("a", "Yes."))) <= set("0123456789abcdef")

    def test_nothing_is_left_running(self, voice: Voice) -> None:
        """After the last line there is no process more than before."""
        before = len(psutil.Process().children(recursive=True))
        list(voice.speak(readings(*LINES)))
        assert len(psutil.Process().children(recursive=True)) == before


class TestFake(VoiceContract):
    @pytest.fixture
    def voice(self) -> Voice:
        return FakeVoice()


class TestTone(VoiceContract):
    @pytest.fixture
    def voice(self) -> Voice:
        return PooledVoice(TONE, VoiceChoice("tone", "tone", 165))


class TestPyttsx3(VoiceContract):
    @pytest.fixture
    def voice(self) -> Voice:
        return PooledVoice(PYTTSX3, VoiceChoice("pyttsx3", "en-us", 165))


class TestPyttsx3Variant(VoiceContract):
    @pytest.fixture
    def voice(self) -> Voice:
        return PooledVoice(PYTTSX3, VoiceChoice("pyttsx3", "en-us+m3", 200))


@pytest.mark.parametrize("rate", [80, 120, 165, 250, 350, 450])
def test_the_house_voice_keeps_the_rate_at_every_length(rate: int) -> None:
    """From the slowest to the fastest rate, one letter and a long sentence pass the strict check of the pool."""
    texts = ("A.", "Oh.", "They thought wrong.", "Internationalisation.", LINES[2])
    voice = PooledVoice(PYTTSX3, VoiceChoice("pyttsx3", "en-us", rate))
    assert len(list(voice.speak(readings(*texts)))) == len(texts)


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        pytest.param("en-us", 165, id="usual"),
        pytest.param("en-us+klatt", 450, id="variant, fast"),
        pytest.param("uk", 80, id="slow"),
    ],
)
def test_the_house_voice_knows_how_long_a_line_lasts(name: str, rate: int) -> None:
    """The library by itself gives the length that comes out of pyttsx3 within 1 %, for a letter and a sentence, in any order."""
    told = spoken(name, rate, LINES[2], "A.", *LINES)
    assert [one.expected / one.heard for one in told] == [pytest.approx(1, abs=0.01)] * 6


def test_what_the_library_has_to_do_besides_does_not_spoil_a_line() -> None:
    """A line begun while the library was given much else to say keeps its rate and its end: there is no queue to cancel."""
    told = spoken("en-us", 165, *[LINES[2]] * 21, besides="word " * 100)
    assert all(one.at_once for one in told)
    alone, *beside = (one.heard for one in told)
    assert beside == [pytest.approx(alone, rel=0.01)] * 20


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("uk", "Тисячі людей прийшли подивитися на новий міст.", id="Ukrainian"),
        pytest.param("fr", "Des milliers de personnes sont venues voir le nouveau pont.", id="French, by its file's name"),
        pytest.param("en-gb", "Thousands came.", id="a code that eSpeak itself refuses"),
        pytest.param("en-us", "Президент 习近平 ประธานา.", id="letters that the voice can only name"),
    ],
)
def test_the_house_voice_speaks_by_every_listed_name(name: str, text: str) -> None:
    """Names with one and more parts, other scripts, and scripts the voice has to spell."""
    assert name in {voice.name for voice in pyttsx3_voice.ENGINE.voices()}
    (wav,) = PooledVoice(PYTTSX3, VoiceChoice("pyttsx3", name, 165)).speak(readings(text))
    assert check_clip(wav, text).seconds > 0.5


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("en-uz", "has no voice 'en-uz': did you mean 'en-us'?", id="voice"),
        pytest.param("en-us+m33", "has no variant 'm33': did you mean 'm3'?", id="variant"),
    ],
)
def test_an_unknown_voice_is_refused_and_not_replaced(name: str, says: str) -> None:
    """eSpeak itself would go on with another voice and say nothing."""
    with pytest.raises(VoiceFailed) as failed:
        list(PooledVoice(PYTTSX3, VoiceChoice("pyttsx3", name, 165)).speak(readings("Hello there.")))
    assert says in str(failed.value)


def test_the_house_voices_have_their_languages() -> None:
    """What the configuration is checked against: names and BCP 47 codes."""
    voices = {voice.name: voice.languages for voice in pyttsx3_voice.ENGINE.voices()}
    assert voices["en-us"] == ("en-us", "en")
    assert voices["uk"] == ("uk",)
    assert len(voices) > 100


def test_the_pace_depends_on_the_language_of_the_voice() -> None:
    """Ukrainian words are longer than English ones; a variant has the pace of its voice, an unmeasured language that of English."""
    names = ("en-us", "de", "uk", "uk+m3", "fr")
    paces = {name: pyttsx3_voice.ENGINE.words_per_minute(VoiceChoice("pyttsx3", name, 165)) for name in names}
    assert paces["uk"] == paces["uk+m3"] < 0.7 * paces["en-us"]
    assert paces["uk"] < paces["de"] < paces["en-us"] == paces["fr"]


@pytest.mark.parametrize("engine", [pytest.param(pyttsx3_voice.ENGINE, id="pyttsx3"), pytest.param(tone.ENGINE, id="tone")])
def test_the_pace_rises_with_the_rate(engine: VoiceEngine) -> None:
    """A programme at a higher rate has more words a minute, and always fewer than the rate, because of its pauses."""
    paces = [engine.words_per_minute(VoiceChoice("any", "any", rate)) for rate in range(100, 451, 5)]
    assert all(slower < faster for slower, faster in pairwise(paces))
    assert all(pace < rate for pace, rate in zip(paces, range(100, 451, 5), strict=True))


def test_the_tone_is_exact_and_tells_lines_apart() -> None:
    """Its length follows from the words alone, the same line sounds the same, another of equal length does not."""
    speaker = tone.ENGINE.open(VoiceChoice("tone", "any name", 150))
    assert check_clip(speaker.say("one two three four five"), "one two three four five").seconds == 2.0
    assert speaker.say("one two") == speaker.say("one two") != speaker.say("two one")
