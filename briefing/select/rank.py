"""Ranking: one open formula, a product of factors that are shown one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import prod

from briefing.model.news import Item

# All are our choice.
HALF_LIVES_IN_WINDOW = 2  # news half a window old (12 h of 24) counts half, so weight 2 then equals weight 1 now
PER_FURTHER_SOURCE = 0.5  # a second source counts half as much as the first
NEAR = 0.8  # each story of the programme that is near this one in topic takes a fifth
DEVELOPMENT = 0.5  # what is told already and went on counts half, and the share of it that is new of the other half
BREAKING_HOURS = 3  # how long the label on a headline is believed
MOST_BREAKING = 3  # stories; a feed that calls everything breaking does not get the programme


@dataclass(frozen=True, slots=True)
class Rating:
    """The inputs of the formula for one story.

    `age_hours` counts back from the cutoff (None: without a date), `window_hours` is the show's `max_age_hours`; `sources` is the
    number of publishers that tell it; `topics` are the show's phrases that count for it; `near` is the number of stories of the
    programme that are near in topic; `new` is the share of a development that is new (None: no development); `lift` is what
    breaking news adds to the score.
    """

    weight: float
    age_hours: float | None
    window_hours: float
    sources: int = 1
    topics: tuple[tuple[str, float], ...] = ()
    near: int = 0
    new: float | None = None
    lift: float = 0.0

    @property
    def score(self) -> float:
        """The product of the factors, plus the lift; multiplying every weight by one number does not change the order."""
        return prod(factor for factor, _ in self.list_factors()) + self.lift

    def list_factors(self) -> list[tuple[float, str]]:
        """Return each factor with its label; factors that change nothing are left out, except weight and age."""
        age = self.window_hours if self.age_hours is None else max(0.0, self.age_hours)  # undated may be from an archive
        freshness = 0.5 ** (HALF_LIVES_IN_WINDOW * age / self.window_hours)
        found = [(self.weight, "weight"), (freshness, "without a date" if self.age_hours is None else f"{_format_age(age)} old")]
        if self.sources > 1:
            found.append((1 + PER_FURTHER_SOURCE * (self.sources - 1), f"{self.sources} sources"))
        found += [(factor, f'"{phrase}"') for phrase, factor in self.topics]
        if self.new is not None:
            found.append((DEVELOPMENT + (1 - DEVELOPMENT) * self.new, f"told before, {self.new:.0%} new"))
        if self.near:
            found.append((NEAR**self.near, "near another story" if self.near == 1 else f"near {self.near} other stories"))
        return found

    def __str__(self) -> str:
        """Format it: "score 2.82: 2 (weight) x 0.94 (1 h old) x 1.5 (2 sources)"."""
        parts = " x ".join(f"{_format_number(factor)} ({what})" for factor, what in self.list_factors())
        return f"score {self.score:.2f}: {parts}{f' + {_format_number(self.lift)} (breaking)' if self.lift else ''}"


def choose_topics(phrases: Iterable[str], factors: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the topics that count for a story with these phrases: the strongest that raises it and the strongest that lowers it.

    They are not all multiplied: a list that names one thing in five ways would count it five times.
    """
    found = sorted((factors[phrase], phrase) for phrase in phrases if factors[phrase] != 1)
    up = [(phrase, factor) for factor, phrase in found if factor > 1][-1:]
    down = [(phrase, factor) for factor, phrase in found if factor < 1][:1]
    return (*up, *down)


def is_breaking(items: Iterable[Item], labels: frozenset[str], now: datetime) -> bool:
    """Return whether a headline of the last three hours calls the story breaking; `labels` are regular expressions."""
    fresh = [item for item in items if item.dated and (now - item.published).total_seconds() <= BREAKING_HOURS * 3600]
    return bool(labels) and any(_compile_labels(labels).match(item.title) for item in fresh)


@cache
def _compile_labels(labels: frozenset[str]) -> re.Pattern[str]:
    """Return one pattern for the labels: set off by brackets, a colon, a bar, an exclamation mark, or a dash between spaces."""
    label = f"(?:{'|'.join(sorted(labels, key=len, reverse=True))})"
    return re.compile(rf"\W{{0,5}}{label}(?:[\])]|\s?[:|!]|\s[-–—]\s)", re.IGNORECASE)


def _format_number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") if number >= 0.01 or not number else f"{number:.1g}"


def _format_age(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"
