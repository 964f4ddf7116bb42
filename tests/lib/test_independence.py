"""Which publishers tell a thing independently: not titles of one owner, not copies of one report, not subscribers of one agency."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.lib.independence import find_copies, find_credit, is_copy, is_independent, list_independent
from briefing.lib.owners import owner_of
from briefing.model.news import Item
from tests.support import make


def write(title: str = "Storm", text: str = "", author: str = "", url: str = "https://news.example/1") -> Item:
    """An item by an author."""
    return replace(make.item(title, text, url=url), author=author)


LEAD = "A mine near Dunmore collapsed on Monday night and three miners were brought to the surface alive by a crew of forty people."
EDITED = "A mine near Dunmore collapsed on Monday night and three miners are safe, the company Halden wrote on its page at noon."
OTHER = "Rescuers in Dunmore worked for six hours until they reached three men who had been below ground since a shaft gave way."


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        pytest.param(write("Mine falls in", LEAD), write("Three are saved", LEAD), True, id="one lead under two titles"),
        pytest.param(write("Mine falls in", LEAD), write("Three are saved", OTHER), False, id="two reports of one event"),
        pytest.param(
            write("Three miners saved near Dunmore", LEAD), write("Three miners saved near Dunmore", EDITED), True,
            id="one title and an edited lead",
        ),
        pytest.param(write("Mine falls in", LEAD), write("Three are saved", EDITED), False, id="an edited lead alone"),
        pytest.param(write("Storm", "It rains."), write("Flood", "It rains."), False, id="too short to tell"),
        pytest.param(
            write("Three miners are saved from a mine near Dunmore at night", LEAD),
            write("Three miners are saved from a mine near Dunmore, the owner says", OTHER),
            True,
            id="seven words of a title in one run",
        ),
        pytest.param(
            write("Mine: Three miners saved from flooded shaft", LEAD), write("Three miners saved from flooded shaft", OTHER), True,
            id="a headline with another's kicker",
        ),
        pytest.param(
            write("Three miners saved from a flooded shaft", LEAD), write("Three miners saved from shaft", ""), False,
            id="a headline of few words",
        ),
        pytest.param(
            write("Storm", LEAD, author="Reuters"), write("Mine", OTHER, author="Ada Holm (Reuters)"), True,
            id="one agency credited by both",
        ),
        pytest.param(
            write("Storm in Veltry", LEAD, author="Reuters"), write("Mine in Dunmore", OTHER, author="AFP"), False,
            id="two agencies",
        ),
    ],
)  # fmt: skip
def test_copies(one: Item, other: Item, copy: bool) -> None:
    """A copy is known by its lead, its title or the agency it credits, in either direction."""
    assert (is_copy(one, other), is_copy(other, one)) == (copy, copy)
    assert find_copies([one, other]) == ([(one, other)] if copy else [])


@pytest.mark.parametrize(
    ("item", "agency"),
    [
        pytest.param(write(text="A storm came.", author="(AFP)"), "AFP", id="an author in brackets"),
        pytest.param(write(text="A storm came.", author="Associated Press"), "AP", id="an author by its whole name"),
        pytest.param(write(text="VELTRY (AP) — A storm came."), "AP", id="a dateline"),
        pytest.param(write(text="Ein Sturm kam. (dpa)"), "dpa", id="a signature"),
        pytest.param(write(text="A storm came.", url="https://a.example/wireStory/storm-1"), "AP", id="an address"),
        pytest.param(write(text="The group (AP Moller) rose.", author="Ada Holm"), "", id="another name that begins so"),
        pytest.param(write(text="A storm came.", author="Jo Reuterswerd"), "", id="an author whose name begins so"),
        pytest.param(write(text="A storm came.", author="Ada Holm"), "", id="an author"),
    ],
)
def test_credits(item: Item, agency: str) -> None:
    """An agency is found where items credit it, and nowhere else."""
    assert find_credit(item) == agency


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        pytest.param("BBC News", "BBC Sport", True, id="two services of one broadcaster"),
        pytest.param("The Guardian", "The Observer", True, id="two papers that were one house"),
        pytest.param("Fox News", "New York Post", True, id="companies of one family"),
        pytest.param("ABC News", "ABC News Australia", False, id="two broadcasters whose names begin alike"),
        pytest.param("NPR", "PBS NewsHour", False, id="two public broadcasters"),
        pytest.param("The Veltry Times", "Veltry Times", True, id="an article before the name"),
        pytest.param("Reuters", "AFP", False, id="two agencies"),
    ],
)
def test_owners(one: str, other: str, together: bool) -> None:
    """Titles of one owner are one house, whatever their names; names alone never make one."""
    assert (owner_of(one) == owner_of(other)) is together


def test_a_subscriber_does_not_confirm_its_agency() -> None:
    """The agency itself and a paper that credits it are one teller, and so are two papers that credit it."""
    told = [
        ("Reuters", write("Mine falls in", LEAD)),
        ("Veltry Post", write("Three are saved", OTHER, author="Reuters")),
        ("Dunmore Echo", write("Shaft gives way", "The shaft of a mine gave way. (Reuters)")),
        ("NPR", write("Rescue in Dunmore", "Three men are safe after six hours under the ground.")),
    ]
    assert [publisher for publisher, _ in list_independent(told)] == ["Reuters", "NPR"]


def test_one_house_counts_once() -> None:
    """Another report of the same house adds no teller."""
    one, other = ("BBC News", write("Mine falls in", LEAD)), ("BBC Sport", write("Rider saved", OTHER))
    assert not is_independent(one, other)
