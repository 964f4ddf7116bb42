"""What a producer meets at the command line: exit codes, one-line errors, nothing hostile on the terminal."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli import COMMANDS, shell
from briefing.cli.console import Lines
from briefing.lib.text import to_plain
from briefing.model.outcome import find_gravest
from briefing.model.progress import Note, Progress
from tests.support.fast import open_fast
from tests.support.newsroom import Entry, feeds_yaml, rss, wire
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a feeds.yaml and one local feed; the program runs in it at 06:05 in Kyiv."""
    (tmp_path / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, EARLY)))
    feeds_yaml(tmp_path, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command that the list names is there and explains itself."""
    assert shell([name, "--help"]) == 0
    assert f"Usage: briefing {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["rum"], 64, "did you mean 'run'?", id="misspelt command"),
        pytest.param(["frobnicate"], 64, "there are init, demo", id="unknown command"),
        pytest.param(["run", "evening"], 64, "evening: is no show of feeds.yaml", id="unknown show"),
        pytest.param(["run", "mornin"], 64, "did you mean 'morning'?", id="misspelt show"),
        pytest.param(["run", "--day", "2026-13-01"], 64, "write it as 2026-11-22", id="no day"),
        pytest.param(["run", "--day", "2026-11-23"], 64, "still to come", id="a day to come"),
        pytest.param(["run", "--slot", "07:00"], 64, "that day has 06:00", id="a slot outside the schedule"),
        pytest.param(["run", "--config", "none.yaml"], 78, "none.yaml", id="no configuration"),
        pytest.param(["run", "--again", "write"], 64, "--again needs the show", id="again without a show"),
        pytest.param(["run", "morning", "--again", "speek"], 64, "did you mean 'speak'?", id="a misspelt stage"),
        pytest.param(["run", "morning", "--again", "Zzz"], 64, "there are fetch, select", id="an unknown stage"),
        pytest.param(["run", "morning", "--correct", "x"], 64, "--correct needs --again", id="correct without again"),
        pytest.param(["run", "morning", "--again", "mix", "--correct", " ."], 64, "a reason in words", id="correct without words"),
        pytest.param(["run", "morning", "--again", "mix", "--correct", "x" * 301], 64, "at most 300", id="a reason too long"),
        pytest.param(["run", "morning", "--again", "mix"], 66, "has no edition to make again", id="again, but never made"),
        pytest.param(["run", "morning", "--again", "mix", "--day", "2026-11-23"], 64, "still to come", id="again on a day to come"),
        pytest.param(["run", "morning", "--again", "mix", "--slot", "07:00"], 64, "has 06:00", id="again outside the schedule"),
        pytest.param(["run", "morning", "--rehearse", "--again", "mix"], 64, "do not go together", id="rehearse and again"),
        pytest.param(["run", "--rehearse", "--prepare"], 64, "do not go together", id="rehearse and prepare"),
        pytest.param(["script", "morning"], 66, "nothing is prepared", id="nothing prepared"),
        pytest.param(["script", "morning", "--slot", "07:00"], 64, "that day has 06:00", id="script outside the schedule"),
        pytest.param(["script", "morning", "--day", "2026-11-23"], 64, "still to come", id="script of a day to come"),
        pytest.param(["script", "morning", "--why", "--json"], 64, "do not go together", id="two forms of a script"),
        pytest.param(["verify"], 64, "name a FILE or an EDITION", id="nothing to verify"),
        pytest.param(["verify", "morning-2026-11-22"], 66, "neither a file nor a published edition", id="no such edition"),
        pytest.param(["verify", "none.mp3"], 65, "none.mp3: cannot be read", id="no such file"),
        pytest.param(["verify", "--site"], 65, "has no show", id="an empty site"),
        pytest.param(["serve"], 66, "there is nothing to serve yet", id="nothing to serve"),
        pytest.param(["init"], 64, "feeds.yaml", id="init where one is"),
    ],
)
def test_mistakes(house: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str) -> None:
    """A mistake ends with its exit code and one line that says what to do; never a traceback."""
    assert house.is_dir()
    assert shell(arguments) == code
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err


def test_every_mistake_in_the_configuration_at_once(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two mistakes in feeds.yaml are two lines, each with its place, and end with 78."""
    config = house / "feeds.yaml"
    config.write_text(config.read_text("utf-8").replace("Europe/Kyiv", "Europe/Kyv").replace("minutes", "minuets"), "utf-8")
    assert shell(["run"]) == 78
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("feeds.yaml:") for line in lines)


def test_check_shows_what_will_be_used(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check prints the effective configuration on stdout, and what the engines say on stderr."""
    assert house.is_dir()
    assert shell(["check", "--online"]) == 0
    told = capsys.readouterr()
    assert "schedule" in told.out
    assert "morning: voice: tone" in told.err
    assert "morning: Valley Ledger: 3 items" in told.err
    assert not (house / "output" / "state").exists()


def test_check_online_names_the_feed_that_fails(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A feed that does not answer is named, and the code says try later."""
    (house / "ledger.xml").write_text("<html>log in</html>", "utf-8")
    assert shell(["check", "--online"]) == 75
    assert "Valley Ledger" in capsys.readouterr().err


def test_check_says_what_full_text_needs(house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a feed asks for pages and nothing here reads them, check names the command that installs it, as for an engine."""
    feeds_yaml(house, [{"path": "ledger.xml", "full_text": "true"}])
    assert shell(["check"]) == 0
    monkeypatch.setattr("briefing.fetch.fulltext.NEEDED", ("no_such_package",))
    assert shell(["check"]) == 69
    assert "pip install 'news-briefing[fulltext]'" in capsys.readouterr().err


OLD_KEY = "feeds.yaml:3:9: fetch.allow_private: is an old key, read as `private: true` on feeds whose host has no public address"


def test_the_old_key_for_private_addresses_works_and_is_told(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A feeds.yaml of before reads its feed on loopback as it did; check and run say once what to write instead."""
    with wire() as desk:
        url = desk.serve("/wire.xml", rss("Wire", entries(0, 3, EARLY)))
        text = feeds_yaml(house, [{"url": url, "name": "Wire"}]).read_text("utf-8")
        old = text.replace(", private: true", "").replace("shows:\n", "fetch: {allow_private: true}\nshows:\n", 1)
        (house / "feeds.yaml").write_text(old, "utf-8")
        for arguments in (["check", "--online"], ["run", "morning", "--prepare"]):
            assert shell(arguments) == 0
            assert capsys.readouterr().err.count(OLD_KEY) == 1
        assert shell(["run", "morning", "--prepare", "--log-json"]) == 0
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        assert [line["message"].startswith(OLD_KEY) for line in lines if line["event"] == "configuration"] == [True]
        (house / "feeds.yaml").write_text(text.replace(", private: true", ""), "utf-8")
        assert shell(["check", "--online"]) == 75
        told = capsys.readouterr().err
    assert "leads to a private address: `private: true` on this feed lets its own host and port be one" in told
    assert "old key" not in told


def test_check_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """The schema for editors is JSON that knows the top-level keys."""
    assert shell(["check", "--schema"]) == 0
    assert {"version", "site", "shows"} <= set(json.loads(capsys.readouterr().out)["properties"])


def test_init_then_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What init writes is a configuration that check accepts."""
    monkeypatch.chdir(tmp_path)
    assert shell(["init", "news"]) == 0
    monkeypatch.chdir(tmp_path / "news")
    assert shell(["check"]) == 0
    assert "pyttsx3" in capsys.readouterr().out


def test_why_names_what_was_rejected(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After an edition was aired, the next day's rundown says that its items were aired before."""
    assert shell(["run", "morning"]) == 0
    (house / "clock").write_text("2026-11-22T20:00:00Z", "utf-8")
    config = house / "feeds.yaml"
    config.write_text(config.read_text("utf-8").replace('"0 6 * * *"', '"0 6,21 * * *"'), "utf-8")
    assert shell(["run", "morning"]) == 0
    capsys.readouterr()
    assert shell(["script", "morning", "--why"]) == 0
    told = capsys.readouterr().out
    assert "morning-2026-11-22-2100: nothing" in told
    assert sum(line.startswith("rejected") and line.endswith("aired before") for line in told.splitlines()) == 3


def test_script_json_needs_no_sound(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The prepared script as data has the promised keys, with readings and sources, before anything is spoken."""
    assert house.is_dir()
    assert shell(["run", "morning", "--prepare"]) == 0
    capsys.readouterr()
    assert shell(["script", "morning", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["edition", "segments"]
    assert list(data["segments"][0]) == ["kind", "title", "url", "lines"]
    lines = [line for segment in data["segments"] for line in segment["lines"]]
    assert all(list(line) == ["id", "text", "reading", "basis", "sources", "edits"] for line in lines)
    assert "twelve million dollars" in next(line["reading"] for line in lines if "12 million" in line["text"])
    assert all(line["sources"] or line["basis"] == "template" for line in lines)


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        pytest.param([], 0, id="nothing due"),
        pytest.param([0, 75], 75, id="one to try later"),
        pytest.param([64, 0], 64, id="one refused, the other made"),
        pytest.param([66, 75, 64], 75, id="try later before nothing prepared and refused"),
        pytest.param([75, 65, 69, 73], 73, id="cannot write before no voice"),
        pytest.param([78, 70, 0], 70, id="a bug before everything"),
    ],
)
def test_several_shows_end_with_the_gravest(codes: list[int], code: int) -> None:
    """The exit codes of several shows become one, the gravest."""
    assert find_gravest(codes) == code


def test_nothing_hostile_reaches_the_terminal(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title that commands a terminal is printed without the commands."""
    evil = Entry("Bridge \x1b]0;owned\x07 opens \u202egnp.exe", "The bridge opened at noon in the harbour.", EARLY)
    (house / "ledger.xml").write_bytes(rss("L", [evil]).replace(b"\x1b", b"&#27;").replace(b"\x07", b"&#7;"))
    assert shell(["run", "morning", "--prepare"]) == 0
    for form in ("--why", "--text", "--json"):
        assert shell(["script", "morning", form]) == 0
    told = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(told.out + told.err)


def test_progress_is_one_line_a_stage_without_a_terminal() -> None:
    """In a log there is a line when a stage is done, and one for each note."""
    stream = io.StringIO()
    events = Lines(stream).on("morning")
    for event in (Progress("speak", 1, 2, "a"), Progress("speak", 2, 2, "2 lines"), Note("fetch", "A\x1b[2J", "is\nempty")):
        events.emit(event)
    assert stream.getvalue() == "speak: morning: 2 lines\nfetch: morning: A[2J: is empty\n"


def test_plain() -> None:
    """Control, bidi and surrogate characters go, everything else stays."""
    assert to_plain("Zażółć \x00\x9b\u2066\ud800 «gęślą»\n—") == "Zażółć  «gęślą» —"
