"""Episodes, what was aired, and show guids: what every adapter keeps to."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.model.errors import Faulty
from tests.store.conftest import Memory
from tests.store.values import episode, slot

MONDAY, TUESDAY = slot(day=date(2026, 11, 23)), slot(day=date(2026, 11, 24))


def test_an_episode_comes_back_as_it_was_published(store: Memory) -> None:
    """Every field of an episode survives, and the items it told are aired by its show alone."""
    store.episodes.save(episode(), ["a", "b", "a"])
    assert store.episodes.list_episodes("morning") == [episode()]
    assert store.aired.list_item_ids("morning") == {"a", "b"}
    assert store.aired.list_item_ids("evening") == frozenset()
    assert store.episodes.list_episodes("evening") == []


def test_publishing_the_same_again_changes_nothing(store: Memory) -> None:
    """A run that died after publishing may publish once more."""
    for _ in range(2):
        store.episodes.save(episode(), ["a"])
    assert store.episodes.list_episodes("morning") == [episode()]


def test_a_published_episode_is_never_changed_by_accident(store: Memory) -> None:
    """A different episode in the same revision is refused, and nothing of it is kept, not even what it aired."""
    store.episodes.save(episode(), ["a"])
    with pytest.raises(Faulty, match="morning-2026-11-22: is published already"):
        store.episodes.save(episode(title="Another"), ["b"])
    assert store.episodes.list_episodes("morning") == [episode()]
    assert store.aired.list_item_ids("morning") == {"a"}


def test_episodes_come_newest_slot_first_in_their_latest_revision(store: Memory) -> None:
    """A correction takes the place of what it corrects; the order is that of slots, not of publishing."""
    for one in (episode(TUESDAY), episode(revision=2, title="Corrected"), episode(), episode(MONDAY)):
        store.episodes.save(one, [])
    assert [(found.day.day, found.title) for found in store.episodes.list_episodes("morning")] == [
        (24, "22 November"), (23, "22 November"), (22, "Corrected"),
    ]  # fmt: skip


def test_editions_are_known_by_their_latest_revision(store: Memory) -> None:
    """They come as the episodes do, newest slot first, each show's by themselves."""
    for one in (
        episode(TUESDAY),
        episode(revision=2, title="Corrected"),
        episode(),
        episode(MONDAY),
        episode(slot(show="evening")),
    ):
        store.episodes.save(one, [])
    expected = [(found.edition, found.revision) for found in store.episodes.list_episodes("morning")]
    assert list(store.episodes.list_revisions("morning").items()) == expected
    assert store.episodes.list_revisions("noon") == {}


def test_an_item_aired_by_several_episodes_is_aired_once(store: Memory) -> None:
    """A story that goes on names its earlier items again."""
    store.episodes.save(episode(MONDAY), ["a"])
    store.episodes.save(episode(TUESDAY), ["a", "b"])
    assert store.aired.list_item_ids("morning") == {"a", "b"}


def test_a_show_keeps_its_first_guid_for_ever(store: Memory) -> None:
    """Whatever candidate comes later, a show's guid stays; each show has its own."""
    assert [store.episodes.ensure_show_guid(*asked) for asked in (("m", "g1"), ("m", "g2"), ("e", "g3"))] == ["g1", "g1", "g3"]


def test_an_episode_is_found_by_its_edition(store: Memory) -> None:
    """An edition's episode is found in its latest revision; one that was never published is None."""
    store.episodes.save(episode(MONDAY), [])
    latest = episode(MONDAY, revision=2)
    store.episodes.save(latest, [])
    assert store.episodes.find(latest.edition) == latest
    assert store.episodes.find("evening-2026-11-22") is None
