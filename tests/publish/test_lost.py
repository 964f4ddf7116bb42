"""A refresh that meets sound which is gone or changed: left out until it is back, or made again as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish import given
from tests.publish.house import DAY, DERIVED, PATHS, House, deleted, truncated


@pytest.mark.parametrize("harm", [pytest.param(harm, id=harm.__name__) for harm in (deleted, truncated)])
def test_lost_sound_is_left_out_until_it_is_back(house: House, harm: Callable[[Path], None]) -> None:
    """What is gone or cut is named and left out while new episodes come, and when it is back all is as if nothing had been."""
    file = house.root / DAY / house.package.episode.file
    whole, texts = file.read_bytes(), [(house.root / path).read_bytes() for path in PATHS]
    harm(file)
    house.add(1)
    for _ in range(2):
        house.refresh()
        assert house.lost == ["morning-2026-11-22"]
        assert [b"2026-11-22/index.html" in (house.root / path).read_bytes() for path in DERIVED[5:]] == [False] * 3
        assert b"morning-2026-11-23" in house.found()["morning/feed.xml"]
    assert house.refresh() == ()
    file.write_bytes(whole)
    assert house.refresh() == ("morning/index.html", "index.html", "morning/feed.xml")
    assert house.lost == []
    assert [(house.root / path).read_bytes() for path in PATHS] == texts
    assert house.found() == house.anew()
    assert house.refresh() == ()
    assert house.publisher.opened == []


def test_a_folder_that_was_taken_away_does_not_come_back_without_its_sound(house: House) -> None:
    """Nothing is written in its place, whether or not the cache says that it was good."""
    shutil.rmtree(house.root / DAY)
    house.refresh()
    house.marks.kept.clear()
    house.refresh()
    assert not (house.root / DAY).exists()
    assert house.lost == ["morning-2026-11-22"]


@pytest.mark.parametrize(
    ("sound", "made"),
    [
        pytest.param(given.mp3, True, id="the very sound"),
        pytest.param(lambda: given.mp3()[:-1], False, id="another sound"),
        pytest.param(lambda: b"", False, id="no sound"),
        pytest.param(None, False, id="none kept"),
    ],
)
def test_sound_is_made_again_only_as_it_was(house: House, sound: Callable[[], bytes] | None, made: bool) -> None:
    """From the untagged sound the very bytes that were published are made, and no others are put there."""
    if sound is not None:
        house.sounds["morning-2026-11-22"] = sound()
    file, before = house.root / DAY / house.package.episode.file, given.marks(house.root)
    whole = file.read_bytes()
    shutil.rmtree(house.root / DAY)
    house.refresh()
    assert (house.remade, house.lost) == ((["morning-2026-11-22"], []) if made else ([], ["morning-2026-11-22"]))
    assert (file.read_bytes() if file.exists() else b"") == (whole if made else b"")
    assert (before.keys() == given.marks(house.root).keys()) == made


def test_a_show_that_lost_everything_offers_nothing(house: House) -> None:
    """Page and feed are there, whole, and empty."""
    for file in house.root.rglob("*.mp3"):
        file.unlink()
    house.refresh()
    assert b"<item>" not in house.found()["morning/feed.xml"]
    assert len(house.lost) == 3
    assert house.refresh() == ()
