"""What is left out before anything is weighed: foreign languages and reserved rights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.model.show import Feed, Rights, Show
from briefing.select.choose import choose
from briefing.select.eligible import find_foreign_language, find_reservation
from tests.support import make
from tests.support.make import NOW


@pytest.mark.parametrize(
    ("language", "show", "why"),
    [
        pytest.param("en", "en-GB", "", id="same, whatever the region"),
        pytest.param("", "en", "", id="nobody can tell"),
        pytest.param("uk", "en-US", "is in Ukrainian, the programme is in English", id="another"),
        pytest.param("ru", "uk", "is in Russian, the programme is in Ukrainian", id="a near one"),
        pytest.param("no", "nb", "", id="both ways to write Norwegian"),
        pytest.param("qqq", "de", "is in qqq, the programme is in German", id="one without a name"),
    ],
)
def test_foreign(language: str, show: str, why: str) -> None:
    """An item in another language than the show's is left out, and the reason names both."""
    assert find_foreign_language(replace(make.item(), language=language), show) == why


@pytest.mark.parametrize(
    ("how", "rights", "out"),
    [
        pytest.param("", "quote", False, id="not reserved"),
        pytest.param("tdm-reservation", "quote", True, id="reserved"),
        pytest.param("tdm-reservation", "licensed", False, id="licensed"),
        pytest.param("tdm-reservation", "own", False, id="own"),
    ],
)
def test_reserved(how: str, rights: Rights, out: bool) -> None:
    """A reservation is obeyed unless the producer has another permission, and the reason says how it was made."""
    why = find_reservation(replace(make.item(), reserved=how), make.feed(rights=rights))
    assert why == (f"its publisher reserved it from text and data mining: {how}" if out else "")


def _chosen(show: Show, *items: Item) -> tuple[list[str], list[str]]:
    titles = load_language("en").titles
    rundown = choose(
        show, items, frozenset(), titles=titles, now=NOW, words_per_minute=150, frame_words=30, story_words=5
    )  # fmt: skip
    return [item.title for one in rundown.stories for item in one.story.items], [one.reason for one in rundown.rejected]


def test_they_are_on_no_rundown() -> None:
    """Neither is told, both are rejected with their reasons, and the rest of the programme stands."""
    kept = make.item("Bridge opens")
    chosen, reasons = _chosen(
        make.show(),
        kept,
        replace(make.item("Міст відкрито"), language="uk"),
        replace(make.item("Ferry stops for good"), reserved="/.well-known/tdmrep.json"),
    )
    assert chosen == ["Bridge opens"]
    assert reasons == [
        "is in Ukrainian, the programme is in English",
        "its publisher reserved it from text and data mining: /.well-known/tdmrep.json",
    ]


def test_one_feed_may_be_licensed() -> None:
    """The rights of the item's own feed count."""
    quoted: Feed = make.feed("q")
    licensed: Feed = make.feed("l", rights="licensed")
    items = [
        replace(make.item(title, feed=feed.id), reserved="x")
        for title, feed in (("Ferry stops", quoted), ("Bridge opens", licensed))
    ]
    assert _chosen(make.show("morning", quoted, licensed), *items)[0] == ["Bridge opens"]
