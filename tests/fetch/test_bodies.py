"""The text of an entry that has several."""

from __future__ import annotations

import pytest

from briefing.fetch.bodies import join_texts

LEAD = "The bridge over the Poltva opened on Sunday."
REST = "It cost nine million euros.\nThe mayor cut the ribbon."


@pytest.mark.parametrize(
    ("description", "contents", "expected"),
    [
        pytest.param(LEAD, [], LEAD, id="a description alone"),
        pytest.param("", [REST], REST, id="a content alone"),
        pytest.param(LEAD, [LEAD], LEAD, id="both the same"),
        pytest.param(LEAD, [REST], f"{LEAD}\n{REST}", id="a content adds"),
        pytest.param(LEAD, [f"{LEAD}\n{REST}"], f"{LEAD}\n{REST}", id="a content begins with it"),
        pytest.param(LEAD, [f"{LEAD} {REST}"], f"{LEAD} {REST}", id="a content begins with it and goes on"),
        pytest.param("The bridge over the Pol…", [f"{LEAD}\n{REST}"], f"{LEAD}\n{REST}", id="an excerpt"),
        pytest.param("A flag. The bridge over…", [f"{LEAD}\n{REST}"], f"{LEAD}\n{REST}", id="an excerpt with what was dropped"),
        pytest.param(f"{LEAD}It cost nine…", [f"{LEAD}\n{REST}"], f"{LEAD}\n{REST}", id="an excerpt without line breaks"),
        pytest.param("A long excerpt that was cut…", ["Short."], "A long excerpt that was cut…\nShort.", id="an excerpt of more"),
        pytest.param(LEAD, [f"Lviv\n{LEAD}\n{REST}"], f"{LEAD}\nLviv\n{REST}", id="a line of the content"),
        pytest.param(f"{LEAD} {REST}", ["It cost nine million euros."], f"{LEAD} {REST}", id="the content is part of it"),
        pytest.param(LEAD, [REST, f"{REST}\nBuses use it."], f"{LEAD}\n{REST}\nBuses use it.", id="two contents"),
        pytest.param(
            "„Endlich“, sagt sie.", ['"Endlich", sagt sie. Und geht.'], '"Endlich", sagt sie. Und geht.', id="other marks"
        ),
    ],
)
def test_description_and_contents(description: str, contents: list[str], expected: str) -> None:
    """The description comes first, and then what the contents add; nothing stands there twice."""
    assert join_texts(description, contents) == expected
