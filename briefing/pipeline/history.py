"""What earlier editions of a show told: functions of their runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from briefing.model.edition import FINAL, TOLD, Run
from briefing.model.news import Source, Story
from briefing.model.rundown import Change, Chosen, Earlier
from briefing.model.show import Show

DAYS = 7  # how far back a programme remembers: a weekly show still knows its last edition


def remembered(run: Run) -> date:
    """Return the local day from which on a run needs to know the others of its show."""
    return run.edition.slot.day - timedelta(days=DAYS)


def window(run: Run, show: Show) -> tuple[datetime, datetime]:
    """Return the instants between which an edition's items were published, the first excluded."""
    slot = run.edition.slot.at
    return slot - timedelta(hours=show.max_age_hours), run.cutoff or slot


def history(others: Iterable[Run], run: Run) -> tuple[Earlier, ...]:
    """Return the stories that listeners heard in the editions before this run's, the latest edition first."""
    return tuple(earlier for other in _before(others, run) for earlier in _told(other))


def put_right(others: Iterable[Run], run: Run) -> tuple[tuple[Earlier, ...], tuple[Change, ...]]:
    """Return what listeners heard corrected in the editions before this run's: the new words, as told by then, and the changes."""
    spoken = [(other, change) for other in _before(others, run) for change in _corrected(other)]
    return tuple(new for other, change in spoken for new in _new_words(other, change)), tuple(change for _, change in spoken)


def planned(others: Sequence[Run], run: Run) -> frozenset[str]:
    """Return the ids of the items that other editions of the show, on their way within a day of this one, are about to air.

    One that failed leaves its stories to the others, unless its publishing has begun.
    """
    on_their_way = (
        other
        for other in others
        if other.edition.id != run.edition.id
        and other.state not in FINAL
        and (other.state != "failed" or other.published)
        and abs(other.edition.slot.at - run.edition.slot.at) <= timedelta(hours=24)
    )
    chosen = (chosen for other in on_their_way if other.rundown for chosen in other.rundown.stories)
    return frozenset(item.id for one in chosen for item in one.story.items)


def tellings(others: Iterable[Run], run: Run) -> frozenset[tuple[str, str]]:
    """Return which items the other editions of the show have told: the id of each, and the edition."""
    return frozenset(
        (item.id, other.edition.id)
        for other in others
        if other.edition.id != run.edition.id and other.state in (*TOLD, "retracted") and other.rundown
        for one in other.rundown.stories
        for item in one.story.items
    )


def retold(others: Iterable[Run], run: Run, chosen: Iterable[Chosen]) -> tuple[tuple[str, str], ...]:
    """Return which of the chosen items other editions have told: the id of each, and the edition."""
    ids = {item.id for one in chosen for item in one.story.items}
    return tuple(sorted(pair for pair in tellings(others, run) if pair[0] in ids))


def _before(others: Iterable[Run], run: Run) -> Sequence[Run]:
    """Return the finished editions before this run's, the latest first; of one whose record was lost nothing is known."""
    before = (other for other in others if other.state in TOLD and other.edition.slot.at < run.edition.slot.at)
    whole = (other for other in before if other.rundown and other.script and other.programme)
    return sorted(whole, key=lambda other: other.edition.slot.at, reverse=True)


def _corrected(run: Run) -> Sequence[Change]:
    """Return the changes that were really spoken: those whose old words sounded in a correction."""
    assert run.rundown
    heard = _heard_as_correction(run)
    return [change for change in run.rundown.changes if heard & {_words(source) for source in change.line.sources}]


def _new_words(run: Run, change: Change) -> Sequence[Earlier]:
    assert run.script
    lines = (line for segment in run.script.segments if segment.kind == "correction" for line in segment.lines)
    new = next((line for line in lines if change.kind == "changed" and change.now in line.sources), None)
    story = Story(change.item.id, (change.item,))
    return [Earlier(run.edition.id, run.edition.slot.day, story, change.item.title, (new,))] if new else []


def _heard_as_correction(run: Run) -> frozenset[tuple[str, str, str]]:
    assert run.script
    assert run.programme
    spoken = {span.line for span in run.programme.spans}
    lines = (line for segment in run.script.segments if segment.kind == "correction" for line in segment.lines)
    return frozenset(_words(source) for line in lines if line.id in spoken for source in line.sources)


def _words(source: Source) -> tuple[str, str, str]:
    return source.item, source.field, source.quote


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
