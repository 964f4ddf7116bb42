"""Prints the table of docs/events.md, how well one event is found: python -m tests.bench.events_table; needs the folder of news."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.languages import load_language
from briefing.select import chance, events
from briefing.select.likeness import Likeness
from briefing.select.topics import group_topics
from tests.conftest import SHARED
from tests.quality.told_events import (
    ENGLISH,
    GERMAN,
    WORDS,
    Figures,
    Groups,
    Told,
    compute_bcubed,
    count_found,
    read_articles,
    read_morning,
)

FOLDS = 5
CHOICES = [(same, middle) for same in (0.36, 0.42, 0.48) for middle in (0.36, 0.38, 0.4)]
LEAST = 0.95  # precision that a choice must reach on the topics it is made on


@contextmanager
def constants(same: float, middle: float) -> Iterator[None]:
    """Other values of the two constants that decide between precision and recall of teasers."""
    before = chance.SAME, chance.MIDDLE
    chance.SAME, events.__dict__["SAME"], chance.MIDDLE = same, same, middle
    try:
        yield
    finally:
        chance.SAME, events.__dict__["SAME"], chance.MIDDLE = before[0], before[0], before[1]


def say(name: str, found: Figures, more: str = "") -> None:
    """Print a row."""
    sys.stdout.write(f"| {name} | {found[0]:.3f} | {found[1]:.3f} | {found[2]:.3f} | {more} |\n")


def part(groups: Groups, told: Told, fold: int, *, inside: bool) -> Figures:
    """The figures over the items of the topics of a fold, or of all others."""
    some = {id: event for id, event in told.event.items() if (told.topic[id] % FOLDS == fold) is inside}
    return compute_bcubed(groups, some)


def cross_validate(told: Told) -> Figures:
    """Choose the constants on four fifths of the topics and measure on the fifth left out; the mean over the folds."""
    tried = {}
    for choice in CHOICES:
        with constants(*choice):
            tried[choice] = told.group()
    left_out = []
    for fold in range(FOLDS):
        known = {choice: part(groups, told, fold, inside=False) for choice, groups in tried.items()}
        best = max(CHOICES, key=lambda choice: (known[choice][0] >= LEAST, known[choice][2]))
        left_out.append(part(tried[best], told, fold, inside=True))
    precision, recall = (sum(found[at] for found in left_out) / FOLDS for at in (0, 1))
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Print the table."""
    shared = SHARED.resolve()
    sys.stdout.write("| | precision | recall | F1 | |\n|---|---|---|---|---|\n")
    whole, teasers = read_articles(shared), read_articles(shared, WORDS)
    say("ECB+, full texts", compute_bcubed(whole.group(), whole.event))
    say(f"ECB+, title and {WORDS} words", compute_bcubed(teasers.group(), teasers.event))
    say("the same, constants chosen on other topics", cross_validate(teasers), f"{FOLDS} folds")
    mornings = [read_morning(shared, name) for name in ENGLISH]
    found = [morning.group() for morning in mornings]
    events_found = sum(map(count_found, found, mornings))
    both = compute_bcubed([group for groups in found for group in groups], {**mornings[0].event, **mornings[1].event})
    say("two English mornings", both, f"{events_found} of {sum(len(morning.publishers) for morning in mornings)} events")
    german = read_morning(shared, GERMAN)
    groups = german.group()
    say(
        "a German morning",
        compute_bcubed(groups, german.event),
        f"{count_found(groups, german)} of {len(german.publishers)} events",
    )
    likeness = Likeness(teasers.items, load_language("en").titles)
    told = teasers.group()
    topics = [[item for place in topic for item in told[place]] for topic in group_topics(told, likeness)]
    say("ECB+ teasers, topics", compute_bcubed(topics, {id: str(topic) for id, topic in teasers.topic.items()}))


if __name__ == "__main__":
    main()
