"""The extractive summarizer on real articles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefing.write import summarize

pytestmark = pytest.mark.slow

RELATIVE = re.compile(r"(?<!India )\b(?:today|yesterday|tomorrow|tonight)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "share"),
    [
        pytest.param("cnndm", 0.88, id="cnndm"),
        pytest.param("inshorts", 0.86, id="inshorts"),
        pytest.param("writers", 0.95, id="writers"),
    ],
)
def test_most_articles_give_something(shared: Path, name: str, share: float) -> None:
    """Nine articles in ten give at least a sentence; all stand where they say, none is over the words or counts days from now."""
    rows = [json.loads(line) for line in (shared / "data/news" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    read = [(row["text"], summarize(row["text"], row["title"], words=70)) for row in rows]
    assert sum(bool(lines) for _, lines in read) >= share * len(rows)
    for text, lines in read:
        spans = [source for line in lines for source in line.sources]
        assert all(text[source.start : source.end] == source.quote for source in spans)
        assert sum(len(line.text.split()) for line in lines) <= 70
        assert not any(RELATIVE.search(line.text) for line in lines)
        assert not any(line.text.endswith("?") for line in lines[-1:])
