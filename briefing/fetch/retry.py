"""Which failures of a feed pass by themselves within seconds, and asking again."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import aiohttp

from briefing.fetch.limits import Unusable

PASSING = (429, 502, 503, 504)
LONGEST = 10.0  # seconds that a server may ask us to wait; for more there is the next run
JITTER = 0.5  # of each wait: many of us must not come back together
LOOPBACK = ("127.0.0.1", "::1", "localhost")
T = TypeVar("T")


async def retry(waits: Sequence[float], ask: Callable[[], Awaitable[T]]) -> T:
    """Ask, and once more after each wait (seconds, more by up to half) for as long as that fails in passing; raises what it raises.

    A server that says how long to wait is given that time, up to 10 s. What timed out is not asked again.
    """
    if not waits:
        return await ask()
    from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_chain, wait_fixed, wait_random

    usual = wait_chain(*(wait_fixed(seconds) + wait_random(0, seconds * JITTER) for seconds in waits))

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, Unusable) else None
        return usual(state) if asked is None else max(asked, 0.0)

    retrying = AsyncRetrying(
        stop=stop_after_attempt(len(waits) + 1),
        wait=wait,
        retry=retry_if_exception(is_temporary),
        sleep=asyncio.sleep,
        reraise=True,
    )
    return await retrying(ask)


def is_temporary(error: BaseException) -> bool:
    """Tell whether a failure may be over in a moment: a server that is busy or restarts, a connection that was refused or reset.

    Who is refused by this very machine need not wait: nothing listens there.
    """
    if isinstance(error, Unusable):
        return error.status in PASSING and (error.wait is None or error.wait <= LONGEST)
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, ConnectionRefusedError):
        return not isinstance(error, aiohttp.ClientConnectorError) or error.host not in LOOPBACK
    reset = isinstance(cause, OSError) and cause.errno in (errno.ECONNRESET, errno.EPIPE)  # aiohttp has classes of its own for it
    return reset or isinstance(cause, ConnectionResetError | aiohttp.ServerDisconnectedError)


def get_retry_after(header: str) -> float | None:
    """Return the seconds of a Retry-After; a date, or anything else, says nothing that we go by."""
    return float(header) if header.isascii() and header.isdigit() and len(header) < 10 else None
