"""The dates that feeds write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch.dates import moment
from briefing.fetch.parse import parse


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        pytest.param("Sun, 22 Nov 2026 06:00:00 +0200", "2026-11-22T04:00", id="RFC 822"),
        pytest.param("Sun, 22 Nov 2026 06:00:00 EET", "2026-11-22T04:00", id="a zone feedparser takes for UTC"),
        pytest.param("Sun, 22 Nov 2026 00:00:00 EDT", "2026-11-22T04:00", id="American zone"),
        pytest.param("2026-11-22T04:00:00Z", "2026-11-22T04:00", id="RFC 3339"),
        pytest.param("2026-11-22 04:00", "2026-11-22T04:00", id="no zone is UTC"),
        pytest.param("22 November 2026 04:00 GMT", "2026-11-22T04:00", id="month in full"),
        pytest.param("dom, 22 nov 2026 05:00:00 +0100", "2026-11-22T04:00", id="Italian weekday"),
        pytest.param("Sun, 22 Nov 2026 06:00:00 +02:00", "2026-11-22T04:00", id="colon in the zone"),
        pytest.param("", None, id="empty"),
        pytest.param("04:00", None, id="only a time"),
        pytest.param("Monday", None, id="only a weekday"),
        pytest.param("November 2026", None, id="no day"),
        pytest.param("yesterday", None, id="a word"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", None, id="nothing, as some programs write it"),
        pytest.param("0001-01-01T00:00:00Z", None, id="year one"),
        pytest.param("9999-12-31T23:59:59-12:00", None, id="after the end of time"),
        pytest.param("1" * 1000, None, id="digits"),
    ],
)
def test_moment(written: str, instant: str | None) -> None:
    """A whole date is an instant in UTC, also through the feed's parser; an incomplete or impossible one is none."""
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC) if instant else None
    assert moment(written) == expected
    body = f"<rss version='2.0'><channel><item><title>t</title><pubDate>{written}</pubDate></item></channel></rss>"
    assert parse(body.encode(), "", "").entries[0].published == expected


@given(st.text(max_size=40) | st.text("0123456789-:+TZ ,./JanFeb", max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_date_or_none(written: str) -> None:
    """No text raises, and a date is aware, in UTC and in reason."""
    found = moment(written)
    assert found is None or (found.tzinfo is UTC and 1990 <= found.year <= 2200)
