"""The Prometheus textfile, read back by Prometheus's own parser; and the heartbeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from briefing.model.errors import CannotWrite, Faulty
from briefing.monitoring.health import DatabaseState, Disk, Health
from briefing.monitoring.heartbeat import Heartbeat, read_heartbeat, write_heartbeat
from briefing.monitoring.metrics import write_metrics
from tests.monitoring.given import DAY, HOUR, NOW, SHOW, feed, last, run, slot, standing

GIVEN = replace(
    standing(run("published", 1), run("failed", tries=3), newest=last(1), feeds=(feed(failing=25 * HOUR), feed("f2", 'A "b"\\\n'))),
    disk=Disk(9_000_000_000, 20_000_000_000, True),
    database=DatabaseState(bytes=4096, backup=NOW.date()),
    round=NOW - HOUR,
)


def read(path: Path) -> dict[tuple[str, ...], float]:
    """Every sample by name and labels."""
    families = text_string_to_metric_families(path.read_text("utf-8"))
    return {
        (one.name, *(one.labels[key] for key in sorted(one.labels))): one.value for family in families for one in family.samples
    }


def test_the_figures(tmp_path: Path) -> None:
    """Shows, feeds, disk, database and troubles stand there with their labels."""
    write_metrics(tmp_path / "briefing.prom", GIVEN)
    found = read(tmp_path / "briefing.prom")
    assert found["briefing_last_episode_timestamp_seconds", "morning"] == last(1).published.timestamp()
    assert found["briefing_last_episode_duration_seconds", "morning"] == 280
    assert found["briefing_last_episode_stories", "morning"] == 7
    assert found["briefing_next_slot_timestamp_seconds", "morning"] == slot(-1).at.timestamp()
    assert found["briefing_editions", "morning", "published"] == 1
    assert found["briefing_editions", "morning", "failed"] == 1
    assert found["briefing_editions", "morning", "missed"] == 0
    assert found["briefing_troubles", "edition", "yes"] == 1
    assert found["briefing_needs_person",] == 2
    assert found["briefing_feed_failing_seconds", "f1", "Valley Ledger"] == 25 * 3600
    assert found["briefing_feed_failing_seconds", "f2", 'A "b"\\\n'] == 0
    assert found["briefing_feed_last_new_item_timestamp_seconds", "f1", "Valley Ledger"] == (NOW - HOUR).timestamp()
    assert found["briefing_disk_free_bytes",] == 9e9
    assert found["briefing_database_bytes",] == 4096
    assert found["briefing_last_round_timestamp_seconds",] == (NOW - HOUR).timestamp()


def test_no_address_stands_there(tmp_path: Path) -> None:
    """A feed is named by id and name; its address is not shown."""
    write_metrics(tmp_path / "briefing.prom", GIVEN)
    text = (tmp_path / "briefing.prom").read_text("utf-8")
    assert not any(feed.address in text for feed in SHOW.feeds)
    assert "://" not in text


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A new file replaces the old one, and nothing is left beside; a folder that is not there is said."""
    file = tmp_path / "briefing.prom"
    write_metrics(file, GIVEN)
    write_metrics(file, Health(NOW + DAY))
    assert read(file)["briefing_timestamp_seconds",] == (NOW + DAY).timestamp()
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_metrics(tmp_path / "nowhere" / "briefing.prom", GIVEN)


def test_the_heartbeat_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """What the daemon writes is read as it was, and none is None."""
    file = tmp_path / "heartbeat.json"
    assert read_heartbeat(file) is None
    for written in (Heartbeat(7, NOW, 3, NOW + timedelta(minutes=1), busy=True), Heartbeat(0, NOW, 4, None, busy=False)):
        write_heartbeat(file, written)
        assert read_heartbeat(file) == written
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="another shape"),
        pytest.param('{"pid": 1, "ticks": 1, "now": "2026-11-22T04:00:00"}', id="without a zone"),
        pytest.param('{"pid": 1, "ticks": 1}', id="without an instant"),
    ],
)
def test_what_is_no_heartbeat_is_refused(tmp_path: Path, text: str) -> None:
    """Rubbish is said to be that."""
    (tmp_path / "heartbeat.json").write_text(text, "utf-8")
    with pytest.raises(Faulty, match="is no heartbeat"):
        read_heartbeat(tmp_path / "heartbeat.json")


def test_every_figure_is_on_the_page(tmp_path: Path) -> None:
    """docs/files.md lists each figure that is written, and no other."""
    import re

    from tests.docs.pages import ROOT

    write_metrics(tmp_path / "briefing.prom", GIVEN)
    listed = re.findall(r"^\| `(briefing_\w+)` \|", (ROOT / "docs" / "files.md").read_text("utf-8"), re.MULTILINE)
    assert {name for name, *_ in read(tmp_path / "briefing.prom")} == set(listed)
