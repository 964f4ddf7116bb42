"""Pings a monitor, such as healthchecks.io, when an edition begins, was made or was not; without pings it raises the alarm."""

from __future__ import annotations

import asyncio
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter
from tenacity.wait import wait_base
from yarl import URL

from briefing.lib.redact import Scrub
from briefing.monitoring.notify.message import clean_message

Signal = Literal["start", "success", "fail"]

WITHIN = 10.0  # seconds for one try, redirects included
TRIES = 3
REDIRECTS = 3
BODY = 10_000  # bytes; healthchecks.io keeps as many


class _Refused(Exception):
    """The monitor answered, and not well."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


def send_ping(
    address: str, signal: Signal, text: str, scrub: Scrub, *, wait: wait_base | None = None, within: float = WITHIN
) -> str:
    """Send a signal with a text; return "" when it went well, else why not, without the address; never raises for a server.

    A server that fails is tried three times, `within` seconds each, with growing waits between (tenacity's `wait`).
    """
    lines = "\n".join(clean_message(line, scrub) for line in scrub(text)[: 2 * BODY].split("\n"))
    body = lines.encode("utf-8", "replace")[:BODY].decode("utf-8", "ignore").encode()
    wrong = asyncio.run(_send(build_signal_url(address, signal), body, wait, within))
    return clean_message(f"notify.ping: {signal}: {wrong}", scrub) if wrong else ""


def build_signal_url(address: str, signal: Signal) -> str:
    """Return the address of a signal: /start or /fail after its path, the query unchanged."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/") + ("" if signal == "success" else f"/{signal}")
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


async def _send(address: str, body: bytes, wait: wait_base | None, within: float) -> str:
    tries = AsyncRetrying(
        stop=stop_after_attempt(TRIES),
        wait=wait or wait_exponential_jitter(initial=1, max=10),
        retry=retry_if_exception(_is_temporary),
        reraise=True,
    )
    try:
        await tries(_post, address, body, within)
    except TimeoutError:
        return f"no answer within {within:g} s"
    except _Refused as refused:
        return str(refused)
    except aiohttp.TooManyRedirects:
        return f"redirects more than {REDIRECTS} times"
    except aiohttp.ClientConnectorError as error:
        return f"cannot be reached: {error.os_error.strerror or 'no connection'}"
    except (aiohttp.ClientError, OSError, ValueError) as error:  # their words may hold the address
        return f"cannot be asked: {type(error).__name__}"
    return ""


async def _post(address: str, body: bytes, within: float) -> None:
    headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "Briefing"}
    url = URL(address, encoded=address.isascii())  # what the producer wrote is asked as it was written
    async with (
        asyncio.timeout(within),
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        # aiohttp gives up when it has met so many, not when it has followed them
        session.post(url, data=body, headers=headers, max_redirects=REDIRECTS + 1) as response,
    ):
        if not 200 <= response.status < 300:
            raise _Refused(response.status)


def _is_temporary(error: BaseException) -> bool:
    """Return whether waiting may resolve it."""
    if isinstance(error, _Refused):
        return error.status >= 500 or error.status in (408, 425, 429)
    unmendable = aiohttp.TooManyRedirects | aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError
    return isinstance(error, aiohttp.ClientError | OSError) and not isinstance(error, unmendable)
