"""Timeline: when each line sounds, in integer samples, from the lengths of the clips; it only decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from briefing.model.errors import Faulty
from briefing.model.news import Line
from briefing.model.pauses import CHIME_SECONDS, PAUSES
from briefing.model.rundown import Rejected
from briefing.model.script import Script, Segment, without_story
from briefing.model.sound import Clip, Span

MAX_OVERRUN = 1.05


@dataclass(frozen=True, slots=True)
class Timeline:
    """The programme in samples at `rate` (Hz): the chime from 0 to `chime`, one span per line, one chapter per segment."""

    rate: int
    samples: int
    chime: int
    spans: tuple[Span, ...]
    chapters: tuple[Span, ...]

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return self.samples / self.rate


def plan_timeline(script: Script, clips: Iterable[Clip], rate: int) -> Timeline:
    """Place every line of the script; raises Faulty for a line without a clip and for a segment without lines.

    Chapters cover the whole without gaps: the first starts at 0, each other in the middle of the pause before its first line,
    so that a player that seeks a little late still plays the first word.
    """
    lengths = {clip.line: clip.samples for clip in clips}
    spans: list[Span] = []
    chapters: list[Span] = []
    at = round(CHIME_SECONDS * rate)
    pause = round(PAUSES["chime"] * rate)
    for segment in script.segments:
        if not segment.lines:
            raise Faulty(script.edition, f"segment {segment.id} has no lines")
        opens = at + pause // 2 if chapters else 0
        for line in segment.lines:
            start = at + pause
            at = start + _get_length(line, lengths)
            spans.append(Span(line=line.id, segment=segment.id, start=start, end=at))
            pause = round(PAUSES[_find_pause_kind(segment, line)] * rate)
        chapters.append(Span(line="", segment=segment.id, start=opens, end=at))
    if not chapters:
        raise Faulty(script.edition, "has nothing to say")
    samples = at + round(PAUSES["end"] * rate)
    ends = [chapter.start for chapter in chapters[1:]] + [samples]
    return Timeline(
        rate=rate,
        samples=samples,
        chime=round(CHIME_SECONDS * rate),
        spans=tuple(spans),
        chapters=tuple(replace(chapter, end=end) for chapter, end in zip(chapters, ends, strict=True)),
    )


def fit_minutes(script: Script, clips: Sequence[Clip], minutes: float, rate: int) -> tuple[Script, tuple[Rejected, ...]]:
    """Drop what makes the programme more than 5 % over `minutes`; return the rest, and what was dropped with its reason.

    A story that is too long by itself (a headline full of figures may take minutes) is cut to its headline, or dropped; then
    the last stories are dropped. Raises Faulty when none is left: a programme needs news.
    """
    most = minutes * 60 * MAX_OVERRUN
    long = plan_timeline(script, clips, rate).seconds
    if long <= most:
        return script, ()
    script, dropped = _shorten_long_stories(script, clips, most, rate)
    late: list[Rejected] = []
    while (seconds := plan_timeline(script, clips, rate).seconds) > most and (stories := _list_stories(script)):
        reason = f"the programme lasted {_format_duration(seconds)} with it, more than 5 % over {_format_duration(minutes * 60)}"
        late.insert(0, _reject_story(stories[-1], reason))
        script = _replace_story(script, stories[-1], None)
    if seconds > most or not _list_stories(script):
        raise Faulty(script.edition, f"lasts {_format_duration(long)}", f"the show has {minutes:g} minutes", "raise `minutes`")
    return script, (*dropped, *late)


def _shorten_long_stories(script: Script, clips: Sequence[Clip], most: float, rate: int) -> tuple[Script, list[Rejected]]:
    """Return the script with stories shortened or dropped that exceed `most` seconds even as the only story, and those rejected."""
    dropped: list[Rejected] = []
    frame = plan_timeline(replace(script, segments=tuple(s for s in script.segments if s.kind != "story")), clips, rate).seconds
    for story in _list_stories(script):
        lead = replace(story, lines=tuple(takewhile(_is_from_title, story.lines)))
        if frame + _compute_story_seconds(story, clips, rate) <= most:
            continue
        short = any(line.sources for line in lead.lines) and frame + _compute_story_seconds(lead, clips, rate) <= most
        own = _format_duration(_compute_story_seconds(story, clips, rate))
        reason = f"its own {own} do not fit {_format_duration(most / MAX_OVERRUN)}"
        dropped.append(_reject_story(story, f"told by its headline alone: {reason}" if short else reason))
        script = _replace_story(script, story, lead if short else None)
    return script, dropped


def _list_stories(script: Script) -> list[Segment]:
    return [segment for segment in script.segments if segment.kind == "story"]


def _replace_story(script: Script, story: Segment, instead: Segment | None) -> Script:
    """Return the script with another segment, or none, in place of a story."""
    if instead is None:
        return without_story(script, story)
    return replace(script, segments=tuple(instead if segment is story else segment for segment in script.segments))


def _compute_story_seconds(story: Segment, clips: Sequence[Clip], rate: int) -> float:
    """Return the seconds that a story adds to a programme: its lines and the pauses after them."""
    lengths = {clip.line: clip.samples for clip in clips}
    return sum(_get_length(line, lengths) / rate + PAUSES[_find_pause_kind(story, line)] for line in story.lines)


def _is_from_title(line: Line) -> bool:
    """Return whether a line rests on titles alone: the naming of the source, and the headline."""
    return all(source.field == "title" for source in line.sources)


def _reject_story(story: Segment, reason: str) -> Rejected:
    return Rejected(title=story.title, feed=_find_feed(story), reason=reason)


def _find_pause_kind(segment: Segment, line: Line) -> str:
    """Return the kind of pause after a line; a headline is a line that rests on titles alone."""
    if line is segment.lines[-1]:
        return "segment"
    headline = line.sources and _is_from_title(line)
    return "headline" if headline else "line"


def _get_length(line: Line, lengths: dict[str, int]) -> int:
    if lengths.get(line.id, 0) <= 0:
        raise Faulty(f"line {line.id}", "has no clip", line.text[:60], "speak it again")
    return lengths[line.id]


def _find_feed(segment: Segment) -> str:
    return next((source.feed for line in segment.lines for source in line.sources), "")


def _format_duration(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"
