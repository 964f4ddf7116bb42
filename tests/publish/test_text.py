from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefing.lib.text import format_seconds, format_timestamp, strip_controls, to_one_line


@settings(max_examples=80)
@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_becomes_fit_for_xml_and_utf8(text: str) -> None:
    """Whatever a feed says, what is left can be encoded and stand in XML."""
    element = etree.Element("a")
    element.text = strip_controls(text)
    assert etree.fromstring(etree.tostring(element)) is not None
    assert strip_controls(text).encode().decode() == strip_controls(text)


@settings(max_examples=50)
@given(st.text(), st.integers(2, 40))
def test_one_line_is_one_line_and_no_longer_than_asked(text: str, limit: int) -> None:
    """There is no line break and no doubled space, and the limit holds."""
    line = to_one_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a\x00b", "ab", id="NUL"),
        pytest.param("a\x0cb", "a b", id="form feed"),
        pytest.param("evil\u202egpj.exe", "evilgpj.exe", id="right-to-left override"),
        pytest.param("a \u2066\u2069 b", "a b", id="isolates between spaces"),
        pytest.param("\ud800x", "x", id="lone surrogate"),
        pytest.param("Лесі Українки 👩\u200d👧", "Лесі Українки 👩\u200d👧", id="letters and joined emoji stay"),
    ],
)
def test_what_is_taken_out(text: str, line: str) -> None:
    """Characters that break files or deceive readers go; letters stay."""
    assert to_one_line(text) == line


def test_a_long_title_is_cut_at_a_word() -> None:
    """The cut falls between words and is marked."""
    assert to_one_line("The bridge over the Poltva opened", 20) == "The bridge over the…"
    assert to_one_line("x" * 5000, 200) == "x" * 199 + "…"


@pytest.mark.parametrize(
    ("time", "written"),
    [(0.0, "00:00"), (59.9, "00:59"), (61.0, "01:01"), (3599.0, "59:59"), (3600.0, "1:00:00"), (36_061.5, "10:01:01")],
    ids=str,
)
def test_stamps_are_what_players_look_for(time: float, written: str) -> None:
    """MM:SS, and H:MM:SS from the first hour on."""
    assert format_timestamp(time) == written


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10**9), min_size=2).map(sorted))
def test_seconds_keep_the_order_of_samples(samples: list[int]) -> None:
    """Rounding to milliseconds never turns two times around, and is never more than half a millisecond off."""
    times = [format_seconds(count, 44_100) for count in samples]
    assert times == sorted(times)
    assert all(abs(time - count / 44_100) <= 0.000501 for time, count in zip(times, samples, strict=True))
