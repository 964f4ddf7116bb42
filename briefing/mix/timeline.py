"""When each line sounds: integer samples, from the lengths of the clips. Decides only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.errors import Faulty
from briefing.model import Clip, Line, Rejected, Script, Segment, Span

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
    """Drop the last story while the sound is more than 5 % over `minutes`; return what is left, and what was dropped and why.

    Raises Faulty when it is too long with only one story left: a programme without its news is none.
    """
    dropped: list[Rejected] = []
    while (long := plan(script, clips, rate).seconds) > minutes * 60 * MOST_OVER:
        stories = [segment for segment in script.segments if segment.kind == "story"]
        if len(stories) < 2:
            raise Faulty(script.edition, f"lasts {_clock(long)}", f"the show has {minutes:g} minutes", "raise `minutes`")
        last = stories[-1]
        reason = f"the programme lasted {_clock(long)} with it, more than 5 % over {_clock(minutes * 60)}"
        dropped.insert(0, Rejected(title=last.title, feed=_feed(last), reason=reason))
        script = replace(script, segments=tuple(segment for segment in script.segments if segment is not last))
    return script, tuple(dropped)


def _boundary(segment: Segment, line: Line) -> str:
    """Return the kind of pause after a line; a headline is a story's line that rests on titles alone."""
    if line is segment.lines[-1]:
        return "segment"
    headline = segment.kind == "story" and line.sources and all(source.field == "title" for source in line.sources)
    return "headline" if headline else "line"


def _length(line: Line, lengths: dict[str, int]) -> int:
    if lengths.get(line.id, 0) <= 0:
        raise Faulty(f"line {line.id}", "has no clip", line.text[:60], "speak it again")
    return lengths[line.id]


def _feed(segment: Segment) -> str:
    return next((source.feed for line in segment.lines for source in line.sources), "")


def _clock(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"
