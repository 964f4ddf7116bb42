"""What earlier editions of a show told: functions of their runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.model import Earlier, Run

DAYS = 7  # how far back a programme remembers: a weekly show still knows its last edition
TOLD = ("published", "corrected")


def history(others: Iterable[Run], run: Run) -> tuple[Earlier, ...]:
    """Return the stories that listeners heard in the editions before this run's, the latest edition first."""
    before = [other for other in others if other.state in TOLD and other.edition.slot.at < run.edition.slot.at]
    latest = sorted(before, key=lambda other: other.edition.slot.at, reverse=True)
    return tuple(earlier for other in latest for earlier in _told(other))


def _told(run: Run) -> Sequence[Earlier]:
    """Return the stories of a finished run that sounded, with the lines that did."""
    assert run.rundown
    assert run.script
    assert run.programme
    spoken = {span.line for span in run.programme.spans}
    segments = {segment.id: segment for segment in run.script.segments}
    found = []
    for chosen in run.rundown.stories:
        segment = segments.get(chosen.story.id)
        lines = tuple(line for line in segment.lines if line.id in spoken) if segment else ()
        if segment and lines:
            found.append(Earlier(run.edition.id, run.edition.slot.day, chosen.story, segment.title, lines))
    return found
