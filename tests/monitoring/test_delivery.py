"""What listeners find on a real site, with faults injected; and what is expected of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.model.edition import Run, State
from briefing.model.show import Show
from briefing.monitoring.delivery import find_expected, find_shortfalls
from briefing.scheduling.slots import list_slots
from briefing.verify.offers import LARGEST, Shelf, shelf
from tests.monitoring.given import DAY, HOUR, NOW, SHOW, run

DAY_FOLDER = Path("morning/2026-11-22")
MP3 = DAY_FOLDER / "morning-2026-11-22.mp3"
FEED = Path("morning/feed.xml")
BOMB = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + b"".join(
    b'<!ENTITY %c "%s">' % (after, b"&%c;" % before * 8) for before, after in zip(b"bcdefghij", b"cdefghijk", strict=True)
)


def found(site: Path, given: Run | None = None) -> tuple[str, ...]:
    """What is wrong with today's edition as listeners find it."""
    wanted = find_expected(SHOW, list_slots(SHOW, date(2026, 11, 22), date(2026, 11, 22)), [given or run("published")], NOW)
    return tuple(what for one in find_shortfalls(wanted, shelf(site, "morning", ["morning-2026-11-22"])) for what in one.what)


def swap(old: bytes, new: bytes) -> Callable[[Path], object]:
    """Put other bytes into feed.xml."""

    def change(site: Path) -> object:
        data = (site / FEED).read_bytes()
        assert old in data
        return (site / FEED).write_bytes(data.replace(old, new))

    return change


def without_item(site: Path) -> object:
    """Take the item out of feed.xml."""
    before, _, rest = (site / FEED).read_bytes().partition(b"<item>")
    return (site / FEED).write_bytes(before + rest.partition(b"</item>")[2])


def twice(site: Path) -> object:
    """Let the item stand twice."""
    before, mark, rest = (site / FEED).read_bytes().partition(b"<item>")
    item = mark + rest.partition(b"</item>")[0] + b"</item>"
    return (site / FEED).write_bytes(before + item + mark + rest)


def huge(site: Path) -> object:
    """Make feed.xml larger than the limit, without writing it."""
    with (site / FEED).open("r+b") as file:
        return file.truncate(LARGEST + 1)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(lambda site: None, "", id="nothing wrong"),
        pytest.param(
            lambda site: (site / MP3).unlink(),
            "its MP3 is missing: site/morning/2026-11-22/morning-2026-11-22.mp3",
            id="MP3 deleted",
        ),
        pytest.param(lambda site: (site / MP3).write_bytes(b""), "its MP3 has 0 bytes of ", id="MP3 empty"),
        pytest.param(lambda site: (site / MP3).write_bytes(b"ID3"), "its MP3 has 3 bytes of ", id="MP3 cut"),
        pytest.param(
            without_item, "the edition of 06:00 is not in the feed, although its run says it was published", id="item gone"
        ),
        pytest.param(twice, "it stands 2 times in the feed", id="item doubled"),
        pytest.param(lambda site: (site / FEED).unlink(), "feed.xml is not there", id="feed gone"),
        pytest.param(lambda site: (site / FEED).write_bytes(b""), "feed.xml is not XML", id="feed empty"),
        pytest.param(lambda site: (site / FEED).write_bytes(b"<html/>"), "feed.xml is not a feed", id="feed of another kind"),
        pytest.param(lambda site: (site / FEED).write_bytes(BOMB + b"]><rss>&k;</rss>"), "feed.xml is not XML", id="entity bomb"),
        pytest.param(
            lambda site: (site / FEED).write_bytes(BOMB + b"]><rss><channel><item><guid a='&k;'/></item></channel></rss>"),
            "feed.xml is not XML",
            id="entity bomb in an attribute",
        ),
        pytest.param(huge, "feed.xml is larger than 100 MB", id="feed without end"),
        pytest.param(
            swap(b"2026-11-22/morning-2026-11-22.mp3", b"2026-11-22/../../../../etc/passwd"),
            "its enclosure is not in its own folder",
            id="enclosure that climbs",
        ),
        pytest.param(
            swap(b"morning-2026-11-22.mp3", b"..%2f..%2f..%2fstate%2fbriefing.db"),
            "its enclosure is not in its own folder",
            id="enclosure that climbs in disguise",
        ),
        pytest.param(
            swap(b"https://example.org/briefing/morning/2026-11-22/m", b"https://[::1/m"), "its enclosure", id="no address"
        ),
        pytest.param(lambda site: (site / DAY_FOLDER / "index.html").unlink(), "its page is missing", id="page gone"),
        pytest.param(lambda site: (site / DAY_FOLDER / "episode.json").unlink(), "its episode.json is missing", id="data gone"),
        pytest.param(
            lambda site: (site / DAY_FOLDER / "episode.json").write_text("[" * 100_000),
            "its episode.json is missing or belongs to another episode",
            id="data hostile",
        ),
    ],
)
def test_faults_on_a_real_site(published: Path, fault: Callable[[Path], object], expected: str) -> None:
    """Each fault is found and named; a whole site has none."""
    fault(published / "output" / "site")
    assert "; ".join(found(published / "output" / "site"))[: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("state", "said"),
    [
        pytest.param("nothing", "", id="no news"),
        pytest.param("missed", "", id="missed: said elsewhere"),
        pytest.param("rejected", "", id="rejected by a person"),
        pytest.param("waiting", "", id="waits for a person"),
        pytest.param("retracted", "", id="retracted"),
        pytest.param("written", "the edition of 06:00 is not in the feed: its run is written", id="stuck"),
        pytest.param("failed", "the edition of 06:00 is not in the feed: its run failed: no voice", id="failed"),
    ],
)
def test_why_it_may_be_missing(state: State, said: str) -> None:
    """An edition may be missing for a reason that a run gives; what is stuck has none."""
    wanted = find_expected(SHOW, list_slots(SHOW, date(2026, 11, 22), date(2026, 11, 22)), [run(state, reason="no voice")], NOW)
    assert "; ".join(what for one in find_shortfalls(wanted, Shelf()) for what in one.what) == said


SKIPPING = replace(SHOW, skip=(date(2026, 11, 22),))
TWICE = replace(SHOW, schedule="0 6,18 * * *")


@pytest.mark.parametrize(
    ("show", "runs", "hours", "guids"),
    [
        pytest.param(SHOW, [], 0, [], id="a show that never ran"),
        pytest.param(SHOW, [run("published", 1)], 0, ["morning-2026-11-21", "morning-2026-11-22"], id="today's was never begun"),
        pytest.param(SHOW, [run("published", 1)], -1.5, ["morning-2026-11-21"], id="within its grace"),
        pytest.param(SHOW, [run("written")], 0, ["morning-2026-11-22"], id="begun, and its grace is over"),
        pytest.param(SHOW, [replace(run("written"), claimed=NOW - HOUR / 2)], 0, [], id="taken up late: an hour from then"),
        pytest.param(SKIPPING, [run("published", 1)], 0, ["morning-2026-11-21"], id="a day that is skipped"),
        pytest.param(TWICE, [run("published", 1)], 0, ["morning-2026-11-21", "morning-2026-11-22"], id="two a day: the newest"),
        pytest.param(SHOW, [run("nothing", 1), run("published")], 0, ["morning-2026-11-22"], id="yesterday had no news"),
        pytest.param(SHOW, [replace(run("published"), claimed=None)], 0, ["morning-2026-11-22"], id="made by an older version"),
    ],
)
def test_what_is_expected(show: Show, runs: list[Run], hours: float, guids: list[str]) -> None:
    """The newest slot whose grace is over, and all that was published; nothing before the first run."""
    now = NOW + timedelta(hours=hours)
    wanted = find_expected(show, list_slots(show, (now - 3 * DAY).date(), now.date()), runs, now)
    assert [one.guids[0] for one in wanted] == guids
