"""What the pool and its workers say to each other over pipes: a kind, a length, and that many bytes."""

from __future__ import annotations

import math
import os
import select
import struct
import time

SPEAK, WAV, ERROR = b"S", b"W", b"E"
_HEADER = struct.Struct(">cI")
_SECONDS = struct.Struct(">d")
LONGEST = 256 * 2**20  # bytes; more is not a line


class Broken(Exception):
    """The other side hung, ended or failed; the message says which."""


class Ended(Broken):
    """The other side is gone."""


class Hung(Broken):
    """The other side did not answer in time."""


def send(out: int, kind: bytes, body: bytes) -> None:
    """Write one message, whole; raises Broken when nobody reads."""
    left = memoryview(_HEADER.pack(kind, len(body)) + body)
    while left:
        try:
            left = left[os.write(out, left) :]
        except OSError as error:
            raise Ended("it ended") from error


def receive(source: int, *, within: float | None = None) -> tuple[bytes, bytes]:
    """Read one message, its kind and its body; raises Broken when it does not come `within` seconds (None: waits for ever)."""
    until = None if within is None else time.monotonic() + within
    kind, length = _HEADER.unpack(_exactly(source, _HEADER.size, until))
    if kind not in (SPEAK, WAV, ERROR) or length > LONGEST:
        raise Broken("it spoke out of turn")
    return kind, _exactly(source, length, until)


def pack_sound(wav: bytes, expected: float | None) -> bytes:
    """Return the body of a WAV's message: how many seconds it should last, if the engine knows, and the WAV."""
    return _SECONDS.pack(math.nan if expected is None else expected) + wav


def unpack_sound(body: bytes) -> tuple[bytes, float | None]:
    """Return a WAV and the seconds it should last, None when the engine does not know; raises Broken."""
    if len(body) < _SECONDS.size:
        raise Broken("it spoke out of turn")
    (expected,) = _SECONDS.unpack_from(body)
    return body[_SECONDS.size :], None if math.isnan(expected) else expected


def _exactly(source: int, size: int, until: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        if until is not None and not _ready(source, until - time.monotonic()):
            raise Hung("it hung")
        part = os.read(source, min(size - len(parts), 2**20))
        if not part:
            raise Ended("it ended")
        parts += part
    return bytes(parts)


def _ready(source: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(source, select.POLLIN)
    return bool(poll.poll(max(seconds, 0) * 1000))
