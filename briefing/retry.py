"""How long an edition that failed waits before it is tried again."""

from __future__ import annotations

from datetime import timedelta

FIRST, LONGEST, JITTER = 60, 1800, 30  # seconds


def pause(tries: int) -> timedelta:
    """Return the wait behind the n-th failure in a row: a minute, two, four, at most half an hour, and up to 30 s more by chance.

    The chance keeps houses that share a feed from asking it all at once when it is back.
    """
    from tenacity import RetryCallState, Retrying, wait_exponential, wait_random

    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = tries
    return timedelta(seconds=(wait_exponential(FIRST, LONGEST) + wait_random(0, JITTER))(state))
