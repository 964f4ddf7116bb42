"""Keeps what the environment gave to an address out of everything that comes back from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.model import Bookmark, Item, Note
from briefing.ports import Answer, Fetcher
from briefing.show import Feed


@dataclass(frozen=True, slots=True)
class Discreet:
    """A Fetcher whose answers hold no secrets: `scrub` takes them out of messages, and a link that carries one is left out."""

    fetcher: Fetcher
    scrub: Callable[[str], str]

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return the fetcher's answers, without the secrets."""
        return [self._without(answer) for answer in self.fetcher.fetch(feeds, bookmarks, now)]

    def _without(self, answer: Answer) -> Answer:
        notes = tuple(Note(note.stage, note.subject, self.scrub(note.message)) for note in answer.notes)
        items = tuple(self._unlinked(item) for item in answer.items)
        return replace(answer, notes=notes, items=items, error=self.scrub(answer.error))

    def _unlinked(self, item: Item) -> Item:
        return item if self.scrub(item.url) == item.url else replace(item, url="")
