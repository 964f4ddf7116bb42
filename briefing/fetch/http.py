"""Asks one feed's server, politely and on guard, for the feed or after a page. The only file that knows aiohttp."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from types import TracebackType
from typing import TypeAlias, TypeVar

import aiohttp
from yarl import URL

from briefing.fetch.guard import ForbiddenAddress, PrivateAddress, open_private, open_public
from briefing.fetch.inflate import Body
from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.resolver import PublicFirst
from briefing.fetch.retry import get_retry_after, retry
from briefing.fetch.tdm import find_in_headers
from briefing.lib.redact import shown
from briefing.model.news import Bookmark
from briefing.model.show import Feed

AGENT = "Briefing"  # the name that robots.txt may call us by
ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"
PAGES = ("text/html", "application/xhtml+xml")
T = TypeVar("T")
Take: TypeAlias = Callable[[aiohttp.ClientResponse, str], Awaitable[T]]  # takes the last answer, and where it has moved to for good
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
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


class Client:
    """Asks feeds over HTTP, a few at a time; an async context manager.

    A feed that fails in passing is asked again after each of `waits` (seconds), all within its one deadline.
    """

    def __init__(self, limits: Limits, *, per_host: int, waits: Sequence[float] = ()) -> None:
        self._limits, self._waits = limits, waits
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._everywhere = asyncio.Semaphore(limits.in_flight)
        agent = f"{AGENT}/{version('news-briefing')} (news-briefing; makes a daily audio programme from feeds)"
        headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        self._guarded = _open_session(headers, aiohttp.TCPConnector(limit=0, socket_factory=open_public))
        # For the host and port of a private feed, and for nothing else.
        self._trusting = _open_session(headers, aiohttp.TCPConnector(limit=0, socket_factory=open_private))
        self._names = PublicFirst()
        self._doubting = _open_session(headers, aiohttp.TCPConnector(limit=0, socket_factory=open_private, resolver=self._names))

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._guarded.close()
        await self._trusting.close()
        await self._doubting.close()
        await self._names.close()

    async def get(self, feed: Feed, bookmark: Bookmark | None) -> Reply:
        """Return what the feed's server says; raises Unusable."""
        take = partial(self._reply, feed, bookmark)
        return await self._ask(feed, feed.url, _build_conditions(bookmark), take, waits=self._waits)

    async def status(self, feed: Feed, page: str) -> int:
        """Return the status that the page of one of the feed's items ends with, its body unread; raises Unusable."""
        return await self._ask(feed, page, {"Accept": ACCEPT_PAGE}, _take_status)

    async def page(self, feed: Feed, page: str) -> Reply:
        """Return the page of one of the feed's items; raises Unusable, also for what is no web page."""
        return await self._ask(feed, page, {"Accept": ACCEPT_PAGE}, self._web_page)

    async def rules(self, feed: Feed, file: str) -> bytes:
        """Return what a host says to robots in a file; raises Unusable."""
        return await self._ask(feed, file, {"Accept": "*/*"}, self._rules, self._limits.rules_seconds)

    async def _ask(
        self, feed: Feed, address: str, headers: Mapping[str, str], take: Take[T], seconds: float = 0, waits: Sequence[float] = ()
    ) -> T:  # fmt: skip
        """Ask an address for at most `seconds`, else a feed's; only the host and port of a private feed may be private."""
        seconds = seconds or self._limits.seconds
        try:
            url = URL(address)
            async with self._hosts[url.host or ""], self._everywhere, asyncio.timeout(seconds):
                return await retry(waits, partial(self._follow, feed, url, headers, take))
        except TimeoutError as error:
            raise Unusable(f"did not answer within {seconds:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Unusable(explain_error(error, private=feed.private or feed.private_unless_public)) from error

    async def _follow(self, feed: Feed, url: URL, headers: Mapping[str, str], take: Take[T]) -> T:
        moved, for_good = "", True
        for _ in range(self._limits.redirects + 1):
            async with self._session_for(feed, url).get(url, headers=headers, allow_redirects=False) as response:
                if response.status not in REDIRECTS:
                    return await take(response, moved)
                for_good = for_good and response.status in PERMANENT
                url = _resolve_target(url, response.headers.get("Location", ""))
                moved = shown(str(url)) if for_good else moved
        raise Unusable(f"redirects more than {self._limits.redirects} times")

    def _session_for(self, feed: Feed, url: URL) -> aiohttp.ClientSession:
        """Return who asks an address for a feed; only what `_may_be_private` is asked without the guard against private ones."""
        if not _may_be_private(feed, url):
            return self._guarded
        return self._trusting if feed.private else self._doubting

    async def _reply(self, feed: Feed, bookmark: Bookmark | None, response: aiohttp.ClientResponse, moved: str) -> Reply:
        if response.status == HTTPStatus.NOT_MODIFIED and bookmark and _build_conditions(bookmark):
            return Reply(None, "", None, moved)
        body = await _read_body(response, self._limits.body)
        tags = Bookmark(feed.id, _clean_tag(response, "ETag"), _clean_tag(response, "Last-Modified"))
        return Reply(body, response.charset or "", tags, moved, str(response.url), _find_reservation(response))

    async def _web_page(self, response: aiohttp.ClientResponse, moved: str) -> Reply:
        if response.status == HTTPStatus.OK and response.content_type not in PAGES:
            raise Unusable("is no web page")
        body = await _read_body(response, self._limits.page)
        return Reply(body, response.charset or "", None, moved, str(response.url), _find_reservation(response))

    async def _rules(self, response: aiohttp.ClientResponse, moved: str) -> bytes:
        return await _read_body(response, self._limits.rules)


def _may_be_private(feed: Feed, url: URL) -> bool:
    """Tell whether an address is on the host, as it is written, and the port of a feed that is private."""
    own = URL(feed.url)
    wanted = (feed.private or feed.private_unless_public) and own.raw_host is not None
    return wanted and (url.raw_host, url.port) == (own.raw_host, own.port)


async def _read_body(response: aiohttp.ClientResponse, cap: int) -> bytes:
    if response.status != HTTPStatus.OK:
        raise Unusable(_check_status(response.status), response.status, get_retry_after(response.headers.get("Retry-After", "")))
    body = Body(", ".join(response.headers.getall("Content-Encoding", [])), cap)
    async for chunk in response.content.iter_chunked(1 << 16):
        body.add(chunk)
    return body.whole()


def _find_reservation(response: aiohttp.ClientResponse) -> str:
    return find_in_headers(response.headers.getall("TDM-Reservation", []), response.headers.getall("X-Robots-Tag", []))


async def _take_status(response: aiohttp.ClientResponse, moved: str) -> int:
    return response.status


def _open_session(headers: dict[str, str], connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    nobody = aiohttp.ClientTimeout(total=None)  # the deadline around the whole exchange counts
    jar = aiohttp.DummyCookieJar()
    return aiohttp.ClientSession(connector=connector, headers=headers, cookie_jar=jar, timeout=nobody, auto_decompress=False)


def _build_conditions(bookmark: Bookmark | None) -> dict[str, str]:
    wanted = {"If-None-Match": bookmark.etag, "If-Modified-Since": bookmark.modified} if bookmark else {}
    return {name: value for name, value in wanted.items() if value}


def _resolve_target(url: URL, location: str) -> URL:
    """Return where a redirect leads; name and password go along only to the same scheme, host and port."""
    target = url.join(URL(location))
    if not location or target.scheme not in ("http", "https") or not target.host:
        raise Unusable("redirects to something that is not a web address")
    same = target.origin() == url.origin()
    return target.with_user(url.raw_user and url.user).with_password(url.password) if same else target.with_user(None)


def _clean_tag(response: aiohttp.ClientResponse, name: str) -> str:
    value = response.headers.get(name, "")
    return value if value.isprintable() and len(value) <= 500 else ""


def _check_status(status: int) -> str:
    phrase = next((f" {known.phrase}" for known in HTTPStatus if known == status), "")
    return f"answered {status}{phrase}" + (f": {HINTS[status]}" if status in HINTS else "")


def explain_error(error: Exception, *, private: bool) -> str:
    """Return what went wrong, without the address that aiohttp's own messages repeat with all its secrets."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"has a certificate that does not hold: {error.certificate_error}"
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case ForbiddenAddress():
            return "leads to a private address on which no feed may be: metadata, link-local, multicast or the like"
        case PrivateAddress():
            own = "its own host and port"
            hint = f"only {own} may be one" if private else f"`private: true` on this feed lets {own} be one"
            return f"leads to a private address: {hint}"
        case socket.gaierror():
            return "has a host that is not known: check the address and the network"
        case aiohttp.InvalidURL() | ValueError():
            return "is not a web address"
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError() | ConnectionResetError():
            return "stopped in the middle: the connection broke before the end"
        case OSError(errno=errno.ECONNRESET):  # aiohttp's own, when the break comes while it asks
            return "stopped in the middle: the connection broke before the end"
        case aiohttp.ClientResponseError():
            return "answered with something that is not HTTP"
        case OSError():
            return f"cannot be reached: {os.strerror(cause.errno) if cause.errno else 'none of its addresses answers'}"
        case _:
            return f"cannot be fetched ({type(cause).__name__})"
