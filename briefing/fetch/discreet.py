"""Keeps what the environment gave to an address out of everything that comes back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from briefing.model import Bookmark, Item, Note
from briefing.ports import Answer, Fetcher
from briefing.show import Feed

SHORTEST = 4  # characters; a shorter value is no secret, and blotting it out would spoil ordinary words


@dataclass(frozen=True, slots=True)
class Discreet:
    """A Fetcher whose answers hold no `secrets`: they are `***` in messages, and a link that carries one is left out."""

    fetcher: Fetcher
    secrets: tuple[str, ...]

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return the fetcher's answers, without the secrets."""
        return [self._without(answer) for answer in self.fetcher.fetch(feeds, bookmarks, now)]

    def _without(self, answer: Answer) -> Answer:
        notes = tuple(Note(note.stage, note.subject, self._blot(note.message)) for note in answer.notes)
        items = tuple(self._unlinked(item) for item in answer.items)
        return replace(answer, notes=notes, items=items, error=self._blot(answer.error))

    def _unlinked(self, item: Item) -> Item:
        return item if self._blot(item.url) == item.url else replace(item, url="")

    def _blot(self, text: str) -> str:
        for secret in sorted(self.secrets, key=len, reverse=True):
            for form in (secret, quote(secret), quote(secret, safe="")):
                text = text.replace(form, "***") if len(secret) >= SHORTEST else text
        return text
