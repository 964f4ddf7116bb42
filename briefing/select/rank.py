"""What matters more: one open formula."""

from __future__ import annotations

HALF_LIVES_IN_WINDOW = 2  # our choice: news half a window old (12 h of 24) counts half, so weight 2 then equals weight 1 now
PER_FURTHER_FEED = 0.5  # our choice: a second source counts half as much as the first


def score(*, weight: float, age_hours: float, feeds: int, window_hours: float) -> float:
    """Return weight x 0.5 ^ (2 x age / window) x (1 + 0.5 x (feeds - 1)): feed weight, how fresh, how many feeds tell it.

    `age_hours` counts back from the cutoff (a date ahead of it counts as now); `window_hours` is the show's `max_age_hours`.
    Multiplying every weight by the same number changes no order.
    """
    freshness = 0.5 ** (HALF_LIVES_IN_WINDOW * max(0.0, age_hours) / window_hours)
    return float(weight * freshness * (1 + PER_FURTHER_FEED * (feeds - 1)))


def explain(value: float, *, weight: float, age_hours: float | None, also: tuple[str, ...]) -> str:
    """Return the reason in words: "score 1.83: weight 2, 3 h old, told by 2 feeds; also told by Meridian Wire"."""
    age = "without a date" if age_hours is None else f"{_age(age_hours)} old"
    told = f"told by {1 + len(also)} feeds; also told by {_join(also)}" if also else "told by 1 feed"
    return f"score {value:.2f}: weight {weight:g}, {age}, {told}"


def _age(hours: float) -> str:
    minutes = round(max(0.0, hours) * 60)
    return f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"


def _join(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
