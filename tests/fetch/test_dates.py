"""The dates that feeds write."""

from __future__ import annotations

import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch.dates import parse_date
from briefing.fetch.parse import parse_feed

TABLE: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("dates.toml").read_text("utf-8"))
ROWS = [
    pytest.param(written, instant, id=f"{kind}: {written}") for kind, rows in TABLE.items() for written, instant in rows.items()
]
REPEATED = ("1", "1 ", "1:", ".", "(", "+1", "Dec ", "дек ", "ﷺ", "é1.", "1 de ", "10:00 ", "A/", "1-", "1.1.")
HOSTILE = (
    "",
    *(sign * 500 for sign in REPEATED),
    "10:00 " + "A/" * 500,
    "10:00 Europe/../../etc",
    "2026-12-01T10:00:00" + "Z" * 500,
)


@pytest.mark.parametrize(("written", "instant"), ROWS)
def test_moment(written: str, instant: str) -> None:
    """A whole date is an instant in UTC, through the feed's parser too; an incomplete or impossible one is none."""
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC) if instant else None
    assert parse_date(written) == expected
    body = f"<rss version='2.0'><channel><item><title>t</title><pubDate>{written}</pubDate></item></channel></rss>"
    assert parse_feed(body.encode(), "", "").entries[0].published == expected


def test_the_table_is_long() -> None:
    """Nobody shortens the table unseen."""
    assert len(ROWS) >= 120


def test_hostile_dates_cost_nothing() -> None:
    """What is long and no date is none, in about a tenth of a millisecond."""
    parse_date("1 грудня 2026")  # the names of months are loaded once
    start = time.process_time()
    assert [parse_date(written) for _ in range(20) for written in HOSTILE] == [None] * 20 * len(HOSTILE)
    assert time.process_time() - start < 1


@given(st.text(max_size=40) | st.text("0123456789-:+TZ ,./JanFeb", max_size=40) | st.text("0123456789-:. грудняUTC+", max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_date_or_none(written: str) -> None:
    """No text raises, and a date is aware, in UTC and in reason."""
    found = parse_date(written)
    assert found is None or (found.tzinfo is UTC and 1990 <= found.year <= 2200 and not found.microsecond)
