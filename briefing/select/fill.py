"""Selection of the stories of one programme: the best that fit the minutes, a limited share for each feed, topics spread."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.model.news import Story
from briefing.model.rundown import Earlier
from briefing.select.rank import Rating

SHARE = 0.4  # our choice: of ten stories four may be one feed's
ALWAYS = 2  # ... and two of any number, or a short programme would be a round of all feeds
FEW = 2  # with so many feeds or fewer there is nobody to share with


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be told, its rating, a note printed after the score, and its earlier telling."""

    story: Story
    rating: Rating
    also: str = ""
    follows: Earlier | None = None

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
    """Stories taken, passed over for length and held back for their feed's share, each in order.

    `left` is the room in words when a story was passed over, `most` the limit for each feed.
    """

    room: int
    most: int | None = None
    chosen: list[Candidate] = field(default_factory=list)
    passed: list[Candidate] = field(default_factory=list)
    held: list[Candidate] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def offer(self, one: Candidate, need: int) -> None:
        """Take a story, hold it back for its feed's share, or pass it over for lack of room."""
        if self.most is not None and self.count_stories(one.feed) >= self.most:
            self.held.append(one)
        elif need <= self.room:
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


def fill_programme(candidates: Sequence[Candidate], need: Mapping[str, int], room: int, near: Near) -> Selection:
    """Return the selection that fits `room`; `need` has each story's words, `near` tells whether two are near in topic.

    With more than two feeds, one tells at most two in five of the stories (two at least) while others have something to tell.
    """
    found = _offer_candidates(candidates, need, Selection(room), near)
    most = len(found.chosen)
    while len({one.feed for one in candidates}) > FEW and most > (most := max(ALWAYS, int(SHARE * len(found.chosen)))):
        found = _offer_candidates(candidates, need, Selection(room, most), near)
    waiting, found.held = found.held, []
    for one in waiting:  # the others have nothing more that fits
        if need[one.story.id] <= found.room:
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
            close = sum(near(one, other) for other in found.chosen[seen:])
            one = replace(one, rating=replace(one.rating, near=one.rating.near + close))
            if one.place > place:
                heapq.heappush(heap, (one.place, len(found.chosen), one))
                continue
        found.offer(one, need[one.story.id])
    return found
