"""A show that runs day after day in a studio of fakes, with one feed whose items change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from briefing.languages import load_language
from briefing.model.edition import Run, State
from briefing.model.news import Answer, Bookmark, Item
from briefing.model.show import Feed, Rights
from briefing.pipeline.produce import produce
from briefing.pipeline.studio import Studio
from tests.support import make
from tests.support.fakes.fetch import FakePages
from tests.support.studio import studio

FIRST = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)  # a Monday
TITLE = "Strike on the harbour of Bardale"
TEXT = (
    "At least 12 people were killed in the strike on the harbour of Bardale. Rescue teams worked through the night. "
    "The mayor of Bardale thanked the crews of three tugs for their help. The harbour master said the pier was lost."
)
SUBJECTS = ("Apples", "Ferries", "Lakes", "Schools", "Letters", "Trains", "Maps", "Boats", "Wells", "Roads")
OLDER = ("The valley museum opens a new wing", "The valley museum has opened a new wing. It shows 40 letters of a composer.")


def entry(name: str, title: str, text: str, published: datetime, url: str = "") -> Item:
    """An item as a feed gives it, its page named by its name."""
    version = sha256(f"{title}\n{text}".encode()).hexdigest()[:12]
    return Item(name, version, make.FEED_ID, title, text, url or f"https://news.example/{name}", "", published, published, True)


@dataclass(slots=True)
class Wire:
    """One feed that holds what was put into it, and the clock."""

    items: list[Item] = field(default_factory=list)
    time: datetime = FIRST
    pages: FakePages = field(default_factory=FakePages)

    def now(self) -> datetime:
        return self.time

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        there = tuple(replace(item, seen=now) for item in self.items)
        return [Answer(feed, there, None, (), whole=True) for feed in feeds]

    def now_says(self, name: str, title: str, text: str) -> None:
        """Let an item have another title and text."""
        self.items = [
            entry(name, title, text, item.published, item.url) if item.id == name else item for item in self.items
        ]  # fmt: skip


@dataclass(slots=True)
class Desk:
    """A show that runs day after day."""

    wire: Wire
    studio: Studio

    def edition(self, day: int, until: State = "published") -> Run:
        """Make the edition of so many days after the first, with a story of that day's own, so that there is one."""
        self.wire.time = FIRST + timedelta(days=day)
        title = f"{SUBJECTS[day]}: the union of the valley has new members"
        own = f"The union of the valley has counted {day + 3} hundred new members. It met in the town hall."
        self.wire.items = [entry(f"own{day}", title, own, self.wire.time - timedelta(hours=1)), *self.wire.items]
        return self.run(day, until)

    def run(self, day: int, until: State = "published") -> Run:
        """Make the edition with what there is."""
        self.wire.time = FIRST + timedelta(days=day)
        local = date(2026, 11, 16) + timedelta(days=day)
        run = self.studio.claims.claim(make.edition(day=local, at=self.wire.time).slot)
        return produce(run, self.studio, until=until)


def desk(rights: Rights = "own", url: str = "", language: str = "en") -> Desk:
    """A desk whose first edition, on a Monday, told of the strike; the feed holds something older too."""
    made = Wire(
        [
            entry("strike", TITLE, TEXT, FIRST - timedelta(hours=2), url),
            entry("older", *OLDER, FIRST - timedelta(hours=9)),
        ]
    )
    show = make.show("morning", make.feed(name="The Bardale Courier", rights=rights))
    here = replace(studio(show, []), clock=made, fetcher=made, pages=made.pages, language=load_language(language))
    whole = Desk(made, here)
    assert whole.edition(0).state == "published"
    return whole
