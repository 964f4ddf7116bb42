"""One entry of a feed before it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

ENTRIES = 500
LONG = 2_000_000
SHORT = 4_000


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry as the feed has it: HTML or text, hostile; `published` is aware and in UTC.

    `bodies` are its description and then its contents, `caption` is what it says of its picture. `language` is the tag it is said
    to be in, `license` its terms of use: an address or words.
    """

    guid: str
    link: str
    title: str
    bodies: tuple[str, ...]
    author: str
    published: datetime | None
    language: str = ""
    license: str = ""
    caption: str = ""

    def capped(self) -> Raw:
        """Return the entry with every field cut to a length that any real one has."""
        return replace(
            self,
            guid=self.guid[:SHORT],
            link=self.link[:SHORT],
            title=self.title[:SHORT],
            bodies=tuple(body[:LONG] for body in self.bodies[:5]),
            author=self.author[:SHORT],
            language=self.language[:SHORT],
            license=self.license[:SHORT],
            caption=self.caption[:LONG],
        )
