"""Clock check: the wall clock is compared with the seconds since the machine started; functions of values.

Seconds since boot (CLOCK_BOOTTIME) go on while a machine sleeps and cannot be set, so between two checks within one boot both
clocks must move alike. Across a boot, or when the boot is unknown, only a clock that goes back can be recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from briefing.lib.clock import ClockReading
from briefing.model.alert import Event
from briefing.model.edition import DECIDED, Run
from briefing.model.errors import BriefingError, TryLater
from briefing.model.outcome import Outcome
from briefing.model.ports import Runs
from briefing.model.show import Show
from briefing.scheduling.catch_up import GRACE
from briefing.store.marks import CLOCK, CLOCK_READING
from briefing.wiring.workspace import Workspace

SLACK = timedelta(minutes=10)  # a clock is put right by less than this without a word
DOUBTED = timedelta(days=1)  # a clock farther than this from the last that was believed is not, until it has stood for an hour
PROOF = 3600.0  # seconds
STARTING = 900.0  # seconds since boot in which a machine that has lost the time is given it: what is put ahead then is believed


def measure_step(last: ClockReading, now: ClockReading) -> timedelta:
    """Return how far the wall clock moved that time did not; nothing when both clocks agree, or when that is unknown."""
    moved = now.wall - last.wall
    if last.boot and last.boot == now.boot:
        moved -= timedelta(seconds=now.seconds - last.seconds)
        return moved if abs(moved) > SLACK else timedelta(0)
    return moved if moved < -SLACK else timedelta(0)


def assess(last: ClockReading | None, now: ClockReading) -> ClockReading:
    """Return this reading with what is known of steps: a new one is reported, an older one and its doubt are kept until proved."""
    if last is None:
        return now
    by, again = measure_step(last, now), now.boot != last.boot
    drift = timedelta(seconds=last.drift) + by
    if by > timedelta(0) and now.boot and now.seconds < STARTING:
        drift = timedelta(0)
    doubted = None if abs(drift) <= DOUBTED else now.seconds if last.doubted is None or by or again else last.doubted
    if doubted is not None and now.seconds - doubted >= PROOF:
        drift, doubted = timedelta(0), None
    kept = replace(now, drift=drift.total_seconds(), doubted=doubted, stepped=last.stepped, stepped_at=last.stepped_at)
    if not by:
        return kept
    ahead = by > timedelta(0)
    said = f"the clock was set {'ahead' if ahead else 'back'} by {format_span(abs(by))}, from {last.wall:%Y-%m-%d %H:%M} UTC"
    return replace(kept, stepped=said, stepped_at=now.wall)


def is_believed(look: ClockReading) -> bool:
    """Return whether editions may be made by this clock."""
    return look.doubted is None


def format_span(span: timedelta) -> str:
    """Return a span in readable words: minutes, hours or days."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


DAY = timedelta(days=1)  # a local day is that of no instant farther from it


def is_trusted(home: Workspace) -> bool:
    """Return whether the clocks were trusted at the last check."""
    try:
        last = _load_last_reading(home)
    except BriefingError:
        return True  # the same error meets every show, and is told there
    return last is None or is_believed(last)


def check_clock(home: Workspace) -> list[Outcome]:
    """Check the clocks and record it; return an outcome when nothing may be made by them, or they cannot be judged.

    What was claimed by a clock that ran ahead, and was not published, is forgotten when the clock is believed.
    """
    try:
        last, now = _load_last_reading(home), home.clock.read_clocks()
        look, moved = assess(last, now), measure_step(last, now) if last else timedelta(0)
        if is_believed(look):
            _forget_claims_ahead(home, now)
        if moved:
            home.store.marks.write(CLOCK, Event(now.wall, look.stepped))
        if moved or last is None or look.doubted != last.doubted or now.wall - last.wall >= timedelta(minutes=1):
            home.store.marks.write(CLOCK_READING, look)
    except BriefingError as error:
        return [Outcome("", None, None, error.exit_code, f"clock: {error}")]
    if is_believed(look):
        return []
    hint = "nothing is made until it has been steady for an hour, or is put right; briefing run SHOW still makes an edition"
    return [Outcome("", None, None, TryLater.exit_code, f"clock: {look.stepped}: {hint}")]


def _load_last_reading(home: Workspace) -> ClockReading | None:
    return home.store.marks.read(CLOCK_READING)


def _forget_claims_ahead(home: Workspace, now: ClockReading) -> None:
    for show in home.config.shows:
        for run in find_claims_ahead(home.store.runs, show, now):
            home.store.claims.delete_unpublished(run.edition.id)


def find_claims_ahead(runs: Runs, show: Show, now: ClockReading) -> Sequence[Run]:
    """Return the runs that were claimed, or given up, at an instant still to come, and whose slots may still be made in time.

    What was published, or decided by a person, stays; so does the word why there was no episode of a slot that is over.
    """
    near = [run for run in runs.list_since(show.key, (now.wall - DAY).date()) if run.published is None]
    ahead = [run for run in near if _find_claim_time(run, now) > now.wall + SLACK]
    return [run for run in ahead if run.state not in DECIDED and run.edition.slot.at > now.wall - GRACE]


def _find_claim_time(run: Run, now: ClockReading) -> datetime:
    """Return when a run was claimed or given up, as far as it says so; one that failed may rest until an instant to come."""
    given_up = run.retry_at if run.state == "missed" else None
    return max(run.claimed or now.wall, given_up or now.wall)
