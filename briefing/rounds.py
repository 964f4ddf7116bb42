"""One round of the house: repair what listeners get, look at the clock, make what every show owes. Cron and daemon share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from briefing import codec
from briefing.catchup import GRACE
from briefing.clockwatch import SLACK, Look, believed, judged, step
from briefing.dues import Wish
from briefing.editions import Outcome, repair, run_show
from briefing.errors import BriefingError, TryLater, UnknownVersion
from briefing.look import LOST, SITE
from briefing.model import Run, State
from briefing.ports import Events, Runs, Studio
from briefing.publish.lost import Losses, Refreshed
from briefing.show import Show
from briefing.standing import Event, event
from briefing.wiring import House

DECIDED: tuple[State, ...] = ("waiting", "approved", "rejected")  # by a person
DAY = timedelta(days=1)  # a local day is that of no instant farther from it


class Place(Protocol):
    """Where a round is made: the house, or a rehearsal."""

    def studio(self, show: Show, events: Events) -> Studio:
        """Return the ports one show's run needs."""

    def refresh(self) -> Refreshed:
        """Make pages and feeds anew."""


Shelter = Callable[[Callable[[], list[Outcome]], Callable[[str], list[Outcome]]], list[Outcome]]
"""Runs an action; what it makes of a bug is said by the second."""


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who follows a round: what a show tells its events to, and who hears that an edition is begun, or ended, or a show is done."""

    events: Callable[[str], Events]
    begun: Callable[[Run], None]
    rest: Callable[[], None]
    ended: Callable[[Outcome], None]


def made(home: House, place: Place, shows: Iterable[Show], wish: Wish, watchers: Watchers, shelter: Shelter) -> Iterator[Outcome]:
    """Yield how each edition came out, as it does; a bug met by one show leaves the others their turn."""
    for outcome in (*_repaired(home, place), *(clock_trouble(home) if wish.unasked else ())):
        watchers.ended(outcome)
        yield outcome
    if wish.unasked and not trusted(home):
        return
    for show in shows:
        make = partial(run_show, show, lambda one: place.studio(one, watchers.events(one.key)), place.refresh, wish, watchers.begun)
        found = shelter(make, partial(_buggy, show))
        watchers.rest()  # or a table on a terminal, when it is drawn again, would wipe out what is told now
        for outcome in found:
            watchers.ended(outcome)
            yield outcome


def _repaired(home: House, place: Place) -> list[Outcome]:
    """Repair what listeners get; what could not be is remembered, since a person must look at it."""
    done = list[Refreshed]()

    def refresh() -> Refreshed:
        done.append(refreshed := place.refresh())
        return refreshed

    found = repair(refresh)
    if place is home and found is not None:
        said = "; ".join(outcome.message for outcome in found if outcome.exit)
        with suppress(BriefingError):  # what is wrong with the memory is met, and told, by whoever needs it
            before = event(home.store.marks.get(SITE))
            if said != (before.what if before else ""):
                home.store.marks.put(SITE, str(Event(home.clock.now(), said)) if said else "")
            kept = codec.dumps(Losses(done[0].lost)) if done and done[0].lost else ""
            if done and kept != (home.store.marks.get(LOST) or ""):
                home.store.marks.put(LOST, kept)
    return found or []


def trusted(home: House) -> bool:
    """Return whether the clocks were believed when they were last looked at."""
    try:
        last = _last(home)
    except BriefingError:
        return True  # the same error meets every show, and is told there
    return last is None or believed(last)


def clock_trouble(home: House) -> list[Outcome]:
    """Look at the clocks and remember it; return an outcome when nothing may be made by them, or they cannot be judged.

    What was claimed by a clock that ran ahead, and was not published, is forgotten when the clock is believed.
    """
    try:
        last, now = _last(home), home.clock.look()
        look, moved = judged(last, now), step(last, now) if last else timedelta(0)
        if believed(look):
            _forget(home, now)
        if moved:
            home.store.marks.put("clock", f"{now.wall.isoformat()} {look.stepped}")
        if moved or last is None or look.doubted != last.doubted or now.wall - last.wall >= timedelta(minutes=1):
            home.store.marks.put("clock look", codec.dumps(look))
    except BriefingError as error:
        return [Outcome("", None, None, error.exit_code, f"clock: {error}")]
    if believed(look):
        return []
    hint = "nothing is made until it has stood for an hour, or is put right; briefing run SHOW makes an edition all the same"
    return [Outcome("", None, None, TryLater.exit_code, f"clock: {look.stepped}: {hint}")]


def _last(home: House) -> Look | None:
    kept = home.store.marks.get("clock look")
    try:
        return codec.loads(kept, Look, subject="clock look") if kept else None
    except (BriefingError, UnknownVersion):
        return None


def _forget(home: House, now: Look) -> None:
    for show in home.config.shows:
        for run in claimed_ahead(home.store.runs, show, now):
            home.store.runs.forget(run.edition.id)


def claimed_ahead(runs: Runs, show: Show, now: Look) -> Sequence[Run]:
    """Return the runs that were claimed, or given up, at an instant still to come, and whose slots may still be made in time.

    What was published, or decided by a person, stays; so does the word why there was no episode of a slot that is over.
    """
    near = [run for run in runs.since(show.key, (now.wall - DAY).date()) if run.published is None]
    ahead = [run for run in near if _claimed(run, now) > now.wall + SLACK]
    return [run for run in ahead if run.state not in DECIDED and run.edition.slot.at > now.wall - GRACE]


def _claimed(run: Run, now: Look) -> datetime:
    """Return when a run was claimed or given up, as far as it says so; one that failed may rest until an instant to come."""
    given_up = run.retry_at if run.state == "missed" else None
    return max(run.claimed or now.wall, given_up or now.wall)


def _buggy(show: Show, said: str) -> list[Outcome]:
    return [Outcome(show.key, None, None, 70, f"{show.key}: {said}")]
