"""Summaries of real articles, with floors: near to what people wrote, and true to who says what."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from briefing.model.news import Source
from briefing.write import summarize
from tests.bench.summaries import SETS, attribution, lead, lexrank, mean_rouge, ours, rows

pytestmark = pytest.mark.slow

MARKED = tomllib.loads((Path(__file__).parent / "caveats.toml").read_text("utf-8"))["article"]


@pytest.mark.parametrize(
    ("name", "below"),
    [
        pytest.param("cnndm", 0.3, id="cnndm"),
        pytest.param("inshorts", 1.0, id="inshorts"),
        pytest.param("writers", 1.0, id="writers"),
    ],
)
def test_not_below_the_first_sentences(shared: Path, name: str, below: float) -> None:
    """ROUGE-1 plus -2 at 60 words is not below that of the article's first sentences by more, and above that of LexRank."""
    found = rows(shared, name)
    score = mean_rouge(found, ours, 60)
    assert score >= mean_rouge(found, lead, 60) - below
    assert score > mean_rouge(found, lexrank, 60)


@pytest.mark.parametrize("words", [60, pytest.param(100, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", SETS)
def test_who_says_so_survives(shared: Path, name: str, words: int) -> None:
    """Claims keep their source, no sentence is cut off, and next to none refers to one that was left out."""
    found = attribution(shared, rows(shared, name), ours, words)
    assert found["kept"] >= 0.98
    assert found["fragments"] == 0
    assert found["dangling"] <= 0.01 * found["sentences"]


@pytest.mark.parametrize("words", [30, 60, 100, 200])
def test_no_claim_without_its_caveat(shared: Path, words: int) -> None:
    """In articles marked by hand, no claim is told without a sentence that qualifies it."""
    texts = {(name, row.id): row for name in (*SETS, "ecbplus") for row in rows(shared, name)}
    assert len({(article["set"], article["id"]) for article in MARKED}) >= 40
    for article in MARKED:
        row = texts[article["set"], article["id"]]
        told = [line.sources[0] for line in summarize(row.text, row.title, words=words)]

        def heard(starts: list[int], told: list[Source] = told) -> bool:
            return any(source.start <= start < source.end for start in starts for source in told)

        assert not heard(article["claims"]) or heard(article["caveats"]), article["id"]
