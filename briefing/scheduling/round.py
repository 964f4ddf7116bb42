"""One round: repair the site, check the clock, make what is due in every show. Cron and daemon share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from briefing.model.alert import Event
from briefing.model.edition import Run
from briefing.model.errors import BriefingError
from briefing.model.loss import Losses, Refreshed
from briefing.model.outcome import Outcome
from briefing.model.ports import Events
from briefing.model.show import Show
from briefing.pipeline.studio import Studio
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.clock_check import check_clock, is_trusted
from briefing.scheduling.maintenance import run_maintenance
from briefing.scheduling.runner import repair_site, run_show
from briefing.store.marks import LOST, SITE
from briefing.wiring.workspace import Workspace


class RunPlace(Protocol):
    """Where a round is made: the workspace, or a rehearsal."""

    def studio(self, show: Show, events: Events) -> Studio:
        """Return the ports one show's run needs."""

    def refresh(self) -> Refreshed:
        """Rebuild pages and feeds."""


Shelter = Callable[[Callable[[], list[Outcome]], Callable[[str], list[Outcome]]], list[Outcome]]
"""Runs an action; what it makes of a bug is said by the second."""


@dataclass(frozen=True, slots=True)
class RoundObservers:
    """Who follows a round: what a show tells its events to, and who hears that an edition is begun, or ended, or a show
    is done; `tidied` hears each line of the maintenance, and whether it failed."""

    events: Callable[[str], Events]
    begun: Callable[[Run], None]
    rest: Callable[[], None]
    ended: Callable[[Outcome], None]
    tidied: Callable[[str, bool], None]


def run_round(
    home: Workspace, place: RunPlace, shows: Iterable[Show], wish: RunRequest, watchers: RoundObservers, shelter: Shelter
) -> Iterator[Outcome]:
    """Yield how each edition came out, as it does; a bug met by one show leaves the others their turn."""
    for outcome in (*_repair_site(home, place), *(check_clock(home) if wish.unasked else ())):
        watchers.ended(outcome)
        yield outcome
    if wish.unasked and not is_trusted(home):
        return
    for show in shows:
        make = partial(run_show, show, lambda one: place.studio(one, watchers.events(one.key)), place.refresh, wish, watchers.begun)
        found = shelter(make, partial(_as_bug, show))
        watchers.rest()  # or a table on a terminal, when it is drawn again, would wipe out what is told now
        for outcome in found:
            watchers.ended(outcome)
            yield outcome
    if place is home:
        yield from shelter(partial(_maintain, home, watchers), _as_bug_of_maintenance)


def _maintain(home: Workspace, watchers: RoundObservers) -> list[Outcome]:
    """Clean up once a day, by a clock that is trusted, in one process at a time; failures are logged and tried again."""
    try:
        with home.lease.hold("maintenance"):
            if is_trusted(home):
                done, failed = run_maintenance(home, home.clock.now())
                for line in (*done, *failed):
                    watchers.tidied(line, line in failed)
    except BriefingError:  # another round cleans up, or no lock can be taken here, which monitoring reports
        pass
    return []


def _repair_site(home: Workspace, place: RunPlace) -> list[Outcome]:
    """Repair the site; what could not be repaired is recorded, since it needs attention."""
    done = list[Refreshed]()

    def refresh() -> Refreshed:
        done.append(refreshed := place.refresh())
        return refreshed

    found = repair_site(refresh)
    if place is home and found is not None:
        said = "; ".join(outcome.message for outcome in found if outcome.exit)
        with suppress(BriefingError):  # an error of the database is met, and reported, by the code that needs it
            before = home.store.marks.read(SITE)
            if said != (before.what if before else ""):
                home.store.marks.write(SITE, Event(home.clock.now(), said) if said else None)
            lost = Losses(done[0].lost) if done and done[0].lost else None
            if done and lost != home.store.marks.read(LOST):
                home.store.marks.write(LOST, lost)
    return found or []


def _as_bug_of_maintenance(said: str) -> list[Outcome]:
    return [Outcome("", None, None, BriefingError.exit_code, f"maintenance: {said}")]


def _as_bug(show: Show, said: str) -> list[Outcome]:
    return [Outcome(show.key, None, None, 70, f"{show.key}: {said}")]
