"""Which feeds of a stranger's list may come into feeds.yaml, and as what: a function of values."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from briefing.config import rules
from briefing.config.addresses import has_secret, identity, relative
from briefing.config.document import Document
from briefing.config.opml import Outline
from briefing.config.values import suggest
from briefing.model.errors import Usage


@dataclass(frozen=True, slots=True)
class Entry:
    """A feed to be written into feeds.yaml; `name` may be empty, `weight` is 1 unless the list said another."""

    url: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Sorted:
    """What to add, what is left out and why (address, reason), and what a person should know of what is added."""

    new: tuple[Entry, ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]


def sort_out(outlines: Iterable[Outline], known: Iterable[str]) -> Sorted:
    """Return what may be added to a show whose feeds have the ids `known`.

    Rights do not travel: what a file claims may be read aloud is for the producer to know. Nor does `private`: a stranger's list
    must not open the producer's own network. Nor does `${`: it would send what stands in the producer's environment to an address
    that a stranger chose.
    """
    seen = set(known)
    new: list[Entry] = []
    refused: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    for outline in outlines:
        if reason := _unfit(outline.url):
            refused.append((outline.url, reason))
        elif identity(outline.url) in seen:
            refused.append((outline.url, "is there already"))
        else:
            seen.add(identity(outline.url))
            new.append(Entry(outline.url, _name(outline.name), _weight(outline.weight)))
            if outline.rights in ("own", "licensed"):
                notes.append((outline.url, f"the list says rights: {outline.rights}; write it into feeds.yaml if that is so"))
            if outline.private == "true":
                notes.append((outline.url, "the list says private: true; write it into feeds.yaml if it is in your own network"))
    return Sorted(tuple(new), tuple(refused), tuple(notes))


def feed_ids(document: Document, show: str, folder: Path) -> Iterator[str]:
    """Yield the ids of a show's feeds as they stand in the file, right or not; raises Usage, with the nearest, for no show."""
    shows = document.tree.get("shows") if isinstance(document.tree, dict) else None
    found = shows.get(show) if isinstance(shows, dict) else None
    if not isinstance(found, dict):
        keys = list(shows) if isinstance(shows, dict) else []
        raise Usage(show, "is no show of this feeds.yaml", hint=suggest(show, keys) or f"there are {', '.join(keys) or 'none'}")
    feeds = found.get("feeds")
    for number, feed in enumerate(feeds if isinstance(feeds, list) else []):
        url, path = (feed.get("url"), feed.get("path")) if isinstance(feed, dict) else (None, None)
        if isinstance(url, str):
            yield identity(document.written.get(("shows", show, "feeds", number, "url"), url))
        elif isinstance(path, str):
            yield identity(relative(path, folder))


def _unfit(url: str) -> str:
    """Return why an address may not stand in feeds.yaml, or nothing."""
    if "${" in url:
        return "holds ${, which would be filled from your environment"
    if len(url) > 2000:
        return "is longer than 2000 characters"
    try:
        rules.url(url)
    except PydanticCustomError:
        return "is no http or https address"
    return "holds a password: add it by hand, with ${NAME} in its place" if has_secret(url) else ""


def _name(name: str) -> str:
    """Return a name as feeds.yaml takes it; one that would be filled from the environment is left out."""
    kept = "".join(char if char.isspace() or unicodedata.category(char)[0] != "C" else "" for char in name)
    folded = " ".join(rules.DIRECTING.sub("", re.sub(r"\s", " ", kept)).split())
    return "" if "${" in folded else folded[:100].strip()


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 1.0
    return weight if math.isfinite(weight) and 0 <= weight <= 1000 else 1.0
