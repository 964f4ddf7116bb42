"""What is left on the screen when `briefing run` has ended, as a terminal draws it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Seen, on_a_terminal
from tests.support.newsroom import rss, shows_yaml
from tests.support.stories import entries

pytestmark = pytest.mark.slow

STAGES = ("fetch", "select", "write", "speak", "mix", "publish")
GOOD = {"path": "ledger.xml", "name": "Valley Ledger"}
DEAD = [{"path": f"gone-{number}.xml", "name": f"Gone {number}"} for number in (1, 2, 3)]


def run(folder: Path, *shows: str, columns: int = 80, piped: bool = False, prepare: bool = False) -> Seen:
    """Run these shows; `dead` has three feeds, and none answers."""
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 2, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    shows_yaml(folder, {show: ({}, DEAD if show == "dead" else [GOOD]) for show in shows})
    (folder / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    return on_a_terminal(folder, "run", *["--prepare"] * prepare, columns=columns, piped=piped)


def gist(lines: list[str]) -> list[str]:
    """Return a table's lines without times and what was made, the others whole."""
    untimed = (re.sub(r"^(\w+)  \d+:\d\d$", r"\1", line) for line in lines)
    return [" ".join(line.split()[:2]) if line.startswith("  ") else line for line in untimed]


def outcome(folder: Path, show: str) -> list[str]:
    """Return what is told of a show that was published."""
    mp3 = folder / "output" / "site" / show / "2026-11-22" / f"{show}-2026-11-22.mp3"
    return [f"{show}-2026-11-22: published: 2 stories, 0:39 minutes", str(mp3)]


def table(show: str) -> list[str]:
    """Return the gist of a table of six stages that all ended well."""
    return [show, *(f"{stage} done" for stage in STAGES)]


NO_FEED = [
    *(f"fetch: dead: Gone {number}: gone-{number}.xml: does not exist: check its path in feeds.yaml" for number in (1, 2, 3)),
    "dead",
    "fetch done",
    "dead-2026-11-22: dead: no feed answered: 3 asked, first Gone 1: gone-1.xml: does not exist: check its path in feeds.yaml: "
    "try again later",
]


@pytest.mark.parametrize(
    "shows",
    [
        pytest.param(["morning"], id="one show"),
        pytest.param(["dead"], id="a show whose feeds are all dead"),
        pytest.param(["morning", "dead", "evening"], id="three shows, more than the screen holds"),
    ],
)
@pytest.mark.parametrize("piped", [pytest.param(False, id="stdout is the terminal"), pytest.param(True, id="stdout is piped")])
def test_every_outcome_stays(tmp_path: Path, shows: list[str], piped: bool) -> None:
    """Each show leaves its table once and its outcome below, in order; results go to stdout, everything else to stderr."""
    seen = run(tmp_path, *shows, piped=piped)
    told = {show: outcome(tmp_path, show) for show in shows if show != "dead"}
    expected = []
    for show in shows:
        expected += NO_FEED if show == "dead" else [*table(show), *([] if piped else told[show])]
    assert gist(seen.lines) == expected
    assert seen.piped.splitlines() == [line for lines in told.values() for line in lines if piped]
    assert seen.code == (75 if "dead" in shows else 0)


@pytest.mark.parametrize("columns", [50, 29])
def test_a_narrow_terminal_cuts_the_end_alone(tmp_path: Path, columns: int) -> None:
    """Stage, state and time are whole, however little room is left for what was made."""
    seen = run(tmp_path, "morning", columns=columns, prepare=True)
    rows = [line for line in seen.lines if line.startswith("  ")]
    assert [re.sub(r"\d:\d\d", "TIME", line[:24]) for line in rows] == [
        "  fetch    done     TIME",
        "  select   done     TIME",
        "  write    done     TIME",
    ]
    assert rows[0].endswith("…")
    assert all(len(row) <= columns for row in rows)
