"""Is an item the one that is kept under its id? Publishers use one guid for several stories, and rewrite one story under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.fetch.items import Origin
from briefing.fetch.items import build_items as clean_items
from briefing.fetch.parse import parse_feed
from briefing.model.news import Answer, Item
from briefing.store.identity import assign_ids, is_another, make_own_id
from tests.store.conftest import Memory
from tests.support import make

ALL = (make.NOW - timedelta(days=20_000), make.NOW + timedelta(days=2))


def item(title: str, text: str = "", url: str = "") -> Item:
    """An item under one guid."""
    return make.item(title, text, id="g", url=url)


TOUR = "https://n.example/2"
FIRE = item("Warehouse fire forces evacuation", "A fire in Leeds forced 200 people from their homes.", "https://n.example/1")


@pytest.mark.parametrize(
    ("other", "another"),
    [
        pytest.param(item("Turin orchestra tours", "It plays in Oslo.", FIRE.url), False, id="the same link, other words"),
        pytest.param(item("Arson suspected", "Police in Leeds look for two men."), False, id="no link, the place in common"),
        pytest.param(item("Leeds blaze was arson", "Two men are sought."), False, id="the place opens the new headline"),
        pytest.param(item("Evacuation ends after warehouse blaze", "All are home."), False, id="words of the headline in common"),
        pytest.param(
            item("Orchestra tours", "The players of Turin sail to Oslo.", "https://n.example/2"), True, id="another story"
        ),
        pytest.param(item("Orchestra tours", "The players of Turin sail to Oslo."), True, id="another story without a link"),
        pytest.param(item("Orchestra Tours The North This Winter", "It plays.", "https://n.example/2"), True, id="in title case"),
        pytest.param(item("Warehouse Fire Probe Widens", "Police speak.", "https://n.example/2"), True, id="one word in common"),
    ],
)
def test_another_story_under_a_guid(other: Item, another: bool) -> None:
    """Only another link, or none, and no name or place in common make it another story; in doubt it is the same."""
    assert is_another(other, FIRE) is another


@pytest.mark.parametrize(
    ("one", "other", "another"),
    [
        pytest.param("Feuer in Halle", "Brand in Halle gelöscht", False, id="German, the place in common"),
        pytest.param(
            "Пожежа на складі у Львові", "Підпал складу у Львові: двох затримано", False, id="Ukrainian, the place in common"
        ),
        pytest.param("Пожежа на складі", "Оркестр їде на гастролі до Осло", True, id="Ukrainian, another"),
        pytest.param("東京で倉庫火災、住民が避難", "東京の倉庫火災、二人を逮捕", False, id="no capitals, much in common"),
        pytest.param("東京で倉庫火災、住民が避難", "大阪の楽団が海外公演へ", True, id="no capitals, another"),
    ],
)
def test_other_languages(one: str, other: str, another: bool) -> None:
    """The same holds where capitals mean something else, or are not."""
    assert is_another(item(other, url="https://n.example/2"), item(one, url="https://n.example/1")) is another


def test_the_first_holder_keeps_the_id() -> None:
    """Other stories of one document get ids of their own, the same ones whatever the order and however often it is read."""
    tour, vote = (
        item("Orchestra tours", "It plays in Oslo.", "https://n.example/2"),
        item("Vote due", "Bern votes.", "https://n.example/3"),
    )
    ids = {one.title: one.id for one in assign_ids([FIRE, tour, vote], {})}
    assert ids == {FIRE.title: "g", tour.title: make_own_id(tour), vote.title: make_own_id(vote)}
    assert len(set(ids.values())) == 3
    again = assign_ids([vote, tour, FIRE], {"g": [FIRE]})
    assert {one.title: one.id for one in again} == ids


def test_two_versions_of_the_program_before_keep_their_id() -> None:
    """Where an older version kept two stories as one item both hold the id, and the first offered stays: neither is aired anew."""
    tour = replace(item("Orchestra tours", "It plays in Oslo.", "https://n.example/2"), version="2")
    assert assign_ids([replace(tour, text="It plays in Oslo twice.", version="3"), FIRE], {"g": [FIRE, tour]})[0].id == "g"
    assert len(assign_ids([tour, FIRE], {"g": [FIRE, tour]})) == 1


def test_every_memory_keeps_both(store: Memory) -> None:
    """A story under the guid of another is an item of its own; an update of the first is a version of it."""
    tour = item("Orchestra tours", "It plays in Oslo.", "https://n.example/2")
    update = replace(FIRE, text="A fire in Leeds was arson, police say.", version="new", seen=FIRE.seen + timedelta(hours=1))
    feed = make.feed()
    assert [store.items.save(Answer(feed, (one,), None, ())) for one in (FIRE, tour, update, tour)] == [1, 1, 1, 0]
    kept = store.items.list_between([feed.id], *ALL, make.NOW + timedelta(days=1))
    assert {one.id: one.version for one in kept} == {"g": "new", make_own_id(tour): tour.version}


def test_one_guid_and_two_links_in_a_real_document(shared: Path, store: Memory) -> None:
    """Stories of a document that gives them one guid, but a link each, all stand in the memory."""
    file = shared / "data/feeds/v2__parser_test.go_TestParseEntriesWithDuplicateGUIDAndDistinctLinks.xml"
    origin = Origin(make.FEED_ID, "https://feed.example/", "", make.NOW)
    found = clean_items(parse_feed(file.read_bytes(), "", "https://feed.example/").entries, origin)
    assert (len(found), len({one.id for one in found})) == (3, 1)
    assert store.items.save(Answer(make.feed(), found, None, ())) == 2  # the third has the link of the first
