"""The Fetcher port: all feeds of a show asked at once, over HTTP or from files, each answered for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.fetch.fulltext import FullText, Known, find_missing_packages
from briefing.fetch.hosts import Hosts
from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.parser_process import IdleProcess, ParserProcess
from briefing.lib.redact import shown
from briefing.model.news import Answer, Bookmark, Item
from briefing.model.ports import Events
from briefing.model.progress import Note, Progress
from briefing.model.show import Feed

if TYPE_CHECKING:
    from briefing.fetch.http import Client, Reply


class FeedFetcher:
    """Fetches feeds; those with a path are files under `base`.

    `per_host` is how many requests one host gets at a time; `events` hears which feeds are waited for; `known` tells what is kept
    already, so that no page of an item is asked for twice. A feed that fails in passing is asked again after each of `waits`
    (seconds). On `bench` the reader's process waits for the next fetch.
    """

    def __init__(
        self,
        base: Path,
        *,
        per_host: int,
        limits: Limits | None = None,
        events: Events | None = None,
        known: Known | None = None,
        waits: Sequence[float] = (),
        bench: IdleProcess | None = None,
    ) -> None:
        self._base = base
        self._per_host = per_host
        self._limits = limits or Limits()
        self._events = events
        self._known: Known = known or (lambda ids: ())
        self._waits = waits
        self._bench = bench

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return one answer a feed, in order; a feed that fails is an answer with `error`, never an exception."""
        if not feeds:
            return ()
        with ParserProcess(self._limits, now, self._bench) as reader:
            if not any(feed.url or feed.full_text for feed in feeds):
                return [_read_file(feed, self._base / feed.path, self._limits.body, reader) for feed in feeds]
            return asyncio.run(self._all(feeds, bookmarks, reader))

    async def _all(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], reader: ParserProcess) -> Sequence[Answer]:
        from briefing.fetch.http import Client  # here, because aiohttp takes 0.2 s to import

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(32))  # names are looked up there, some slowly
        turn = asyncio.Lock()
        waiting = {feed.id: feed.name for feed in feeds}
        self._wait_for(waiting, len(feeds))
        async with Client(self._limits, per_host=self._per_host, waits=self._waits) as client:
            hosts = Hosts(client)
            pages = FullText(client, hosts, reader, turn, self._limits, self._known)

            async def one(feed: Feed) -> Answer:
                url = ""
                if feed.url:
                    reply = await self._ask(feed, bookmarks.get(feed.id), client)
                    if not isinstance(reply, Unusable) and reply.body is not None:
                        url = reply.url
                        reply = replace(reply, reserved=reply.reserved or await hosts.reservation(url, feed))
                    read = partial(_read_reply, feed, reply, reader)
                else:
                    read = partial(_read_file, feed, self._base / feed.path, self._limits.body, reader)
                async with turn:
                    answer = await asyncio.to_thread(read)
                answer = replace(answer, items=await hosts.reserved(answer.items, url, feed)) if url else answer
                if feed.full_text and answer.items:
                    answer = await _add_pages(answer, pages)
                waiting.pop(feed.id, None)
                self._wait_for(waiting, len(feeds))
                return answer

            return await asyncio.gather(*(one(feed) for feed in feeds))

    def _wait_for(self, waiting: Mapping[str, str], total: int) -> None:
        if self._events and waiting:
            self._events.emit(Progress("fetch", total - len(waiting), total, f"waiting for {', '.join(waiting.values())}"))

    async def _ask(self, feed: Feed, bookmark: Bookmark | None, client: Client) -> Reply | Unusable:
        try:
            async with asyncio.timeout(self._limits.turn_seconds):
                return await client.get(feed, bookmark)
        except TimeoutError:
            return Unusable(f"did not get its turn within {self._limits.turn_seconds:g} s: too many slow feeds before it")
        except Unusable as error:
            return error


async def _add_pages(answer: Answer, pages: FullText) -> Answer:
    if why := find_missing_packages():
        return replace(answer, notes=(*answer.notes, _make_note(answer.feed, why)))
    items, notes = await pages.read(answer.feed, answer.items)
    return replace(answer, items=items, notes=(*answer.notes, *(_make_note(answer.feed, note) for note in notes)))


def _read_reply(feed: Feed, reply: Reply | Unusable, reader: ParserProcess) -> Answer:
    if isinstance(reply, Unusable):
        return _make_failure(feed, str(reply))
    moved = [f"has moved for good to {reply.moved}: change it in feeds.yaml"] if reply.moved else []
    if reply.body is None:
        return _make_answer(feed, notes=moved)
    return _read(feed, reply.body, reader, charset=reply.charset, bookmark=reply.bookmark, notes=moved, reserved=reply.reserved)


def _read_file(feed: Feed, file: Path, cap: int, reader: ParserProcess) -> Answer:
    try:
        if not file.is_file():
            return _make_failure(feed, "is not a file" if file.exists() else "does not exist: check its path in feeds.yaml")
        with file.open("rb") as opened:
            body = opened.read(cap + 1)
    except OSError as error:
        return _make_failure(feed, f"cannot be read: {error.strerror}")
    return _read(feed, body, reader) if len(body) <= cap else _make_failure(feed, f"is larger than {cap / 1e6:g} MB")


def _read(
    feed: Feed,
    body: bytes,
    reader: ParserProcess,
    *,
    charset: str = "",
    bookmark: Bookmark | None = None,
    notes: Sequence[str] = (),
    reserved: str = "",
) -> Answer:
    try:
        found = reader.read(feed, body, charset, reserved)
    except Unusable as error:
        return _make_failure(feed, str(error), notes)
    if found.cut:  # what is missing may come next time, so the bookmark stays where it was
        bookmark, notes = None, [*notes, f"stops in the middle: the {len(found.items)} items before that are used"]
    return replace(_make_answer(feed, found.items, bookmark, notes), whole=not found.cut, formerly=found.formerly)


def _make_answer(feed: Feed, items: tuple[Item, ...] = (), bookmark: Bookmark | None = None, notes: Sequence[str] = ()) -> Answer:
    return Answer(feed=feed, items=items, bookmark=bookmark, notes=tuple(_make_note(feed, note) for note in notes))


def _make_failure(feed: Feed, what: str, notes: Sequence[str] = ()) -> Answer:
    error = f"{feed.name}: {shown(feed.address)}: {what}"
    return Answer(feed=feed, items=(), bookmark=None, notes=tuple(_make_note(feed, note) for note in (*notes, what)), error=error)


def _make_note(feed: Feed, what: str) -> Note:
    return Note("fetch", feed.name, f"{shown(feed.address)}: {what}")
