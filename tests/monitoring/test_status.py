"""`briefing status`: what it says and ends with, situation by situation; and that it changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli import shell
from briefing.model.errors import CannotWrite
from briefing.model.show import VoiceChoice
from briefing.monitoring.alerts import find_alerts
from briefing.monitoring.collector import CallerFacts, collect_health
from briefing.monitoring.engines import try_engines
from briefing.monitoring.heartbeat import Heartbeat, write_heartbeat
from briefing.store.open import open_store
from briefing.store.read_only import open_read_only
from briefing.wiring.workspace import load_configuration
from tests.monitoring.given import slot
from tests.support import make
from tests.support.newsroom import briefing, feeds_yaml, rss, tree
from tests.support.stories import entries

SHOWS = {"show", "title", "last", "next", "unfinished", "missed", "lacking", "lost", "feeds"}
FEEDS = {"id", "name", "asked", "answered", "failing", "error", "fresh", "newest", "quiet"}
TROUBLE = {"key", "show", "since", "message", "needs_person", "told"}
DAEMON = Heartbeat(4242, datetime(2026, 11, 22, 5, 58, tzinfo=UTC), 17, datetime(2026, 11, 23, 4, tzinfo=UTC), busy=False)


def at(house: Path, now: str) -> None:
    """Set the clock of a workspace."""
    (house / "clock").write_text(now, "utf-8")


def test_a_house_that_is_well(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was published stands there with its length, and when the show is due next, in its own time."""
    before = tree(published)
    assert shell(["status"]) == 0
    said = capsys.readouterr().out
    assert tree(published) == before
    head, row = said.splitlines()[:2]
    assert head.split() == ["SHOW", "LAST", "EPISODE", "PUBLISHED", "LENGTH", "ON", "SITE", "NEXT"]
    assert row.split()[:4] == ["morning", "morning-2026-11-22", "2026-11-22", "06:05"]
    assert row.endswith("yes      2026-11-23 06:00 Europe/Kyiv")
    assert "tone/tone: works" in said
    assert said.endswith("Nothing needs attention.\n")


def test_as_data(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json has the promised keys, and says the same."""
    assert shell(["status", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"now", "needs_person", "troubles", "shows", "disk", "engines", "database", "daemon", "config"}
    (show,) = said["shows"]
    assert set(show) == SHOWS
    assert set(show["last"]) == {"edition", "slot", "published", "duration", "stories", "on_site"}
    assert show["next"] == {"at": "2026-11-23T04:00:00+00:00", "local": "2026-11-23T06:00:00+02:00"}
    assert [set(feed) for feed in show["feeds"]] == [FEEDS]
    assert set(said["disk"]) == {"free", "total", "writable"}
    assert set(said["database"]) == {"bytes", "error", "backup"}
    assert (said["needs_person"], said["troubles"], said["daemon"], said["config"]) == (False, [], None, None)


def test_an_edition_that_listeners_lack(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lost MP3 needs a person, and so does a day on which nothing ran."""
    next((published / "output" / "site" / "morning").glob("*/*.mp3")).unlink()
    at(published, "2026-11-23T05:30:00Z")
    assert shell(["status", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [set(one) for one in said["troubles"]] == [TROUBLE] * 2
    assert [one["message"] for one in said["troubles"]] == [
        "morning-2026-11-22: its MP3 is missing: site/morning/2026-11-22/morning-2026-11-22.mp3",
        "morning 2026-11-23: the edition of 06:00 is not in the feed: no run has started it",
    ]
    assert said["shows"][0]["last"]["on_site"] is False


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        pytest.param(
            lambda file: file.write_bytes(b"no database" * 1000), "is damaged, or not a database of Briefing", id="not a database"
        ),
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:20000]), "damaged", id="cut"),
        pytest.param(lambda file: _spoil(file), "damaged", id="pages overwritten"),
        pytest.param(lambda file: _older(file), "has no table feeds", id="of an older version"),
    ],
)
def test_a_damaged_database(published: Path, capsys: pytest.CaptureFixture[str], fault: object, said: str) -> None:
    """It is said, the rest of the page stands, the code is 1, and nothing is touched."""
    assert callable(fault)
    fault(published / "output" / "state" / "briefing.db")
    before = tree(published)
    assert shell(["status"]) == 1
    shown = capsys.readouterr().out
    assert tree(published) == before
    assert said in shown
    assert "2026-11-23 06:00 Europe/Kyiv" in shown
    assert "the database is damaged" in shown


def _spoil(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:40960] = b"\x5a" * (40960 - 4096)
    file.write_bytes(data)


def _older(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE feeds")
    connection.commit()
    connection.close()


def test_a_broken_feeds_yaml(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each mistake is named on stderr, the workspace is shown as far as possible without shows, and the code is 78."""
    text = (published / "feeds.yaml").read_text("utf-8")
    (published / "feeds.yaml").write_text(
        text.replace("version: 1", "version: 1\noutput: output").replace("minutes", "minuets"), "utf-8"
    )
    assert shell(["status"]) == 78
    said = capsys.readouterr()
    assert "minuets" in said.err
    assert "database: 0.1 MB" in said.out
    assert "feeds.yaml is broken" in said.out


@pytest.mark.parametrize(
    ("now", "pid", "code", "said"),
    [
        pytest.param(
            "2026-11-22T06:00:00Z", 4242, 0, "ticked at 2026-11-22 05:58 UTC and is next due at 2026-11-23 04:00", id="ticks"
        ),
        pytest.param("2026-11-22T06:04:00Z", 4242, 1, "has not ticked since 2026-11-22 05:58 UTC", id="silent for six minutes"),
        pytest.param("2026-11-22T05:00:00Z", 4242, 1, "has not ticked since", id="the clock was set back"),
        pytest.param("2026-11-22T06:00:00Z", 0, 1, "stopped at 2026-11-22 05:58 UTC", id="stopped on purpose"),
    ],
)
def test_the_daemon(published: Path, capsys: pytest.CaptureFixture[str], now: str, pid: int, code: int, said: str) -> None:
    """--daemon looks at the heartbeat alone."""
    (published / "feeds.yaml").write_text("[", "utf-8")  # which is no business of a health check
    write_heartbeat(published / "output" / "state" / "heartbeat.json", Heartbeat(pid, DAEMON.now, 17, DAEMON.next, busy=False))
    at(published, now)
    assert shell(["status", "--daemon"]) == code
    assert said in capsys.readouterr().out
    assert shell(["status", "--daemon", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["alive"] is (code == 0)


def test_no_daemon_and_no_heartbeat(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A daemon that never ran is not alive; without --daemon that is no trouble, and a file of rubbish is one."""
    assert shell(["status", "--daemon"]) == 1
    assert "never ran" in capsys.readouterr().out
    (published / "output" / "state" / "heartbeat.json").write_text('{"pid": "x"}', "utf-8")
    assert shell(["status", "--daemon"]) == 65
    assert shell(["status"]) == 1
    assert "the daemon is silent" in capsys.readouterr().out


def test_looking_while_another_writes(published: Path) -> None:
    """Beside an open writer, and after one that was killed, what is written is seen, and the database stays as it is."""
    file = published / "output" / "state" / "briefing.db"
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO marks VALUES ('clock', '2026-11-22T05:00:00+00:00 went back an hour')")
    writer.commit()
    before = file.read_bytes()
    loaded = load_configuration(published / "feeds.yaml")
    store = open_read_only(file)
    assert store
    found = collect_health(loaded.output, loaded.shows, store, datetime(2026, 11, 22, 6, tzinfo=UTC))
    store.close()
    assert [trouble.message for trouble in find_alerts(found, found.now)] == ["went back an hour"]
    assert file.read_bytes() == before
    writer.close()


def test_missed_and_unfinished_editions(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was missed and what is being tried again stand there with their reasons, and no reason commands a terminal."""
    store = open_store(f"sqlite:///{published / 'output' / 'state' / 'briefing.db'}")
    missed = store.claims.claim(slot(-1))
    store.runs.save(replace(missed, state="missed", reason="the host was down"))
    late = store.claims.claim(slot(-2))
    store.runs.save(replace(late, state="failed", reason="no feed answered\x1b[2J", tries=3))
    store.close()
    at(published, "2026-11-24T04:30:00Z")
    assert shell(["status"]) == 1
    said = capsys.readouterr().out
    assert "morning-2026-11-23  missed  the host was down" in said
    assert "morning-2026-11-24  failed  no feed answered" in said
    assert "morning: an edition was missed: morning-2026-11-23 was missed: the host was down (no notification was sent)" in said
    assert "morning: an edition is late: morning-2026-11-24 failed 3 times" in said
    assert "\x1b" not in said


def test_engines_that_do_not_work_are_named() -> None:
    """Each voice that a show asks for is tried, its fallback too; one that is not there is named, and so is what it says."""
    show = replace(make.show(), fallback=VoiceChoice("pipper", "amy", 160))
    found = {engine.name: engine.error for engine in try_engines([show, show])}
    assert list(found) == ["tone/en-us", "pipper/amy", "ffmpeg"]
    assert found["tone/en-us"] == found["ffmpeg"] == ""
    assert found["pipper/amy"].startswith("pipper: no engine of this name among voices")


def test_a_feed_dead_for_two_days(tmp_path: Path) -> None:
    """Real processes: a fresh workspace is well and stays empty; a feed that fails for more than a day is named with its reason."""
    ledger, post = tmp_path / "ledger.xml", tmp_path / "post.xml"
    feeds_yaml(tmp_path, [{"path": "ledger.xml", "name": "Valley Ledger"}, {"path": "post.xml", "name": "Harbour Post"}])
    fresh = briefing(tmp_path, "status")
    assert (fresh.returncode, fresh.stderr) == (0, "")
    assert not (tmp_path / "output").exists()
    for number, day in enumerate((22, 23, 24)):
        morning = datetime(2026, 11, day, 3, tzinfo=UTC)
        ledger.write_bytes(rss("Valley Ledger", entries(3 * number, 3 * number + 3, morning)))
        post.write_bytes(rss("Harbour Post", entries(0, 2, morning)) if day == 22 else b"gone")
        assert briefing(tmp_path, "run", now=f"2026-11-{day}T04:0{number}:00Z").returncode == 0
    before = tree(tmp_path)
    said = briefing(tmp_path, "status", now="2026-11-24T04:02:00Z")
    assert {name for name, value in tree(tmp_path).items() if before.get(name) != value} <= {"clock"}
    assert said.returncode == 1
    assert "morning: a feed fails: Harbour Post fails since 2026-11-23 04:01 UTC: " in said.stdout


def test_a_show_that_nobody_looks_after_any_more(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """However long ago its last episode was, the one of today is missed."""
    at(published, "2027-03-01T06:00:00Z")
    assert shell(["status"]) == 1
    assert "morning: an edition is late: morning 2027-03-01: " in capsys.readouterr().out


def test_a_database_that_one_may_not_read(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As for a monitoring account: it is said, and the rest is shown."""
    file = published / "output" / "state" / "briefing.db"
    file.rename(file.with_name("other.db"))
    file.symlink_to(file)  # opening it is an error, for root too
    assert shell(["status"]) == 1
    assert "cannot be read: " in capsys.readouterr().out


def test_what_listeners_get_is_not_whole(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing MP3 is called missing, with its path, before a run found it and after; it is over when it is offered again."""
    (mp3,) = (published / "output" / "site").rglob("*.mp3")
    mp3.rename(published / "kept.mp3")
    shutil.rmtree(published / "output/state/blobs")  # from which it would be made again
    missing = (
        "morning: a published episode is damaged or incomplete: "
        "morning-2026-11-22: its MP3 is missing: site/morning/2026-11-22/morning-2026-11-22.mp3"
    )
    for _ in range(2):
        assert shell(["status"]) == 1
        said = capsys.readouterr().out
        assert missing in said
        assert "late" not in said
        assert shell(["run"]) == 0
        capsys.readouterr()
    (published / "kept.mp3").rename(mp3)
    assert shell(["run"]) == 0
    capsys.readouterr()
    assert shell(["status"]) == 0
    assert capsys.readouterr().out.endswith("Nothing needs attention.\n")


def test_a_house_of_another_user(published: Path) -> None:
    """A monitoring account that may not look inside gets facts, not an error: neither of the disk, nor of the memory."""
    if os.geteuid() != 0:
        pytest.skip("only root may become another user")
    loaded = load_configuration(published / "feeds.yaml")
    (published / "output").chmod(0o700)
    os.seteuid(65534)
    try:
        with pytest.raises(CannotWrite, match="cannot be read"):
            open_read_only(loaded.output / "state" / "briefing.db")
        found = collect_health(
            loaded.output, loaded.shows, None, datetime(2026, 11, 22, 6, tzinfo=UTC), CallerFacts(database="cannot be read")
        )
    finally:
        os.seteuid(0)
    assert [trouble.key for trouble in find_alerts(found, found.now)] == ["database"]
