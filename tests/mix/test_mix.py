"""The mix stage: clips in, programme out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import pytest

from briefing.lib.decode import measure_mp3
from briefing.mix.encoder import FfmpegEncoder
from briefing.mix.mix import mix_programme
from briefing.model import codec
from briefing.model.errors import EngineFailed, Faulty
from briefing.model.progress import Progress
from briefing.model.sound import Encoded, Programme
from tests.mix.sounds import RATE, Ears, Shelf, script, spoken
from tests.support.fakes.mix import FakeEncoder


@dataclass
class Wrong:
    """An encoder that lies about one thing."""

    samples: float = 1.0
    empty: bool = False

    def encode(self, wav: bytes) -> Encoded:
        made = FakeEncoder().encode(wav)
        return replace(made, samples=round(made.samples * self.samples), mp3=b"" if self.empty else made.mp3)


class Broken:
    """An encoder that does not work."""

    def encode(self, wav: bytes) -> Encoded:
        raise EngineFailed("ffmpeg", "is not there")


def test_a_script_becomes_a_programme() -> None:
    """The MP3 is kept under its hash, lasts as long as the timeline, and has one span a line and one chapter a segment."""
    words = script(2, 3, 3, 1)
    clips, shelf = spoken(words)
    programme = mix_programme(words, clips, 5, shelf, FfmpegEncoder(), Ears())
    kept = shelf.blobs[programme.key]
    assert programme.key == hashlib.sha256(kept).hexdigest()
    heard = measure_mp3(kept)
    assert heard.seconds == pytest.approx(programme.samples / programme.rate, abs=0.001)
    assert heard.loudness == programme.loudness
    assert [span.line for span in programme.spans] == [clip.line for clip in clips]
    assert [chapter.segment for chapter in programme.chapters] == ["opening", "story-1", "story-2", "closing"]
    assert programme.dropped == ()
    assert programme.rate == RATE
    assert codec.loads(codec.dumps(programme), Programme) == programme


def test_mixing_again_gives_the_same_programme() -> None:
    """Equal clips give an equal programme and equal bytes, so a run that died changes nothing by going on."""
    words = script(1, 1, 1)
    clips, shelf = spoken(words)
    assert mix_programme(words, clips, 5, shelf, FakeEncoder(), Ears()) == mix_programme(
        words, clips, 5, shelf, FakeEncoder(), Ears()
    )


def test_what_does_not_fit_is_left_out_with_its_reason() -> None:
    """The last stories have neither span nor chapter, and are named as dropped."""
    words = script(1, 2, 2, 2, 1)
    clips, shelf = spoken(words, 1.0)
    programme = mix_programme(words, clips, 0.2, shelf, FakeEncoder(), Ears())
    assert programme.samples / programme.rate <= 0.2 * 63
    assert {span.segment for span in programme.spans} == {"opening", "story-1", "closing"}
    assert [story.title for story in programme.dropped] == ["Story-2", "Story-3"]
    assert all("more than 5 % over 0:12" in story.reason for story in programme.dropped)


def test_progress_is_told() -> None:
    """Observers get joining, encoding and keeping, in order."""
    words, ears = script(1, 1, 1), Ears()
    clips, shelf = spoken(words)
    mix_programme(words, clips, 5, shelf, FakeEncoder(), ears)
    assert ears.heard == [Progress("mix", done, 3, what) for done, what in enumerate(("joining", "encoding", "keeping"))]


@pytest.mark.parametrize("encoder", [
    pytest.param(Wrong(samples=0.5), id="half as long"),
    pytest.param(Wrong(samples=1.02), id="a little longer"),
    pytest.param(Wrong(empty=True), id="empty"),
])  # fmt: skip
def test_an_mp3_that_is_not_the_timeline_is_refused(encoder: Wrong) -> None:
    """An MP3 more than 50 ms off the timeline, or empty, is not kept."""
    words = script(1, 1, 1)
    clips, shelf = spoken(words)
    before = dict(shelf.blobs)
    with pytest.raises(Faulty, match="its MP3 lasts"):
        mix_programme(words, clips, 5, shelf, encoder, Ears())
    assert shelf.blobs == before


def test_an_encoder_that_fails_stops_the_mix() -> None:
    """Nothing is kept when nothing can be encoded."""
    words = script(1, 1, 1)
    clips, shelf = spoken(words)
    with pytest.raises(EngineFailed):
        mix_programme(words, clips, 5, shelf, Broken(), Ears())
    assert set(shelf.blobs) == {clip.key for clip in clips}


def test_no_clips_are_refused() -> None:
    """A programme of nothing is an error that names the edition."""
    with pytest.raises(Faulty, match="morning-2026-11-22: has no clips"):
        mix_programme(script(1, 1, 1), (), 5, Shelf({}), FakeEncoder(), Ears())


def test_a_missing_clip_names_its_line() -> None:
    """A clip whose blob is gone stops the mix with the line's name."""
    words = script(1, 1, 1)
    clips, _ = spoken(words)
    with pytest.raises(Faulty, match=r"clip of line opening\.0: is missing"):
        mix_programme(words, clips, 5, Shelf({}), FakeEncoder(), Ears())
