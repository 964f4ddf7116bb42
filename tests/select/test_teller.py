"""The item that tells a story."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.model.news import Item
from briefing.select.teller import TellerChoice, put_teller_first
from tests.support import make

FEEDS = {"f1": make.feed("f1"), "f2": make.feed("f2", weight=2)}
LONG = " ".join(["word"] * 40)
MIDDLE = " ".join(["word"] * 30)


def choose(said: dict[str, tuple[str, bool]], confirming: dict[str, int] | None = None, feeds: Sequence[str] = ("f1", "f1")) -> str:
    """The id of the teller among two items, by what would be said first of each, and how many confirm it."""
    items = [make.item(id=id, feed=feed) for id, feed in zip(said, feeds, strict=True)]

    def count(item: Item, sentence: str, others: Sequence[Item]) -> int:
        return (confirming or {}).get(item.id, 0)

    return put_teller_first(items, FEEDS, TellerChoice(lambda item: said[item.id], count))[0].id


@pytest.mark.parametrize(
    ("said", "confirming", "feeds"),
    [
        pytest.param({"a": ("", False), "b": (LONG, False)}, {}, ("f1", "f1"), id="one that can be read"),
        pytest.param({"a": ("Short.", False), "b": (LONG, True)}, {}, ("f1", "f1"), id="then a sound sentence"),
        pytest.param({"a": (LONG, True), "b": (MIDDLE, True)}, {"a": 3}, ("f1", "f1"), id="then at most 35 words"),
        pytest.param({"a": ("Short.", True), "b": (MIDDLE, True)}, {"b": 2}, ("f1", "f1"), id="then who is confirmed"),
        pytest.param({"a": (MIDDLE, True), "b": ("Short.", True)}, {}, ("f1", "f1"), id="then the shorter sentence"),
        pytest.param({"a": ("One.", True), "b": ("One two.", True)}, {}, ("f1", "f2"), id="short alike: the heavier feed"),
    ],
)
def test_who_tells(said: dict[str, tuple[str, bool]], confirming: dict[str, int], feeds: tuple[str, str]) -> None:
    """The order of what counts; in each row b is the better teller."""
    assert choose(said, confirming, feeds) == "b"


def test_the_others_keep_their_order() -> None:
    """Nothing is lost, and who does not tell stays as it was."""
    items = [make.item(id=id, feed="f1") for id in "abcd"]
    tellers = TellerChoice(lambda item: ("x" if item.id == "c" else "", True), lambda item, sentence, others: 0)
    assert [item.id for item in put_teller_first(items, FEEDS, tellers)] == ["c", "a", "b", "d"]
