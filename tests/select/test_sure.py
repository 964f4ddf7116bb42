"""On real news: what is surely one story is one."""

from __future__ import annotations

import json
from pathlib import Path

from briefing.languages import load_language
from briefing.select.continuity import StoryMatcher
from briefing.select.events import SAME_STORY
from briefing.select.likeness import Likeness
from tests.support import make


def test_what_is_surely_the_same_story_is_one_event(shared: Path) -> None:
    """Among reports of like events (two earthquakes, two arrests) 98 of 100 sure pairs tell one, and there are hundreds of them."""
    rows = [json.loads(line) for line in (shared / "data/news/ecbplus.jsonl").read_text("utf-8").splitlines()]
    feed, titles = make.feed(), load_language("en").titles
    items = [make.item(row["title"], row["text"], id=row["id"]) for row in rows]
    judge = StoryMatcher(Likeness(items, titles), {feed.id: feed}, titles)
    sure = [(a, b) for a, b in judge.find_pairs(items) if judge.score_match_over_days(items[a], items[b]) >= SAME_STORY]
    right = sum(rows[a]["cluster"] == rows[b]["cluster"] for a, b in sure)
    assert right >= 0.98 * len(sure)
    assert len(sure) >= 300
