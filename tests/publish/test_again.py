"""A refresh looks again only at what was touched, and still mends everything that it mends without a memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.errors import Faulty
from briefing.languages import load
from briefing.ports import Language
from briefing.publish import seen
from briefing.publish.publish import commit, refresh
from briefing.publish.site import FolderPublisher
from briefing.published import Correction, Episode
from briefing.show import Show, Site
from tests.fakes.publish import MemoryEpisodes, MemoryPublisher
from tests.fakes.store import MemoryMarks
from tests.make import NOW, edition, show, site
from tests.publish import given

DAY = "morning/2026-11-22"
PATHS = [f"{DAY}/{name}" for name in ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")]
DERIVED = [*PATHS, "morning/index.html", "morning/feed.xml", "index.html"]


def picture(title: str) -> bytes:
    """A cover that takes no time."""
    return f"picture of {title}".encode()


class Counted(MemoryEpisodes):
    """Episodes that count how many were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def of(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes."""
        found = super().of(show)
        self.read += [episode.edition for episode in found]
        return found

    def editions(self, show: str) -> dict[str, int]:
        """Return the revision of each edition; nothing counts as read."""
        return {episode.edition: episode.revision for episode in super().of(show)}

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode."""
        self.read.append(edition)
        return super().find(edition)


class Unread(FolderPublisher):
    """A site on disk that counts which files were read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.opened: list[str] = []

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        self.opened.append(path)
        return super().read(path)


class House:
    """A show's site on disk, with what is remembered of it."""

    def __init__(self, root: Path, days: int) -> None:
        self.root, self.publisher = root, Unread(root)
        self.episodes, self.marks = Counted(), MemoryMarks()
        self.show, self.site, self.language = show(), site(), given.ENGLISH
        self.package = given.package(cover=picture("The Morning Briefing"))
        commit(self.package, self.publisher, MemoryPublisher(), self.episodes, [])
        for back in range(1, days):
            self.add(-back)
        self.refresh()

    def add(self, days: int) -> None:
        """Publish the same again so many days later."""
        day, old = self.package.episode.day + timedelta(days=days), self.package.episode
        at = NOW + timedelta(days=days)
        new = replace(old, guid=f"morning-{day}", edition=f"morning-{day}", day=day, slot=at, published=at, title=f"News of {day}")
        self.publisher.place(f"morning/{day}", {old.file: self.package.files[old.file]})
        self.episodes.publish(new, [])

    def refresh(self) -> tuple[str, ...]:
        """Refresh the site; what was read is counted from here."""
        self.episodes.read.clear()
        self.publisher.opened.clear()
        shows: list[tuple[Show, Language]] = [(self.show, self.language)]
        return refresh(shows, self.site, self.publisher, self.episodes, picture, self.marks)

    def anew(self) -> dict[str, bytes]:
        """Return the pages and feeds that one gets who remembers nothing of what was seen."""
        other = MemoryPublisher()
        for path in self.root.rglob("*"):
            if path.is_file() and str(path.relative_to(self.root)) not in DERIVED[5:]:
                other.files[str(path.relative_to(self.root))] = path.read_bytes()
        refresh([(self.show, self.language)], self.site, other, self.episodes, picture)
        return {path: other.files[path] for path in DERIVED}

    def found(self) -> dict[str, bytes]:
        """Return the pages and feeds that there are."""
        return {path: (self.root / path).read_bytes() for path in DERIVED}


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Three days of a show."""
    return House(tmp_path / "site", 3)


def test_a_refresh_that_changes_nothing_reads_nothing(house: House) -> None:
    """Neither an episode nor a file is read, and nothing is kept."""
    before, kept = given.marks(house.root), dict(house.marks.kept)
    assert house.refresh() == ()
    assert (house.episodes.read, house.publisher.opened) == ([], [])
    assert (given.marks(house.root), house.marks.kept) == (before, kept)


def test_a_new_episode_is_joined_to_what_is_there(tmp_path: Path) -> None:
    """Page, front and feed are byte for byte those that would be made of all episodes, of which only the newest are read."""
    house = House(tmp_path / "site", 12)
    house.add(1)
    assert house.refresh()[-3:] == ("morning/index.html", "index.html", "morning/feed.xml")
    assert set(house.episodes.read) == set(list(house.episodes.editions("morning"))[:10])
    assert house.found() == house.anew()


def test_a_correction_takes_the_place_of_what_it_corrects(house: House) -> None:
    """An old episode's new revision is told by the feed and on the page."""
    old = house.package.episode
    new = replace(old, revision=2, title="Mended", corrections=(Correction(NOW, "a name"),))
    house.episodes.publish(new, [])
    house.refresh()
    assert b"Mended" in house.found()["morning/feed.xml"]
    assert house.found() == house.anew()
    assert house.refresh() == ()


def deleted(file: Path) -> None:
    """Take it away."""
    file.unlink()


def truncated(file: Path) -> None:
    """Lose its end."""
    os.truncate(file, file.stat().st_size // 2)


def edited(file: Path) -> None:
    """Say something else, of the same length, and put the time of change back."""
    was = file.stat()
    file.write_bytes(file.read_bytes()[:-2] + b"!\n")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


@pytest.mark.parametrize("harm", [pytest.param(harm, id=harm.__name__) for harm in (deleted, truncated, edited)])
@pytest.mark.parametrize("path", [pytest.param(path, id=path.rpartition("2026-11-22/")[-1]) for path in DERIVED])
def test_what_was_harmed_is_made_again_as_it_was(house: House, path: str, harm: Callable[[Path], None]) -> None:
    """A derived file that is gone, cut or edited is put back, and nothing else is written."""
    before = house.found()
    harm(house.root / path)
    assert house.refresh() == (path,)
    assert house.found() == before
    assert house.refresh() == ()
    assert house.publisher.opened == []


def test_files_that_were_only_copied_are_not_made_again(house: House) -> None:
    """Other times on the same bytes, as a copy of the site has them, cost a look and change nothing."""
    for file in house.root.rglob("*.*"):
        os.utime(file)
    assert house.refresh() == ()
    assert house.publisher.opened
    assert house.refresh() == ()
    assert house.publisher.opened == []


def test_lost_sound_is_an_error_of_every_run_until_it_is_back(house: House) -> None:
    """A shortened MP3 is named by every refresh, a new episode comes all the same, and once it is whole nothing is read again."""
    file = house.root / DAY / house.package.episode.file
    whole = file.read_bytes()
    truncated(file)
    house.add(1)
    for _ in range(2):
        with pytest.raises(Faulty, match=r"2026-11-22.mp3: has"):
            house.refresh()
    assert b"morning-2026-11-23" in house.found()["morning/feed.xml"]
    file.write_bytes(whole)
    assert house.refresh() == ()
    assert house.refresh() == ()
    assert house.publisher.opened == []


@pytest.mark.parametrize(
    ("what", "value"),
    [
        pytest.param("show", replace(show(), title="The Other Briefing"), id="title"),
        pytest.param("show", replace(show(), description="Other news."), id="description"),
        pytest.param("site", site("https://other.example"), id="address"),
        pytest.param("site", replace(site(), author="Somebody"), id="author"),
        pytest.param(
            "language", replace(load("en"), words={**load("en").words, "episodes": "Programmes", "sources": "From"}), id="words"
        ),
    ],
)
def test_other_settings_make_other_pages(house: House, what: str, value: Show | Site | Language) -> None:
    """What page and feed are made of has changed, so they are made anew; the pages of old episodes stay."""
    before = house.found()
    setattr(house, what, value)
    assert {"morning/index.html", "morning/feed.xml"} & set(house.refresh())
    after = house.found()
    assert after == house.anew() | {path: before[path] for path in PATHS}
    assert house.refresh() == ()


def test_another_program_makes_them_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that makes pages otherwise does not leave the old ones there."""
    monkeypatch.setattr(seen, "program", lambda: "an older one")
    house.refresh()
    assert set(house.episodes.read) == set(house.episodes.editions("morning"))
    assert house.refresh() == ()


@pytest.mark.parametrize(
    "left", [pytest.param(None, id="lost"), pytest.param("{", id="torn"), pytest.param('{"version": 9}', id="newer")]
)
def test_forgetting_what_was_seen_costs_time_alone(house: House, left: str | None) -> None:
    """Without a memory that can be read everything is looked into, and no byte changes."""
    for name in list(house.marks.kept):
        if left is None:
            del house.marks.kept[name]
        else:
            house.marks.kept[name] = left
    before = given.marks(house.root)
    assert house.refresh() == ()
    assert house.publisher.opened
    assert given.marks(house.root) == before
    assert house.refresh() == ()
    assert house.publisher.opened == []


def test_a_feed_loses_no_episode_that_the_store_forgot(house: House) -> None:
    """With what was seen in memory, too, a feed that would lose one is left as it is, at every run."""
    feed = house.found()["morning/feed.xml"]
    del house.episodes.published["morning-2026-11-20"]
    for _ in range(2):
        with pytest.raises(Faulty, match=r"feed\.xml: would lose morning-2026-11-20"):
            house.refresh()
    assert house.found()["morning/feed.xml"] == feed


def test_the_edition_of_a_slot_is_known_by_its_day(house: House) -> None:
    """A second edition of a day gets a link of its own on the page."""
    second = given.package(given.run(edition=replace(edition(day=date(2026, 11, 22)), id="morning-2026-11-22-1800")))
    commit(second, house.publisher, MemoryPublisher(), house.episodes, [])
    house.refresh()
    assert b"2026-11-22-1800/index.html" in house.found()["morning/index.html"]
    assert house.found() == house.anew()
