"""`briefing episodes`: what was published, met at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli import shell
from tests.cli.conftest import EARLY
from tests.support.newsroom import rss
from tests.support.stories import entries

EDITION = "morning-2026-11-22"


@pytest.fixture
def published(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The workspace with one episode."""
    assert shell(["run", "morning"]) == 0
    capsys.readouterr()
    return newsroom


def test_nothing_published_yet(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first episode the list is empty, as a sentence or as data."""
    assert newsroom.is_dir()
    assert shell(["episodes", "list"]) == 0
    assert "nothing is published yet" in capsys.readouterr().err
    assert shell(["episodes", "list", "morning", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_list_names_edition_length_stories_state_and_file(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An episode is a line, and as data has the same and more."""
    mp3 = published / "output/site/morning/2026-11-22" / f"{EDITION}.mp3"
    assert shell(["episodes", "list"]) == 0
    line = capsys.readouterr().out.splitlines()[1].split()
    assert line[:2] == [EDITION, "2026-11-22"]
    assert line[3:] == ["3", "published", str(mp3)]
    assert shell(["episodes", "list", "morning", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["edition"], row["stories"], row["revision"], row["state"], row["trouble"]) == (EDITION, 3, 1, "published", None)
    assert row["duration"] == pytest.approx(json.loads(mp3.with_name("episode.json").read_bytes())["duration"])


def test_newest_first(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The day after stands above the day before."""
    (published / "ledger.xml").write_bytes(rss("Valley Ledger", entries(3, 6, EARLY.replace(day=23))))
    (published / "clock").write_text("2026-11-23T04:05:00Z", "utf-8")
    assert shell(["run", "morning"]) == 0
    capsys.readouterr()
    assert shell(["episodes", "list", "--json"]) == 0
    assert [row["day"] for row in json.loads(capsys.readouterr().out)] == ["2026-11-23", "2026-11-22"]


def test_show_tells_chapters_stories_sources_and_files(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An episode's page on the terminal has its chapters, each story's source, and that its files are there."""
    assert published.is_dir()
    assert shell(["episodes", "show", EDITION]) == 0
    told = capsys.readouterr().out
    for part in ("Chapters\n", "0:00  Opening", "Valley Ledger: https://news.example/", "there    ", "transcript.vtt"):
        assert part in told
    assert "missing" not in told


def test_show_names_what_is_missing_or_changed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that went, or an MP3 of another size, is named."""
    folder = published / "output/site/morning/2026-11-22"
    (folder / "chapters.json").unlink()
    (folder / f"{EDITION}.mp3").write_bytes(b"cut")
    assert shell(["episodes", "show", EDITION, "--json"]) == 0
    files = {Path(file["path"]).name: file["trouble"] for file in json.loads(capsys.readouterr().out)["files"]}
    assert files.pop("chapters.json") == "missing"
    assert files.pop(f"{EDITION}.mp3").startswith("has 3 bytes, not ")
    assert set(files.values()) == {None}
    assert shell(["episodes", "show", EDITION]) == 0
    assert "missing  " in capsys.readouterr().out
    assert shell(["episodes", "list"]) == 0
    assert "has 3 bytes" in capsys.readouterr().out


def test_show_as_data_is_episode_json_and_more(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The data has every key of episode.json as published, with the state besides."""
    assert shell(["episodes", "show", EDITION, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    kept = json.loads((published / "output/site/morning/2026-11-22/episode.json").read_bytes())
    assert {key: data[key] for key in kept} == kept
    assert data["state"] == "published"


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        pytest.param("morning-2026-11-2", f"did you mean '{EDITION}'?", id="misspelt"),
        pytest.param("xyz", "briefing episodes list", id="nothing like it"),
    ],
)
def test_an_unknown_edition(published: Path, capsys: pytest.CaptureFixture[str], edition: str, said: str) -> None:
    """An edition without an episode ends with 66 and the nearest that has one."""
    assert published.is_dir()
    assert shell(["episodes", "show", edition]) == 66
    assert said in capsys.readouterr().err


def test_an_edition_that_is_only_prepared(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edition that is under way is told from one that does not exist."""
    assert newsroom.is_dir()
    assert shell(["run", "morning", "--prepare"]) == 0
    assert shell(["episodes", "show", EDITION]) == 66
    assert "is written and has no episode" in capsys.readouterr().err


def test_an_unknown_show(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt show is a wrong call."""
    assert newsroom.is_dir()
    assert shell(["episodes", "list", "mornin"]) == 64
    assert "did you mean 'morning'?" in capsys.readouterr().err
