"""News that people sorted by event: ECB+, whole or cut to teasers, and the labelled mornings. B-cubed and what publishers share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from briefing.fetch.items import Origin, build_items
from briefing.fetch.parse import parse_feed
from briefing.languages import load_language
from briefing.model.news import Item
from briefing.model.show import Feed
from briefing.select.events import group_by_event
from tests.support import make

WORDS = 30  # of a teaser
ENGLISH = ("2021-09-20", "2026-08-16")
GERMAN = "de-2026-01-02"
MOST = 0.8  # of an event's publishers in one group: the event is found

Figures = tuple[float, float, float]  # precision, recall and F1
Groups = Sequence[Sequence[Item]]


@dataclass(frozen=True)
class Told:
    """Items with their feeds and language, the event of those that people labelled, and how many publishers tell each event."""

    items: Sequence[Item]
    feeds: Mapping[str, Feed]
    language: str
    event: Mapping[str, str]
    topic: Mapping[str, int]
    publishers: Mapping[str, int]

    def group(self) -> list[list[Item]]:
        """Group all items, labelled or not."""
        return group_by_event(self.items, self.feeds, load_language(self.language).titles)


def read_articles(shared: Path, words: int | None = None) -> Told:
    """ECB+, each article from a feed of its own; with `words`, the headline and so many words of what follows it."""
    rows = [json.loads(line) for line in (shared / "data/news/ecbplus.jsonl").open(encoding="utf-8")]
    items = [
        make.item(row["title"], _cut(row["title"], row["text"], words), id=row["id"], feed=f"feed-{row['id']}") for row in rows
    ]
    feeds = {item.feed: make.feed(item.feed, item.feed) for item in items}
    events, topics = ({row["id"]: row[key] for row in rows} for key in ("cluster", "topic"))
    return Told(items, feeds, "en", events, {id: int(topic) for id, topic in topics.items()}, {})


def read_morning(shared: Path, name: str) -> Told:
    """The items of a morning's last 24 hours, as fetch reads them."""
    folder = shared / "data/mornings" / name
    info, gold = (json.loads((folder / file).read_text("utf-8")) for file in ("info.json", "gold.json"))
    now = datetime.fromisoformat(info["now"])
    where = {guid: event for event, row in gold.items() for guid in row["items"]}
    items: list[Item] = []
    feeds, events = dict[str, Feed](), dict[str, str]()
    for publisher, row in info["publishers"].items():
        feed = row["file"].removesuffix(".xml")
        feeds[feed] = make.feed(feed, publisher)
        for entry in parse_feed((folder / row["file"]).read_bytes(), "", "").entries:
            for item in build_items([entry], Origin(feed, "", "", now)).items:
                if now - timedelta(hours=24) <= item.published <= now and item not in items:
                    items.append(item)
                    if entry.guid.strip() in where:
                        events[item.id] = where[entry.guid.strip()]
    return Told(items, feeds, info["language"], events, {}, {event: len(row["publishers"]) for event, row in gold.items()})


def compute_bcubed(groups: Groups, told: Mapping[str, str]) -> Figures:
    """Precision, recall and F1, B-cubed (Bagga and Baldwin 1998), over the items in `told`.

    The mean over items of how pure and how whole their group is; what else is in a group does not count.
    """
    whole: Counter[str] = Counter(told.values())
    precision = recall = 0.0
    for group in groups:
        counts = Counter(told[item.id] for item in group if item.id in told)
        for event, count in counts.items():
            precision += count * count / counts.total()
            recall += count * count / whole[event]
    precision, recall = precision / whole.total(), recall / whole.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def count_found(groups: Groups, told: Told) -> int:
    """How many events have most of their publishers in one group."""
    shares = {
        event: max(len({item.feed for item in group if told.event.get(item.id) == event}) for group in groups) / count
        for event, count in told.publishers.items()
    }
    return sum(share >= MOST for share in shares.values())


def _cut(title: str, text: str, words: int | None) -> str:
    if words is None:
        return text
    rest = text[len(title) :] if text.startswith(title) and len(text) > len(title) + 20 else text
    return " ".join(rest.split()[:words])
