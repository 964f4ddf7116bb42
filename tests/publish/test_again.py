"""A refresh checks only what was touched, and still repairs everything that it repairs without a cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.languages import load_language
from briefing.model.episode import Correction
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.show import Show, Site
from briefing.publish import site_cache as seen
from briefing.publish.publish import commit
from tests.publish import given
from tests.publish.house import DERIVED, PATHS, House, deleted, truncated
from tests.support.fakes.publish import MemoryPublisher
from tests.support.make import NOW, edition, show, site


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
    assert set(house.episodes.read) == set(list(house.episodes.list_revisions("morning"))[:10])
    assert house.found() == house.anew()


def test_a_correction_takes_the_place_of_what_it_corrects(house: House) -> None:
    """An old episode's new revision is told by the feed and on the page."""
    old = house.package.episode
    new = replace(old, revision=2, title="Mended", corrections=(Correction(NOW, "a name"),))
    house.episodes.save(new, [])
    house.refresh()
    assert b"Mended" in house.found()["morning/feed.xml"]
    assert house.found() == house.anew()
    assert house.refresh() == ()


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


@pytest.mark.parametrize(
    ("what", "value"),
    [
        pytest.param("show", replace(show(), title="The Other Briefing"), id="title"),
        pytest.param("show", replace(show(), description="Other news."), id="description"),
        pytest.param("site", site("https://other.example"), id="address"),
        pytest.param("site", replace(site(), author="Somebody"), id="author"),
        pytest.param(
            "language",
            replace(load_language("en"), words={**load_language("en").words, "episodes": "Programmes", "sources": "From"}),
            id="words",
        ),
    ],
)
def test_other_settings_make_other_pages(house: House, what: str, value: Show | Site | Language) -> None:
    """What page and feed are made of has changed, so they are made again; the pages of old episodes stay."""
    before = house.found()
    setattr(house, what, value)
    assert {"morning/index.html", "morning/feed.xml"} & set(house.refresh())
    after = house.found()
    assert after == house.anew() | {path: before[path] for path in PATHS}
    assert house.refresh() == ()


def test_another_program_makes_them_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that makes pages otherwise does not leave the old ones there."""
    monkeypatch.setattr(seen, "digest_program", lambda: "an older one")
    house.refresh()
    assert set(house.episodes.read) == set(house.episodes.list_revisions("morning"))
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
