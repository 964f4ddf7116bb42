"""`briefing feeds`: what is known of the sources, and lists of them in and out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli import shell
from briefing.config.load import load_config
from briefing.model.show import Feed
from tests.config.test_opml import listed
from tests.support.fakes.config import FakeCapabilities

TEXT = """\
# the desk's own file
shows:
  morning:
    title: Morning
    feeds:          # read the terms
      - {url: "https://one.example/rss", name: "One: news", weight: 2}
      - {url: "https://two.example/?x=1&y=2"}   # two
      - {path: ledger.xml, rights: own}
      - {url: "https://me:${PASSWORD}@three.example/rss"}
      - {url: "https://four.example/rss?token=abc"}
  evening:
    title: Evening & night
    feeds:
      - {url: "https://two.example/?x=1&y=2", rights: licensed}
  empty:
    title: Empty
    feeds: []
"""


@pytest.fixture
def desk(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The newsroom with two shows."""
    monkeypatch.setenv("PASSWORD", "hunter2")
    (newsroom / "feeds.yaml").write_text(TEXT.partition("  empty:")[0], "utf-8")
    return newsroom


def feeds(folder: Path, show: str) -> list[Feed]:
    """A show's feeds as they are configured."""
    return list(load_config(folder / "feeds.yaml", FakeCapabilities(), {"PASSWORD": "p"}).get_show(show).feeds)


def test_list_before_and_after_a_run(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A feed that was never asked has no items; after a run its items, the newest and its answer are known."""
    assert newsroom.is_dir()
    assert shell(["feeds", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["address"], row["items"], row["newest"], row["last"]) == ("Valley Ledger", "ledger.xml", 0, None, None)
    assert shell(["run", "morning"]) == 0
    capsys.readouterr()
    assert shell(["feeds", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["items"] == 3
    assert row["newest"].startswith("2026-11-22 0")
    assert row["last"] == "answered (morning-2026-11-22)"


def test_list_says_what_a_feed_answered_last(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A feed that failed in the last run is listed with what it said; when none answered, that is said."""
    (newsroom / "ledger.xml").write_text("<html>log in</html>", "utf-8")
    assert shell(["run", "morning"]) == 75
    capsys.readouterr()
    assert shell(["feeds", "list"]) == 0
    assert "no feed answered (morning-2026-11-22)" in capsys.readouterr().out


def test_list_shows_no_secret(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Passwords and tokens stay out of the table and of the data."""
    assert desk.is_dir()
    assert shell(["feeds", "list"]) == 0
    assert shell(["feeds", "list", "--json"]) == 0
    told = capsys.readouterr().out
    assert "hunter2" not in told
    assert "abc" not in told
    assert "https://three.example/rss" in told


def test_export_leaves_out_files_and_secrets_and_says_so(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What others could not read or should not see is not in the list; each is named on stderr."""
    assert desk.is_dir()
    assert shell(["feeds", "export"]) == 0
    told = capsys.readouterr()
    assert told.out.count("xmlUrl") == 3
    assert told.out.count("<outline text=") == 2
    assert not [secret for secret in ("hunter2", "token", "three.example", "ledger") if secret in told.out]
    assert told.err.splitlines() == [
        "morning: ledger: left out: it is a file here",
        "morning: three.example: left out: its address holds a secret",
        "morning: four.example: left out: its address holds a secret",
    ]


def test_a_private_feed_is_listed_as_one_and_exported_with_a_word(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list says which feeds may be private; an import of what is exported does not open them, and says so."""
    (desk / "feeds.yaml").write_text(TEXT.replace("weight: 2}", "weight: 2, private: true}").partition("  empty:")[0], "utf-8")
    assert shell(["feeds", "list"]) == 0
    assert capsys.readouterr().out.count("(private)") == 1
    assert shell(["feeds", "list", "--json"]) == 0
    assert [row["private"] for row in json.loads(capsys.readouterr().out)] == [True, False, False, False, False, False]
    assert shell(["feeds", "export", "-o", "x.opml"]) == 0
    assert (desk / "x.opml").read_text("utf-8").count('briefing:private="true"') == 1
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 78  # in the other show the same feed is private
    assert "has another private than the same feed" in capsys.readouterr().err
    (desk / "feeds.yaml").write_text(TEXT.replace("one.example", "another.example"), "utf-8")
    assert shell(["feeds", "import", "x.opml", "--show", "empty"]) == 0
    assert "https://one.example/rss: the list says private: true; write it into feeds.yaml" in capsys.readouterr().err
    assert not any(feed.private for feed in feeds(desk, "empty"))


def test_export_writes_over_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there already is left alone."""
    (desk / "x.opml").write_text("mine", "utf-8")
    assert shell(["feeds", "export", "-o", "x.opml"]) == 64
    assert "is there already" in capsys.readouterr().err
    assert (desk / "x.opml").read_text("utf-8") == "mine"


def test_export_then_import_into_an_empty_show(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The feeds of all shows come back the same, each once; nothing else in the file has changed."""
    assert shell(["feeds", "export", "-o", "x.opml"]) == 0
    (desk / "feeds.yaml").write_text(TEXT, "utf-8")
    assert shell(["feeds", "import", "x.opml", "--show", "empty"]) == 0
    told = capsys.readouterr()
    assert feeds(desk, "empty") == feeds(desk, "morning")[:2]
    assert "empty: 2 added, 1 left out" in told.out
    assert "https://two.example/?x=1&y=2: is there already" in told.err
    assert (desk / "feeds.yaml").read_text("utf-8").startswith(TEXT.removesuffix("]\n"))


def test_import_twice_adds_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time every feed is there already, and not a byte of the file changes."""
    (desk / "x.opml").write_bytes(listed(b'<outline text="New" xmlUrl="https://new.example/rss"/>'))
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 0
    after = (desk / "feeds.yaml").read_bytes()
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 0
    assert (desk / "feeds.yaml").read_bytes() == after
    assert "evening: 0 added, 1 left out" in capsys.readouterr().out
    assert [feed.name for feed in feeds(desk, "evening")][1:] == ["New"]


def test_a_dry_run_changes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --dry-run the file stays as it is, and what would be added is said."""
    (desk / "x.opml").write_bytes(listed(b'<outline text="New" xmlUrl="https://new.example/rss"/>'))
    before = (desk / "feeds.yaml").read_bytes()
    assert shell(["feeds", "import", "x.opml", "--show", "evening", "--dry-run"]) == 0
    assert "would add New: https://new.example/rss" in capsys.readouterr().out
    assert (desk / "feeds.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("opml", "arguments", "code", "said"),
    [
        pytest.param(listed(), ["--show", "evenin"], 64, "did you mean 'evening'?", id="misspelt show"),
        pytest.param(b"<html></html>", ["--show", "evening"], 65, "x.opml: is no OPML", id="a web page"),
        pytest.param(None, ["--show", "evening"], 64, "x.opml: cannot be read: No such file", id="no file"),
        pytest.param(listed(), [], 64, "Missing option '--show'", id="no show"),
    ],
)
def test_wrong_calls(
    desk: Path, capsys: pytest.CaptureFixture[str], opml: bytes | None, arguments: list[str], code: int, said: str
) -> None:
    """A mistake ends with its code and a line, and feeds.yaml is left alone."""
    if opml is not None:
        (desk / "x.opml").write_bytes(opml)
    before = (desk / "feeds.yaml").read_bytes()
    assert shell(["feeds", "import", "x.opml", *arguments]) == code
    assert said in capsys.readouterr().err
    assert (desk / "feeds.yaml").read_bytes() == before


def test_too_many_feeds_are_refused_whole(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list of 10,000 feeds, which feeds.yaml could not hold, changes nothing."""
    outlines = b"".join(b'<outline text="N" xmlUrl="https://n%d.example/rss"/>' % number for number in range(10_000))
    (desk / "x.opml").write_bytes(listed(outlines))
    before = (desk / "feeds.yaml").read_bytes()
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 65
    assert "would become too large" in capsys.readouterr().err
    assert (desk / "feeds.yaml").read_bytes() == before


def test_a_file_with_mistakes_of_its_own_is_left_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes that were there before are told with their own lines."""
    (desk / "x.opml").write_bytes(listed(b'<outline text="New" xmlUrl="https://new.example/rss"/>'))
    before = (desk / "feeds.yaml").read_text("utf-8").replace("weight: 2", "wait: 2")
    (desk / "feeds.yaml").write_text(before, "utf-8")
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 78
    assert "feeds.yaml:6:" in capsys.readouterr().err
    assert (desk / "feeds.yaml").read_text("utf-8") == before


def test_a_link_keeps_its_place_and_a_file_its_permissions(desk: Path) -> None:
    """feeds.yaml that is a link stays one; what it leads to is replaced with the same permissions, mark and line ends."""
    (desk / "x.opml").write_bytes(listed(b'<outline text="New" xmlUrl="https://new.example/rss"/>'))
    real = desk / "real.yaml"
    real.write_bytes(b"\xef\xbb\xbf" + (desk / "feeds.yaml").read_bytes())
    real.chmod(0o640)
    (desk / "feeds.yaml").unlink()
    (desk / "feeds.yaml").symlink_to("real.yaml")
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 0
    assert (desk / "feeds.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes().startswith(b"\xef\xbb\xbf#")
    assert b"new.example" in real.read_bytes()


def test_nothing_hostile_reaches_the_terminal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Addresses and names that command a terminal, or show a password, are printed without."""
    hostile = (
        '<outline text="A\u202eB&#27;[2J" xmlUrl="https://good.example/"/><outline xmlUrl="https://u:hunter3@x.example/&#27;c"/>'
    )
    (desk / "x.opml").write_bytes(listed(hostile.encode()))
    assert shell(["feeds", "import", "x.opml", "--show", "evening"]) == 0
    told = capsys.readouterr()
    assert not {"\x1b", "\u202e"} & set(told.out + told.err)
    assert "hunter3" not in told.out + told.err
