"""How much a feed may take, and how a feed's failure travels inside this stage."""

from __future__ import annotations

from dataclasses import dataclass


class Unusable(Exception):
    """A feed or a page gave nothing usable; the message says why, in words for a producer, without naming it.

    `status` is what its server answered, 0 when it did not; `wait` how many seconds it asked us to wait, None when it did not.
    """

    def __init__(self, message: str, status: int = 0, wait: float | None = None) -> None:
        self.status, self.wait = status, wait
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one feed may take: times in seconds, sizes in bytes.

    `seconds` is for the whole exchange, redirects and body included; `turn_seconds` adds the wait for a free place;
    `parse_seconds` and `parse_memory` hold the process that reads one body. `pages` of items are asked for in one run, each at most
    `page` large, all within `pages_seconds`; `rules` and `rules_seconds` are for what a host says to robots.
    """

    seconds: float = 20
    turn_seconds: float = 180
    body: int = 10_000_000
    redirects: int = 5
    in_flight: int = 50
    parse_seconds: float = 10
    parse_memory: int = 1 << 30
    page: int = 2_000_000
    pages: int = 20
    pages_seconds: float = 60
    rules: int = 500_000
    rules_seconds: float = 5
