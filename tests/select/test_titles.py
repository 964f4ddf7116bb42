"""Which titles tell the same event."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.select.titles import extract_title_words, is_same_title

ENGLISH = load_language("en").titles
SOURCES = ("The Harbour Courier", "Meridian Wire")


def told_once(one: str, other: str) -> bool:
    """Whether the two titles are the same, whichever comes first."""
    answers = {
        is_same_title(extract_title_words(a, ENGLISH, SOURCES), extract_title_words(b, ENGLISH, SOURCES), ENGLISH)
        for a, b in ((one, other), (other, one))
    }
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Bridge opens in Lviv", "Bridge opens in Lviv", id="equal"),
        pytest.param("Man Held After Port Fire", "MAN HELD AFTER PORT FIRE", id="capitals"),
        pytest.param("Bridge in Lviv opens after two years", "Lviv bridge opens after two years", id="a word moved"),
        pytest.param("After two years, bridge opens in Lviv", "Bridge opens in Lviv after two years", id="a block moved"),
        pytest.param("Minister’s plan for schools", "Minister's plan for the school", id="apostrophe, article, plural"),
        pytest.param("Two people killed in fire at Odesa market", "Two killed in Odesa market fire", id="one word more"),
        pytest.param("2 killed in Odesa market fire", "Two killed in Odesa market fire", id="number spelled"),
        pytest.param("Port to cost $4m", "Port to cost $4 million", id="million"),
        pytest.param("Rates up 5% in Kyiv", "Rates up 5 percent in Kyiv", id="percent"),
        pytest.param("City finds 1,000 new homes", "City finds 1000 new homes", id="thousands"),
        pytest.param("LIVE: Bridge opens in Lviv", "Bridge opens in Lviv", id="live"),
        pytest.param("UPDATE 2-Bridge opens in Lviv", "Bridge opens in Lviv", id="wire update"),
        pytest.param("Breaking news: Update: Bridge opens in Lviv", "Bridge opens in Lviv [VIDEO]", id="several labels"),
        pytest.param("Bridge opens in Lviv - live updates", "Bridge opens in Lviv", id="label behind"),
        pytest.param("Bridge opens in Lviv - The Harbour Courier", "Bridge opens in Lviv", id="feed's own name"),
        pytest.param("Bridge opens in Lviv | Reuters", "Bridge opens in Lviv – Kyiv Post", id="press names"),
        pytest.param("Bridge opens in Lviv - news.example.co", "Bridge opens in Lviv", id="domain"),
        pytest.param("Zelenskiy meets farmers in Poltava", "Zelenskyy meets farmers in Poltava", id="transliteration"),
        pytest.param("Міст відкрили у Львові", "Міст відкрили у Львові", id="Cyrillic"),
    ],
)
def test_near_identical_titles_are_the_same(one: str, other: str) -> None:
    """Case, order of blocks, labels, the source's name, spelled numbers and one word in five make no second event."""
    assert told_once(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Two killed in Odesa market fire", "Three killed in Odesa market fire", id="number spelled"),
        pytest.param("Inflation at 3.5 percent in May", "Inflation at 3.6 percent in May", id="number"),
        pytest.param("Court frees mayor after long trial", "Court frees mayor after long trial in 2026", id="number added"),
        pytest.param("Port to cost $4 million", "Port to cost $4 billion", id="million and billion"),
        pytest.param("Power is back in Kyiv after storm", "Power is back in Lviv after storm", id="name"),
        pytest.param("Talks with Iran to go on in Geneva", "Talks with Iraq to go on in Geneva", id="names one letter apart"),
        pytest.param("Bridge opens - Kyiv", "Bridge opens - Lviv", id="a place behind a dash"),
        pytest.param("Mayor says old bridge is safe", "Mayor says old bridge is not safe", id="not"),
        pytest.param("Mayor says old bridge was safe", "Mayor says old bridge wasn't safe", id="n't"),
        pytest.param("Minister arrested in fraud inquiry", "Former minister arrested in fraud inquiry", id="former"),
        pytest.param("Suspect in port shooting arrested", "Second suspect in port shooting arrested", id="second"),
        pytest.param("President resigns over port deal", "President may resign over port deal", id="may"),
        pytest.param("Russia accuses Ukraine of a strike on ships", "Ukraine accuses Russia of a strike on ships", id="roles"),
        pytest.param("Dog bites man", "Man bites dog", id="roles in three words"),
        pytest.param("Bank sues over data leak", "Bank sued over data leak", id="headline passive"),
        pytest.param("Shares rise sharply in London", "Shares fall sharply in London", id="opposites"),
        pytest.param("Bridge opens in Lviv", "Opinion: Bridge opens in Lviv", id="opinion"),
        pytest.param("Weather", "Weather", id="too short to tell"),
        pytest.param("Live updates", "Live updates", id="nothing but a label"),
        pytest.param("", "", id="empty"),
    ],
)
def test_titles_that_differ_in_what_matters_are_two_events(one: str, other: str) -> None:
    """A number, a name, a negation, a rank, a doubt, or who did it to whom: each makes another event."""
    assert not told_once(one, other)


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_strings_can_be_compared_in_either_order(one: str, other: str) -> None:
    """Whatever a feed calls a title gives words without an error, and the answer does not depend on the order."""
    told_once(one, other)


@pytest.mark.parametrize("length", [pytest.param(1000, id="the longest read"), pytest.param(100_000, id="longer")])
@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("Live: ", id="labels"),
        pytest.param("a - ", id="dashes"),
        pytest.param(" ", id="spaces"),
        pytest.param("x.", id="dots"),
        pytest.param("1,", id="digits"),
        pytest.param("a'", id="letters and apostrophes"),
    ],
)
def test_a_hostile_title_takes_no_time(piece: str, length: int) -> None:
    """Nothing made to lead a pattern astray takes longer than a tenth of a second."""
    began = time.process_time()
    extract_title_words((piece * length)[: length - 1] + "-", ENGLISH, SOURCES)
    assert time.process_time() - began < 2


def test_on_real_headlines_only_tellings_of_one_event_are_the_same(shared: Path) -> None:
    """Among all pairs of 722 real headlines every pair held the same is one event, and at least eight such pairs are found."""
    rows = [json.loads(line) for name in ("ecbplus", "inshorts") for line in (shared / f"data/news/{name}.jsonl").open()]
    told = [(row.get("cluster", row["id"]), extract_title_words(row["title"], ENGLISH)) for row in rows]
    pairs = [(a, b) for a, b in itertools.combinations(told, 2) if is_same_title(a[1], b[1], ENGLISH)]
    assert [pair for pair in pairs if pair[0][0] != pair[1][0]] == []
    assert len(pairs) >= 8
