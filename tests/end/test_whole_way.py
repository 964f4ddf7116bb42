"""From feeds on loopback to a podcast episode, with the program run as cron runs it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.newsroom import briefing, feeds_yaml, rss, tree, wire
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NEXT_DAY = "2026-11-23T04:05:00Z"


@pytest.mark.slow
@pytest.mark.engines
def test_the_whole_way_with_the_real_voice(tmp_path: Path) -> None:
    """Feeds over HTTP become an episode in the real voice, and verify finds no fault in it."""
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", entries(0, 3, EARLY)))
        config = feeds_yaml(tmp_path, [{"url": url, "name": "Valley Ledger"}], voice="pyttsx3")
        made = briefing(tmp_path, "run", "morning", "--json", process=True)
    assert made.returncode == 0, made.stderr
    row = json.loads(made.stdout)
    assert (row["edition"], row["state"], row["stories"]) == ("morning-2026-11-22", "published", 3)
    assert row["mp3"] == "morning/2026-11-22/morning-2026-11-22.mp3"
    proved = briefing(tmp_path, "verify", "morning-2026-11-22", "--config", str(config), process=True)
    assert proved.returncode == 0, proved.stdout
    said = briefing(tmp_path, "script", "morning", "--text", process=True).stdout.splitlines()
    assert said[:2] == ["Sunday, 22 November 2026.", "This audio is created with AI assistance."]


@pytest.mark.engines
def test_twice_is_once(tmp_path: Path) -> None:
    """A second run says so, asks no feed and touches no file under the site."""
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", entries(0, 3, EARLY)))
        feeds_yaml(tmp_path, [{"url": url, "name": "Valley Ledger"}])
        first = briefing(tmp_path, "run", "morning", real=True)
        assert first.returncode == 0, first.stderr
        site, asked = tree(tmp_path / "output" / "site"), len(desk.asked)
        second = briefing(tmp_path, "run", "morning", now="2026-11-22T09:00:00Z", real=True)
    assert second.returncode == 0
    assert "already published" in second.stdout
    assert len(desk.asked) == asked
    assert tree(tmp_path / "output" / "site") == site


def test_the_next_day_asks_conditionally_and_tells_what_was_not_aired(tmp_path: Path) -> None:
    """When every answer is 304, the next edition is made from items in the store that have not been aired."""
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", entries(0, 6, EARLY)))
        feeds_yaml(tmp_path, [{"url": url, "name": "Valley Ledger"}], minutes=1, max_age_hours=48)
        first = briefing(tmp_path, "run", "morning", "--json")
        second = briefing(tmp_path, "run", "morning", "--json", now=NEXT_DAY)
    assert desk.asked == [("/a.xml", False, 200), ("/a.xml", True, 304)]
    assert second.returncode == 0, second.stderr
    days = [json.loads(made.stdout) for made in (first, second)]
    told = [_titles(tmp_path, day["mp3"]) for day in days]
    assert 0 < len(told[0]) < 6
    assert told[1]
    assert not set(told[0]) & set(told[1])


def test_one_dead_one_web_page_one_empty_feed(tmp_path: Path) -> None:
    """Feeds that fail are named with what was wrong, and the programme is published from the one that works."""
    with wire() as desk:
        good = desk.serve("/a.xml", rss("Valley Ledger", entries(0, 3, EARLY)))
        page = desk.serve("/page", b"<!doctype html><html><body>Log in</body></html>", kind="text/html")
        void = desk.serve("/void", b"")
        dead = "http://127.0.0.1:9/feed"
        rows = [
            {"url": url, "name": name} for url, name in ((good, "Ledger"), (dead, "Dead Wire"), (page, "Web Page"), (void, "Void"))
        ]
        feeds_yaml(tmp_path, rows)
        made = briefing(tmp_path, "run", "morning", "--json")
    assert made.returncode == 0, made.stderr
    row = json.loads(made.stdout)
    assert row["stories"] == 3
    assert {note["subject"] for note in row["notes"]} >= {"Dead Wire", "Web Page", "Void"}
    for name in ("Dead Wire", "Web Page", "Void"):
        assert name in made.stderr
    assert "Dead Wire" in (tmp_path / "output/site/morning/2026-11-22/episode.json").read_text("utf-8")


def test_no_feed_answers(tmp_path: Path) -> None:
    """When no feed answers, nothing is published, the command ends with 75, and the next run goes on."""
    with wire() as desk:
        desk.serve("/a.xml", b"busy", status=503)
        feeds_yaml(tmp_path, [{"url": desk.address + "/a.xml", "name": "Valley Ledger"}])
        failed = briefing(tmp_path, "run", "morning")
        assert failed.returncode == 75
        assert "Valley Ledger" in failed.stderr
        assert not (tmp_path / "output" / "site" / "morning" / "2026-11-22").exists()
        desk.serve("/a.xml", rss("Valley Ledger", entries(0, 3, EARLY)))
        mended = briefing(tmp_path, "run", now="2026-11-22T04:30:00Z")
    assert mended.returncode == 0, mended.stderr
    assert "morning-2026-11-22: published" in mended.stdout


def test_nothing_new(tmp_path: Path) -> None:
    """A day without news is final and silent: state nothing, its reason, exit 0, no episode."""
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", []))
        feeds_yaml(tmp_path, [{"url": url, "name": "Valley Ledger"}])
        made = briefing(tmp_path, "run", "morning", "--json")
        again = briefing(tmp_path, "run", "morning", "--json")
    assert made.returncode == again.returncode == 0, made.stderr
    assert json.loads(made.stdout)["state"] == json.loads(again.stdout)["state"] == "nothing"
    assert not list((tmp_path / "output").rglob("*.mp3"))


def test_prepare_stops_before_the_sound(tmp_path: Path) -> None:
    """--prepare writes the script and stops; the next run goes on from it without asking a feed again."""
    with wire() as desk:
        url = desk.serve("/a.xml", rss("Valley Ledger", entries(0, 3, EARLY)))
        feeds_yaml(tmp_path, [{"url": url, "name": "Valley Ledger"}])
        prepared = briefing(tmp_path, "run", "morning", "--prepare", "--json")
        assert json.loads(prepared.stdout)["state"] == "written"
        assert not list((tmp_path / "output").rglob("*.mp3"))
        script = json.loads(briefing(tmp_path, "script", "morning", "--json").stdout)
        finished = briefing(tmp_path, "run", "morning")
    assert [segment["kind"] for segment in script["segments"]] == ["opening", "story", "story", "story", "closing"]
    assert "published" in finished.stdout
    assert len(desk.asked) == 1


def _titles(folder: Path, mp3: str) -> list[str]:
    document = json.loads((folder / "output" / "site" / mp3).with_name("episode.json").read_text("utf-8"))
    return [story["title"] for story in document["stories"]]
