"""What a person does to the folders of published episodes, and what the next runs make of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing.cli import shell
from briefing.publish.feed import split_entries
from tests.store.recovery.house import copy, feed_holds, now
from tests.support.fast import open_fast, open_quick

FOLDER = Path("output/site/morning/2026-11-22")
MP3 = FOLDER / "morning-2026-11-22.mp3"
BOTH = ["morning-2026-11-23", "morning-2026-11-22"]


@pytest.fixture
def here(tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a workspace with two mornings, on the third; the program runs in it."""
    folder = copy(house, tmp_path)
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
    monkeypatch.chdir(folder)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_quick)
    (folder / "clock").write_text(now(2), "utf-8")
    feed_holds(folder, 2)
    return folder


def offered(folder: Path) -> list[str]:
    """The guids of the podcast feed, newest first."""
    return list(split_entries((folder / "output/site/morning/feed.xml").read_bytes()))


def forget_sound(folder: Path) -> None:
    """Take away all sound from which an episode could be made again."""
    shutil.rmtree(folder / "output/state/blobs")


@pytest.mark.parametrize("gone", [pytest.param(FOLDER, id="folder"), pytest.param(MP3, id="MP3")])
def test_what_is_kept_brings_it_back(here: Path, gone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the sound in state the very same MP3 is made again; the run says so, publishes today's edition and ends with 0."""
    before = (here / MP3).read_bytes()
    shutil.rmtree(here / gone) if gone == FOLDER else (here / gone).unlink()
    assert shell(["run"]) == 0
    said = capsys.readouterr()
    assert "site: morning-2026-11-22: its MP3 was missing, and is made again, byte by byte" in said.err
    assert (here / MP3).read_bytes() == before
    assert (here / FOLDER / "index.html").is_file()
    assert offered(here) == ["morning-2026-11-24", *BOTH]
    assert shell(["verify", "--site"]) == shell(["status"]) == 0


def test_what_cannot_be_made_again_is_left_out_until_it_is_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Page and feed leave it out, the next edition is published with 0, status names it, and once it is back it is as before."""
    before = (here / "output/site/morning/feed.xml").read_bytes()
    forget_sound(here)
    (here / FOLDER).rename(here / "kept")
    for _ in range(2):
        assert shell(["run"]) == 0
        told = "morning-2026-11-22: its MP3 is missing: site/morning/2026-11-22/morning-2026-11-22.mp3: "
        assert told in capsys.readouterr().err
        assert offered(here) == ["morning-2026-11-24", "morning-2026-11-23"]
        assert b"2026-11-22/" not in (here / "output/site/morning/index.html").read_bytes()
        assert not (here / FOLDER).exists()
    assert shell(["verify", "--site"]) == 0
    capsys.readouterr()
    assert shell(["status"]) == 1
    said = capsys.readouterr().out
    assert f"morning: a published episode is damaged or incomplete: {told}" in said
    assert "late" not in said
    (here / "kept").rename(here / FOLDER)
    assert shell(["run"]) == shell(["status"]) == 0
    assert offered(here) == ["morning-2026-11-24", *BOTH]
    old, new = (split_entries(data) for data in (before, (here / "output/site/morning/feed.xml").read_bytes()))
    for tag in ("guid", "pubDate", "title"):
        assert new["morning-2026-11-22"].findtext(tag) == old["morning-2026-11-22"].findtext(tag)


def test_a_loss_that_a_person_accepts(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With a file of its name in state/gone a deleted episode is neither made again nor reported; its folder brings it back."""
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    (here / "output/state/gone").mkdir()
    (here / "output/state/gone/morning-2026-11-22").touch()
    (here / FOLDER).rename(here / "kept")
    for _ in range(2):
        assert shell(["run"]) == 0
        assert "site: " not in capsys.readouterr().err
        assert offered(here) == ["morning-2026-11-24", "morning-2026-11-23"]
        assert not (here / FOLDER).exists()
        assert shell(["status"]) == 0
        assert capsys.readouterr().out.endswith("Nothing needs attention.\n")
    (here / "kept").rename(here / FOLDER)
    assert shell(["run"]) == shell(["status"]) == 0
    assert offered(here) == ["morning-2026-11-24", *BOTH]


def test_another_sound_in_its_place_is_not_offered_either(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An MP3 of another size is left as it is, and out of the feed; verify names it as a fault."""
    forget_sound(here)
    (here / MP3).write_bytes(b"something else")
    assert shell(["run"]) == 0
    assert "its MP3 has 14 bytes, " in capsys.readouterr().err
    assert offered(here) == ["morning-2026-11-24", "morning-2026-11-23"]
    assert (here / MP3).read_bytes() == b"something else"
    assert shell(["status"]) == 1
    assert shell(["verify", "--site"]) == 65
    assert "morning/2026-11-22" in capsys.readouterr().out


def test_the_last_folder_of_a_show(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A show whose every folder is gone keeps a page and a feed that offer nothing, and its next edition is published."""
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    forget_sound(here)
    shutil.rmtree(here / "output/site/morning")
    (here / "ledger.xml").unlink()
    shell(["run"])
    assert offered(here) == []
    feed_holds(here, 2)
    assert shell(["run", "morning"]) == 0
    assert offered(here) == ["morning-2026-11-24"]
