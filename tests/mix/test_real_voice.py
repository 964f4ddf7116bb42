"""The default voice through the whole mix."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.lib import wav as waves
from briefing.lib.decode import measure_mp3
from briefing.mix.encoder import FfmpegEncoder
from briefing.mix.loudness import is_on_target
from briefing.mix.mix import mix_programme
from briefing.model.sound import Clip
from tests.mix.sounds import Ears, Shelf, clip, script

SPEAK = """
import sys
from briefing.model.show import VoiceChoice
from briefing.speak.voices.pyttsx3_voice import ENGINE
speaker = ENGINE.open(VoiceChoice("pyttsx3", sys.argv[1], 165))
for number, text in enumerate(sys.argv[3:]):
    open(f"{sys.argv[2]}/{number}.wav", "wb").write(speaker.say(text))
"""
SAID = (
    "Sunday, 22 November 2026. This audio is created with AI assistance.",
    "The Kyiv Independent reports. A bridge over the river opened at noon, and thousands of people crossed it.",
    "That was the briefing.",
)


@pytest.mark.slow
@pytest.mark.parametrize("voice", [pytest.param(name, id=name) for name in ("en-us", "en-us+klatt", "uk")])
def test_the_house_voice_lands_at_the_house_level(voice: str, tmp_path: Path) -> None:
    """Real lines, even of the peakiest variant, become an MP3 of the planned length at -16 LUFS +-1 and at most -1 dBTP."""
    subprocess.run([sys.executable, "-c", SPEAK, voice, str(tmp_path), *SAID], check=True, timeout=120)
    words, shelf = script(1, 1, 1), Shelf({})
    clips: list[Clip] = []
    for number, segment in enumerate(words.segments):
        rate, data = waves.parse_wav((tmp_path / f"{number}.wav").read_bytes(), "line")
        made, blob = clip(segment.lines[0].id, data, rate)
        clips.append(made)
        shelf.blobs |= blob
    programme = mix_programme(words, clips, 5, shelf, FfmpegEncoder(), Ears())
    assert is_on_target(programme.loudness)
    assert measure_mp3(shelf.blobs[programme.key]).seconds == pytest.approx(programme.samples / programme.rate, abs=0.001)
