"""Is an item the one that is kept under its id? Publishers use one guid for several stories, and rewrite one story under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from briefing.fetch.items import Origin
from briefing.fetch.items import build_items as clean_items
from briefing.fetch.parse import parse_feed
from briefing.model.news import Answer, Item
from briefing.store.identity import assign_ids, is_another, make_own_id
from briefing.store.open import open_store
from briefing.store.schema import items
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
        pytest.param(
            replace(item("Orchestra tours", "It plays."), url=f"{FIRE.url}?utm_source=rss"),
            False,
            id="a mark",
        ),
        pytest.param(item("Warehouse Fire Probe Widens", "Police speak.", "https://n.example/2"), False, id="two words in common"),
        pytest.param(item("Fire Chiefs Meet", "They speak.", "https://n.example/2"), True, id="one word in common"),
    ],
)
def test_another_story_under_a_guid(other: Item, another: bool) -> None:
    """Only another link, or none, and no name or place in common make it another story; in doubt it is the same."""
    assert is_another(other, FIRE) is another


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(item("Trump Says Iran Deal Is Near"), item("Iran Deal Close, Trump Tells Press"), id="title case"),
        pytest.param(
            item("Petrol prices rise again", "Drivers pay more at the pump this week."),
            item("Fuel costs up for motorists", "Drivers pay more at the pump this week, a survey says."),
            id="no name anywhere, one lead",
        ),
    ],
)
def test_without_names_there_is_a_doubt(one: Item, other: Item) -> None:
    """Where no name could be in common, words in common leave the doubt in which it is the same item."""
    assert not is_another(replace(other, url="https://n.example/2"), replace(one, url="https://n.example/1"))


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
    """Where an older version kept two stories as one item both hold the id, and the first offered stays: neither is aired again."""
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


def test_what_an_older_release_stored_is_not_changed(store: Memory) -> None:
    """An item whose feed is only read better now stays as it was stored; when the feed tells something else, it is changed."""
    stored = item("Bridge opens", "A woman waves a flag in Lviv.", "https://n.example/1")
    better = replace(stored, text="The bridge opened.", version="better", seen=stored.seen + timedelta(hours=1))
    other = replace(better, text="The bridge opened at noon.", version="other")
    feed, formerly = make.feed(), {"better": stored.version, "other": "former"}
    saved = [store.items.save(Answer(feed, (one,), None, (), formerly=formerly)) for one in (stored, better, better, other, better)]
    assert saved == [1, 0, 0, 1, 1]
    assert [(one.id, one.text) for one in store.items.load_newest([stored.id])] == [(stored.id, better.text)]


def test_a_better_text_gives_no_new_id(store: Memory) -> None:
    """A text that shares no name with what was stored under the id is the same item where only the reading has changed."""
    stored = item("Fire", "Anna Carter waves in Leeds.", "")
    better = replace(stored, title="Fire", text="Bern votes; Oslo waits.", version="better", seen=stored.seen + timedelta(hours=1))
    for one in (stored, better):
        store.items.save(Answer(make.feed(), (one,), None, (), formerly={"better": stored.version}))
    kept = store.items.list_between([make.FEED_ID], *ALL, make.NOW + timedelta(days=1))
    assert [(one.id, one.version) for one in kept] == [(stored.id, stored.version)]


def entry(title: str, text: str, link: str = "https://n.example/spotlight/", guid: str = "https://n.example/") -> str:
    """An entry of an RSS document, under the one guid that all have."""
    where = f"<link>{link}</link>" if link else ""
    return f"<item><title>{title}</title>{where}<guid isPermaLink='false'>{guid}</guid><description>{text}</description></item>"


DOCUMENTS = {
    "one guid and one link, names in common": (
        entry("Single-Session Primary Schools", "MOE will build 11 primary schools and upgrade another 28 from November."),
        entry("Work Plan Seminar", "At the Work Plan Seminar the Minister for Education, Dr Ng, talked about languages."),
        entry("Recognising Achievements", "MOE gives 580 awards at the Work Plan Seminar, says the Minister for Education, Dr Ng."),
        entry("New Programmes in SAP Schools", "Ms Grace Fu told the SAP Seminar of new initiatives."),
    ),
    "no link": (entry("Item A", "", ""), entry("Item B", "", "")),
    "two links for three": (
        entry("Item A", "", "https://n.example/a"), entry("Item B", "", "https://n.example/b"), entry("Item C", "", "https://n.example/a"),
    ),
    "two of one link that the holder has not": (
        entry("Item A", "", "https://n.example/a"), entry("Item B", "", "https://n.example/b"), entry("Item C", "", "https://n.example/b"),
    ),
    "no headlines": (
        entry("", "Good morning everyone who reads this page."),
        entry("", "In 2015 I wrote that a cloud disk could be the king of all apps of one page."),
        entry("", "I get my health insurance through an exchange, and it is very much alive."),
    ),
    "a headline alone beside a text alone": (entry("", "I have my insurance through an exchange."), entry("Art of a party", "")),
    "one place, a link each": (
        entry("Bus lane opens in Leeds", "Leeds opened its bus lane.", "https://n.example/1"),
        entry("Leeds bakery wins a prize", "A bakery in Leeds won a prize for rye bread.", "https://n.example/2"),
    ),
    "one headline for several": (
        entry("Morning news", "Parliament votes on the budget for schools today."),
        entry("Morning news", "A storm closed the harbour, and 40 ships wait outside."),
        entry("Morning news", "The orchestra has a new conductor from Riga."),
    ),
}  # fmt: skip


def read_document(entries: Sequence[str], seen: datetime = make.NOW) -> tuple[Item, ...]:
    """The items of an RSS document that was read at an instant."""
    text = f"<rss version='2.0'><channel><title>N</title><link>https://n.example/</link>{''.join(entries)}</channel></rss>"
    origin = Origin(make.FEED_ID, "https://feed.example/", "", seen)
    return clean_items(parse_feed(text.encode(), "", "https://feed.example/").entries, origin).items


@pytest.mark.parametrize("entries", [pytest.param(entries, id=name) for name, entries in DOCUMENTS.items()])
def test_different_stories_of_one_document_are_all_kept(store: Memory, entries: Sequence[str]) -> None:
    """Each story is an item, whatever guid, link or names they share; read again, in any order or in part, none is another."""
    found = read_document(entries)
    assert len({one.id for one in found}) == 1
    assert store.items.save(Answer(make.feed(), found, None, ())) == len(entries)
    for again in (entries, entries[::-1], entries[1:], entries[:1], entries[-1:]):
        later = read_document(again, make.NOW + timedelta(hours=1))
        assert store.items.save(Answer(make.feed(), later, None, ())) == 0
    assert {(one.title, one.text) for one in list_stored(store)} == {(one.title, one.text) for one in found}


def test_a_document_with_two_versions_of_one_story(store: Memory) -> None:
    """A story that stands in a document as it was and as it is now is one item: the first that is offered."""
    old = entry(
        "Warehouse fire forces evacuation", "A warehouse fire in Leeds forced 200 people from their homes. Nobody was hurt."
    )
    new = entry(
        "Leeds fire was arson", "Police said so. A warehouse fire in Leeds forced 200 people from their homes. Nobody was hurt."
    )
    assert store.items.save(Answer(make.feed(), read_document([old]), None, ())) == 1
    later = read_document([new, old], make.NOW + timedelta(hours=1))
    assert store.items.save(Answer(make.feed(), later, None, ())) == 1
    assert [one.title for one in list_stored(store)] == ["Leeds fire was arson"]


@pytest.mark.parametrize(
    ("title", "text", "alone"),
    [
        pytest.param("Orchestra tours", "Its hall in Leeds stays shut until May.", True, id="names what the first names"),
        pytest.param("Orchestra tours", "Its hall in Leeds stays shut.", False, id="names what the first names, beside it"),
        pytest.param("Players of Turin sail", "Two musicians fell ill on board.", True, id="a new headline"),
        pytest.param("Players of Turin sail", "Two musicians fell ill on board.", False, id="a new headline, beside the first"),
    ],
)
def test_a_story_with_an_id_of_its_own_keeps_it(store: Memory, title: str, text: str, alone: bool) -> None:
    """A story that was told apart from the first holder stays so when its publisher rewrites it, whatever it then says."""
    fire = entry("Warehouse fire", "A fire in Leeds forced 200 people from their homes.", "https://n.example/1")
    tour = entry("Orchestra tours", "The players of Turin sail to Oslo.", "https://n.example/2")
    assert store.items.save(Answer(make.feed(), read_document([fire, tour]), None, ())) == 2
    before = {one.id for one in list_stored(store)}
    rewritten = entry(title, text, "https://n.example/2")
    later = read_document([rewritten] if alone else [rewritten, fire], make.NOW + timedelta(hours=1))
    assert store.items.save(Answer(make.feed(), later, None, ())) == 1
    kept = list_stored(store)
    assert {one.id for one in kept} == before
    assert {one.title for one in kept} == {"Warehouse fire", title}


def test_a_database_of_the_version_before(url: str) -> None:
    """Of one guid it kept what stood first in each document as a version of one item: all of those hold the id, and none is new."""
    first, second, third, fourth = read_document(DOCUMENTS["one guid and one link, names in common"])
    store = open_store(url)
    with store.database.write() as connection:
        for hours, one in enumerate((first, second)):
            row = {column.name: getattr(one, column.name) for column in items.c if column.name != "gone"}
            connection.execute(insert(items).values(row | {"seen": one.seen + timedelta(hours=hours)}))
    later = [replace(one, seen=make.NOW + timedelta(days=1)) for one in (second, first, third, fourth)]
    assert store.items.save(Answer(make.feed(), tuple(later), None, ())) == 2
    assert store.items.save(Answer(make.feed(), tuple(later), None, ())) == 0
    kept = {one.title: one.id for one in list_stored(store)}
    assert {title: id == first.id for title, id in kept.items()} == {second.title: True, third.title: False, fourth.title: False}
    store.close()


def list_stored(store: Memory) -> Sequence[Item]:
    """Every item of the feed in its newest version."""
    return store.items.list_between([make.FEED_ID], *ALL, make.NOW + timedelta(days=30))


def test_one_guid_and_two_links_in_a_real_document(shared: Path, store: Memory) -> None:
    """Stories of a document that gives them one guid all stand in the memory."""
    file = shared / "data/feeds/v2__parser_test.go_TestParseEntriesWithDuplicateGUIDAndDistinctLinks.xml"
    origin = Origin(make.FEED_ID, "https://feed.example/", "", make.NOW)
    found = clean_items(parse_feed(file.read_bytes(), "", "https://feed.example/").entries, origin).items
    assert (len(found), len({one.id for one in found})) == (3, 1)
    assert store.items.save(Answer(make.feed(), found, None, ())) == 3
