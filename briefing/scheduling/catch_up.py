"""Catch-up: which slots of a show are due at an instant, on time or late, and which are missed; functions of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.model.edition import Run, Slot
from briefing.model.show import Show
from briefing.scheduling.slots import is_unfinished, list_slots

GRACE = timedelta(hours=1)  # a slot taken up within it is on time: cron asks at least that often
LOOK_BACK = timedelta(days=31)  # slots without a check for longer are not counted one by one


@dataclass(frozen=True, slots=True)
class DueAndMissed:
    """The slots to make, oldest first, and those that are missed."""

    make: tuple[Slot, ...]
    missed: tuple[Slot, ...]


def find_look_back_start(show: Show, now: datetime, watched: datetime | None) -> datetime:
    """Return the instant after which slots are due: that of the last check, but at least an hour and at most LOOK_BACK ago.

    For a show that was never checked today's slots are due. A check later than the present can only come from a wrong clock.
    """
    zone, instant = ZoneInfo(show.timezone), timedelta(microseconds=1)
    midnight = datetime.combine(now.astimezone(zone).date(), datetime.min.time(), zone).astimezone(now.tzinfo)
    return max(min(now - GRACE - instant, watched or midnight - instant), now - LOOK_BACK)


def due_and_missed(show: Show, now: datetime, watched: datetime | None, taken: Sequence[Slot]) -> DueAndMissed:
    """Return the show's slots that are due or missed; `taken` are the slots that have a run, at least from `looked_from` on.

    Slots of the last hour are made. Of older ones, `catch_up: latest` makes the newest when no later one was taken up or is made.
    """
    zone, start = ZoneInfo(show.timezone), find_look_back_start(show, now, watched)
    known = {(slot.day, slot.time) for slot in taken}
    there = list_slots(show, start.astimezone(zone).date(), now.astimezone(zone).date())
    left = [slot for slot in there if start < slot.at <= now and (slot.day, slot.time) not in known]
    on_time = [slot for slot in left if now - slot.at <= GRACE]
    late = [slot for slot in left if now - slot.at > GRACE]
    newest = max((slot.at for slot in (*taken, *left) if slot.at <= now), default=now)  # one made ahead of its time is not missed
    made = {
        "all": late,
        "latest": [slot for slot in late if slot.at == newest],
        "none": [],
    }[show.catch_up]
    return DueAndMissed((*made, *on_time), tuple(slot for slot in late if slot not in made))


def measure_lateness(run: Run) -> timedelta | None:
    """Return how long after its slot a run was started, when that was late."""
    late = run.claimed - run.edition.slot.at if run.claimed else timedelta(0)
    return late if late > GRACE else None


def is_given_up(run: Run, show: Show, now: datetime) -> bool:
    """Return whether an unfinished edition has expired; one whose publishing has begun is finished."""
    return run.published is None and run.state != "waiting" and not is_unfinished(run, now, show.give_up_after)


def is_resting(run: Run, now: datetime) -> bool:
    """Return whether a run that failed waits before it is tried again; a wait of more than an hour was set by a wrong clock."""
    return run.retry_at is not None and now < run.retry_at <= now + timedelta(hours=1)
