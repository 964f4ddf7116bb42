"""From facts to troubles: a row for each kind, and for what is just not one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model.alert import Event
from briefing.model.loss import Loss
from briefing.monitoring.alerts import KINDS, find_alerts, needs_person
from briefing.monitoring.health import DatabaseState, Disk, EngineState, FeedHealth, Health, ShowHealth
from briefing.monitoring.heartbeat import Heartbeat
from tests.monitoring.given import DAY, HOUR, NOW, SHOW, feed, lack, last, run, slot, standing

MINUTE = timedelta(minutes=1)

FAILED = run("failed", reason="no feed answered", tries=3)
LATE = Heartbeat(7, NOW - timedelta(minutes=6), 9, None, busy=False)
BARE = Health(NOW)
MB = 1_000_000


def keys(given: Health) -> list[str]:
    """The keys of the troubles of a standing."""
    return [trouble.key for trouble in find_alerts(given, given.now)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(standing(), [], id="a show that never ran"),
        pytest.param(standing(run("published"), newest=last(0)), [], id="published"),
        pytest.param(standing(run("nothing", reason="no news")), [], id="no news is a valid end"),
        pytest.param(
            replace(standing(run("failed", tries=2)), now=NOW - HOUR - MINUTE), [], id="failed twice, its hour of grace is not over"
        ),
        pytest.param(
            replace(standing(run("failed", tries=1)), now=NOW - HOUR),
            ["edition/morning/2026-11-22T06:00"],
            id="failed once, and its hour of grace is over",
        ),
        pytest.param(
            standing(replace(run("failed", tries=1), claimed=NOW - HOUR / 2)), [], id="failed once, taken up late half an hour ago"
        ),
        pytest.param(
            replace(standing(run("failed", tries=1), run("failed", 0, "18:00", tries=1)), now=NOW - HOUR - MINUTE),
            ["edition/morning/2026-11-22T06:00", "edition/morning/2026-11-22T18:00"],
            id="two failed: both at once",
        ),
        pytest.param(
            replace(standing(run("failed", tries=1), run("published", 0, "18:00", tries=1)), now=NOW - HOUR - MINUTE),
            [],
            id="one failed, and one that failed before is published",
        ),
        pytest.param(
            replace(standing(run("failed", 2, tries=1), run("failed", tries=1)), now=NOW - HOUR - MINUTE),
            ["missed/morning/2026-11-20T06:00"],
            id="one failed, and an older one is not tried any more",
        ),
        pytest.param(
            standing(replace(run("failed", tries=1), correction="a name")), [], id="a correction failed once: listeners have it"
        ),
        pytest.param(
            standing(replace(run("failed", tries=3), correction="a name")),
            ["edition/morning/2026-11-22T06:00"],
            id="a correction failed three times",
        ),
        pytest.param(standing(run("nothing", tries=3)), [], id="failed three times, and then there was no news"),
        pytest.param(standing(FAILED), ["edition/morning/2026-11-22T06:00"], id="failed three times in a row"),
        pytest.param(standing(run("failed", 0, "18:00", tries=1)), [], id="failed once, in time"),
        pytest.param(
            replace(standing(run("failed", tries=1)), now=NOW + 11 * HOUR),
            ["edition/morning/2026-11-22T06:00"],
            id="failed once, and half the time is over",
        ),
        pytest.param(
            standing(run("written"), lacks=(lack(),)), ["edition/morning/2026-11-22T06:00"], id="not there after its grace"
        ),
        pytest.param(standing(lacks=(lack(),)), ["edition/morning/2026-11-22T06:00"], id="never begun"),
        pytest.param(
            standing(run("published"), newest=last(0), lacks=(lack(),)),
            ["lost/morning/2026-11-22T06:00"],
            id="published, and lost from the site",
        ),
        pytest.param(
            standing(FAILED, lacks=(lack(),)), ["edition/morning/2026-11-22T06:00"], id="failing and not there: one trouble"
        ),
        pytest.param(standing(run("missed", 1), newest=last(3)), ["missed/morning/2026-11-21T06:00"], id="missed"),
        pytest.param(
            standing(run("missed", 2), run("missed", 1), newest=last(3)),
            ["missed/morning/2026-11-21T06:00"],
            id="missed twice: one trouble, of the newest",
        ),
        pytest.param(standing(run("missed", 2), run("published", 1), newest=last(1)), [], id="missed, and published since"),
        pytest.param(
            standing(replace(run("missed", 1), claimed=NOW - HOUR / 2), run("published"), newest=last(0)),
            ["missed/morning/2026-11-21T06:00"],
            id="found missed just now, and the next one published at once",
        ),
        pytest.param(standing(run("failed", 2, tries=1)), ["missed/morning/2026-11-20T06:00"], id="failed, and not tried any more"),
        pytest.param(
            standing(replace(run("failed", 2, tries=1), claimed=NOW - HOUR)),
            ["edition/morning/2026-11-20T06:00"],
            id="taken up late, and still tried",
        ),
        pytest.param(standing(run("waiting")), ["waiting/morning/2026-11-22T06:00"], id="waits for a person"),
        pytest.param(standing(run("rejected")), [], id="rejected by a person"),
    ],
)
def test_editions(given: Health, expected: list[str]) -> None:
    """An edition is a trouble when listeners do without it for want of a person, and only once."""
    assert keys(given) == expected


def feeds(failing_ones: int, of: int, *, failing: timedelta = MINUTE) -> tuple[FeedHealth, ...]:
    """So many feeds, of which the first ones fail for so long, and were asked again a moment ago."""
    return tuple(
        feed(f"f{number}", f"Feed {number}", failing=failing if number < failing_ones else None, asked=timedelta())
        for number in range(of)
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param((feed(failing=23 * HOUR), feed("f2")), [], id="failing for 23 hours"),
        pytest.param((feed(failing=25 * HOUR), feed("f2")), ["feed/f1"], id="failing for 25 hours"),
        pytest.param((feed(failing=25 * HOUR, asked=25 * HOUR), feed("f2")), [], id="failed 25 hours ago, not asked since"),
        pytest.param((feed(failing=HOUR), feed("f2", failing=2 * HOUR)), ["feeds/morning"], id="none answers for an hour"),
        pytest.param((feed(failing=HOUR / 2), feed("f2", failing=2 * HOUR)), [], id="none answers for half an hour"),
        pytest.param(feeds(9, 10), ["feeds/morning"], id="nine of ten failed at the last asking"),
        pytest.param(feeds(6, 10), ["feeds/morning"], id="six of ten"),
        pytest.param(feeds(5, 10), [], id="five of ten"),
        pytest.param(feeds(2, 3), ["feeds/morning"], id="two of three"),
        pytest.param(feeds(10, 10), [], id="ten of ten, for a minute: a line that was down"),
        pytest.param(feeds(9, 10, failing=3 * DAY), ["feeds/morning"], id="nine of ten for days: said once"),
        pytest.param(
            (*feeds(3, 3, failing=3 * DAY), feed("f9", failing=timedelta(minutes=5))),
            ["feeds/morning"],
            id="the last one fails too",
        ),
        pytest.param(feeds(2, 10, failing=3 * DAY), ["feed/f0", "feed/f1"], id="two of ten for days: each is named"),
        pytest.param((feed(failing=3 * DAY), feed("f2", failing=3 * DAY)), ["feeds/morning"], id="none for days: said once"),
        pytest.param((feed(fresh=13 * DAY), feed("f2")), [], id="nothing new for 13 days"),
        pytest.param((feed(fresh=14 * DAY), feed("f2")), ["quiet/f1"], id="nothing new for 14 days"),
        pytest.param((feed(fresh=30 * DAY, failing=30 * HOUR), feed("f2")), ["feed/f1"], id="failing is not quiet"),
        pytest.param((feed(fresh=None), feed("f2")), [], id="never had anything: unknown since when"),
    ],
)
def test_feeds(given: tuple[FeedHealth, ...], expected: list[str]) -> None:
    """A feed is a trouble after a day of failing or two weeks of nothing new, all of a show after an hour, most of them at once."""
    assert keys(standing(feeds=given)) == expected


def test_failing_feeds_are_named() -> None:
    """The message counts those that fail, says why, and names each."""
    (found,) = find_alerts(standing(feeds=feeds(3, 4)), NOW)
    assert needs_person(found)
    assert found.message == (
        "3 of 4 feeds fail, all of them since 2026-11-22 05:59 UTC: Feed 0, Feed 1, Feed 2; the first says: no answer within 30 s"
    )


def test_failed_editions_of_two_shows_are_troubles() -> None:
    """One that failed a minute ago waits to be tried again; two of any shows need a person, and each is named."""
    here = [ShowHealth(replace(SHOW, key=key), runs=(run("failed", 0, "08:00", tries=1),)) for key in ("morning", "evening")]
    assert find_alerts(replace(BARE, shows=tuple(here[:1])), NOW + MINUTE) == []
    found = find_alerts(replace(BARE, shows=tuple(here)), NOW + MINUTE)
    assert [trouble.show for trouble in found] == ["morning", "evening"]
    assert all(map(needs_person, found))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(replace(BARE, disk=Disk(600 * MB, 20_000 * MB, True)), [], id="600 MB, 3 %"),
        pytest.param(replace(BARE, disk=Disk(499 * MB, 20_000 * MB, True)), ["disk/low"], id="499 MB"),
        pytest.param(replace(BARE, disk=Disk(1_900 * MB, 100_000 * MB, True)), ["disk/low"], id="1.9 %"),
        pytest.param(replace(BARE, disk=Disk(9_000 * MB, 20_000 * MB, False)), ["disk/readonly"], id="takes no files"),
        pytest.param(
            replace(BARE, engines=(EngineState("tone/tone"), EngineState("ffmpeg", "none"))), ["engine/ffmpeg"], id="no encoder"
        ),
        pytest.param(replace(BARE, database=DatabaseState(error="is damaged")), ["database"], id="damaged"),
        pytest.param(
            replace(BARE, database=DatabaseState(rebuilt=Event(NOW - HOUR, "rebuilt"))),
            ["rebuilt/2026-11-22T05:00"],
            id="rebuilt",
        ),
        pytest.param(replace(BARE, database=DatabaseState(rebuilt=Event(NOW - DAY, "rebuilt"))), [], id="rebuilt a day ago"),
        pytest.param(replace(BARE, clock=Event(NOW - HOUR, "went back an hour")), ["clock/2026-11-22T05:00"], id="clock stepped"),
        pytest.param(replace(BARE, site=Event(NOW - DAY, "site: an MP3 is gone")), ["site"], id="an MP3 lost"),
        pytest.param(replace(BARE, round=NOW), ["backup"], id="no backup, although rounds run"),
        pytest.param(
            replace(BARE, round=NOW - HOUR, database=DatabaseState(rebuilt=Event(NOW - HOUR / 2, "rebuilt"))),
            ["rebuilt/2026-11-22T05:30"],
            id="no backup in a database just restored",
        ),
        pytest.param(
            replace(BARE, round=NOW, database=DatabaseState(rebuilt=Event(NOW - HOUR / 2, "rebuilt"))),
            ["backup", "rebuilt/2026-11-22T05:30"],
            id="no backup, although a round ran since it was restored",
        ),
        pytest.param(replace(BARE, round=NOW, database=DatabaseState(backup=NOW.date() - 3 * DAY)), ["backup"], id="an old backup"),
        pytest.param(replace(BARE, round=NOW, database=DatabaseState(backup=NOW.date() - 2 * DAY)), [], id="backed up in time"),
        pytest.param(
            replace(BARE, round=NOW - 9 * DAY, database=DatabaseState(backup=NOW.date() - 10 * DAY)), [], id="no round since"
        ),
        pytest.param(replace(BARE, untold="Apprise is not installed"), ["notify"], id="messages cannot go out"),
        pytest.param(replace(BARE, config="feeds.yaml:1:5: is not YAML"), ["config"], id="feeds.yaml broken"),
        pytest.param(replace(BARE, heartbeat=LATE), ["daemon"], id="the daemon is silent for six minutes"),
        pytest.param(replace(BARE, heartbeat=replace(LATE, now=NOW - timedelta(minutes=5))), [], id="silent for five"),
        pytest.param(replace(BARE, heartbeat=replace(LATE, now=NOW + DAY)), ["daemon"], id="a sign of life from tomorrow"),
        pytest.param(replace(BARE, heartbeat=replace(LATE, pid=0)), [], id="the daemon was stopped on purpose"),
    ],
)
def test_the_house(given: Health, expected: list[str]) -> None:
    """Disk, engines, database, clock, feeds.yaml and daemon are alerts of no single show."""
    assert keys(given) == expected
    assert {trouble.show for trouble in find_alerts(given, given.now)} <= {""}


def loss(days_ago: int, found: int | None = None) -> Loss:
    """A published MP3 that is gone, or has other bytes."""
    name = f"morning-{slot(days_ago).day}"
    return Loss("morning", name, f"morning/{slot(days_ago).day}/{name}.mp3", 1000, found)


@pytest.mark.parametrize(
    ("losses", "expected", "said"),
    [
        pytest.param((), [], "", id="nothing lost"),
        pytest.param(
            (loss(1),), ["lost/morning-2026-11-21"],
            "morning-2026-11-21: its MP3 is missing: site/morning/2026-11-21/morning-2026-11-21.mp3: bring it back from a backup;"
            " until then the feed leaves it out",
            id="one is missing",
        ),
        pytest.param(
            (loss(1, 999),), ["lost/morning-2026-11-21"],
            "morning-2026-11-21: its MP3 has 999 bytes, 1000 were published: site/morning/2026-11-21/morning-2026-11-21.mp3: bring"
            " it back from a backup; until then the feed leaves it out",
            id="one was changed",
        ),
        pytest.param(
            tuple(map(loss, range(3))), [f"lost/morning-2026-11-{day}" for day in (22, 21, 20)], "morning-2026-11-22: ", id="three"
        ),
        pytest.param(
            tuple(map(loss, range(9))), ["lost/morning"], "9 published episodes of morning lack their MP3: morning-2026-11-22: ",
            id="a whole site: one trouble",
        ),
    ],
)  # fmt: skip
def test_lost_episodes(losses: tuple[Loss, ...], expected: list[str], said: str) -> None:
    """Each published MP3 that is not there is a trouble that needs a person, with its path; many are one."""
    found = find_alerts(replace(BARE, shows=(ShowHealth(SHOW, lost=losses),)), NOW)
    assert [trouble.key for trouble in found] == expected
    assert all(map(needs_person, found))
    assert "".join(trouble.message for trouble in found).startswith(said)


def test_items_put_aside_are_named() -> None:
    """Items that killed a stage are reported by their titles, for a day, and need no attention."""
    show = ShowHealth(SHOW, aside=((slot(), "Bridge opens"), (slot(), "Mayor resigns"), (slot(2), "Old")))
    (found,) = find_alerts(replace(BARE, shows=(show,)), NOW)
    assert found.message.endswith("so they are left out: Bridge opens; Mayor resigns")
    assert not needs_person(found)


def test_a_feed_of_two_shows_is_one_trouble_of_the_house() -> None:
    """A feed that two shows use is told once, to all."""
    dead, well = feed(failing=2 * DAY), feed("f2")
    shows = tuple(ShowHealth(replace(SHOW, key=key), feeds=(dead, well)) for key in ("morning", "evening"))
    (found,) = find_alerts(replace(BARE, shows=shows), NOW)
    assert (found.key, found.show) == ("feed/f1", "")
    assert found.message == "Valley Ledger fails since 2026-11-20 06:00 UTC: no answer within 30 s"


def test_messages_say_what_and_why() -> None:
    """The message names edition, failures and reason."""
    (found,) = find_alerts(standing(replace(FAILED, retry_at=NOW + HOUR)), NOW)
    assert found.message == "morning-2026-11-22 failed 3 times and is tried again, next at 2026-11-22 07:00 UTC: no feed answered"
    (found,) = find_alerts(standing(run("missed", 2), run("missed", 1, reason="the host was down"), newest=last(3)), NOW)
    assert found.message == "morning-2026-11-21 was missed: the host was down; so were morning-2026-11-20"


def test_every_kind_is_in_the_operators_table() -> None:
    """docs/operator.md lists each kind, and whether status ends with 1 for it."""
    from tests.docs.pages import ROOT

    page = (ROOT / "docs" / "operator.md").read_text("utf-8")
    for name, (_, grave) in KINDS.items():
        assert f"| `{name}` | {'yes' if grave else 'no'} |" in page, name
