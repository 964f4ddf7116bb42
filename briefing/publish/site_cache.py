"""Cache of the site's check: what was found good and has not changed since need not be read, nor made, again.

Forgetting all of it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from briefing.model.codec import dumps, loads
from briefing.model.episode import folder_of
from briefing.model.errors import Faulty, UnknownVersion
from briefing.model.language import Language
from briefing.model.ports import Marks
from briefing.model.show import Show, Site
from briefing.publish.card import EpisodeSummary
from briefing.publish.documents import DOCUMENTS

SITE = "site"  # the mark of the page of all shows; those of shows are site/KEY


@dataclass(frozen=True, slots=True)
class PageCache:
    """The pages of a show, or of the site, as they were last found good: what they were made on, and the stamp of their files.

    `cover` is the name of the show's picture, `cards` are its episodes, newest first.
    """

    terms: str = ""
    stamp: str = ""
    cover: str = ""
    cards: tuple[EpisodeSummary, ...] = ()


def list_paths(card: EpisodeSummary) -> list[str]:
    """Return where an episode's files lie below the site."""
    return [f"{folder_of(card)}/{name}" for name in (card.file, *DOCUMENTS)]


def load_cache(marks: Marks | None, name: str) -> PageCache:
    """Return what was kept under a name; nothing where there is none, or none that can be read."""
    kept = marks.get(name) if marks else None
    try:
        return loads(kept, PageCache) if kept else PageCache()
    except (Faulty, UnknownVersion):
        return PageCache()


def save_cache(marks: Marks | None, name: str, seen: PageCache, before: PageCache) -> None:
    """Keep what is not kept already."""
    if marks and seen != before:
        marks.put(name, dumps(seen))


def digest_terms(show: Show, site: Site, language: Language) -> str:
    """Return a digest of what a show's pages and feed are made of, its episodes apart: settings, words, and this program."""
    words = (f"{name}={word}" for name, word in sorted(language.words.items()))
    return compute_digest([digest_program(), dumps(show), dumps(site), language.date_format, *words])


def compute_digest(parts: Iterable[str | bytes]) -> str:
    """Return a hash of parts, in order."""
    found = hashlib.blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()


@cache
def digest_program() -> str:
    """Return a digest of the release, and of the files by which it makes pages and feeds."""
    here = files("briefing.publish")
    sources = sorted(
        (file for at in (here, here / "templates") for file in at.iterdir() if file.is_file()), key=lambda file: file.name
    )
    return compute_digest([version("news-briefing"), *(part for file in sources for part in (file.name, file.read_bytes()))])
