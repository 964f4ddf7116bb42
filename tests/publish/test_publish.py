from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.model.errors import CannotWrite, Faulty
from briefing.publish.publish import commit, refresh_site
from briefing.store.site import FolderPublisher
from tests.publish import given
from tests.support.fakes.publish import MemoryEpisodes, MemoryPublisher
from tests.support.make import NOW, edition, show, site

PACKAGE = given.package()
SHOWS = [(show(), given.ENGLISH)]


def picture(title: str) -> bytes:
    """A cover that takes no time."""
    return f"picture of {title}".encode()


class Torn(MemoryPublisher):
    """A disk that loses the end of every MP3."""

    def read(self, path: str) -> bytes | None:
        """Return less than was put there."""
        data = super().read(path)
        return data[:-1] if data and path.endswith(".mp3") else data


def test_an_episode_is_remembered_with_what_it_aired() -> None:
    """After the folder stands, episode and items are kept together."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    commit(PACKAGE, publisher, MemoryPublisher(), episodes, ["item1", "item2"])
    assert publisher.read("morning/2026-11-22/morning-2026-11-22.mp3") == PACKAGE.files["morning-2026-11-22.mp3"]
    assert episodes.list_episodes("morning") == [PACKAGE.episode]
    assert episodes.items == {"item1", "item2"}


def test_nothing_is_aired_when_the_disk_is_full() -> None:
    """The episode is not remembered, so the next run makes it."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    publisher.full = True
    with pytest.raises(CannotWrite):
        commit(PACKAGE, publisher, MemoryPublisher(), episodes, ["item1"])
    assert (episodes.published, episodes.items) == ({}, set())


def test_nothing_is_aired_when_a_file_did_not_arrive_whole() -> None:
    """What lies there is read back and compared before it counts as published."""
    episodes = MemoryEpisodes()
    with pytest.raises(Faulty, match="did not arrive whole"):
        commit(PACKAGE, Torn(), MemoryPublisher(), episodes, ["item1"])
    assert (episodes.published, episodes.items) == ({}, set())


def test_a_package_that_is_not_what_its_episode_says_is_refused() -> None:
    """Size and hash are those of the MP3."""
    other = replace(PACKAGE, episode=replace(PACKAGE.episode, sha256="0" * 64))
    with pytest.raises(Faulty, match="is not the file"):
        commit(other, MemoryPublisher(), MemoryPublisher(), MemoryEpisodes(), [])


def test_another_episode_in_that_place_is_not_overwritten() -> None:
    """When the store has forgotten a published episode, its folder is not written over; the same one again is."""
    publisher = MemoryPublisher()
    commit(PACKAGE, publisher, MemoryPublisher(), MemoryEpisodes(), [])
    before = dict(publisher.files)
    commit(PACKAGE, publisher, MemoryPublisher(), MemoryEpisodes(), [])
    later = given.package(published=NOW + timedelta(hours=1))
    with pytest.raises(Faulty, match="morning/2026-11-22: holds an episode published at"):
        commit(later, publisher, MemoryPublisher(), MemoryEpisodes(), [])
    assert publisher.files == before


def test_a_feed_loses_no_episode() -> None:
    """When the store does not know an episode that the feed offers, the feed is left as it is."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    commit(PACKAGE, publisher, MemoryPublisher(), episodes, [])
    refresh_site(SHOWS, site(), publisher, episodes, picture)
    feed = publisher.read("morning/feed.xml")
    other = replace(PACKAGE.episode, edition="morning-2026-11-23", guid="morning-2026-11-23", day=date(2026, 11, 23))
    episodes.published = {other.edition: other}
    with pytest.raises(Faulty, match=r"feed\.xml: would lose morning-2026-11-22"):
        refresh_site(SHOWS, site(), publisher, episodes, picture)
    assert publisher.read("morning/feed.xml") == feed


@pytest.mark.parametrize(
    ("left", "said"),
    [
        pytest.param(None, "morning-2026-11-22: its MP3 is missing: site/morning/2026-11-22/morning-2026-11-22.mp3: ", id="gone"),
        pytest.param(b"half", "morning-2026-11-22: its MP3 has 4 bytes, ", id="cut"),
    ],
)
def test_sound_that_is_gone_is_noticed(left: bytes | None, said: str) -> None:
    """An MP3 that is missing or of another size is named, and neither page nor feed offers it."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    commit(PACKAGE, publisher, MemoryPublisher(), episodes, [])
    publisher.files.pop("morning/2026-11-22/morning-2026-11-22.mp3")
    if left is not None:
        publisher.files["morning/2026-11-22/morning-2026-11-22.mp3"] = left
    assert refresh_site(SHOWS, site(), publisher, episodes, picture).words.startswith(said)
    assert b"2026-11-22" not in publisher.files["morning/feed.xml"]


def test_feeds_come_last() -> None:
    """Covers and pages are there before a feed tells the world of them."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    commit(PACKAGE, publisher, MemoryPublisher(), episodes, [])
    changed = refresh_site([*SHOWS, (show("evening"), given.ENGLISH)], site(), publisher, episodes, picture).changed
    assert [path.split("/")[-1][:6] for path in changed] == ["cover-", "index.", "index.", "feed.x"]
    assert "evening" not in str(changed)
    assert publisher.written[-1] == "morning/feed.xml"


def test_nothing_to_show_changes_nothing() -> None:
    """Without an episode there is no page and no feed."""
    publisher = MemoryPublisher()
    assert refresh_site(SHOWS, site(), publisher, MemoryEpisodes(), picture).changed == ()
    assert publisher.files == {}


def test_the_second_time_no_byte_changes(tmp_path: Path) -> None:
    """Not one file is written again; a new episode changes the pages and the feed, and no older episode."""
    publisher, episodes = FolderPublisher(tmp_path), MemoryEpisodes()
    commit(PACKAGE, publisher, MemoryPublisher(), episodes, [])
    assert refresh_site(SHOWS, site(), publisher, episodes, picture).changed
    before = given.marks(tmp_path)
    assert refresh_site(SHOWS, site(), publisher, episodes, picture).changed == ()
    assert given.marks(tmp_path) == before
    next_day = given.package(given.run(edition=edition(day=date(2026, 11, 23), at=NOW + timedelta(days=1))))
    commit(next_day, publisher, MemoryPublisher(), episodes, [])
    assert refresh_site(SHOWS, site(), publisher, episodes, picture).changed == (
        "morning/index.html",
        "index.html",
        "morning/feed.xml",
    )


@pytest.mark.parametrize("name", ["index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json"])
def test_a_lost_file_is_made_again_as_it_was(name: str) -> None:
    """Pages and sidecars follow from the remembered episode alone."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    package = given.package(cover=picture("The Morning Briefing"))
    commit(package, publisher, MemoryPublisher(), episodes, [])
    refresh_site(SHOWS, site(), publisher, episodes, picture)
    was = publisher.files.pop(f"morning/2026-11-22/{name}")
    assert refresh_site(SHOWS, site(), publisher, episodes, picture).changed == (f"morning/2026-11-22/{name}",)
    assert publisher.files[f"morning/2026-11-22/{name}"] == was


def test_the_guid_of_a_show_survives_a_move() -> None:
    """The first real address decides; before there is one, the feed has none."""
    publisher, episodes = MemoryPublisher(), MemoryEpisodes()
    commit(PACKAGE, publisher, MemoryPublisher(), episodes, [])
    refresh_site(SHOWS, site(""), publisher, episodes, picture)
    assert b"podcast:guid" not in publisher.files["morning/feed.xml"]
    refresh_site(SHOWS, site("https://one.example"), publisher, episodes, picture)
    guid = episodes.guids["morning"]
    refresh_site(SHOWS, site("https://two.example"), publisher, episodes, picture)
    assert f"<podcast:guid>{guid}</podcast:guid>".encode() in publisher.files["morning/feed.xml"]
