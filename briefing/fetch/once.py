"""The Fetcher port for a house with several shows: a feed that two of them share is asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from briefing.model import Bookmark
from briefing.ports import Answer, Fetcher
from briefing.show import Feed

GOOD_FOR = timedelta(minutes=10)  # our choice: about one run of the program; the next one asks again, also what failed

Answers = dict[str, tuple[datetime, Answer]]  # by address, each with the instant it was given


class OnceFetcher:
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
        return [_as(feed, self._answers[feed.address][1]) for feed in feeds]


def _as(feed: Feed, answer: Answer) -> Answer:
    """Return an answer with the feed's name in this show."""
    if feed == answer.feed:
        return answer
    notes = tuple(replace(note, subject=feed.name) for note in answer.notes)
    error = answer.error and feed.name + answer.error.removeprefix(answer.feed.name)
    return replace(answer, feed=feed, notes=notes, error=error)
