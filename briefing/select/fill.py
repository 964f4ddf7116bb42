"""Selection of the stories of one programme: the best that fit the minutes, a limited share for each feed, topics spread."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.model.news import Story
from briefing.model.rundown import Earlier
from briefing.model.show import NO_LIMIT
from briefing.select.rank import Rating

SHARE = 0.4  # our choice: of ten stories four may be one feed's
ALWAYS = 2  # ... and two of any number, or a short programme would be a round of all feeds
OF_TOPIC = 4  # stories; they are told side by side, and one topic is not the programme
FEW = 2  # with so many feeds or fewer there is nobody to share with


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be told, its rating, a note printed after the score, its earlier telling, and its topic's id or ""."""

    story: Story
    rating: Rating
    also: str = ""
    follows: Earlier | None = None
    topic: str = ""

    @property
    def feed(self) -> str:
        """The feed that tells it."""
        return self.story.items[0].feed

    @property
    def place(self) -> tuple[float, datetime, str]:
        """The sort key: score, then time, then id, so that the order of the input does not matter."""
        return -self.rating.score, self.story.items[0].published, self.story.id

    @property
    def why(self) -> str:
        """The score with its factors, and the additional note."""
        return "; ".join(filter(None, (str(self.rating), self.also)))


Near = Callable[[Candidate, Candidate], bool]


@dataclass(slots=True)
class Selection:
    """Stories taken, passed over for length, held back for their feed's share or for their topic's, each in order.

    `left` is the room in words when a story was passed over, `most` the limit for each feed, `stories` that for all of them.
    """

    room: int
    most: int | None = None
    stories: int = NO_LIMIT
    chosen: list[Candidate] = field(default_factory=list)
    passed: list[Candidate] = field(default_factory=list)
    held: list[Candidate] = field(default_factory=list)
    crowded: list[Candidate] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def offer(self, one: Candidate, need: int) -> None:
        """Take a story, hold it back for its feed's share, or pass it over for lack of room."""
        if one.topic and sum(other.topic == one.topic for other in self.chosen) >= OF_TOPIC:
            self.crowded.append(one)
        elif self.most is not None and self.count_stories(one.feed) >= self.most:
            self.held.append(one)
        elif need <= self.room and len(self.chosen) < self.stories:
            self.take(one, need)
        else:
            self.left[one.story.id] = self.room
            self.passed.append(one)

    def take(self, one: Candidate, need: int) -> None:
        """Take a story."""
        self.room -= need
        self.chosen.append(one)

    def count_stories(self, feed: str) -> int:
        """Return how many of the stories a feed tells."""
        return sum(one.feed == feed for one in self.chosen)


def fill_programme(
    candidates: Sequence[Candidate], need: Mapping[str, int], room: int, near: Near, stories: int = NO_LIMIT
) -> Selection:
    """Return the selection of at most `stories` that fits `room`; `need` has each story's words, `near` tells whether two are near.

    With more than two feeds, one tells at most two in five of the stories (two at least) while others have something to tell.
    """
    found = _offer_candidates(candidates, need, Selection(room, None, stories), near)
    most = len(found.chosen)
    while len({one.feed for one in candidates}) > FEW and most > (most := max(ALWAYS, int(SHARE * len(found.chosen)))):
        found = _offer_candidates(candidates, need, Selection(room, most, stories), near)
    waiting, found.held = found.held, []
    for one in waiting:  # the others have nothing more that fits
        if need[one.story.id] <= found.room and len(found.chosen) < stories:
            found.take(one, need[one.story.id])
        else:
            found.held.append(one)
    found.chosen.sort(key=lambda one: one.place)
    return found


def _offer_candidates(candidates: Sequence[Candidate], need: Mapping[str, int], found: Selection, near: Near) -> Selection:
    """Offer the candidates, best first, each rated by how many of those chosen it is near to.

    Ratings only fall, so a candidate is rated again only when it reaches the top (lazy greedy, Minoux 1978).
    """
    least = min(need.values(), default=0)
    heap = [(one.place, 0, one) for one in candidates]
    heapq.heapify(heap)
    while heap:
        place, seen, one = heapq.heappop(heap)
        if found.room >= least and seen < len(found.chosen):
            bigger = [other for other in found.chosen[seen:] if other.rating.sources >= one.rating.sources]
            close = sum(near(one, other) for other in bigger)
            one = replace(one, rating=replace(one.rating, near=one.rating.near + close))
            if one.place > place:
                heapq.heappush(heap, (one.place, len(found.chosen), one))
                continue
        found.offer(one, need[one.story.id])
    return found
