"""The order of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.write.order import LEADS, Place, order_programme


def order(stories: Sequence[Place], *, bulletin: bool = True) -> tuple[str, str]:
    """The keys of the stories as told, and of the last one."""
    told, last = order_programme(stories, bulletin=bulletin)
    return "".join(one.key for one in told), last


def places(sources: str, *, briefs: str = "", grave: str = "", topics: dict[str, str] | None = None) -> list[Place]:
    """A story for each letter of `sources`, with keys a, b, c, ... in order of importance."""
    keys = "abcdefghijklmnop"[: len(sources)]
    return [
        Place(key, source, (topics or {}).get(key, ""), key in briefs, key in grave)
        for key, source in zip(keys, sources, strict=True)
    ]


@pytest.mark.parametrize(
    ("stories", "told"),
    [
        pytest.param(places("12345", briefs="d"), ("abced", ""), id="one story after the first ones: none is kept for the end"),
        pytest.param(places("123456", briefs="d"), ("abcedf", "f"), id="briefs follow the stories, the last story ends it"),
        pytest.param(places("123456", grave="ef"), ("abcefd", "d"), id="what is grave does not end it"),
        pytest.param(places("123456", grave="def"), ("abcdef", ""), id="all are grave"),
        pytest.param(places("1234567", topics={"a": "t", "f": "t"}), ("afbcdeg", "g"), id="one topic in one place"),
        pytest.param(places("1231114", grave="defg"), ("abcdegf", ""), id="three of one source in a row: a later one is moved up"),
        pytest.param(places("1111111"), ("abcdefg", "g"), id="one source alone"),
    ],
)
def test_the_order(stories: Sequence[Place], told: tuple[str, str]) -> None:
    """Most important first, a topic in one place, briefs after stories, and the last story that is not grave at the end."""
    assert order(stories) == told


def test_no_source_is_heard_three_times_in_a_row() -> None:
    """A later story of another source is moved up, by at most two places."""
    assert order(places("123444567", grave="defghi")) == ("abcdegfhi", "")


def test_a_digest_keeps_its_order() -> None:
    """Stories of one length are told in the order of importance, and the last of three ends it."""
    assert order(places("1111", briefs="a"), bulletin=False) == ("abcd", "d")
    assert order(places("12"), bulletin=False) == ("ab", "")


@given(
    st.lists(
        st.tuples(st.sampled_from("123"), st.sampled_from(["", "", "t", "u"]), st.booleans(), st.booleans()),
        min_size=1,
        max_size=16,
    )
)
def test_nothing_is_lost_or_doubled(rows: list[tuple[str, str, bool, bool]]) -> None:
    """Every story is told once, the first one first, and the stories of a topic side by side."""
    stories = [Place(str(at), *row) for at, row in enumerate(rows)]
    told, last = order_programme(stories, bulletin=True)
    assert sorted(one.key for one in told) == sorted(one.key for one in stories)
    assert told[0] == stories[0]
    assert not last or told[-1].key == last
    runs = [topic for topic, _ in groupby(one.topic for one in told) if topic]
    assert len(runs) == len(set(runs))
    assert LEADS == 3
