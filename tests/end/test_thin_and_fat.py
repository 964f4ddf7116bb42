"""Thin and fat days with the program run as cron runs it, up to what listeners get."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end.test_days import SENTENCES, news
from tests.support.newsroom import Entry, briefing, feeds_yaml, rss
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def local(folder: Path, told: Sequence[Entry], *, rights: str = "quote", voice: str = "tone", **show: str) -> None:
    """A feeds.yaml whose one feed is a file with these entries."""
    (folder / "a.xml").write_bytes(rss("Valley Ledger", told))
    feeds_yaml(folder, [{"path": "a.xml", "name": "Valley Ledger", "rights": rights}], voice=voice, **show)


@pytest.mark.engines
def test_an_empty_day_is_announced(tmp_path: Path) -> None:
    """With when_empty: announce an episode says that there is nothing, stands every check, and is not made twice."""
    local(tmp_path, [], when_empty="announce")
    made, again = (briefing(tmp_path, "run", "morning", "--json", real=True) for _ in range(2))
    assert made.returncode == again.returncode == 0, made.stderr
    row = json.loads(made.stdout)
    assert (row["state"], row["stories"]) == ("published", 0)
    assert "already published" in again.stdout
    assert "There are no stories in this edition." in briefing(tmp_path, "script", "morning", "--text").stdout
    proved = briefing(tmp_path, "verify", "--site")
    assert proved.returncode == 0, proved.stdout


def test_what_is_no_news_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """Of a horoscope, the show's own phrase and a quiz that it allows, the first two are rejected, and --why says by which rule."""
    odd = [
        Entry(title, entries(2, 3, EARLY)[0].text, EARLY)
        for title in ("Horoscope for Sunday", "From our readers", "Quiz: who knows the new school law?")
    ]
    local(tmp_path, [*entries(0, 2, EARLY), *odd], not_news='{also: ["from our readers"], allow: [quiz]}')
    made = briefing(tmp_path, "run", "morning", "--prepare", "--json")
    assert json.loads(made.stdout)["stories"] == 3, made.stderr
    why = briefing(tmp_path, "script", "morning", "--why").stdout
    rows = [" ".join(line.split()) for line in why.splitlines()]
    assert 'rejected Horoscope for Sunday Valley Ledger not news: horoscope ("horoscope for")' in rows
    assert 'rejected From our readers Valley Ledger not news: also ("from our readers")' in rows
    assert any(row.startswith("chosen") and "Quiz: who knows" in row for row in rows)


def test_minutes_without_room_for_a_story_are_refused(tmp_path: Path) -> None:
    """Every day would be empty, so the file is wrong, and the line is named."""
    local(tmp_path, entries(0, 1, EARLY), minutes="0.1")
    refused = briefing(tmp_path, "run", "morning")
    assert refused.returncode == 78
    assert "feeds.yaml:8:14: shows.morning.minutes: is too short: opening, closing and one headline take 0." in refused.stderr


@pytest.mark.slow
@pytest.mark.engines
@pytest.mark.parametrize(
    ("minutes", "rights"),
    [
        pytest.param("1", "quote", id="1-quote"),
        pytest.param("3", "own", id="3-own"),
        pytest.param("1", "own", id="1-own", marks=pytest.mark.thorough),
        pytest.param("3", "quote", id="3-quote", marks=pytest.mark.thorough),
    ],
)
def test_the_real_voice_keeps_the_minutes(tmp_path: Path, rights: str, minutes: str) -> None:
    """Three hundred items with figures and long sentences, spoken: at most 5 % over, and full but for one story."""
    fat = [
        Entry(item.title, " ".join(SENTENCES).replace("{}", item.id), EARLY - timedelta(minutes=n))
        for n, item in enumerate(news(300))
    ]
    local(tmp_path, fat, rights=rights, voice="pyttsx3", minutes=minutes)
    made = briefing(tmp_path, "run", "morning", "--json", process=True)
    assert made.returncode == 0, made.stderr
    a_story = 0.4 / float(minutes)  # the longest of them takes 25 s
    assert 1 - a_story <= json.loads(made.stdout)["duration"] / (60 * float(minutes)) <= 1.05
