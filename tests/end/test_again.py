"""Making an edition again, correcting a published one, and rehearsing, as a producer does it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefing.cli import shell
from tests.support.newsroom import feeds_yaml, rss, tree
from tests.support.stories import entries

pytestmark = pytest.mark.slow

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FOLDER = Path("output/site/morning/2026-11-22")
WHY = "The mayor's name was wrong"


class Desk:
    """A producer at the command line, in a folder with one show and one local feed, at 06:05 in Kyiv."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.feed(3)
        self.show()
        self.clock("2026-11-22T04:05:00Z")

    def feed(self, stories: int) -> None:
        """Let the feed hold the first so many stories."""
        Path("ledger.xml").write_bytes(rss("Valley Ledger", entries(0, stories, EARLY)))

    def show(self, **keys: object) -> None:
        """Write feeds.yaml."""
        feeds_yaml(Path(), [{"path": "ledger.xml", "name": "Valley Ledger"}], **keys)  # type: ignore[arg-type]  # keys of a show

    def clock(self, now: str) -> None:
        """Set the clock."""
        Path("clock").write_text(now, "utf-8")

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Give a command; returns its exit code, what it printed, and what it said beside."""
        self._capsys.readouterr()
        code = shell(list(arguments))
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def row(self, *arguments: str) -> dict[str, Any]:
        """Run with --json; returns the one object."""
        code, out, err = self("run", "morning", "--json", *arguments)
        row: dict[str, Any] = json.loads(out)
        assert row["exit"] == code, err
        return row


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk in a folder of its own."""
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    return Desk(capsys)


def episode() -> dict[str, Any]:
    """The morning's episode.json."""
    found: dict[str, Any] = json.loads((FOLDER / "episode.json").read_text("utf-8"))
    return found


def feed_item() -> dict[str, str]:
    """What the podcast feed says of its one item."""
    (item,) = etree.parse("output/site/morning/feed.xml").findall("channel/item")
    enclosure = item.find("enclosure")
    assert enclosure is not None
    names = ("guid", "pubDate")
    return {"file": str(enclosure.get("url")).split("/")[-1], **{name: str(item.findtext(name)) for name in names}}


def test_a_correction_is_a_revision_of_its_own(desk: Desk) -> None:
    """Same guid and date, a new file, the old one left; the reason is spoken, shown and listed; verify finds no fault."""
    first = desk.row()
    old, before, sound = episode(), feed_item(), (FOLDER / "morning-2026-11-22.mp3").read_bytes()
    desk.clock("2026-11-22T09:00:00Z")
    row = desk.row("--again", "speak", "--correct", WHY)
    assert (row["state"], row["mp3"], row["stories"]) == ("corrected", "morning/2026-11-22/morning-2026-11-22-r2.mp3", 3)
    assert row["duration"] > first["duration"]
    new, now = episode(), feed_item()
    assert (new["guid"], new["published"], new["revision"]) == (old["guid"], old["published"], 2)
    assert new["corrections"] == [{"at": "2026-11-22T09:00:00Z", "reason": WHY}]
    assert now == {**before, "file": "morning-2026-11-22-r2.mp3"}
    assert (FOLDER / "morning-2026-11-22.mp3").read_bytes() == sound
    said = [cue["text"] for cue in new["cues"]]
    assert said[:4] == [*[cue["text"] for cue in old["cues"][:3]], f"This is a corrected edition: {WHY}."]
    assert WHY in (FOLDER / "index.html").read_text("utf-8").replace("&#39;", "'")
    assert desk("verify", "--site")[0] == desk("verify", "morning-2026-11-22")[0] == 0
    code, _, said_of_old = desk("verify", str(FOLDER / "morning-2026-11-22.mp3"))
    assert (code, "is an earlier revision" in said_of_old) == (65, True)


def test_corrected_twice(desk: Desk) -> None:
    """The second correction is revision 3, gives its own reason, and both are listed, oldest first."""
    desk.row()
    desk.row("--again", "mix", "--correct", "The level was wrong")
    row = desk.row("--again", "write", "--correct", WHY)
    assert row["mp3"].endswith("-r3.mp3")
    found = episode()
    assert [correction["reason"] for correction in found["corrections"]] == ["The level was wrong", WHY]
    assert [cue["text"] for cue in found["cues"] if cue["segment"] == "correction"] == [f"This is a corrected edition: {WHY}."]
    assert sorted(path.name[18:] for path in FOLDER.glob("*.mp3")) == ["-r2.mp3", "-r3.mp3", ".mp3"]
    assert desk("run")[1].startswith("morning-2026-11-22: already published")


def test_what_was_aired_once_stays_aired(desk: Desk) -> None:
    """A correction may tell again what its own edition told; what it leaves out is told by no later edition either."""
    desk.show(max_age_hours=72)
    desk.row()
    desk.show(max_age_hours=72, minutes=0.55)
    shorter = desk.row("--again", "select", "--correct", WHY)
    assert 0 < shorter["stories"] < 3
    desk.clock("2026-11-23T04:05:00Z")
    assert desk.row()["state"] == "nothing"
    desk.show(max_age_hours=72)
    row = desk.row("--day", "2026-11-22", "--again", "select", "--correct", "They are all back")
    assert row["stories"] == 3


def test_a_published_edition_needs_a_reason(desk: Desk) -> None:
    """--again alone on a published edition is refused with 64 and changes no byte; so is a correction of what is not published."""
    desk.row("--prepare")
    row = desk.row("--again", "write", "--correct", WHY)
    assert (row["exit"], row["state"]) == (64, "written")
    assert "not published" in row["message"]
    desk.row()
    site = tree(Path("output/site"))
    row = desk.row("--again", "write")
    assert (row["exit"], row["state"]) == (64, "published")
    assert "--correct" in row["message"]
    assert tree(Path("output/site")) == site
    assert desk("script", "morning", "--text")[0] == 0


def test_a_correction_with_nothing_to_tell_is_given_up(desk: Desk) -> None:
    """The episode stays as it is, the code says so, and no later run tries the correction again."""
    desk.row()
    site = tree(Path("output/site"))
    desk.show(min_stories=9)
    row = desk.row("--again", "select", "--correct", WHY)
    assert (row["exit"], row["state"]) == (66, "published")
    assert "the published episode stays" in row["message"]
    assert desk.row()["state"] == "published"
    assert tree(Path("output/site")) == site


def test_a_prepared_correction_waits_and_is_finished_by_the_next_run(desk: Desk) -> None:
    """--prepare stops a correction at its script, the episode stays, and any later run, whatever the day, publishes it."""
    desk.row()
    row = desk.row("--again", "write", "--correct", WHY, "--prepare")
    assert (row["state"], row["mp3"]) == ("written", None)
    assert WHY in desk("script", "morning", "--text")[1]
    assert feed_item()["file"] == "morning-2026-11-22.mp3"
    row = desk.row("--again", "write", "--prepare")  # under way: needs no reason again
    assert row["state"] == "written"
    desk.clock("2026-11-29T03:00:00Z")
    assert "morning-2026-11-22: corrected" in desk("run")[1]
    assert (episode()["revision"], len(episode()["corrections"])) == (2, 1)


@pytest.mark.parametrize(
    ("stage", "stories"),
    [
        pytest.param("fetch", 4, id="fetch: what came since is in"),
        pytest.param("select", 3, id="select: the items of the first fetch"),
        pytest.param("write", 3, id="write: new words"),
        pytest.param("speak", 3, id="speak: new words too, since feeds.yaml has changed"),
        pytest.param("mix", 3, id="mix: the same"),
    ],
)
def test_again_before_publishing(desk: Desk, stage: str, stories: int) -> None:
    """Of an edition not yet published, what the stage and those after it made is made again, as feeds.yaml has it now."""
    desk.row("--prepare")
    Path("ledger.xml").write_bytes(rss("L", entries(0, 4, EARLY + timedelta(minutes=30))))
    desk.show(title="The New Title")
    desk.clock("2026-11-22T04:30:00Z")
    row = desk.row("--again", stage, "--prepare")
    assert (row["state"], row["stories"]) == ("written", stories)
    assert "The New Title" in desk("script", "morning", "--text")[1]


def test_again_says_which_of_two_editions(desk: Desk) -> None:
    """On a day with two editions the slot must be named, and then only that one is made again."""
    desk.feed(6)
    desk.show(schedule='"0 6,7 * * *"', minutes=1)  # the first takes some of the stories, the second the others
    desk.clock("2026-11-22T05:05:00Z")
    assert desk("run", "morning", "--prepare")[0] == 0
    code, _, said = desk("run", "morning", "--again", "write", "--prepare")
    assert code == 64
    assert "--slot 06:00 or 07:00" in said
    assert desk.row("--again", "write", "--slot", "7:00", "--prepare")["edition"] == "morning-2026-11-22-0700"
    assert desk("script", "morning", "--slot", "06:00")[1].startswith("morning-2026-11-22\n")
    assert desk("script", "morning", "--slot", "07:00")[1].startswith("morning-2026-11-22-0700\n")


def test_a_rehearsal_leaves_no_trace(desk: Desk) -> None:
    """It is heard, read and verified under state; nothing is published or claimed, and the edition has its cutoff to come."""
    code, out, _ = desk("run", "morning", "--rehearse")
    assert code == 0
    assert "morning-2026-11-22: rehearsed: 3 stories" in out
    mp3, page = (Path(line.split(": ")[1]) for line in out.splitlines()[1:])
    assert mp3.is_relative_to(Path("output/state/rehearsals").resolve())
    assert page.is_file()
    assert desk("verify", str(mp3))[0] == 0
    assert not Path("output/site").exists()
    assert desk("script", "morning")[0] == 66
    desk.clock("2026-11-22T04:30:00Z")
    Path("ledger.xml").write_bytes(rss("L", entries(0, 4, EARLY + timedelta(minutes=80))))
    assert desk.row()["stories"] == 4


def test_a_published_edition_can_be_rehearsed(desk: Desk) -> None:
    """From the beginning, with what it aired; its state, its episode and every file of the site stay, and JSON says `rehearsed`."""
    published = desk.row()
    site = tree(Path("output/site"))
    desk.show(minutes=0.55)
    row = desk.row("--rehearse")
    assert row["state"] == "rehearsed"
    assert 0 < row["stories"] < 3
    assert Path(row["mp3"]).is_file()
    assert tree(Path("output/site")) == site
    assert desk.row()["duration"] == published["duration"]


def test_a_prepared_script_is_what_is_rehearsed(desk: Desk) -> None:
    """A rehearsal of a prepared edition speaks its script, and leaves it prepared."""
    desk.row("--prepare")
    script = desk("script", "morning", "--json")[1]
    desk.feed(5)
    assert desk.row("--rehearse")["stories"] == 3
    assert desk("script", "morning", "--json")[1] == script
    assert desk.row("--prepare")["state"] == "written"
