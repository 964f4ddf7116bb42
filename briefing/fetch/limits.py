"""How much a feed may take, and how a feed's failure travels inside this stage."""

from __future__ import annotations

from dataclasses import dataclass


class Unusable(Exception):
    """A feed gave nothing usable; the message says why, in words for a producer, without naming the feed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one feed may take: times in seconds, sizes in bytes.

    `seconds` is for the whole exchange, redirects and body included; `turn_seconds` adds the wait for a free place;
    `parse_seconds` and `parse_memory` hold the process that reads one body.
    """

    seconds: float = 20
    turn_seconds: float = 180
    body: int = 10_000_000
    redirects: int = 5
    in_flight: int = 50
    parse_seconds: float = 10
    parse_memory: int = 1 << 30
