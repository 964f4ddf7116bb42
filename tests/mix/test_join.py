"""Clips to one WAV."""

from __future__ import annotations

import pytest

from briefing.lib import wav as waves
from briefing.mix.join import join_clips
from briefing.mix.timeline import plan_timeline
from briefing.model.errors import Faulty
from briefing.model.sound import Clip
from tests.mix.sounds import RATE, Shelf, samples, script, speech, spoken, wav


def test_every_clip_stands_where_the_timeline_says() -> None:
    """The joined samples hold every clip unchanged in its span, silence between, and only the chime before."""
    words = script(2, 2, 1)
    clips, shelf = spoken(words, 0.3)
    timeline = plan_timeline(words, clips, RATE)
    rate, data = waves.parse_wav(join_clips(timeline, clips, shelf), "joined")
    assert (rate, len(data)) == (RATE, 2 * timeline.samples)
    at = timeline.chime
    for span, clip in zip(timeline.spans, clips, strict=True):
        assert not any(data[2 * at : 2 * span.start])
        assert data[2 * span.start : 2 * span.end] == waves.parse_wav(shelf.blobs[clip.key], "clip")[1]
        at = span.end
    assert not any(data[2 * at :])
    assert any(data[: 2 * timeline.chime])


def test_the_chime_is_levelled_by_the_speech() -> None:
    """Speech half as loud has a chime half as loud."""
    words = script(1)
    heads = []
    for gain in (1.0, 0.5):
        data = samples(gain * value for value in speech(1.0))
        clip = Clip("opening.0", "k", len(data) // 2, RATE)
        timeline = plan_timeline(words, [clip], RATE)
        heads.append(waves.parse_wav(join_clips(timeline, [clip], Shelf({"k": wav(data)})), "joined")[1][: 2 * timeline.chime])
    loud, soft = (max(map(abs, memoryview(head).cast("h"))) for head in heads)
    assert soft == pytest.approx(loud / 2, rel=0.02)


@pytest.mark.parametrize(
    ("blob", "said"),
    [
        pytest.param(None, "clip of line closing.0: is missing", id="missing"),
        pytest.param(b"", "clip of line closing.0: is not a WAV", id="empty"),
        pytest.param(b"RIFF", "clip of line closing.0: is not a WAV", id="four bytes"),
        pytest.param(b"ID3 an MP3" * 50, "clip of line closing.0: is not a WAV", id="not a WAV"),
        pytest.param(wav(bytes(20_000))[:-2_000], "clip of line closing.0: is cut off", id="cut off"),
        pytest.param(wav(bytes(20_000)), "clip of line closing.0: is not what it was", id="another length"),
        pytest.param(wav(samples(speech(0.35)), 16_000), "clip of line closing.0: is not what it was", id="another rate"),
        pytest.param(wav(bytes(20_000), channels=2), "clip of line closing.0: is not mono 16-bit sound", id="stereo"),
        pytest.param(wav(bytes(20_000), width=1), "clip of line closing.0: is not mono 16-bit sound", id="8 bit"),
    ],
)
def test_a_bad_clip_is_named_by_its_line(blob: bytes | None, said: str) -> None:
    """A clip that is missing, damaged or another one stops the join and names the line."""
    words = script(1, 1)
    clips, shelf = spoken(words, 0.3)
    shelf.blobs.pop(clips[1].key)
    if blob is not None:
        shelf.blobs[clips[1].key] = blob
    with pytest.raises(Faulty, match=said):
        join_clips(plan_timeline(words, clips, RATE), clips, shelf)
