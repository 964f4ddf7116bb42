"""Bodies as they arrive, compressed or not."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch.inflate import Body
from briefing.fetch.limits import Unusable

PLAIN = b"<rss/>" * 1000


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _through(encoding: str, data: bytes, piece: int = 7, cap: int = 10**6) -> bytes:
    body = Body(encoding, cap)
    for at in range(0, len(data), piece):
        body.add(data[at : at + piece])
    return body.whole()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        pytest.param("", PLAIN, id="plain"),
        pytest.param("identity", PLAIN, id="identity"),
        pytest.param("gzip", gzip.compress(PLAIN), id="gzip"),
        pytest.param("GZIP ", gzip.compress(PLAIN), id="capitals"),
        pytest.param("gzip", gzip.compress(PLAIN[:999]) + gzip.compress(PLAIN[999:]), id="two members"),
        pytest.param("gzip", gzip.compress(PLAIN) + b"\0" * 50, id="padding"),
        pytest.param("deflate", zlib.compress(PLAIN), id="deflate"),
        pytest.param("deflate", _raw_deflate(PLAIN), id="deflate without header"),
    ],
)
@pytest.mark.parametrize("piece", [1, 1000])
def test_whole_bodies(encoding: str, data: bytes, piece: int) -> None:
    """Every usual encoding is undone, whatever the pieces it comes in."""
    assert _through(encoding, data, piece) == PLAIN


@pytest.mark.parametrize(
    ("encoding", "data", "why"),
    [
        pytest.param("gzip", gzip.compress(PLAIN)[:-1], "no end", id="one byte short"),
        pytest.param("deflate", zlib.compress(PLAIN)[:20], "no end", id="short deflate"),
        pytest.param("gzip", PLAIN, "is not the gzip", id="not compressed at all"),
        pytest.param("gzip", gzip.compress(b"\0" * 2_000_000), "larger than 1 MB", id="bomb"),
        pytest.param("", b"x" * 1_000_001, "larger than 1 MB", id="large"),
        pytest.param("br", PLAIN, "not asked for", id="unknown"),
        pytest.param("gzip, gzip", PLAIN, "not asked for", id="doubled"),
    ],
)
def test_refused_bodies(encoding: str, data: bytes, why: str) -> None:
    """A body that is cut off, too large or packed otherwise is refused in words."""
    with pytest.raises(Unusable, match=why):
        _through(encoding, data, 10_000)


def test_a_bomb_never_takes_more_than_the_cap() -> None:
    """Of a body that unpacks to far more than the cap no more than the cap and one byte is ever held."""
    body = Body("gzip", 1000)
    with pytest.raises(Unusable):
        body.add(gzip.compress(b"\0" * 50_000_000))
    assert len(body._plain) <= 1001


@given(st.binary(max_size=300), st.integers(1, 50))
@settings(max_examples=50, deadline=None)
def test_any_bytes_survive_gzip(data: bytes, piece: int) -> None:
    """Whatever was packed comes out again."""
    assert _through("gzip", gzip.compress(data), piece) == data


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["gzip", "deflate"]))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_unpacked_or_refused(data: bytes, encoding: str) -> None:
    """Bytes that only claim to be compressed never raise anything but Unusable."""
    with suppress(Unusable):
        assert len(_through(encoding, data, cap=1000)) <= 1000
