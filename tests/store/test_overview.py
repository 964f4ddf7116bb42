"""What a producer asks of the real store: counts, states, names."""

from __future__ import annotations

from datetime import date

from briefing.model.news import Answer
from briefing.store.open import open_store
from tests.store.values import episode, slot
from tests.support import make


def test_stock_counts_items_not_their_versions(url: str) -> None:
    """An item whose text changed is one item; a feed without items is left out."""
    store = open_store(url)
    a, b = make.feed(), make.feed("b" * 12)
    items = (make.item(id="1", hours_ago=3), make.item("Other", id="2", hours_ago=2))
    store.items.save(Answer(a, items, None, ()))
    store.items.save(Answer(a, (make.item(text="It opened at one.", id="1", hours_ago=3),), None, ()))
    found = store.overview.count_items([a.id, b.id])
    assert list(found) == [a.id]
    assert found[a.id].items == 2
    assert found[a.id].newest == items[1].published
    store.close()


def test_states_are_those_of_one_show(url: str) -> None:
    """Each edition of the show has its state, and no other show's does."""
    store = open_store(url)
    run = store.claims.claim(slot())
    store.claims.claim(slot(show="evening"))
    assert store.overview.list_states("morning") == {run.edition.id: "due"}
    store.close()


def test_published_editions_newest_first(url: str) -> None:
    """Each published edition is named once, whatever its revisions."""
    store = open_store(url)
    for day, revision in ((22, 1), (22, 2), (23, 1)):
        store.episodes.save(episode(slot(day=date(2026, 11, day)), revision=revision), [])
    assert store.overview.list_published() == ["morning-2026-11-23", "morning-2026-11-22"]
    store.close()
