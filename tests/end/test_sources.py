"""The house keeps the sources of what it publishes, and `briefing verify` proves the lines by them, as an operator meets it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli import shell
from tests.support.fast import open_quick
from tests.support.newsroom import feeds_yaml, rss, tree
from tests.support.stories import entries

EDITION = "morning-2026-11-22"
KEPT = Path(f"output/state/sources/morning/{EDITION}.json")
DOCUMENT = Path("output/site/morning/2026-11-22/episode.json")
MP3 = DOCUMENT.with_name(f"{EDITION}.mp3")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one published edition, made once."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 2, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("briefing.wiring.workspace.open_workspace", open_quick)
        patch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
        Path("clock").write_text("2026-11-22T04:05:00Z", "utf-8")
        assert shell(["run"]) == 0
    return folder


@pytest.fixture
def house(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is where commands are given."""
    folder = Path(shutil.copytree(once, tmp_path / "house"))
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
    monkeypatch.chdir(folder)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_quick)
    return folder


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Give the command; returns its exit code and what it found."""
    capsys.readouterr()
    code = shell(["verify", *arguments])
    return code, capsys.readouterr().out


def test_every_item_that_is_cited_is_kept_and_none_is_published(house: Path) -> None:
    """The copy has the whole items, which are more than may be published; the site has the words read, and no more."""
    assert house.is_dir()
    kept = json.loads(KEPT.read_text("utf-8"))
    assert (kept["version"], kept["edition"], kept["revision"]) == (2, EDITION, 1)
    cited = {source["item"] for cue in json.loads(DOCUMENT.read_text("utf-8"))["cues"] for source in cue["sources"]}
    assert {item["id"] for item in kept["items"]} == cited
    unread = "Officials expect 30,000 cars to cross it each day."
    assert any(unread in item["text"] for item in kept["items"])
    assert not [name for name, (data, _) in tree(Path("output/site")).items() if unread.encode() in data]


def test_the_same_again_changes_nothing(house: Path) -> None:
    """A second run touches no copy."""
    assert house.is_dir()
    before = tree(Path("output/state/sources"))
    assert shell(["run"]) == 0
    assert tree(Path("output/state/sources")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([EDITION], id="an edition"),
        pytest.param(["--site"], id="the site"),
        pytest.param([str(MP3)], id="a file", marks=pytest.mark.slow),
        pytest.param([str(MP3.parent)], id="a folder"),
    ],
)
def test_lines_are_proved_by_the_copy(house: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """However an episode is named its sources are found; one that disagrees ends with 65; one that is lost is worth a note."""
    assert house.is_dir()
    code, out = verify(capsys, *arguments, "-v")
    assert code == 0, out
    assert "every quotation stands in its source: 4 quotations, 0 not so" in out
    KEPT.write_text(KEPT.read_text("utf-8").replace("record apple harvest.", "poor apple harvest."), "utf-8")
    code, out = verify(capsys, *arguments)
    assert code == 65
    assert re.search(r"fault .*source of .*the text kept of item \w+ is not the one cited", out)
    KEPT.unlink()
    code, out = verify(capsys, *arguments)
    assert code == 0, out
    assert re.search(r"note .*sources: are not kept here", out)


def test_a_changed_document_is_not_proved(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words changed in line and quotation alike, everywhere on the site, still do not stand in the copy."""
    for file in DOCUMENT.parent.glob("*.*"):
        if file.suffix != ".mp3":
            file.write_text(file.read_text("utf-8").replace("two years of repairs", "ten years of repairs"), "utf-8")
    code, out = verify(capsys, EDITION)
    assert code == 65
    assert "ten years of repairs.' does not stand at 0 to" in out
    assert house.is_dir()


def test_a_copy_of_the_site_is_proved_by_the_house_that_is_named(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Elsewhere its sources are not at hand; --output or --config says whose they are."""
    elsewhere = shutil.copytree("output/site", tmp_path / "mirror" / "www")
    file = str(elsewhere / "morning" / "2026-11-22" / f"{EDITION}.mp3")
    assert "not kept here" in verify(capsys, file)[1]
    for option in (["--output", "output"], ["--config", "feeds.yaml"]):
        code, out = verify(capsys, file, *option, "-v")
        assert code == 0, out
        assert "every quotation stands" in out
    assert house.is_dir()


def test_a_correction_keeps_its_own(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy of the first revision stays as it is, and the second is proved by another."""
    first = KEPT.read_bytes()
    assert shell(["run", "morning", "--again", "write", "--correct", "A name was wrong"]) == 0
    assert KEPT.read_bytes() == first
    assert json.loads(KEPT.with_name(f"{EDITION}-r2.json").read_text("utf-8"))["revision"] == 2
    code, out = verify(capsys, EDITION, "-v")
    assert (code, "every quotation stands" in out) == (0, True), out
    assert house.is_dir()


def test_a_rehearsal_keeps_its_own_below_its_folder(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is rehearsed is proved by itself, also when a house is named, and leaves the house's copies alone."""
    before = tree(Path("output/state/sources"))
    assert shell(["run", "morning", "--rehearse"]) == 0
    assert tree(Path("output/state/sources")) == before
    assert Path(f"output/state/rehearsals/.sources/morning/{EDITION}.json").is_file()
    for option in ([], ["--output", "output"]):
        code, out = verify(capsys, f"output/state/rehearsals/morning/2026-11-22/{EDITION}.mp3", "-v", *option)
        assert "every quotation stands" in out, out
        assert code == 0, out
    assert house.is_dir()
