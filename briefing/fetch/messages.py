"""What parent and worker say to each other: messages with their length before them."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any, Literal, TypedDict, cast

from briefing.model.news import Item

LENGTH = struct.Struct(">I")
OUT_OF_MEMORY = 12  # the exit code a worker ends with; ENOMEM


class Task(TypedDict):
    """What comes with a feed's body: the feed's id, its address, the charset HTTP said, the time, and how long it may take (s).

    `language` is the producer's, `reserved` how the server reserved the body from text and data mining.
    """

    kind: Literal["feed"]
    feed: str
    url: str
    charset: str
    now: str
    seconds: float
    language: str
    reserved: str


class PageTask(TypedDict):
    """What comes with the body of an item's page: the item's title and text, and the charset HTTP said.

    `language` is the producer's or empty, `declared` the item's so far.
    """

    kind: Literal["page"]
    title: str
    text: str
    language: str
    declared: str
    charset: str
    seconds: float


class RobotsTask(TypedDict):
    """What comes with the body of a robots.txt: the name of who asks, and the addresses to ask about."""

    kind: Literal["robots"]
    agent: str
    urls: Sequence[str]
    seconds: float


AnyTask = Task | PageTask | RobotsTask


class PageResult(TypedDict):
    """What a page says in the item's place, in which language, or how it is reserved; or `error` in words."""

    text: str
    language: str
    reserved: str
    error: str


class RobotsResult(TypedDict):
    """Whether each address may be asked for."""

    allowed: Sequence[bool]
    error: str


class Result(TypedDict):
    """What the worker found: items as plain values, or `error` in words; `cut` where the feed stopped in the middle.

    `formerly` has, by the version of an item, the version that older releases gave to the same entry, where it differs.
    """

    items: Sequence[Mapping[str, Any]]
    formerly: Mapping[str, str]
    cut: bool
    error: str


def send_message(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive_message(stream: IO[bytes]) -> bytes | None:
    """Return the next message, None when the other side has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    message = stream.read(LENGTH.unpack(head)[0])
    return message if len(message) == LENGTH.unpack(head)[0] else None


def to_plain(item: Item) -> Mapping[str, Any]:
    """Return an item as JSON values."""
    values = {name: getattr(item, name) for name in Item.__dataclass_fields__}
    return values | {"published": item.published.isoformat(), "seen": item.seen.isoformat()}


def parse_item(values: Mapping[str, Any]) -> Item:
    """Return the item of such values."""
    times = {name: datetime.fromisoformat(values[name]) for name in ("published", "seen")}
    return Item(**{**values, **times})


def parse_result(message: bytes) -> Result:
    """Return the worker's answer about a feed."""
    return cast(Result, json.loads(message))


def parse_page_result(message: bytes) -> PageResult:
    """Return the worker's answer about a page."""
    return cast(PageResult, json.loads(message))


def parse_robots_result(message: bytes) -> RobotsResult:
    """Return the worker's answer about a robots.txt."""
    return cast(RobotsResult, json.loads(message))
