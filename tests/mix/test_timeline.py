"""When each line sounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.mix.timeline import fit_minutes, plan_timeline
from briefing.model.errors import Faulty
from briefing.model.pauses import CHIME_SECONDS, SECONDS_WITHOUT_WORDS
from briefing.model.script import Script, Segment
from briefing.model.sound import Clip
from tests.mix.sounds import script
from tests.support import make

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
    timeline = plan_timeline(words, clips, rate)
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
    """0.4 s after the chime, 0.35 s after a line, 0.5 s after a headline, 0.9 s after a segment, and 0.5 s at the end."""
    item = make.item()
    headline = replace(make.cite(item, "The bridge"), field="title")
    story = make.segment("s1", make.line("1", "Example News reports."), make.line("2", "Bridge opens.", headline),
                         make.line("3", "It opened.", make.cite(item, "The bridge")))  # fmt: skip
    words = Script("e", (story, make.segment("closing", make.line("4", "That was all."))), ())
    timeline = plan_timeline(words, lasting(words, 1000, 1000), 1000)
    gaps = [later.start - earlier.end for earlier, later in pairwise(timeline.spans)]
    assert gaps == [350, 500, 900]
    assert timeline.spans[0].start == round(1000 * CHIME_SECONDS) + 400
    assert timeline.samples - timeline.spans[-1].end == 500


def test_a_chapter_starts_before_its_first_word() -> None:
    """A chapter starts in the middle of the pause, so that a seek which lands late still catches the word."""
    words = script(1, 1)
    first, second = plan_timeline(words, lasting(words, 1000, 1000), 1000).spans
    assert plan_timeline(words, lasting(words, 1000, 1000), 1000).chapters[1].start == (first.end + second.start) // 2


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
        plan_timeline(words, clips, 22_050)


def test_a_programme_that_fits_is_left_alone() -> None:
    """Up to 5 % over, nothing is dropped."""
    words = script(1, 1, 1, 1)
    clips = lasting(words, 15_000, 1000)
    minutes = plan_timeline(words, clips, 1000).seconds / 60
    assert fit_minutes(words, clips, minutes / 1.049, 1000) == (words, ())


def test_the_last_stories_go_first() -> None:
    """Stories are dropped from the end until the sound fits, each with title, feed and reason; opening and closing stay."""
    words = script(1, 1, 1, 1, 1)
    last = replace(words.segments[3], lines=(replace(words.segments[3].lines[0], sources=(make.cite(make.item(), "The bridge"),)),))
    words = replace(words, segments=(*words.segments[:3], last, words.segments[4]))
    kept, dropped = fit_minutes(words, lasting(words, 20_000, 1000), 64 / 60, 1000)
    assert [segment.id for segment in kept.segments] == ["opening", "story-1", "closing"]
    assert [(story.title, story.feed) for story in dropped] == [("Story-2", ""), ("Story-3", make.FEED_ID)]
    assert dropped[1].reason == "the programme lasted 1:46 with it, more than 5 % over 1:04"


def test_a_dropped_story_is_not_announced() -> None:
    """The headline of a story that goes for length goes with it."""
    sources = [make.title(make.item(f"{place} opens")) for place in ("Bardale", "Kelstead")]
    front = make.segment("headlines", make.line("h", "So."), *(make.line(f"h{n}", "Opens", one) for n, one in enumerate(sources)))
    stories = [make.segment(f"s{n}", make.line(f"l{n}", "Opens", one)) for n, one in enumerate(sources)]
    words = Script("e", (front, *stories), ())
    clips = lasting(words, 10_000, 1000)
    kept, dropped = fit_minutes(words, clips, plan_timeline(words, clips, 1000).seconds / 60 / 1.06, 1000)
    assert [[line.id for line in segment.lines] for segment in kept.segments] == [["h", "h0"], ["l0"]]
    assert len(dropped) == 1


def test_a_programme_without_a_story_is_none() -> None:
    """When no story fits, not even alone, the mix says so instead; so it does when opening and closing are too long."""
    words = script(1, 1, 1, 1)
    with pytest.raises(Faulty, match=r"lasts 1:25: the show has 1 minutes: raise `minutes`"):
        fit_minutes(words, lasting(words, 20_000, 1000), 1, 1000)
    with pytest.raises(Faulty, match="raise `minutes`"):
        fit_minutes(script(1, 1), lasting(script(1, 1), 40_000, 1000), 1, 1000)


def titled() -> Script:
    """An opening, a story of headline and text, another story, a closing."""
    item = make.item()
    headline = replace(make.cite(item, "The bridge"), field="title")
    story = make.segment("s1", make.line("n", "Example News reports."), make.line("h", "Bridge opens.", headline),
                         make.line("t", "The bridge", make.cite(item, "The bridge")), title="Bridge")  # fmt: skip
    plain = script(1, 1, 1)
    return replace(plain, segments=(plain.segments[0], story, *plain.segments[1:]))


def test_a_story_too_long_by_itself_is_told_by_its_headline() -> None:
    """Its sentences are left out, and the stories after it stay."""
    words = titled()
    clips = tuple(replace(clip, samples=90_000) if clip.line == "t" else clip for clip in lasting(words, 5_000, 1000))
    kept, dropped = fit_minutes(words, clips, 1, 1000)
    assert [line.id for line in kept.segments[1].lines] == ["n", "h"]
    assert [segment.id for segment in kept.segments] == ["opening", "s1", "story-1", "closing"]
    assert [out.reason for out in dropped] == ["told by its headline alone: its own 1:42 do not fit 1:00"]


def test_a_headline_read_for_minutes_costs_its_own_story_alone() -> None:
    """A headline of a hundred figures is left out, although it comes first, and the programme is on time without it."""
    words = titled()
    clips = tuple(replace(clip, samples=90_000) if clip.line == "h" else clip for clip in lasting(words, 5_000, 1000))
    kept, dropped = fit_minutes(words, clips, 1, 1000)
    assert [segment.id for segment in kept.segments] == ["opening", "story-1", "closing"]
    assert [(out.title, out.feed, out.reason) for out in dropped] == [("Bridge", make.FEED_ID, "its own 1:42 do not fit 1:00")]


@given(
    shape=st.lists(st.integers(1, 3), min_size=3, max_size=8),
    seconds=st.lists(st.integers(1, 60), min_size=24, max_size=24),
    minutes=st.floats(0.2, 5),
)
@settings(max_examples=50, deadline=None)
def test_what_fits_is_at_most_five_percent_over(shape: list[int], seconds: list[int], minutes: float) -> None:
    """What is kept lasts at most 5 % over, in order; nothing is left out that had room, and nothing kept when no story has."""
    words = script(*shape)
    clips = tuple(replace(clip, samples=n * 1000) for clip, n in zip(lasting(words, 1, 1000), seconds, strict=False))
    opening, *stories, closing = words.segments

    def long(*told: Segment) -> bool:
        return plan_timeline(replace(words, segments=(opening, *told, closing)), clips, 1000).seconds > minutes * 63

    fitting = [story for story in stories if not long(story)] if long(*stories) else stories
    try:
        kept, dropped = fit_minutes(words, clips, minutes, 1000)
    except Faulty:
        assert not fitting
        return
    told = list(kept.segments[1:-1])
    assert not long(*told)
    assert told == fitting[: len(told)]
    assert len(dropped) == len(stories) - len(told)
    assert told == fitting or long(*fitting[: len(told) + 1])


def test_silence_at_both_ends() -> None:
    """The seconds without words that write leaves out of account are those that a programme of one line lasts beside it."""
    words = script(1)
    timeline = plan_timeline(words, lasting(words, 22_050), 22_050)
    assert timeline.seconds - 1 == pytest.approx(SECONDS_WITHOUT_WORDS)
