"""The check that nothing silent, cut off or endless is kept, and the cut of silence."""

from __future__ import annotations

import io
import wave
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lib.wav import build_wav
from briefing.model.errors import VoiceFailed
from briefing.model.show import VoiceChoice
from briefing.speak.check import LEAD, TAIL, check_clip, estimate_duration_range, trim_silence
from briefing.speak.voices import tone

TEXT = "The bridge opened at noon and thousands of people came."
RATE = 22_050
WHOLE = tone.ENGINE.open(VoiceChoice("tone", "tone", 165)).say(TEXT)
HEADER = 44  # bytes before the first frame


def frames(wav: bytes) -> array[int]:
    """The samples of a WAV."""
    with wave.open(io.BytesIO(wav)) as file:
        return array("h", file.readframes(file.getnframes()))


def stereo() -> bytes:
    """Two channels of the right length."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(WHOLE[HEADER:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("wav", "says"),
    [
        pytest.param(b"", "is not a WAV", id="nothing"),
        pytest.param(b"RIFF\x00\x00\x00\x00WAVE", "is not a WAV", id="a WAV's first bytes"),
        pytest.param(WHOLE[:-1000], "of 80182 frames are there", id="the file is shorter than it says"),
        pytest.param(stereo(), "is not mono, 16 bit: 2 channels", id="stereo"),
        pytest.param(build_wav(array("h"), RATE), "has no sound", id="no frames"),
        pytest.param(build_wav(array("h", [0]) * 80_000, RATE), "is silent", id="silence"),
        pytest.param(build_wav(array("h", [3, -3]) * 40_000, RATE), "is silent", id="hum below hearing"),
        pytest.param(build_wav(frames(WHOLE)[:40_000], RATE), "stops while it is loud", id="stops in a word"),
        pytest.param(build_wav(frames(WHOLE)[-8000:], RATE), "s are plausible", id="a few words of many"),
        pytest.param(build_wav(frames(WHOLE)[:-500] * 20 + frames(WHOLE), RATE), "does not end", id="again and again"),
    ],
)
def test_what_cannot_be_the_line_is_refused(wav: bytes, says: str) -> None:
    """Each fault is named, with the line's words."""
    with pytest.raises(VoiceFailed) as failed:
        check_clip(wav, TEXT)
    assert TEXT in str(failed.value)
    assert says in str(failed.value)


def test_half_a_line_is_refused_at_the_known_rate() -> None:
    """Knowing the rate, half the words are noticed even when the sound fades out."""
    half = tone.ENGINE.open(VoiceChoice("tone", "tone", 165)).say(" ".join(TEXT.split()[:4]))
    assert check_clip(half, TEXT)
    with pytest.raises(VoiceFailed, match="was cut off"):
        check_clip(half, TEXT, slowest=165, fastest=165)


@pytest.mark.parametrize(
    ("share", "right"),
    [
        pytest.param(0.80, False, id="lacks a fifth"),
        pytest.param(0.86, True, id="lacks 14 %"),
        pytest.param(1.14, True, id="has 14 % too much"),
        pytest.param(1.20, False, id="has a fifth too much"),
    ],
)
def test_a_clip_is_held_against_the_length_its_engine_expects(share: float, right: bool) -> None:
    """At most 15 % off either way; without an expectation all of these are plausible."""
    expected = tone.count_samples(TEXT, 165) / RATE / share
    assert check_clip(WHOLE, TEXT).rate == RATE
    if right:
        assert check_clip(WHOLE, TEXT, expected=expected) == check_clip(WHOLE, TEXT)
    else:
        with pytest.raises(VoiceFailed, match=r"has another length than its words: 3\.64 s where \d\.\d\d s are expected"):
            check_clip(WHOLE, TEXT, expected=expected)


def test_silence_around_the_sound_is_cut_to_measure() -> None:
    """A second on either side becomes 20 ms before and 50 ms after; the sound itself keeps every sample."""
    sound = array("h", [9000, -9000] * 5000)
    silence = array("h", [0]) * RATE
    cut = frames(trim_silence(build_wav(silence + sound + silence, RATE)))
    lead, tail = round(LEAD * RATE), round(TAIL * RATE)
    assert cut == silence[:lead] + sound + silence[:tail]


@given(st.lists(st.integers(-32768, 32767), min_size=1, max_size=400), st.sampled_from([8000, 22_050, 44_100]))
@settings(max_examples=50)
def test_cutting_silence_twice_is_cutting_once(samples: list[int], rate: int) -> None:
    """Nothing is lost by doing it again, and never all of it."""
    once = trim_silence(build_wav(array("h", samples), rate))
    assert trim_silence(once) == once
    assert 0 < len(frames(once)) <= len(samples)


@given(st.text(max_size=200), st.integers(80, 450))
@settings(max_examples=50)
def test_the_tone_is_always_plausible(text: str, rate: int) -> None:
    """Whatever the words, a tone a word long lies within the bounds at its rate."""
    least, most = estimate_duration_range(text, slowest=rate, fastest=rate)
    assert least <= tone.count_samples(text, rate) / tone.RATE <= most


@given(st.binary(max_size=300))
@settings(max_examples=50)
def test_garbage_is_a_failed_voice_and_nothing_else(data: bytes) -> None:
    """No bytes raise anything but VoiceFailed, not even after a WAV's beginning."""
    for wav in (data, WHOLE[:HEADER] + data, b"RIFF\xff\xff\xff\x7fWAVEfmt " + data):
        with pytest.raises(VoiceFailed):
            check_clip(wav, TEXT)
