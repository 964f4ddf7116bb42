"""Who tells the same fact, and who tells it independently, on real news that people labelled; what machine falsified is refused."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.fetch.items import Origin, build_items
from briefing.fetch.parse import parse_feed
from briefing.languages import load_language
from briefing.lib.independence import is_independent
from briefing.lib.same_fact import Match, find_same_fact, weigh_stems
from briefing.model.fact_words import FactWords
from briefing.model.news import FactWeights, Item
from tests.quality.falsify import WAYS

Row = Mapping[str, Any]
FEWEST = 8  # of the 91 that tell the same and are no copies, as measured
LEAD = 400  # characters of a text from which the weights are taken, as write does

NIGHT = {
    "abc.net.au_news_feed_45910_rss.xml": "ABC News Australia",
    "abcnews.go.com_abcnews_internationalheadlines": "ABC News",
    "boston.com_tag_world_news_feed_": "Boston.com",
    "cbsnews.com_latest_rss_world": "CBS News",
    "feeds.washingtonpost.com_rss_world": "The Washington Post",
    "rss.nytimes.com_services_xml_rss_nyt_World.xml": "The New York Times",
    "japantoday.com_category_world_feed": "Japan Today",
}


def read_rows(shared: Path) -> list[Row]:
    """The labelled pairs of a spoken sentence and another publisher's item."""
    return [json.loads(line) for line in (shared / "data/news/same_fact.jsonl").read_text("utf-8").splitlines()]


def weigh(rows: list[Row]) -> Mapping[str, FactWeights]:
    """The weights over what the rows of each source tell."""
    texts: dict[str, dict[str, None]] = {}
    for row in rows:
        lead = " ".join(row["sentences"])[:LEAD]
        texts.setdefault(row["from"], {}).update({row["context"][:LEAD]: None, f"{row['title']}\n{lead}": None})
    return {source: weigh_stems(told) for source, told in texts.items()}


def judge(row: Row, spoken: str, weights: Mapping[str, FactWeights], words: FactWords) -> Match | None:
    """What the rule says of a sentence and a row's other item."""
    sentences = row["sentences"]
    return find_same_fact(spoken, row["context"], row["title"], " ".join(sentences), sentences, weights[row["from"]], words)


@pytest.fixture(scope="module")
def words() -> FactWords:
    """The words of English."""
    facts = load_language("en").facts
    assert facts is not None
    return facts


def test_only_the_same_fact_is_confirmed(shared: Path, words: FactWords) -> None:
    """Of pairs that tell another fact or a part of it none fires; of those that tell the same, as many as are safe."""
    rows = read_rows(shared)
    weights = weigh(rows)
    fired = Counter(f"{row['label']}{' copy' if row['copy'] else ''}" for row in rows if judge(row, row["spoken"], weights, words))
    print(f"{dict(fired)} fire of {dict(Counter(row['label'] for row in rows))}")
    assert set(fired) <= {"same", "same copy"}
    assert fired["same"] >= FEWEST


@pytest.mark.parametrize("way", list(WAYS))
def test_a_falsified_sentence_is_not_confirmed(shared: Path, words: FactWords, way: str) -> None:
    """At most one of the sentences that fire still does once it is falsified."""
    rows = read_rows(shared)
    weights = weigh(rows)
    tried, passed = 0, []
    for row in rows:
        false = WAYS[way](row["spoken"], words) if judge(row, row["spoken"], weights, words) else None
        if false and false != row["spoken"]:
            tried += 1
            passed += [false] if judge(row, false, weights, words) else []
    print(f"{way}: {len(passed)} of {tried} pass")
    assert tried >= 3
    assert len(passed) <= 1


def list_told(shared: Path) -> Iterator[tuple[str, Item]]:
    """The publishers and items of the night and of the labelled mornings."""
    folders = [shared / "data/mornings" / name for name in ("2021-09-20", "2026-08-16", "de-2026-01-02")]
    files = [(shared / f"data/feeds/real__{file}.xml", f"real__{file}", name) for file, name in NIGHT.items()]
    for folder in folders:
        publishers = json.loads((folder / "info.json").read_text("utf-8"))["publishers"]
        files += [(folder / row["file"], row["file"].removesuffix(".xml"), name) for name, row in publishers.items()]
    for file, feed, publisher in files:
        if file.is_file():
            raw = parse_feed(file.read_bytes(), "", "").entries
            for item in build_items(raw, Origin(feed, "", "", datetime(2026, 2, 18, 6, tzinfo=UTC))).items:
                yield publisher, item


def test_independent_tellers_are_independent(shared: Path) -> None:
    """Of the labelled pairs that are said to be independent, at least 98 of a hundred are."""
    lines = (Path(__file__).parent / "independent.txt").read_text("utf-8").splitlines()[1:]
    labels = dict(line.split() for line in lines)
    told = {item.id: (publisher, item) for publisher, item in list_told(shared)}
    pairs = {}
    for one in told:
        for other in told:
            digest = hashlib.sha256(f"{one}|{other}".encode()).hexdigest()[:12] if one < other else ""
            if digest in labels:
                pairs[digest] = (told[one], told[other])
    said = [digest for digest, pair in pairs.items() if is_independent(*pair)]
    right = sum(labels[digest] == "independent" for digest in said)
    print(f"{len(pairs)} pairs found; {right} of {len(said)} said to be independent are")
    assert len(pairs) >= 95
    assert right >= 0.98 * len(said)
