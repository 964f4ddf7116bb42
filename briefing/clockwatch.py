"""Whether the clock can be believed: the wall clock held against the seconds since the machine started; functions of values.

Seconds since boot (CLOCK_BOOTTIME) go on while a machine sleeps and cannot be set, so between two looks within one boot both
clocks must move alike. Across a boot, or where nobody knows the boot, only a clock that goes back betrays itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SLACK = timedelta(minutes=10)  # a clock is put right by less than this without a word
DOUBTED = timedelta(days=1)  # a clock farther than this from the last that was believed is not, until it has stood for an hour
PROOF = 3600.0  # seconds
STARTING = 900.0  # seconds since boot in which a machine that has lost the time is given it: what is put ahead then is believed


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the clocks: the wall's, and the seconds since a boot that `boot` identifies (empty: unknown).

    `drift` is how far the clock was moved, all in all, since it was last believed, in seconds; `doubted` the second since boot at
    which that became too far. `stepped` says in words what the last step was, at `stepped_at` by the wall's clock.
    """

    wall: datetime
    boot: str = ""
    seconds: float = 0.0
    drift: float = 0.0
    doubted: float | None = None
    stepped: str = ""
    stepped_at: datetime | None = None


def step(last: Look, now: Look) -> timedelta:
    """Return how far the wall clock moved that time did not; nothing when both clocks agree, or nobody can tell."""
    moved = now.wall - last.wall
    if last.boot and last.boot == now.boot:
        moved -= timedelta(seconds=now.seconds - last.seconds)
        return moved if abs(moved) > SLACK else timedelta(0)
    return moved if moved < -SLACK else timedelta(0)


def judged(last: Look | None, now: Look) -> Look:
    """Return this look with what is known of steps: a new one is said, an older one and its doubt are kept until it is proved."""
    if last is None:
        return now
    by, again = step(last, now), now.boot != last.boot
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
    said = f"the clock was put {'ahead' if ahead else 'back'} by {told(abs(by))}, from {last.wall:%Y-%m-%d %H:%M} UTC"
    return replace(kept, stepped=said, stepped_at=now.wall)


def believed(look: Look) -> bool:
    """Return whether editions may be made by this clock."""
    return look.doubted is None


def told(span: timedelta) -> str:
    """Return a span in words a person takes in: minutes, hours or days."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"
