"""Implementation of the documented Python function `briefing.write.summarize`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from briefing.languages import load_language
from briefing.model.news import Item, Line
from briefing.model.ports import Task
from briefing.write.summarizers.extractive import ExtractiveSummarizer

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def summarize(text: str, title: str, *, words: int, language: str = "en") -> list[Line]:
    """Return the extractive summary of one text, rights `own`; the cited item's id is the hash of title and text."""
    version = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:12]
    item = Item(
        id=version, version=version, feed="", title=title, text=text, url="", author="",
        published=LONG_AGO, seen=LONG_AGO, dated=False
    )  # fmt: skip
    return list(ExtractiveSummarizer(load_language(language)).summarize(item, Task(words, "own")))
