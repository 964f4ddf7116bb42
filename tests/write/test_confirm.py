"""Who else reports it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.languages import load_language
from briefing.model.news import Item, Line, Story
from briefing.write.confirm import confirm_lead, find_coverage, list_independent, weigh_items
from tests.support import make

ENGLISH = load_language("en")
NAMES = ("Valley Ledger", "Hill Gazette", "Meridian Wire", "The Courier", "Bay Post", "Moor News", "Fen Times")
FEEDS = {f"f{number}": make.feed(f"f{number}", name) for number, name in enumerate(NAMES)}
SPOKEN = "Tomas Brell has won the Corrin Cup in Bardale."
OTHER = "Tomas Brell won the Corrin Cup in Bardale on the last lap."
BACKGROUND = [
    make.item("Council of Morwick meets", "The council of Morwick met on the budget. It was a long night for the mayor."),
    make.item("Good harvest", "Growers in the valley report a good harvest of apples. Prices may fall."),
    make.item("Ferry aground", "A ferry of the island company ran aground near Tanbury. Nobody was hurt in the fog."),
    make.item("Nurses walk out", "Nurses in Fenton walked out over pay. The union said more would follow."),
] * 3


def teller() -> Item:
    """The item that tells the story."""
    return make.item("Brell's day", f"{SPOKEN} The town danced for three hours.", feed="f0")


def others(number: int) -> list[Item]:
    """Items of so many other publishers that tell the same in other words each."""
    tails = ("Crowds cheered.", "Bells rang.", "Flags flew.", "Bands played.", "Roads closed.", "It rained.")
    return [
        make.item(f"Race report, part {at}", f"{OTHER} {tails[at]}", id=f"i{at}", feed=f"f{at + 1}", url=f"https://f{at}.example/a")
        for at in range(number)
    ]


def confirmed(*items: Item, language: object = ENGLISH) -> Line | None:
    """Who also reports the teller's first sentence."""
    mine = teller()
    line = Line("", SPOKEN, "verbatim", (make.cite(mine, SPOKEN),))
    weights = weigh_items([mine, *items, *BACKGROUND])
    return confirm_lead(line, Story("s", (mine, *items)), FEEDS, weights, language)  # type: ignore[arg-type]  # a Language


def test_one_other_publisher() -> None:
    """It is named, and the line cites the sentence and its own words."""
    line = confirmed(*others(1))
    assert line is not None
    assert (line.text, line.basis) == ("Hill Gazette also reports this.", "confirmed")
    assert [(source.feed, source.quote) for source in line.sources] == [("f0", SPOKEN), ("f1", OTHER)]
    assert line.weights is not None


def test_copies_of_one_report_count_once() -> None:
    """Two publishers with the same words are one source; the first of them is named."""
    line = confirmed(*others(2))
    assert line is not None
    assert line.text == "Hill Gazette also reports this."
    mine, *rest = (teller(), *others(2))
    assert [other.feed.name for other in list_independent(Story("s", (mine, *rest)), FEEDS)] == ["Hill Gazette"]


def test_a_copy_of_the_teller_confirms_nothing() -> None:
    """A publisher that carries the very report is not named."""
    copy = make.item("Race", f"{SPOKEN} The town danced for three hours.", id="copy", feed="f1", url="https://f1.example/a")
    assert confirmed(copy) is None


def test_another_fact_of_the_event_confirms_nothing() -> None:
    """Who tells of the cup and not of who won it is not named."""
    other = make.item(
        "Library of Kelstead burns", "The Kelstead library has burned down.", id="o", feed="f1", url="https://f1.example/a"
    )
    assert confirmed(other) is None


def test_who_was_quoted_has_no_more_on_it() -> None:
    """Another publisher that covers the event is named once, and not where its words are read in the story."""
    mine, other = teller(), others(1)[0]
    weights = weigh_items([mine, other, *BACKGROUND])
    story = Story("s", (mine, other))
    line = find_coverage(story, FEEDS, weights, ENGLISH, {"f0"})
    assert line is not None
    assert (line.text, line.basis, line.sources) == ("Hill Gazette has more on this story.", "template", ())
    assert find_coverage(story, FEEDS, weights, ENGLISH, {"f0", "f1"}) is None


def test_a_language_without_the_words_names_nobody() -> None:
    """A pack without the file says of nobody that he reports it too."""
    assert confirmed(*others(1), language=replace(ENGLISH, facts=None)) is None


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(["A"], "A also reports this.", id="one"),
        pytest.param(["A", "B"], "A and B also report this.", id="two"),
        pytest.param(["A", "B", "C", "D"], "A, B, C and D also report this.", id="four"),
        pytest.param(["A", "B", "C", "D", "E"], "A, B, C and 2 others also report this.", id="five: three, and the others counted"),
    ],
)
def test_how_they_are_named(names: list[str], said: str) -> None:
    """Up to four are named; of more, three, and the others are counted."""
    from briefing.write.confirm import _render_names

    assert _render_names("confirmed", names, ENGLISH) == said
