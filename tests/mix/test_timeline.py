"""When each line sounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import Faulty
from briefing.mix.timeline import CHIME, PAUSES, fit, plan
from briefing.model import Clip, Script
from tests import make
from tests.mix.sounds import script

RATES = st.sampled_from([8_000, 16_000, 22_050, 24_000, 44_100, 48_000])
SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=8)


def lasting(words: Script, samples: int, rate: int = 22_050) -> tuple[Clip, ...]:
    """A clip of so many samples for every line."""
    return tuple(Clip(line.id, line.id, samples, rate) for segment in words.segments for line in segment.lines)


@given(shape=SHAPES, rate=RATES, lengths=st.data())
@settings(max_examples=60, deadline=None)
def test_every_sample_has_its_place(shape: list[int], rate: int, lengths: st.DataObject) -> None:
    """Spans keep the clips' lengths, never overlap, and with chime and pauses add up to the whole; chapters tile it."""
    words = script(*shape)
    lines = [line for segment in words.segments for line in segment.lines]
    clips = [Clip(line.id, "key", lengths.draw(st.integers(1, 300_000)), rate) for line in lines]
    timeline = plan(words, clips, rate)
    assert [(span.line, span.end - span.start) for span in timeline.spans] == [(clip.line, clip.samples) for clip in clips]
    gaps = [later.start - earlier.end for earlier, later in pairwise(timeline.spans)]
    edges = (timeline.spans[0].start - timeline.chime) + (timeline.samples - timeline.spans[-1].end)
    assert all(gap > 0 for gap in gaps)
    assert timeline.chime + edges + sum(gaps) + sum(clip.samples for clip in clips) == timeline.samples
    assert [chapter.segment for chapter in timeline.chapters] == [segment.id for segment in words.segments]
    assert timeline.chapters[0].start == 0
    assert timeline.chapters[-1].end == timeline.samples
    assert all(earlier.end == later.start for earlier, later in pairwise(timeline.chapters))
    for span in timeline.spans:
        chapter = next(chapter for chapter in timeline.chapters if chapter.segment == span.segment)
        assert chapter.start < span.start < span.end < chapter.end


def test_pauses_follow_the_kind_of_boundary() -> None:
    """After the chime, a line, a headline and a segment the pauses are those of the table, and so is the end."""
    item = make.item()
    headline = replace(make.cite(item, "The bridge"), field="title")
    story = make.segment("s1", make.line("1", "Example News reports."), make.line("2", "Bridge opens.", headline),
                         make.line("3", "It opened.", make.cite(item, "The bridge")))  # fmt: skip
    words = Script("e", (story, make.segment("closing", make.line("4", "That was all."))), ())
    timeline = plan(words, lasting(words, 1000, 1000), 1000)
    gaps = [later.start - earlier.end for earlier, later in pairwise(timeline.spans)]
    assert gaps == [1000 * PAUSES[kind] for kind in ("line", "headline", "segment")]
    assert timeline.spans[0].start == round(1000 * (CHIME + PAUSES["chime"]))
    assert timeline.samples - timeline.spans[-1].end == 1000 * PAUSES["end"]


def test_a_chapter_starts_before_its_first_word() -> None:
    """A chapter starts in the middle of the pause, so that a seek which lands late still catches the word."""
    words = script(1, 1)
    first, second = plan(words, lasting(words, 1000, 1000), 1000).spans
    assert plan(words, lasting(words, 1000, 1000), 1000).chapters[1].start == (first.end + second.start) // 2


@pytest.mark.parametrize(
    ("words", "clips", "said"),
    [
        pytest.param(script(1), (), "line opening.0: has no clip", id="no clip"),
        pytest.param(script(1), (Clip("opening.0", "k", 0, 22_050),), "line opening.0: has no clip", id="empty clip"),
        pytest.param(script(1, 0), (Clip("opening.0", "k", 9, 22_050),), "segment closing has no lines", id="no lines"),
        pytest.param(script(), (), "has nothing to say", id="no segments"),
    ],
)
def test_what_cannot_be_placed_is_named(words: Script, clips: tuple[Clip, ...], said: str) -> None:
    """A line without sound or a segment without lines stops the mix, by name."""
    with pytest.raises(Faulty, match=said):
        plan(words, clips, 22_050)


def test_a_programme_that_fits_is_left_alone() -> None:
    """Up to 5 % over, nothing is dropped."""
    words = script(1, 1, 1, 1)
    clips = lasting(words, 15_000, 1000)
    minutes = plan(words, clips, 1000).seconds / 60
    assert fit(words, clips, minutes / 1.049, 1000) == (words, ())


def test_the_last_stories_go_first() -> None:
    """Stories are dropped from the end until the sound fits, each with title, feed and reason; opening and closing stay."""
    words = script(1, 1, 1, 1, 1)
    last = replace(words.segments[3], lines=(replace(words.segments[3].lines[0], sources=(make.cite(make.item(), "The bridge"),)),))
    words = replace(words, segments=(*words.segments[:3], last, words.segments[4]))
    kept, dropped = fit(words, lasting(words, 20_000, 1000), 64 / 60, 1000)
    assert [segment.id for segment in kept.segments] == ["opening", "story-1", "closing"]
    assert [(story.title, story.feed) for story in dropped] == [("Story-2", ""), ("Story-3", make.FEED_ID)]
    assert dropped[1].reason == "the programme lasted 1:46 with it, more than 5 % over 1:04"


def test_the_only_story_is_never_dropped() -> None:
    """A programme without its news is none: when one story is too long, the mix says so instead."""
    words = script(1, 1, 1, 1)
    with pytest.raises(Faulty, match=r"lasts 1:04: the show has 1 minutes: raise `minutes`"):
        fit(words, lasting(words, 20_000, 1000), 1, 1000)


@given(shape=st.lists(st.integers(1, 3), min_size=3, max_size=8), seconds=st.integers(1, 30), minutes=st.floats(0.2, 5))
@settings(max_examples=50, deadline=None)
def test_what_fits_is_at_most_five_percent_over(shape: list[int], seconds: int, minutes: float) -> None:
    """What is kept lasts at most 5 % over, is a prefix of the stories, and one story more would not have fitted."""
    words = script(*shape)
    clips = lasting(words, seconds * 1000, 1000)
    try:
        kept, dropped = fit(words, clips, minutes, 1000)
    except Faulty:
        one = replace(words, segments=(words.segments[0], words.segments[1], words.segments[-1]))
        assert plan(one, clips, 1000).seconds > minutes * 63
        return
    stories = len(kept.segments) - 2
    assert plan(kept, clips, 1000).seconds <= minutes * 63
    assert kept.segments == (*words.segments[: 1 + stories], words.segments[-1])
    if dropped:
        more = replace(words, segments=(*words.segments[: 2 + stories], words.segments[-1]))
        assert plan(more, clips, 1000).seconds > minutes * 63
