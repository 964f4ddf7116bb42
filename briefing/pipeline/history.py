"""History of a show: what its earlier editions told, computed from their runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from briefing.model.edition import AIRED_STATES, FINAL, ON_AIR, Run
from briefing.model.news import Source, Story
from briefing.model.rundown import Change, Chosen, Earlier
from briefing.model.show import Show

HISTORY_DAYS = 7  # how far back a programme remembers: a weekly show still knows its last edition


def find_history_start(run: Run) -> date:
    """Return the local day from which a run needs the other runs of its show."""
    return run.edition.slot.day - timedelta(days=HISTORY_DAYS)


def compute_window(run: Run, show: Show) -> tuple[datetime, datetime]:
    """Return the instants between which an edition's items were published, the first excluded."""
    slot = run.edition.slot.at
    return slot - timedelta(hours=show.max_age_hours), run.cutoff or slot


def build_history(others: Iterable[Run], run: Run) -> tuple[Earlier, ...]:
    """Return the stories that listeners heard in the editions before this run's, the latest edition first."""
    return tuple(earlier for other in _find_earlier_runs(others, run) for earlier in _build_told_stories(other))


def collect_corrections(others: Iterable[Run], run: Run) -> tuple[tuple[Earlier, ...], tuple[Change, ...]]:
    """Return the corrections heard in the editions before this run's: the new words as a telling, and the changes."""
    spoken = [(other, change) for other in _find_earlier_runs(others, run) for change in _find_spoken_changes(other)]
    return tuple(new for other, change in spoken for new in _build_corrected_story(other, change)), tuple(
        change for _, change in spoken
    )


def find_planned_items(others: Sequence[Run], run: Run) -> frozenset[str]:
    """Return the ids of the items that unfinished editions of the show within a day of this one are about to air.

    A failed edition leaves its stories to the others, unless its publishing has begun.
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


def list_tellings(others: Iterable[Run], run: Run) -> frozenset[tuple[str, str]]:
    """Return which items the other editions of the show have told: the id of each, and the edition."""
    return frozenset(
        (item.id, other.edition.id)
        for other in others
        if other.edition.id != run.edition.id and other.state in AIRED_STATES and other.rundown
        for one in other.rundown.stories
        for item in one.story.items
    )


def find_retold(others: Iterable[Run], run: Run, chosen: Iterable[Chosen], aired: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return which of the chosen items the show has told: the id of each, and the edition.

    Of an item among the `aired` that no remembered edition told, the edition is "": it was aired longer ago.
    """
    ids = {item.id for one in chosen for item in one.story.items}
    told = {pair for pair in list_tellings(others, run) if pair[0] in ids}
    unknown = (ids & frozenset(aired)) - {id for id, _ in told}
    return tuple(sorted(told | {(id, "") for id in unknown}))


def _find_earlier_runs(others: Iterable[Run], run: Run) -> Sequence[Run]:
    """Return the finished editions before this run's, the latest first; those with lost records are left out."""
    before = (other for other in others if other.state in ON_AIR and other.edition.slot.at < run.edition.slot.at)
    whole = (other for other in before if other.rundown and other.script and other.programme)
    return sorted(whole, key=lambda other: other.edition.slot.at, reverse=True)


def _find_spoken_changes(run: Run) -> Sequence[Change]:
    """Return the changes that were actually spoken: those whose old words were in a spoken correction."""
    assert run.rundown
    heard = _find_corrected_words(run)
    return [change for change in run.rundown.changes if heard & {_make_key(source) for source in change.line.sources}]


def _build_corrected_story(run: Run, change: Change) -> Sequence[Earlier]:
    assert run.script
    lines = (line for segment in run.script.segments if segment.kind == "correction" for line in segment.lines)
    new = next((line for line in lines if change.kind == "changed" and change.now in line.sources), None)
    story = Story(change.item.id, (change.item,))
    return [Earlier(run.edition.id, run.edition.slot.day, story, change.item.title, (new,))] if new else []


def _find_corrected_words(run: Run) -> frozenset[tuple[str, str, str]]:
    assert run.script
    assert run.programme
    spoken = {span.line for span in run.programme.spans}
    lines = (line for segment in run.script.segments if segment.kind == "correction" for line in segment.lines)
    return frozenset(_make_key(source) for line in lines if line.id in spoken for source in line.sources)


def _make_key(source: Source) -> tuple[str, str, str]:
    return source.item, source.field, source.quote


def _build_told_stories(run: Run) -> Sequence[Earlier]:
    """Return the stories of a finished run that were spoken, with their spoken lines."""
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
