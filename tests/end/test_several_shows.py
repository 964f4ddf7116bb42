"""Several shows in one feeds.yaml: feeds they share, what each has aired, slots, zones, and one that fails."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.newsroom import Wire, briefing, rss, shows_yaml, wire
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def run(
    folder: Path, *arguments: str, now: str = "2026-11-22T04:05:00Z", code: int = 0, real: bool = False
) -> dict[str, dict[str, object]]:
    """Run the program; returns the rows by edition, or by show where there is none."""
    made = briefing(folder, "run", *arguments, "--json", now=now, real=real)
    assert made.returncode == code, made.stderr
    rows = [json.loads(line) for line in made.stdout.splitlines()]
    return {row["edition"] or row["show"]: row for row in rows}


def episode(folder: Path, row: Mapping[str, object]) -> dict[str, list[dict[str, object]]]:
    """The episode.json of a row."""
    found: dict[str, list[dict[str, object]]] = json.loads(
        (folder / "output" / "site" / str(row["mp3"])).with_name("episode.json").read_text("utf-8")
    )
    return found


def titles(folder: Path, row: Mapping[str, object]) -> set[object]:
    """The titles an episode tells."""
    return {story["title"] for story in episode(folder, row)["stories"]}


def six(desk: Wire) -> list[str]:
    """Six feeds of one story each, on loopback."""
    return [desk.serve(f"/{n}.xml", rss(f"Feed {n}", entries(n, n + 1, EARLY))) for n in range(6)]


def test_two_shows_that_share_six_feeds_ask_each_once(tmp_path: Path) -> None:
    """One run of both asks six times, both tell all six stories, each in its own words; the next day's run asks six times more."""
    with wire() as desk:
        urls = six(desk)
        shows_yaml(tmp_path, {
            "world": ({"description": "All of it."}, [{"url": url, "name": f"Wire {n}"} for n, url in enumerate(urls)]),
            "local": ({}, [{"url": url, "name": f"Ledger {n}", "weight": n + 1, "rights": "own"} for n, url in enumerate(urls)]),
        })  # fmt: skip
        rows = run(tmp_path)
        first = sorted(desk.asked)
        desk.asked.clear()
        run(tmp_path, now="2026-11-23T04:05:00Z")
    assert first == [(f"/{n}.xml", False, 200) for n in range(6)]
    assert sorted(desk.asked) == [(f"/{n}.xml", True, 304) for n in range(6)]
    assert set(rows) == {"world-2026-11-22", "local-2026-11-22"}
    told = {row["show"]: titles(tmp_path, row) for row in rows.values()}
    assert told["world"] == told["local"]
    assert len(told["world"]) == 6
    said = {row["show"]: {cue["text"] for cue in episode(tmp_path, row)["cues"]} for row in rows.values()}
    named = {
        show: {name for name in ("Wire 3", "Ledger 3") if any(name in str(line) for line in lines)} for show, lines in said.items()
    }
    assert named == {"world": {"Wire 3"}, "local": {"Ledger 3"}}


def test_each_show_has_aired_what_it_told_itself(tmp_path: Path) -> None:
    """What one show told this morning is still news to the other in the evening, and to the first no more."""
    with wire() as desk:
        rows = [{"url": desk.serve("/a.xml", rss("Ledger", entries(0, 3, EARLY))), "name": "Ledger"}]
        shows_yaml(tmp_path, {"early": ({}, rows), "late": ({"schedule": '"0 18 * * *"'}, rows)})
        morning = run(tmp_path)
        evening = run(tmp_path, now="2026-11-22T16:05:00Z")
        again = run(tmp_path, "early", now="2026-11-23T02:30:00Z")  # before its slot: made early, the items still in its window
    assert set(morning) == {"early-2026-11-22", "late"}
    assert set(evening) == {"early-2026-11-22", "late-2026-11-22"}
    assert titles(tmp_path, morning["early-2026-11-22"]) == titles(tmp_path, evening["late-2026-11-22"]) != set()
    assert again["early-2026-11-23"]["state"] == "nothing"


@pytest.mark.slow
def test_the_second_slot_of_a_day_has_its_time_in_folder_and_guid(tmp_path: Path) -> None:
    """Two slots a day are two episodes: the second has -HHMM in its id, its folder, its file, its title and its guid."""
    with wire() as desk:
        rows = [{"url": desk.serve("/a.xml", rss("Ledger", entries(0, 3, EARLY))), "name": "Ledger"}]
        shows_yaml(tmp_path, {"news": ({"schedule": '"0 6,18 * * *"'}, rows)})
        run(tmp_path, real=True)
        desk.serve("/a.xml", rss("Ledger", entries(0, 6, EARLY)))
        evening = run(tmp_path, now="2026-11-22T16:05:00Z", real=True)
        proved = briefing(tmp_path, "verify", "--site", now="2026-11-22T16:10:00Z")
    assert proved.returncode == 0, proved.stdout
    site = tmp_path / "output" / "site" / "news"
    assert {str(path.relative_to(site)) for path in site.rglob("*.mp3")} == {
        "2026-11-22/news-2026-11-22.mp3",
        "2026-11-22-1800/news-2026-11-22-1800.mp3",
    }
    assert evening["news-2026-11-22"]["message"] != evening["news-2026-11-22-1800"]["message"]
    items = ET.parse(site / "feed.xml").getroot().findall("channel/item")
    assert [(item.findtext("guid"), item.findtext("title")) for item in items] == [
        ("news-2026-11-22-1800", "The News Briefing: Sunday, 22 November 2026, 18:00"),
        ("news-2026-11-22", "The News Briefing: Sunday, 22 November 2026"),
    ]


def test_each_show_keeps_the_date_of_its_zone(tmp_path: Path) -> None:
    """At one instant it is Sunday afternoon in New York and Monday morning in Tokyo; each edition and opening says its own."""
    with wire() as desk:
        rows = [{"url": desk.serve("/a.xml", rss("Ledger", entries(0, 3, datetime(2026, 11, 22, 20, tzinfo=UTC)))), "name": "L"}]
        shows_yaml(tmp_path, {
            "york": ({"timezone": "America/New_York", "schedule": '"0 16 * * *"'}, rows),
            "tokyo": ({"timezone": "Asia/Tokyo"}, rows),
        })  # fmt: skip
        made = run(tmp_path, now="2026-11-22T21:05:00Z")
    assert len(desk.asked) == 1
    assert set(made) == {"york-2026-11-22", "tokyo-2026-11-23"}
    first = {row["show"]: episode(tmp_path, row)["cues"][0]["text"] for row in made.values()}
    assert first == {"york": "Sunday, 22 November 2026.", "tokyo": "Monday, 23 November 2026."}


def test_a_show_that_fails_stops_no_other(tmp_path: Path) -> None:
    """A show whose feeds are all down fails by name; the other is published; the exit code is the gravest."""
    with wire() as desk:
        good = {"url": desk.serve("/a.xml", rss("Ledger", entries(0, 3, EARLY))), "name": "Ledger"}
        dead = {"url": desk.serve("/b.xml", b"broken", status=500), "name": "Dead Wire"}
        shows_yaml(tmp_path, {"dead": ({}, [dead]), "good": ({}, [good, dead])})
        rows = run(tmp_path, code=75)
    assert (rows["good-2026-11-22"]["state"], rows["good-2026-11-22"]["exit"]) == ("published", 0)
    assert (rows["dead-2026-11-22"]["state"], rows["dead-2026-11-22"]["exit"]) == ("failed", 75)
    assert len(desk.asked) == 2, "what is down is asked once as well"
