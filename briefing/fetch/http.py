"""Asks one feed's server, politely and on guard. The only file that knows aiohttp."""

from __future__ import annotations

import asyncio
import os
import socket
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from importlib.metadata import version
from types import TracebackType

import aiohttp
from yarl import URL

from briefing.fetch.address import shown
from briefing.fetch.guard import PrivateAddress, open_public
from briefing.fetch.inflate import Body
from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.tdm import in_headers
from briefing.model import Bookmark
from briefing.show import Feed

AGENT = "Briefing"  # the name that robots.txt may call us by
ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
ACCEPT_PAGE = "text/html, application/xhtml+xml"
PAGES = ("text/html", "application/xhtml+xml")
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
CONDITIONS = ("If-None-Match", "If-Modified-Since")
HINTS = {
    401: "it wants a name and a password",
    403: "it does not let us in",
    410: "it is gone for good; take it out of feeds.yaml",
    429: "it was asked too often",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said: `body` is None when nothing has changed, `moved` the address a permanent redirect leads to, or empty.

    `url` is where the body came from in the end, `reserved` how its headers reserve it from text and data mining, or empty.
    """

    body: bytes | None
    charset: str
    bookmark: Bookmark | None
    moved: str
    url: str = ""
    reserved: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for: `home` is the host that may be private where the producer allows it, `cap` how large it may be."""

    url: URL
    home: str
    cap: int
    headers: Mapping[str, str]

    @property
    def conditional(self) -> bool:
        """Whether "nothing has changed" is an answer to it."""
        return any(name in self.headers for name in CONDITIONS)


class Client:
    """Asks feeds over HTTP, a few at a time; an async context manager."""

    def __init__(self, limits: Limits, *, allow_private: bool, per_host: int) -> None:
        self._limits = limits
        self._allow_private = allow_private
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._everywhere = asyncio.Semaphore(limits.in_flight)
        agent = f"{AGENT}/{version('news-briefing')} (news-briefing; makes a daily audio programme from feeds)"
        headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        self._guarded = _session(headers, aiohttp.TCPConnector(limit=0, socket_factory=open_public))
        # For a feed's own host where the producer allows that to be private, and for nothing else.
        self._trusting = _session(headers, aiohttp.TCPConnector(limit=0))

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._guarded.close()
        await self._trusting.close()

    async def get(self, feed: Feed, bookmark: Bookmark | None) -> Reply:
        """Return what the feed's server says; raises Unusable."""
        limits = self._limits
        reply = await self._asked(feed.url, feed.url, limits.body, limits.seconds, _conditions(bookmark))
        return reply if reply.bookmark is None else replace(reply, bookmark=replace(reply.bookmark, feed=feed.id))

    async def page(self, url: str, feed: Feed) -> Reply:
        """Return the web page of one of a feed's items; raises Unusable, also for what is no web page."""
        return await self._asked(url, feed.url, self._limits.page, self._limits.seconds, {"Accept": ACCEPT_PAGE})

    async def rules(self, url: str, feed: Feed) -> bytes:
        """Return what a host says to robots in the file at `url`; raises Unusable."""
        reply = await self._asked(url, feed.url, self._limits.rules, self._limits.rules_seconds, {"Accept": "*/*"})
        return reply.body or b""

    async def _asked(self, url: str, home: str, cap: int, seconds: float, headers: Mapping[str, str]) -> Reply:
        try:
            question = _Question(URL(url), URL(home).host or "" if home else "", cap, headers)
            async with self._hosts[question.url.host or ""], self._everywhere, asyncio.timeout(seconds):
                return await self._follow(question)
        except TimeoutError as error:
            raise Unusable(f"did not answer within {seconds:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Unusable(in_words(error, self._allow_private)) from error

    async def _follow(self, question: _Question) -> Reply:
        url, moved, for_good = question.url, "", True
        for _ in range(self._limits.redirects + 1):
            session = self._trusting if self._allow_private and url.host == question.home else self._guarded
            async with session.get(url, headers=question.headers, allow_redirects=False) as response:
                if response.status not in REDIRECTS:
                    return await self._reply(question, response, moved)
                for_good = for_good and response.status in PERMANENT
                url = _target(url, response.headers.get("Location", ""))
                moved = shown(str(url)) if for_good else moved
        raise Unusable(f"redirects more than {self._limits.redirects} times")

    async def _reply(self, question: _Question, response: aiohttp.ClientResponse, moved: str) -> Reply:
        headers = response.headers
        if response.status == HTTPStatus.NOT_MODIFIED and question.conditional:
            return Reply(None, "", None, moved)
        if response.status != HTTPStatus.OK:
            raise Unusable(_status(response.status), response.status)
        if question.headers.get("Accept") == ACCEPT_PAGE and response.content_type not in PAGES:
            raise Unusable("is no web page")
        body = Body(", ".join(headers.getall("Content-Encoding", [])), question.cap)
        async for chunk in response.content.iter_chunked(1 << 16):
            body.add(chunk)
        tags = Bookmark("", _tag(response, "ETag"), _tag(response, "Last-Modified"))
        reserved = in_headers(headers.getall("TDM-Reservation", []), headers.getall("X-Robots-Tag", []))
        return Reply(body.whole(), response.charset or "", tags, moved, str(response.url), reserved)


def _session(headers: dict[str, str], connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    nobody = aiohttp.ClientTimeout(total=None)  # the deadline around the whole exchange counts
    jar = aiohttp.DummyCookieJar()
    return aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=jar, timeout=nobody, auto_decompress=False)


def _conditions(bookmark: Bookmark | None) -> dict[str, str]:
    wanted = dict(zip(CONDITIONS, (bookmark.etag, bookmark.modified), strict=True)) if bookmark else {}
    return {name: value for name, value in wanted.items() if value}


def _target(url: URL, location: str) -> URL:
    """Return where a redirect leads; name and password go along only to the same scheme, host and port."""
    target = url.join(URL(location))
    if not location or target.scheme not in ("http", "https") or not target.host:
        raise Unusable("redirects to something that is not a web address")
    same = target.origin() == url.origin()
    return target.with_user(url.raw_user and url.user).with_password(url.password) if same else target.with_user(None)


def _tag(response: aiohttp.ClientResponse, name: str) -> str:
    value = response.headers.get(name, "")
    return value if value.isprintable() and len(value) <= 500 else ""


def _status(status: int) -> str:
    phrase = next((f" {known.phrase}" for known in HTTPStatus if known == status), "")
    return f"answered {status}{phrase}" + (f": {HINTS[status]}" if status in HINTS else "")


def in_words(error: Exception, allow_private: bool) -> str:
    """Return what went wrong, without the address that aiohttp's own messages repeat with all its secrets."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"has a certificate that does not hold: {error.certificate_error}"
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case PrivateAddress():
            hint = "only its own host may be one" if allow_private else "set fetch.allow_private if its own host is meant to be one"
            return f"leads to a private address: {hint}"
        case socket.gaierror():
            return "has a host that is not known: check the address and the network"
        case aiohttp.InvalidURL() | ValueError():
            return "is not a web address"
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError() | ConnectionResetError():
            return "stopped in the middle: the connection broke before the end"
        case aiohttp.ClientResponseError():
            return "answered with something that is not HTTP"
        case OSError():
            return f"cannot be reached: {os.strerror(cause.errno) if cause.errno else 'none of its addresses answers'}"
        case _:
            return f"cannot be fetched ({type(cause).__name__})"
