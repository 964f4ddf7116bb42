"""A summarizer for tests of other parts: keeps the contract, knows no language."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefing.model.news import Item, Line, Source
from briefing.model.ports import Task


class FirstSentence:
    """Reads a text up to its first full stop, when that fits."""

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return that one sentence, or nothing."""
        end = item.text.find(". ") + 1 or len(item.text)
        said, whole, words = item.text[:end], len(item.text.split()), task.words
        if task.rights == "quote" and whole > 200:
            words = min(words, whole // 4)
        if not said.endswith(".") or len(said.split()) > words:
            return []
        digest = hashlib.sha256(item.text.encode()).hexdigest()
        return [Line(f"{item.id}-1", said, "verbatim", (Source(item.feed, item.id, item.version, "text", 0, end, said, digest),))]
