"""Quarantine decisions: deaths are counted on the run, and the items to blame are put aside and named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.edition import Run
from briefing.model.errors import BriefingError, EngineFailed
from briefing.model.news import Item
from briefing.model.progress import Note, Stage
from briefing.model.rundown import Rejected
from briefing.pipeline.history import compute_window
from briefing.pipeline.notes import with_notes
from briefing.pipeline.run_state import fail_run, rewind
from briefing.pipeline.studio import Studio

ENOUGH = 2  # deaths in one stage in a row, after which the items are examined
TOO_MANY = 3  # deaths, after which the run is given up: the items are not to blame
BY_ITEM: tuple[Stage, ...] = ("select", "write", "speak")  # the stages that read items in our own process
MOST = 8  # items to blame; more of them mean that something else is
TOGETHER = 3  # items to blame with others, looked for one after the other


def enter_stage(run: Run, stage: Stage) -> Run:
    """Return the run as it enters a stage; one that was inside already died there."""
    return replace(run, inside=stage, deaths=run.deaths + 1 if run.inside == stage else 0)


def leave_stage(run: Run) -> Run:
    """Return the run as it leaves the stage alive."""
    return replace(run, inside=None, deaths=0)


def stop_in_stage(run: Run, error: BaseException, now: datetime) -> Run:
    """Return the run as an error, or a person who ends the program, leaves it."""
    run = leave_stage(run)
    return fail_run(run, str(error), now) if isinstance(error, BriefingError) else run


def quarantine_culprits(run: Run, studio: Studio) -> Run | None:
    """Return the run taken back to choose without the items that ended the program twice; None when there is none to blame.

    Raises EngineFailed when it has ended the program more often than that.
    """
    if run.deaths >= TOO_MANY:
        what = f"ended the program {run.deaths} times in {run.inside}"
        raise EngineFailed(run.edition.id, what, "no item of it is to blame", "its output or the system's log has the trace")
    if run.deaths < ENOUGH or run.inside not in BY_ITEM or not studio.examine:
        return None
    show, cutoff = studio.show, run.cutoff or run.edition.slot.at
    found = studio.items.list_between([feed.id for feed in show.feeds], *compute_window(run, show), cutoff)
    items = {item.id: item for item in found if item.id not in run.aside}
    guilty = {items[id].id: how for id, how in studio.examine(run, list(items.values())).items()}
    if not guilty:
        return None
    notes = [_make_note(run, items[id], studio, how) for id, how in guilty.items()]
    return with_notes(replace(rewind(run, "select"), aside=(*run.aside, *guilty)), studio, notes)


def without_quarantined(items: Sequence[Item], aside: Sequence[str]) -> tuple[Sequence[Item], Sequence[Rejected]]:
    """Return the items to choose from, and those that were put aside."""
    out = [Rejected(item.title, item.feed, "put aside: it ended the program twice") for item in items if item.id in aside]
    return [item for item in items if item.id not in aside], out


def find_culprits(ids: Sequence[str], attempt: Callable[[Sequence[str]], str]) -> Mapping[str, str]:
    """Return the ids to blame, and how each ends the program; `attempt` says how several do together, or "" when they do not.

    Each is tried alone; when none is to blame, all together, and then the one is found with which those before it end the program.
    When nearly all are to blame, none is.
    """
    found: dict[str, str] = {}
    for id in ids:
        if how := attempt([id]):
            found[id] = how
        if len(found) > MOST or len(found) == len(ids) > 1:
            return {}
    rest = list(ids) if not found else []
    while how := attempt(rest) if len(rest) > 1 else "":
        if len(found) == TOGETHER:
            return {}
        last = rest.pop(_find_shortest_prefix(rest, attempt) - 1)
        found[last] = f"{how}, together with others"
    return found


def _find_shortest_prefix(ids: Sequence[str], attempt: Callable[[Sequence[str]], str]) -> int:
    """Return how many of the first of the ids it takes, given that all of them do."""
    well, ill = 1, len(ids)
    while ill - well > 1:
        middle = (well + ill) // 2
        well, ill = (well, middle) if attempt(ids[:middle]) else (middle, ill)
    return ill


def _make_note(run: Run, item: Item, studio: Studio, how: str) -> Note:
    feed = next((feed.name for feed in studio.show.feeds if feed.id == item.feed), item.feed)
    message = f"put aside: it ended the program {run.deaths} times in {run.inside}: {how}: {feed}: {item.url or 'no address'}"
    return Note("select", item.title, message)
