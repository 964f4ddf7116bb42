"""How the texts of a feed end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.fetch.habits import Habit, close_text, find_habit

SAID = "The council of a town by the sea has voted for a new bridge that will be built of stone and wood before the year is over"
WORDS = SAID.split()
PROSE = " ".join(WORDS * 20)


def _open(*lengths: int) -> list[str]:
    """Texts of these numbers of words without an end, each another."""
    return [f"Town {number}: " + " ".join((WORDS * 4)[:length]) for number, length in enumerate(lengths)]


def _cut(limit: int, times: int) -> list[str]:
    """Texts cut at the last word before a limit, each from another place."""
    return [PROSE[7 * n :].split(" ", 1)[1].capitalize()[:limit].rpartition(" ")[0] for n in range(times)]


SPREAD = _open(5, 8, 12, 15, 19, 23, 28)


@pytest.mark.parametrize(
    ("texts", "stopless"),
    [
        pytest.param(SPREAD, True, id="none has a full stop"),
        pytest.param([*SPREAD, "A storm is over.", "Who won?"], True, id="some end otherwise"),
        pytest.param([*SPREAD[:3], *(f"{text}." for text in SPREAD[3:])], False, id="many have one"),
        pytest.param(SPREAD[:4], False, id="too few"),
        pytest.param([f"{text}…" for text in SPREAD], False, id="cut, and it says so"),
        pytest.param([f"{text}, and" for text in SPREAD[:2]] + [f"{text}," for text in SPREAD[2:]], False, id="a comma is no end"),
        pytest.param([f"The town met.\n{text}" for text in SPREAD], False, id="the last line of several"),
        pytest.param([f"{text} {PROSE}" for text in SPREAD], False, id="long texts"),
        pytest.param(["Comments", "Read on", "Video", "Link", "More", "Text"], False, id="labels"),
        pytest.param([SPREAD[0]] * 20, False, id="one text in all entries"),
        pytest.param(["", *SPREAD, ""], True, id="entries without text do not count"),
        pytest.param(_cut(150, 12), False, id="lengths pile up at a limit"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_full_stops(texts: Sequence[str], stopless: bool) -> None:
    """A feed leaves out the full stop by habit where most of its sentences have none and their lengths differ."""
    assert find_habit(texts).stopless is stopless


@pytest.mark.parametrize(
    ("texts", "limited"),
    [
        pytest.param(_cut(150, 12), True, id="cut at 150"),
        pytest.param(_cut(1200, 12), True, id="cut at 1200"),
        pytest.param([*_cut(150, 12), "A storm is over.", "The king is back."], True, id="short ones are whole"),
        pytest.param([*_cut(150, 12), PROSE + "."], True, id="one is longer"),
        pytest.param([*_cut(150, 12), *(f"{PROSE} {n}." for n in range(6))], False, id="many are longer"),
        pytest.param([*_cut(150, 5), *(f"{text}." for text in SPREAD)], False, id="most are whole"),
        pytest.param(SPREAD, False, id="lengths differ"),
        pytest.param(_cut(150, 4), False, id="too few"),
    ],
)
def test_limits(texts: Sequence[str], limited: bool) -> None:
    """A feed cuts its texts where most are open and as long as each other, give or take a word."""
    assert bool(find_habit(texts).limit) is limited


STOPLESS, CUT = Habit(stopless=True), Habit(limit=30)


@pytest.mark.parametrize(
    ("habit", "text", "expected"),
    [
        pytest.param(STOPLESS, "The council voted for it", "The council voted for it.", id="a sentence"),
        pytest.param(STOPLESS, "The mayor called it “a day of joy”", "The mayor called it “a day of joy”.", id="a quotation"),
        pytest.param(STOPLESS, "Prices have risen by 12%", "Prices have risen by 12%.", id="a percentage"),
        pytest.param(STOPLESS, "У Львові відкрили новий міст", "У Львові відкрили новий міст.", id="Ukrainian"),
        pytest.param(STOPLESS, "Can the council keep its word?", "Can the council keep its word?", id="a question"),
        pytest.param(STOPLESS, "He called it “a joy.”", "He called it “a joy.”", id="an end within a quotation"),
        pytest.param(STOPLESS, "The council voted for it…", "The council voted for it…", id="cut"),
        pytest.param(STOPLESS, "The council voted for", "The council voted for.", id="cut unseen: write refuses it"),
        pytest.param(STOPLESS, "The council voted for:", "The council voted for:", id="a colon"),
        pytest.param(STOPLESS, "More on this", "More on this", id="a label"),
        pytest.param(STOPLESS, "and the council voted for it", "and the council voted for it", id="without a beginning"),
        pytest.param(STOPLESS, "It met.\nThe council voted", "It met.\nThe council voted", id="two lines"),
        pytest.param(CUT, "The council of the town has", "The council of the town has…", id="at the limit"),
        pytest.param(CUT, "The council of the town met,", "The council of the town met…", id="at the limit, with a comma"),
        pytest.param(CUT, "The council of the town met.", "The council of the town met.", id="whole at the limit"),
        pytest.param(CUT, "The council met", "The council met", id="shorter"),
        pytest.param(Habit(), "The council voted for it", "The council voted for it", id="no habit"),
    ],
)
def test_closing(habit: Habit, text: str, expected: str) -> None:
    """A full stop is put where the feed leaves it out, a sign of a cut where the feed cuts, and nothing else is changed."""
    assert close_text(text, habit) == expected
