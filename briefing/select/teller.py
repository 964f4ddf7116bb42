"""The item that tells a story: the one whose spoken sentence most other publishers tell, then the one with the shorter sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing.model.news import Item
from briefing.model.show import Feed

LONGEST = 35  # words of a first sentence; a longer one is the teller's only where no other item can be read
SHORT = 15  # words; a shorter one is no better
ASKED = 8  # items of a story that may become its teller


@dataclass(frozen=True, slots=True)
class TellerChoice:
    """What select asks write, by functions that the pipeline hands in.

    `say_first` returns the sentence that would be said first of an item, or "" where nothing of it may be read, and whether it is
    sound: it tells what the headline tells, and refers to nothing that is not read;
    `count_confirming` how many independent publishers among the items tell the fact that an item's sentence tells.
    """

    say_first: Callable[[Item], tuple[str, bool]]
    count_confirming: Callable[[Item, str, Sequence[Item]], int]


def put_teller_first(items: Sequence[Item], feeds: Mapping[str, Feed], tellers: TellerChoice) -> tuple[Item, ...]:
    """Return the items of a story with its teller first; the others keep their order.

    An item that can be read comes before one that cannot, a sound first sentence before another, one of at most 35 words before
    a longer one; then the number of independent publishers that tell the same fact counts, then the length of the sentence, the
    feed's weight and the time.
    """
    if len(items) < 2:
        return tuple(items)
    said = {item: tellers.say_first(item) for item in items[:ASKED]}

    def rank(item: Item) -> tuple[bool, bool, bool, int, int, float, float, str]:
        sentence, sound = said[item]
        words = len(sentence.split())
        confirming = tellers.count_confirming(item, sentence, items) if sentence else 0
        return (
            not sentence, not sound, words > LONGEST, -confirming, max(words, SHORT),
            -feeds[item.feed].weight, item.published.timestamp(), item.id,
        )  # fmt: skip

    teller = min(said, key=rank)
    return (teller, *(item for item in items if item is not teller))
