"""Clips of two voices in one programme."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from briefing.lib.decode import measure_mp3
from briefing.lib.wav import parse_wav
from briefing.mix.encoder import FfmpegEncoder
from briefing.mix.mix import mix_programme
from briefing.mix.resample import resample_wav, unify_rates
from briefing.model.errors import Faulty
from briefing.model.sound import Clip
from tests.mix.sounds import RATE, Ears, Shelf, clip, samples, script, speech, spoken, wav
from tests.support.fakes.mix import FakeEncoder

LOW = 16_000


def two_voices(low: int = LOW) -> tuple[tuple[Clip, ...], Shelf]:
    """Clips for a script of 1, 2, 1 and 1 lines, the third line of another voice at a lower rate."""
    clips, shelf = spoken(script(1, 2, 1, 1))
    other, blob = clip(clips[2].line, samples(speech(1.5, low, 9)), low)
    return (*clips[:2], other, *clips[3:]), Shelf(shelf.blobs | blob)


def test_two_rates_become_one_programme() -> None:
    """The MP3 lasts as long as the timeline, at the higher rate, and each line as long as it was spoken."""
    words = script(1, 2, 1, 1)
    clips, shelf = two_voices()
    programme = mix_programme(words, clips, 5, shelf, FfmpegEncoder(), Ears())
    assert programme.rate == RATE
    assert measure_mp3(shelf.blobs[programme.key]).seconds == pytest.approx(programme.samples / RATE, abs=0.002)
    for span, one in zip(programme.spans, clips, strict=True):
        assert (span.end - span.start) / RATE == pytest.approx(one.samples / one.rate, abs=0.001)


def test_equal_rates_are_left_as_they_are() -> None:
    """One voice's clips are not touched, and ffmpeg is not asked."""

    def never(data: bytes, rate: int) -> bytes:
        raise AssertionError("asked")

    clips, shelf = spoken(script(1, 1, 1))
    assert unify_rates(clips, shelf, never) == clips


def test_again_the_same() -> None:
    """A second mix finds what was converted, and gives the same programme."""
    words = script(1, 2, 1, 1)
    clips, shelf = two_voices()
    assert mix_programme(words, clips, 5, shelf, FakeEncoder(), Ears()) == mix_programme(
        words, clips, 5, shelf, FakeEncoder(), Ears()
    )


@pytest.mark.parametrize(("given", "wanted"), [pytest.param(LOW, 22_050, id="up"), pytest.param(24_000, 48_000, id="doubled")])
def test_a_tone_stays_the_tone_it_was(given: int, wanted: int) -> None:
    """A sine of 440 Hz at another rate is that sine, to a hundredth of its size, and as long."""
    sine = [0.5 * math.sin(2 * math.pi * 440 * at / given) for at in range(given)]
    rate, data = parse_wav(resample_wav(wav(samples(sine), given), wanted), "tone")
    heard = [value / 32768 for value in memoryview(data).cast("h")]
    assert rate == wanted
    assert len(heard) == wanted
    wanted_sine = [0.5 * math.sin(2 * math.pi * 440 * at / wanted) for at in range(wanted)]
    middle = slice(wanted // 10, -wanted // 10)
    assert max(abs(one - other) for one, other in zip(heard[middle], wanted_sine[middle], strict=True)) < 0.005


def test_length_rules_hold_whoever_reads() -> None:
    """A fallback that is slow makes the sound too long: the last story goes, as it would with one voice."""
    words = script(1, 1, 1, 1, 1)
    clips, shelf = spoken(words)
    slow, blob = clip(clips[2].line, samples(speech(6.0, LOW, 4)), LOW)
    programme = mix_programme(words, (*clips[:2], slow, *clips[3:]), 0.2, Shelf(shelf.blobs | blob), FakeEncoder(), Ears())
    assert programme.samples / programme.rate <= 0.2 * 63
    assert programme.dropped


@pytest.mark.parametrize("damage", ["missing", "cut off"])
def test_a_spoilt_clip_names_its_line(damage: str) -> None:
    """What is to be converted must be there, and come out as long as it went in."""
    clips, shelf = two_voices()
    if damage == "missing":
        del shelf.blobs[clips[2].key]
    else:
        clips = (*clips[:2], replace(clips[2], samples=clips[2].samples * 2), *clips[3:])
    with pytest.raises(Faulty, match=f"clip of line {clips[2].line}: "):
        unify_rates(clips, shelf, resample_wav)
