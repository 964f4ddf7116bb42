"""Times and weighs the grouping of items into events: python -m tests.bench.events_bench [ITEMS]; needs the folder of news."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefing.languages import load_language
from briefing.model.news import Item
from briefing.select.events import group_by_event
from tests.conftest import SHARED
from tests.support import make

FEED = make.feed()
NEWS = ("ecbplus", "cnndm", "inshorts", "writers")


def news(folder: Path, count: int) -> list[Item]:
    """Real articles; there are a thousand, so each is cut into two items."""
    rows = [json.loads(line) for name in NEWS for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
    parts = [
        (row["title"] if not half else "", row["text"][half * len(row["text"]) // 2 :][: len(row["text"]) // 2])
        for half in (0, 1)
        for row in rows
    ]
    return [make.item(title or text[:80], text, id=f"{number}") for number, (title, text) in enumerate(parts[:count])]


def hostile(count: int) -> Mapping[str, Sequence[Item]]:
    """Days made to take long."""
    other = " ".join(f"w{n}" for n in range(100_000))
    patterns = [
        make.item(f"Report {n} on losses at the front", f"Losses on day {n} were heavy again. " * 30, id=str(n))
        for n in range(count)
    ]
    wires = [" ".join(f"w{chr(97 + n % 26)}{n * 300 + word}x" for word in range(250)) for n in range(count // 40)]
    return {
        "forty edited copies of each wire": [
            make.item(f"{wires[n % len(wires)][:40]} {n}", f"{wires[n % len(wires)]} Desk {n} adds this.", id=str(n))
            for n in range(count)
        ],
        "a megabyte of one word": [make.item(f"Title {n}", "word " * 200_000, id=str(n)) for n in range(20)],
        "100,000 different words": [make.item(f"Title {n}", other, id=str(n)) for n in range(20)],
        "a long word": [make.item("x" * 100_000, "x" * 1_000_000, id=str(n)) for n in range(20)],
        "all the same": [replace(patterns[0], id=str(n)) for n in range(count)],
        "one pattern": patterns,
    }


def measure(name: str, items: Sequence[Item]) -> None:
    """Say how long the items took, and the most memory they needed."""
    titles = load_language("en").titles
    began = time.process_time()
    groups = group_by_event(items, {FEED.id: FEED}, titles)
    took = time.process_time() - began
    tracemalloc.start()
    group_by_event(items[: len(items) // 4], {FEED.id: FEED}, titles)
    most = tracemalloc.get_traced_memory()[1] * 4
    tracemalloc.stop()
    sys.stdout.write(f"{name}: {len(items)} items, {len(groups)} events, {took:.2f} s, about {most / 1e6:.0f} MB\n")


def main() -> None:
    """Measure a day of real news and some hostile ones."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    measure("real news", news(SHARED.resolve() / "data/news", count // 2))
    measure("real news", news(SHARED.resolve() / "data/news", count))
    for name, items in hostile(count).items():
        measure(name, items)


if __name__ == "__main__":
    main()
