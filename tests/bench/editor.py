"""A hundred items to rundown and script, in one process on one core: `python -m tests.bench.editor FILE.jsonl [ITEMS]`.

The file holds a news article a line, with `title` and `text`. Prints seconds and peak memory of a fresh process, imports included,
beside LexRank on the sentences of the same articles and beside the same process that reads the file and does nothing.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

WORDS = 70
SITE = "https://example.org"


def nothing(rows: list[dict[str, str]]) -> str:
    """Read the articles only."""
    return f"{len(rows)} articles"


def editor(rows: list[dict[str, str]]) -> str:
    """Choose and write a programme long enough to hold them all."""
    from briefing.languages import load_language
    from briefing.select.choose import choose
    from briefing.write.compose import compose, count_frame_words, count_story_words
    from briefing.write.summarizers.extractive import ENGINE
    from tests.support.make import NOW, edition, feed, item, show, site

    feeds = [feed(f"{number:012x}", f"Feed {number}", rights="own") for number in range(5)]
    language = load_language("en")
    programme = replace(show("morning", *feeds, minutes=120, words=WORDS), max_age_hours=48)
    items = [
        replace(
            item(row["title"] or f"Article {n}", row["text"], id=str(n), feed=feeds[n % 5].id),
            published=NOW - timedelta(minutes=10 * n),
        )
        for n, row in enumerate(rows)
    ]
    rundown = choose(
        programme, items, frozenset(), titles=language.titles, now=NOW, words_per_minute=165,
        frame_words=count_frame_words(programme, site(SITE), edition(), language), story_words=count_story_words(language),
        kinds=language.not_news,
    )  # fmt: skip
    script = compose(edition(), programme, site(SITE), rundown, language, ENGINE.open(language))
    lines = sum(len(segment.lines) for segment in script.segments)
    return f"{len(items)} items, {sum(segment.kind == 'story' for segment in script.segments)} stories told in {lines} lines"


def lexrank(rows: list[dict[str, str]]) -> str:
    """Summarize each article by itself."""
    from briefing.languages import load_language
    from briefing.write.sentences import split_sentences
    from tests.bench.lexrank import summary

    language = load_language("en")
    lines = sum(len(summary([row["text"][a:b] for a, b in split_sentences(row["text"], language)], WORDS)) for row in rows)
    return f"{len(rows)} articles in {lines} sentences"


TASKS = {"nothing": nothing, "editor": editor, "lexrank": lexrank}


def main() -> None:
    """Run each task in a process of its own, pinned to one core where the system can."""
    file, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    if len(sys.argv) > 3:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()[:count]]
        sys.stdout.write(f"{TASKS[sys.argv[3]](rows):45s} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:4.0f} MB")
        return
    for name in TASKS:
        start = time.perf_counter()
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench.editor", str(file), str(count), name], check=True, capture_output=True, text=True
        ).stdout
        sys.stdout.write(f"{name:8s} {time.perf_counter() - start:5.2f} s  {said}\n")


if __name__ == "__main__":
    main()
