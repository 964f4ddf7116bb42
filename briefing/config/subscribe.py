"""Feed import: which feeds of an untrusted list may be added to feeds.yaml, and how; pure functions."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from briefing.config import rules
from briefing.config.addresses import has_secret, make_feed_id, to_relative_path
from briefing.config.document import Document
from briefing.config.opml import Outline
from briefing.config.values import suggest_nearest
from briefing.model.errors import Usage


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A feed to write into feeds.yaml; `name` may be empty, `weight` is 1 unless the list gives another."""

    url: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class ChosenFeeds:
    """The feeds to add, those refused with reasons (address, reason), and notes on those to add (address, note)."""

    new: tuple[FeedEntry, ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]


def choose_feeds(outlines: Iterable[Outline], known: Iterable[str]) -> ChosenFeeds:
    """Return which feeds may be added to a show whose feeds have the ids `known`.

    Rights are not imported: only the producer knows what may be read aloud. Nor is `private`: an untrusted list must not open
    the producer's own network. Nor is an address with `${`: it would send a value from the producer's environment to an address
    that another person chose.
    """
    seen = set(known)
    new: list[FeedEntry] = []
    refused: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    for outline in outlines:
        if reason := _find_objection(outline.url):
            refused.append((outline.url, reason))
        elif make_feed_id(outline.url) in seen:
            refused.append((outline.url, "is there already"))
        else:
            seen.add(make_feed_id(outline.url))
            new.append(FeedEntry(outline.url, _clean_name(outline.name), _parse_weight(outline.weight)))
            if outline.rights in ("own", "licensed"):
                notes.append((outline.url, f"the list says rights: {outline.rights}; write it into feeds.yaml if that is so"))
            if outline.private == "true":
                notes.append((outline.url, "the list says private: true; write it into feeds.yaml if it is in your own network"))
    return ChosenFeeds(tuple(new), tuple(refused), tuple(notes))


def list_feed_ids(document: Document, show: str, folder: Path) -> Iterator[str]:
    """Yield the ids of a show's feeds as they are in the file, valid or not; raises Usage with the nearest key if no such show."""
    shows = document.tree.get("shows") if isinstance(document.tree, dict) else None
    found = shows.get(show) if isinstance(shows, dict) else None
    if not isinstance(found, dict):
        keys = list(shows) if isinstance(shows, dict) else []
        raise Usage(
            show, "is no show of this feeds.yaml", hint=suggest_nearest(show, keys) or f"there are {', '.join(keys) or 'none'}"
        )
    feeds = found.get("feeds")
    for number, feed in enumerate(feeds if isinstance(feeds, list) else []):
        url, path = (feed.get("url"), feed.get("path")) if isinstance(feed, dict) else (None, None)
        if isinstance(url, str):
            yield make_feed_id(document.written.get(("shows", show, "feeds", number, "url"), url))
        elif isinstance(path, str):
            yield make_feed_id(to_relative_path(path, folder))


def _find_objection(url: str) -> str:
    """Return the reason why an address may not be in feeds.yaml, or ""."""
    if "${" in url:
        return "holds ${, which would be filled from your environment"
    if len(url) > 2000:
        return "is longer than 2000 characters"
    try:
        rules.check_url(url)
    except PydanticCustomError:
        return "is no http or https address"
    return "holds a password: add it by hand, with ${NAME} in its place" if has_secret(url) else ""


def _clean_name(name: str) -> str:
    """Return a name in the form that feeds.yaml accepts; "" for one that would take a value from the environment."""
    kept = "".join(char if char.isspace() or unicodedata.category(char)[0] != "C" else "" for char in name)
    folded = " ".join(rules.BIDI_CONTROLS.sub("", re.sub(r"\s", " ", kept)).split())
    return "" if "${" in folded else folded[:100].strip()


def _parse_weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 1.0
    return weight if math.isfinite(weight) and 0 <= weight <= 1000 else 1.0
