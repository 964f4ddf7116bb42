"""Invented news that goes on for years: what a feed holds is a function of its name and the instant."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.newsroom import Entry, Wire, rss
from tests.year.house import ROTAS, House, put

EVERY = timedelta(hours=3)
KEPT = 12  # entries in a feed
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
SOUNDS = ("ba", "del", "mor", "ken", "tis", "vol", "ran", "sel", "dun", "gar", "lim", "pro", "zet", "wic", "hal", "nor")
TALES = (
    (
        "{0} reopens its bridge after {1} months",
        "The bridge of {0} reopened on time. Repairs took {1} months and cost {2} million dollars, the council said.",
    ),
    (
        "Farmers near {0} report record {3} harvest",
        "Farmers near {0} brought in {1},000 tons of {3}. That is {2} percent more than a year ago, their union said.",
    ),
    (
        "{0} university finds old {3} in its cellar",
        "The university of {0} has found {1} boxes of {3} in a cellar. They lay there for {2} years, a librarian said.",
    ),
    (
        "Ferry line between {0} and {4} opens",
        "A ferry now links {0} and {4} in {1} minutes. The company expects {2},000 passengers in its first month.",
    ),
    (
        "Storm cuts power to {1},000 homes in {0}",
        "A storm cut the power to {1},000 homes in {0}. Crews restored most lines within {2} hours, the utility said.",
    ),
    (
        "{0} elects {4} as its mayor",
        "Voters in {0} elected {4} as mayor with {1} percent of the votes. The term lasts {2} years.",
    ),
    (
        "Court in {0} rules on {3} tax",
        "A court in {0} has stopped the tax on {3}. It had brought in {1} million dollars in {2} years, the ministry said.",
    ),
    (
        "Museum of {0} buys {1} paintings of {3}",
        "The museum of {0} has bought {1} paintings of {3}. A foundation paid {2} million dollars for them.",
    ),
)
THINGS = ("apples", "maps", "letters", "clocks", "barley", "salt", "timber", "horses", "wool", "coins", "lamps", "honey")
FEEDS = tuple(f"{rota.key}-{name}" for rota in ROTAS for name in ("ledger", "wire"))


def entry(feed: str, number: int, now: datetime) -> Entry:
    """Return one entry of a feed; every ninth has another text once it is two hours old."""
    chance = random.Random(f"{feed} {number}")
    place, person = ("".join(chance.choices(SOUNDS, k=3)).title() for _ in range(2))
    title, text = chance.choice(TALES)
    words = (place, chance.randint(11, 98), chance.randint(2, 40), chance.choice(THINGS), person)
    published = EPOCH + EVERY * number + timedelta(minutes=chance.randint(0, 90))
    more = f" {person} spoke of a good day for {place}." if number % 9 == 0 and now - published > timedelta(hours=2) else ""
    return Entry(title.format(*words), text.format(*words) + more, published)


def rewritten(one: Entry, feed: str, now: datetime) -> Entry:
    """Return an entry as its publisher rewrites it in place: every third with paragraphs, a headline, or both, dated anew."""
    chance = random.Random(f"{feed} {one.title} {now:%Y-%m-%d}")
    name = "".join(chance.choices(SOUNDS, k=3)).title()
    seen, sent = chance.randint(100, 900), chance.randint(3, 60)
    more = f" Inspectors from {name} counted {seen} visitors. {name} sent {sent} engineers at dawn."
    kind = chance.randrange(9)
    if kind > 2:
        return one
    title = f"{one.title}: what {name} says now" if kind else one.title
    return Entry(title, more.strip() if kind == 2 else one.text + more, now - timedelta(minutes=30), one.title)


def held(feed: str, now: datetime, updating: bool = False) -> list[Entry]:
    """Return what a feed holds at an instant, newest first; while `updating`, some of the older is rewritten."""
    last = (now - EPOCH) // EVERY
    found = [one for number in range(last, last - KEPT, -1) if (one := entry(feed, number, now)).published <= now]
    return [rewritten(one, feed, now) if updating and now - one.published > timedelta(hours=12) else one for one in found]


class Desk:
    """The feeds of all shows: files, and one a show over HTTP; `down` are those that do not answer now, and how.

    While `updating`, publishers rewrite stories in place.
    """

    def __init__(self, house: House, wire: Wire) -> None:
        self._folder, self._wire = house.folder / "news", wire
        self._folder.mkdir(parents=True, exist_ok=True)
        self.down: dict[str, str] = {}
        self.updating = False

    def update(self, now: datetime) -> None:
        """Have publishers rewrite stories in place from now on."""
        self.updating = True
        self.write(now)

    def write(self, now: datetime) -> None:
        """Have every feed hold what there is at this instant, or fail as it is to fail."""
        for feed in FEEDS:
            body, how = rss(feed, held(feed, now, self.updating)), self.down.get(feed, "")
            if feed.endswith("-wire"):
                self._serve(feed, body, how)
            else:
                self._keep(self._folder / f"{feed}.xml", body, how)

    def _serve(self, feed: str, body: bytes, how: str) -> None:
        path = f"/{feed.removesuffix('-wire')}.xml"
        if how == "cut":
            body = body[: len(body) // 2]
        self._wire.serve(path, b"" if how == "gone" else body, status=500 if how == "gone" else 200)

    def _keep(self, file: Path, body: bytes, how: str) -> None:
        if how == "gone":
            file.unlink(missing_ok=True)
        else:
            put(file, b"<html>We are moving.</html>" if how == "cut" else body)
