"""Relative days: said as the day they mean, or not read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefing.languages import load
from briefing.write.days import apply, reckon

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


def heard(sentence: str, code: str = "en", published: datetime | None = TUESDAY, day: date | None = date(2026, 11, 25)) -> str:
    """Return what is said of a sentence in a show in Kyiv, or "" when it is not read."""
    edits = reckon(sentence, published, day, "Europe/Kyiv", load(code))
    return "" if isinstance(edits, str) else apply(sentence, edits)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        pytest.param("The mayor said yesterday that it fell.", "The mayor said on Monday that it fell.", id="yesterday"),
        pytest.param("Yesterday, it fell.", "On Monday, it fell.", id="at the beginning"),
        pytest.param('"It fell yesterday," the mayor said.', "", id="quoted"),
        pytest.param("Young people today read less.", "", id="nowadays"),
    ],
)
def test_english(sentence: str, said: str) -> None:
    """A relative day becomes the day it means; where that is unsure the sentence is not read."""
    assert heard(sentence) == said
