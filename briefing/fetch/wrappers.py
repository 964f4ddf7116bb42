"""Keeps what the environment gave to feeds.yaml out of everything that comes back from a feed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from briefing.lib.redact import Scrub, shown
from briefing.model.news import Answer, Bookmark, Item
from briefing.model.ports import Fetcher
from briefing.model.progress import Note
from briefing.model.show import Feed

LEAST = 12  # characters of a value; a shorter one may stand in an article by chance
FOLDED = 8  # characters that are left of it without white space
FIELDS = ("title", "text", "author", "link", "license")
# what may stand between two letters unseen: white space, soft hyphens, signs of direction, of joining and of no width
UNSEEN = re.compile("[\\s\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")


@dataclass(frozen=True)
class RedactingFetcher:
    """A Fetcher whose answers hold no secrets: `scrub` takes them out of messages, and a link that carries one is left out.

    `links` tells what a link may not carry, where that is less than what messages may not. An item that holds a value of 12 or more
    characters of `variables` (names and values from the environment) is refused, and a note names the variable: in any case,
    percent-encoded, as HTML entities, with white space in it; not in Base64.
    """

    fetcher: Fetcher
    scrub: Scrub
    links: Scrub | None = None
    variables: Sequence[tuple[str, str]] = field(default=(), repr=False)

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return the fetcher's answers, without the secrets."""
        return [self._without(answer) for answer in self.fetcher.fetch(feeds, bookmarks, now)]

    def _without(self, answer: Answer) -> Answer:
        judged = [(item, self._holds(item, answer.feed)) for item in answer.items]
        refused = Counter(held for _, held in judged if held)
        notes = [*answer.notes, *(_make_refusal(answer.feed, held, times) for held, times in refused.items())]
        return replace(
            answer,
            items=tuple(self._unlinked(item) for item, held in judged if not held),
            notes=tuple(Note(note.stage, note.subject, self.scrub(note.message)) for note in notes),
            error=self.scrub(answer.error),
            whole=answer.whole and not refused,  # what was refused is there all the same
        )

    def _unlinked(self, item: Item) -> Item:
        return item if (self.links or self.scrub)(item.url) == item.url else replace(item, url="")

    def _holds(self, item: Item, feed: Feed) -> tuple[str, str] | None:
        """Return which field of an item holds the value of which variable; a link that has its own feed's is only left out."""
        if not self._wanted:
            return None
        texts = (item.title, item.text, item.author, item.url, item.license)
        folded = [(name, _fold(text)) for name, text in zip(FIELDS, texts, strict=True) if text]
        own = _fold(feed.url)
        for variable, values in self._wanted:
            for name, forms in folded:
                if _contains(values, forms) and not (name == "link" and _contains(values, own)):
                    return name, variable
        return None

    @cached_property
    def _wanted(self) -> list[tuple[str, list[str]]]:
        long = ((name, _fold(value)) for name, value in self.variables if len(value.strip()) >= LEAST)
        return [(name, [form for form in forms if len(form) >= FOLDED]) for name, forms in long]


def _make_refusal(feed: Feed, held: tuple[str, str], times: int) -> Note:
    name, variable = held
    items = "1 item" if times == 1 else f"{times} items"
    what = f"{items} refused: the value of ${{{variable}}} stands in the {name}: ask the publisher, and change the value"
    return Note("fetch", feed.name, f"{shown(feed.address)}: {what}")


def _contains(values: Iterable[str], forms: Iterable[str]) -> bool:
    return any(value in form for value in values for form in forms)


def _fold(text: str) -> set[str]:
    """Return a text as its letters are heard or read: whatever its case, escapes and unseen characters."""
    plain = {text, unquote(text), unescape(text), unescape(unquote(text))}
    return {UNSEEN.sub("", unicodedata.normalize("NFKC", form)).casefold() for form in plain}


GOOD_FOR = timedelta(minutes=10)  # our choice: about one run of the program; the next one asks again, also what failed

Answers = dict[str, tuple[datetime, Answer]]  # by address, each with the instant it was given


class CachingFetcher:
    """Asks another fetcher, and gives the same answer to whoever asks for the same address within ten minutes.

    Answers that failed are remembered too: a feed that is down is not asked again for every show. The same address with another
    password is asked for itself. Fetchers that share `answers` share what they asked.
    """

    def __init__(self, fetcher: Fetcher, answers: Answers | None = None) -> None:
        self._fetcher = fetcher
        self._answers: Answers = {} if answers is None else answers

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return one answer a feed, in order, as the show that asks names the feed."""
        for address in [address for address, kept in self._answers.items() if abs(now - kept[0]) >= GOOD_FOR]:
            del self._answers[address]
        unasked = [feed for feed in feeds if feed.address not in self._answers]
        for answer in self._fetcher.fetch(unasked, bookmarks, now):
            self._answers[answer.feed.address] = now, answer
        return [_answer_as(feed, self._answers[feed.address][1]) for feed in feeds]


def _answer_as(feed: Feed, answer: Answer) -> Answer:
    """Return an answer with the feed's name in this show."""
    if feed == answer.feed:
        return answer
    notes = tuple(replace(note, subject=feed.name) for note in answer.notes)
    error = answer.error and feed.name + answer.error.removeprefix(answer.feed.name)
    return replace(answer, feed=feed, notes=notes, error=error)
