"""Takes a compressed body apart piece by piece, never holding more than the cap."""

from __future__ import annotations

import zlib

from briefing.fetch.limits import Unusable

WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": zlib.MAX_WBITS}


class Body:
    """The body of one answer as it arrives: decoded, bounded, checked for its end.

    `encoding` is the value of Content-Encoding; raises Unusable for one that was not asked for, and for doubled ones.
    """

    def __init__(self, encoding: str, cap: int) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in ("", "identity", *WINDOW):
            raise Unusable(f"is compressed in a way that was not asked for ({self._encoding[:40]})")
        self._cap = cap
        self._plain = bytearray()
        self._inflater = zlib.decompressobj(WINDOW[self._encoding]) if self._encoding in WINDOW else None
        self._begun = False

    def add(self, chunk: bytes) -> None:
        """Take the next piece; raises Unusable when the whole grows over the cap or does not decompress."""
        if self._inflater is None:
            self._plain += chunk
        else:
            self._inflate(chunk)
        if len(self._plain) > self._cap:
            raise Unusable(f"is larger than {self._cap / 1e6:g} MB")

    def whole(self) -> bytes:
        """Return the body; raises Unusable when a compressed one stopped before its end."""
        if self._inflater is not None and self._begun and not self._inflater.eof:
            raise Unusable("stopped in the middle: its compressed body has no end")
        return bytes(self._plain)

    def _inflate(self, chunk: bytes) -> None:
        assert self._inflater is not None
        if chunk and not self._begun:
            self._begun = True
            if self._encoding == "deflate" and chunk[0] & 0x0F != 8:  # some servers send deflate without its zlib header
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while chunk and len(self._plain) <= self._cap:
            if self._inflater.eof:  # a gzip body may be several, one after the other; anything else there is padding
                if self._encoding == "deflate" or not chunk.startswith(b"\x1f"):
                    return
                self._inflater = zlib.decompressobj(WINDOW[self._encoding])
            try:
                self._plain += self._inflater.decompress(chunk, self._cap + 1 - len(self._plain))
            except zlib.error as error:
                raise Unusable(f"is not the {self._encoding} it says it is") from error
            chunk = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
