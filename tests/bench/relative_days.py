"""How many sentences of real news that count days from another can be read: `python -m tests.bench.relative_days NEWS_FOLDER`."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from briefing.languages import load_language
from briefing.write.phrases import compile_whole
from briefing.write.relative_days.apply import resolve_days
from briefing.write.sentences import split_sentences

FIRST = 100  # words of an article that are looked at
PUBLISHED, HEARD = datetime(2026, 11, 18, 10, tzinfo=UTC), date(2026, 11, 19)  # noon in Kyiv, and the day after


def sentences(folder: Path) -> list[str]:
    """Return the sentences that begin within the first words of every article."""
    found = []
    for name in ("cnndm", "inshorts", "writers"):
        for row in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            text = json.loads(row)["text"]
            found += [
                text[start:end] for start, end in split_sentences(text, load_language("en")) if len(text[:start].split()) < FIRST
            ]
    return found


def main() -> None:
    """Print what becomes of them, why, and the time a sentence takes."""
    english, all_of_them = load_language("en"), sentences(Path(sys.argv[1]))
    began = time.process_time()
    reckoned = [resolve_days(sentence, PUBLISHED, HEARD, "Europe/Kyiv", english) for sentence in all_of_them]
    took = time.process_time() - began
    relative = compile_whole(english.relative_days)
    became = Counter[str]()
    why = Counter[str]()
    for sentence, edits in zip(all_of_them, reckoned, strict=True):
        if isinstance(edits, str):
            why[edits.partition(": ")[2]] += 1
        if relative.search(sentence):
            became["not read" if isinstance(edits, str) else "edited" if edits else "as it stands"] += 1
    print(f"{len(all_of_them)} sentences, {1000 * took / len(all_of_them):.2f} ms each; with a relative day: {dict(became)}")
    print(f"not read, a bare weekday among them: {dict(why)}")


if __name__ == "__main__":
    main()
