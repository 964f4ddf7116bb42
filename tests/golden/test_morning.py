"""One golden morning: fixed feeds at a fixed instant give the same rundown, script, chapters, transcript, pages and feed.

`pytest tests/golden --update-golden` writes what is found; read the difference before committing it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end.newsroom import Entry, briefing, feeds_yaml, rss
from tests.end.stories import TOLD

GOLDEN = Path(__file__).parent / "morning"
EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
EPISODE = "output/site/morning/2026-11-22"
VARYING = (  # what another encoder, another font engine or another version of ours may change
    (r'"(size|integrated_lufs|true_peak_dbtp)": [-\d.]+', r'"\1": 0'),
    (r'"sha256": "\w+"', '"sha256": ""'),
    (r'length="\d+"', 'length="0"'),
    (r"cover-\w+\.jpg", "cover.jpg"),
    (r"Briefing \d+\.\d+\.\w+", "Briefing"),
    (r"[\d.]+ MB", "0 MB"),
)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Make the morning once; returns what came out, by file name."""
    folder = tmp_path_factory.mktemp("morning")
    hours = timedelta(hours=1)
    ledger = [Entry(title, text, EARLY - index * hours) for index, (title, text) in enumerate(TOLD[:4])]
    wire = [
        Entry(TOLD[0][0] + " of repairs", TOLD[0][1] + " Ships wait less.", EARLY - 2 * hours),  # told twice
        Entry("Nothing is left of <b>this</b> & that", "It fell. But they said", EARLY - 3 * hours),  # hostile, and nothing to read
        Entry("Old news from the day before yesterday", TOLD[4][1], EARLY - 40 * hours),  # outside the window
    ]
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", ledger))
    (folder / "wire.xml").write_bytes(rss("Meridian Wire", wire))
    rows: list[dict[str, object]] = [
        {"path": "ledger.xml", "name": "Valley Ledger", "weight": 2},
        {"path": "wire.xml", "name": "Meridian Wire", "rights": "own"},
    ]
    feeds_yaml(folder, rows)
    made = briefing(folder, "run")
    assert made.returncode == 0, made.stderr
    found = {f"{form}.txt": briefing(folder, "script", "morning", f"--{form}").stdout for form in ("why", "text", "json")}
    for name in ("episode.json", "transcript.vtt", "chapters.json", "script.md", "index.html"):
        found[name] = (folder / EPISODE / name).read_text("utf-8")
    found["feed.xml"] = (folder / "output/site/morning/feed.xml").read_text("utf-8")
    found["show.html"] = (folder / "output/site/morning/index.html").read_text("utf-8")
    found["site.html"] = (folder / "output/site/index.html").read_text("utf-8")
    return found


NAMES = (
    "why.txt", "text.txt", "json.txt", "episode.json", "transcript.vtt", "chapters.json", "script.md", "index.html", "feed.xml",
    "show.html", "site.html",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_morning_is_as_it_was(morning: dict[str, str], name: str, request: pytest.FixtureRequest) -> None:
    """Each file of the morning is, letter by letter, the one kept beside this test."""
    found = morning[name]
    for pattern, replacement in VARYING:
        found = re.sub(pattern, replacement, found)
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(found, "utf-8")
    assert found == (GOLDEN / name).read_text("utf-8")
