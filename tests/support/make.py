"""Values for tests: each maker fills in what the test does not care about."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from briefing.model.edition import Edition, Slot
from briefing.model.news import Item, Line, Source
from briefing.model.script import Segment
from briefing.model.show import Feed, Rights, Show, Site, SummarizerChoice, VoiceChoice

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FEED_ID = "a1b2c3d4e5f6"


def feed(id: str = FEED_ID, name: str = "Example News", weight: float = 1.0, rights: Rights = "quote", *,
         private: bool = False, **more: str) -> Feed:  # fmt: skip
    """A feed; `private` for one on a server of the test, which is on loopback."""
    return Feed(id=id, name=name, url=more.get("url", "" if "path" in more else f"https://{id}.example/rss"),
                path=more.get("path", ""), weight=weight, rights=rights, private=private)  # fmt: skip


def item(title: str = "Bridge opens in Lviv", text: str = "The bridge opened at noon. Thousands came.", *,
         id: str = "", feed: str = FEED_ID, hours_ago: float = 1.0, url: str = "https://news.example/1") -> Item:  # fmt: skip
    """An item published `hours_ago` before NOW."""
    when = NOW - timedelta(hours=hours_ago)
    version = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:12]
    return Item(id=id or hashlib.sha256(f"{feed}{title}".encode()).hexdigest()[:16], version=version, feed=feed, title=title,
                text=text, url=url, author="", published=when, seen=when, dated=True)  # fmt: skip


def show(key: str = "morning", *feeds: Feed, minutes: float = 5, schedule: str = "0 6 * * *", timezone: str = "Europe/Kyiv",
         words: int = 70, engine: str = "tone", title: str = "The Morning Briefing") -> Show:  # fmt: skip
    """A digest, whose stories are all alike, with one feed unless given others."""
    return Show(key=key, title=title, description="World news in five minutes.", language="en-US", timezone=timezone,
                schedule=schedule, minutes=minutes, min_stories=1, max_age_hours=24, voice=VoiceChoice(engine, "en-us", 165),
                summarizer=SummarizerChoice("extractive", words), disclosure="This audio is created with AI assistance.",
                when_empty="silent", feeds=feeds or (feed(),), style="digest")  # fmt: skip


def edition(key: str = "morning", day: date = date(2026, 11, 22), time: str = "06:00", at: datetime = NOW) -> Edition:
    """An edition of a show."""
    return Edition(id=f"{key}-{day.isoformat()}", slot=Slot(show=key, at=at, day=day, time=time))


def site(link: str = "https://example.org/briefing") -> Site:
    """A site."""
    return Site(title="The Daily Briefing", link=link, author="Example Newsroom", email="news@example.org")


def cite(item: Item, quote: str) -> Source:
    """The source of words that stand in the item's text."""
    start = item.text.index(quote)
    return Source(feed=item.feed, item=item.id, version=item.version, field="text", start=start, end=start + len(quote),
                  quote=quote, hash=hashlib.sha256(item.text.encode()).hexdigest())  # fmt: skip


def title(item: Item) -> Source:
    """The source of an item's headline."""
    return Source(feed=item.feed, item=item.id, version=item.version, field="title", start=0, end=len(item.title), quote=item.title,
                  hash=hashlib.sha256(item.title.encode()).hexdigest())  # fmt: skip


def line(id: str, text: str, *sources: Source) -> Line:
    """A verbatim line when it has sources, a template line when not."""
    return Line(id=id, text=text, basis="verbatim" if sources else "template", sources=sources)


def segment(id: str, *lines: Line, title: str = "A chapter", url: str = "") -> Segment:
    """A segment whose kind is its id, or a story."""
    kind = id if id in ("opening", "closing", "headlines", "correction") else "story"
    return Segment(id=id, kind=kind, title=title, url=url, lines=lines)  # type: ignore[arg-type]  # a literal, checked above
