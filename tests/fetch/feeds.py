"""Feeds for tests, written out."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.support.make import NOW


def rss(*entries: str, link: str = "https://news.example/") -> bytes:
    """An RSS feed of these entries."""
    body = f"<rss version='2.0'><channel><title>News</title><link>{link}</link>{''.join(entries)}</channel></rss>"
    return f"<?xml version='1.0' encoding='utf-8'?>{body}".encode()


def entry(
    title: str = "Bridge opens", text: str = "<p>It opened at noon.</p>", *, link: str = "/1", guid: str = "", date: datetime = NOW
) -> str:
    """One RSS entry; the text is HTML."""
    guid = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    link = f"<link>{escape(link)}</link>" if link else ""
    when = f"<pubDate>{format_datetime(date)}</pubDate>"
    return f"<item><title>{escape(title)}</title>{link}{guid}{when}<description>{escape(text)}</description></item>"
