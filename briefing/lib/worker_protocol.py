"""Messages between the pool and its workers, over pipes: a kind, a length, and that many bytes."""

from __future__ import annotations

import math
import os
import select
import struct
import time

SPEAK, WAV, ERROR = b"S", b"W", b"E"
_HEADER = struct.Struct(">cI")
_SECONDS = struct.Struct(">d")
MAX_BYTES = 256 * 2**20  # bytes; more is not a line


class WorkerError(Exception):
    """The other side hung, ended or failed; the message says which."""


class WorkerExited(WorkerError):
    """The other side has exited."""


class WorkerTimeout(WorkerError):
    """The other side did not answer in time."""


def send_message(out: int, kind: bytes, body: bytes) -> None:
    """Write one whole message; raises WorkerExited when the other side has closed its pipe."""
    left = memoryview(_HEADER.pack(kind, len(body)) + body)
    while left:
        try:
            left = left[os.write(out, left) :]
        except OSError as error:
            raise WorkerExited("it ended") from error


def receive_message(source: int, *, within: float | None = None) -> tuple[bytes, bytes]:
    """Read one message and return its kind and body; raises WorkerError when none comes `within` seconds (None: waits for ever)."""
    until = None if within is None else time.monotonic() + within
    kind, length = _HEADER.unpack(_read_exactly(source, _HEADER.size, until))
    if kind not in (SPEAK, WAV, ERROR) or length > MAX_BYTES:
        raise WorkerError("it spoke out of turn")
    return kind, _read_exactly(source, length, until)


def pack_sound(wav: bytes, expected: float | None) -> bytes:
    """Return the body of a WAV message: the expected duration in seconds, if the engine knows it, and the WAV."""
    return _SECONDS.pack(math.nan if expected is None else expected) + wav


def unpack_sound(body: bytes) -> tuple[bytes, float | None]:
    """Return a WAV and its expected duration in seconds, None when the engine does not know it; raises WorkerError."""
    if len(body) < _SECONDS.size:
        raise WorkerError("it spoke out of turn")
    (expected,) = _SECONDS.unpack_from(body)
    return body[_SECONDS.size :], None if math.isnan(expected) else expected


def _read_exactly(source: int, size: int, until: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        if until is not None and not _is_ready(source, until - time.monotonic()):
            raise WorkerTimeout("it hung")
        part = os.read(source, min(size - len(parts), 2**20))
        if not part:
            raise WorkerExited("it ended")
        parts += part
    return bytes(parts)


def _is_ready(source: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(source, select.POLLIN)
    return bool(poll.poll(max(seconds, 0) * 1000))
