"""When each line sounds: integer samples, from the lengths of the clips. Decides only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from briefing.model.errors import Faulty
from briefing.model.news import Line
from briefing.model.rundown import Rejected
from briefing.model.script import Script, Segment, without
from briefing.model.sound import Clip, Span

CHIME = 1.8
PAUSES = {"chime": 0.4, "line": 0.35, "headline": 0.5, "segment": 0.9, "end": 0.5}  # seconds, by what has just sounded
MOST_OVER = 1.05


@dataclass(frozen=True, slots=True)
class Timeline:
    """The programme in samples at `rate` (Hz): the chime from 0 to `chime`, one span a line, one chapter a segment."""

    rate: int
    samples: int
    chime: int
    spans: tuple[Span, ...]
    chapters: tuple[Span, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.samples / self.rate


def plan(script: Script, clips: Iterable[Clip], rate: int) -> Timeline:
    """Place every line of the script; raises Faulty for a line without a clip and for a segment without lines.

    Chapters tile the whole: the first starts at 0, each other in the middle of the pause before its first line, so that a
    player which seeks a little late still says the first word.
    """
    lengths = {clip.line: clip.samples for clip in clips}
    spans: list[Span] = []
    chapters: list[Span] = []
    at = round(CHIME * rate)
    pause = round(PAUSES["chime"] * rate)
    for segment in script.segments:
        if not segment.lines:
            raise Faulty(script.edition, f"segment {segment.id} has no lines")
        opens = at + pause // 2 if chapters else 0
        for line in segment.lines:
            start = at + pause
            at = start + _length(line, lengths)
            spans.append(Span(line=line.id, segment=segment.id, start=start, end=at))
            pause = round(PAUSES[_boundary(segment, line)] * rate)
        chapters.append(Span(line="", segment=segment.id, start=opens, end=at))
    if not chapters:
        raise Faulty(script.edition, "has nothing to say")
    samples = at + round(PAUSES["end"] * rate)
    ends = [chapter.start for chapter in chapters[1:]] + [samples]
    return Timeline(
        rate=rate,
        samples=samples,
        chime=round(CHIME * rate),
        spans=tuple(spans),
        chapters=tuple(replace(chapter, end=end) for chapter, end in zip(chapters, ends, strict=True)),
    )


def fit(script: Script, clips: Sequence[Clip], minutes: float, rate: int) -> tuple[Script, tuple[Rejected, ...]]:
    """Leave out what makes the sound more than 5 % over `minutes`; return what is left, and what was left out and why.

    A story that is too long by itself (a headline full of figures may be read for minutes) is told by its headline alone, or not
    at all; then the last stories go. Raises Faulty when none is left: a programme without its news is none.
    """
    most = minutes * 60 * MOST_OVER
    long = plan(script, clips, rate).seconds
    if long <= most:
        return script, ()
    script, dropped = _none_too_long(script, clips, most, rate)
    late: list[Rejected] = []
    while (seconds := plan(script, clips, rate).seconds) > most and (stories := _stories(script)):
        reason = f"the programme lasted {_clock(seconds)} with it, more than 5 % over {_clock(minutes * 60)}"
        late.insert(0, _out(stories[-1], reason))
        script = _with(script, stories[-1], None)
    if seconds > most or not _stories(script):
        raise Faulty(script.edition, f"lasts {_clock(long)}", f"the show has {minutes:g} minutes", "raise `minutes`")
    return script, (*dropped, *late)


def _none_too_long(script: Script, clips: Sequence[Clip], most: float, rate: int) -> tuple[Script, list[Rejected]]:
    """Return the script without what no programme of `most` seconds can hold, even with no other story in it."""
    dropped: list[Rejected] = []
    frame = plan(replace(script, segments=tuple(s for s in script.segments if s.kind != "story")), clips, rate).seconds
    for story in _stories(script):
        lead = replace(story, lines=tuple(takewhile(_of_title, story.lines)))
        if frame + _seconds(story, clips, rate) <= most:
            continue
        short = any(line.sources for line in lead.lines) and frame + _seconds(lead, clips, rate) <= most
        reason = f"its own {_clock(_seconds(story, clips, rate))} do not fit {_clock(most / MOST_OVER)}"
        dropped.append(_out(story, f"told by its headline alone: {reason}" if short else reason))
        script = _with(script, story, lead if short else None)
    return script, dropped


def _stories(script: Script) -> list[Segment]:
    return [segment for segment in script.segments if segment.kind == "story"]


def _with(script: Script, story: Segment, instead: Segment | None) -> Script:
    """Return the script with another segment, or none, in a story's place."""
    if instead is None:
        return without(script, story)
    return replace(script, segments=tuple(instead if segment is story else segment for segment in script.segments))


def _seconds(story: Segment, clips: Sequence[Clip], rate: int) -> float:
    """Return what a story adds to a programme: its lines and the pauses behind them."""
    lengths = {clip.line: clip.samples for clip in clips}
    return sum(_length(line, lengths) / rate + PAUSES[_boundary(story, line)] for line in story.lines)


def _of_title(line: Line) -> bool:
    """Whether a line rests on nothing but titles: the naming of the source, and the headline."""
    return all(source.field == "title" for source in line.sources)


def _out(story: Segment, reason: str) -> Rejected:
    return Rejected(title=story.title, feed=_feed(story), reason=reason)


def _boundary(segment: Segment, line: Line) -> str:
    """Return the kind of pause after a line; a headline is a line that rests on titles alone."""
    if line is segment.lines[-1]:
        return "segment"
    headline = line.sources and _of_title(line)
    return "headline" if headline else "line"


def _length(line: Line, lengths: dict[str, int]) -> int:
    if lengths.get(line.id, 0) <= 0:
        raise Faulty(f"line {line.id}", "has no clip", line.text[:60], "speak it again")
    return lengths[line.id]


def _feed(segment: Segment) -> str:
    return next((source.feed for line in segment.lines for source in line.sources), "")


def _clock(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"
