"""What the daemon does at each tick, in a real workspace with a clock in a file."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest

from briefing.cli.console import Lines
from briefing.model.errors import Misconfigured
from briefing.model.outcome import Outcome
from briefing.monitoring.daemon_monitor import DaemonMonitor
from briefing.monitoring.heartbeat import NAME, read_heartbeat
from briefing.monitoring.logs import Log, open_log
from briefing.monitoring.observers import observe_round
from briefing.scheduling.config_source import ConfigSource
from briefing.scheduling.daemon import Pulse
from briefing.scheduling.round import RoundObservers
from briefing.scheduling.service import SchedulerService, Shell
from briefing.store.schema import SCHEMA
from briefing.wiring.workspace import Workspace, load_configuration, load_last_good
from tests.monitoring.notify.server import listening
from tests.support.fast import open_fast
from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

T = TypeVar("T")
BEFORE, AFTER = "2026-11-22T03:59:00+00:00", "2026-11-22T04:01:00+00:00"


def unsheltered(action: Callable[[], T], otherwise: Callable[[str], T]) -> T:
    """Let a bug through: none is expected here."""
    return action()


@dataclass(slots=True)
class Desk:
    """A steward, its folder and clock, and what it said."""

    folder: Path
    clock: Path
    said: list[str] = field(default_factory=list)
    steward: SchedulerService = field(init=False)
    monitor: DaemonMonitor = field(init=False)
    source: ConfigSource = field(init=False)

    def start(self) -> Desk:
        """Begin as the command does."""

        def say(what: Outcome | str) -> None:
            self.said.append(what if isinstance(what, str) else what.message)

        def follow(home: Workspace, log: Log) -> RoundObservers:
            return observe_round(home, Lines(StringIO()), log)

        file = self.folder / "feeds.yaml"
        load, recall = partial(load_configuration, file), partial(load_last_good, file)
        pulse = Pulse(time.monotonic())
        self.monitor = DaemonMonitor(follow, open_log, pulse)
        self.source = ConfigSource(load, recall)
        self.steward = SchedulerService(self.source, open_fast, self.monitor, Shell(say, unsheltered), pulse)
        return self

    def at(self, now: str) -> list[str]:
        """Tick at an instant; returns what was newly said."""
        self.clock.write_text(now, "utf-8")
        before = len(self.said)
        if self.steward.changed():
            self.steward.reload()
        self.steward.tick()
        return self.said[before:]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A workspace with one show whose only feed is a missing file."""
    clock = tmp_path / "clock"
    clock.write_text(BEFORE, "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(clock))
    feeds_yaml(tmp_path, [{"path": "local.xml", "name": "Harbour Post"}])
    made = Desk(tmp_path, clock).start()
    yield made
    made.steward.end()


def edit(desk: Desk, old: str, new: str) -> None:
    """Change feeds.yaml as an editor does that puts a new file in its place."""
    file = desk.folder / "feeds.yaml"
    (desk.folder / "new").write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    (desk.folder / "new").replace(file)


def test_a_quiet_tick_says_nothing_and_beats(desk: Desk) -> None:
    """Before the slot there is nothing to say; the heartbeat tells when the next slot is."""
    assert desk.at(BEFORE) == []
    beat = read_heartbeat(desk.folder / "output" / "state" / NAME)
    assert beat
    assert beat.next
    assert (beat.now.isoformat(), beat.next.hour, beat.busy, beat.pid) == (BEFORE, 4, False, os.getpid())


def test_an_old_key_is_said_when_the_file_is_taken(desk: Desk) -> None:
    """Warnings about feeds.yaml are printed when it is read again and when the daemon starts, and at no other tick."""
    desk.at(BEFORE)
    edit(desk, "shows:", "fetch: {allow_private: true}\nshows:")
    taken, warned = desk.at(BEFORE)
    assert taken.endswith("feeds.yaml: read again")
    assert "fetch.allow_private: is an old key" in warned
    assert desk.at(BEFORE) == []
    (again,) = Desk(desk.folder, desk.clock).start().said
    assert again == warned


def test_a_failure_is_said_once_and_not_at_every_tick(desk: Desk) -> None:
    """The edition fails since its feed is not there; while it rests nothing is said that was said before."""
    (failed,) = desk.at(AFTER)
    assert "no feed answered" in failed
    (resting,) = desk.at(AFTER)
    assert "is tried again at" in resting
    assert desk.at(AFTER) == []


def test_a_broken_edit_keeps_the_last_good_one(desk: Desk) -> None:
    """A mistake is reported with its line, the show stays in the schedule, `status` shows it; the corrected file is used."""
    desk.at(BEFORE)
    edit(desk, "minutes: 5", "minutes: five")
    (said,) = desk.at(BEFORE)
    assert said.startswith(f"{desk.folder / 'feeds.yaml'}: the last good one stays in use: ")
    assert "minutes: must be a number, not 'five'" in said
    assert desk.source.error
    assert desk.at(BEFORE) == []
    edit(desk, "minutes: five", "minutes: 4")
    (taken,) = desk.at(BEFORE)
    assert taken.endswith("feeds.yaml: read again")
    assert not desk.source.error


def test_a_file_that_is_gone_is_a_broken_edit(desk: Desk) -> None:
    """Some editors take the file away for a moment."""
    desk.at(BEFORE)
    (desk.folder / "feeds.yaml").rename(desk.folder / "away")
    (said,) = desk.at(BEFORE)
    assert "there is no such file" in said
    (desk.folder / "away").rename(desk.folder / "feeds.yaml")
    assert desk.at(BEFORE) == [f"{desk.folder / 'feeds.yaml'}: read again"]


def test_started_behind_a_broken_edit_it_goes_on_with_the_last_good_one(desk: Desk) -> None:
    """It says so at once, makes what is due, and uses the file when it is corrected; without a last good one it does not start."""
    edit(desk, "minutes: 5", "minutes: five")
    again = Desk(desk.folder, desk.clock).start()
    assert "the last good one is used" in again.said[0]
    assert "no feed answered" in again.at(AFTER)[0]
    edit(desk, "minutes: five", "minutes: 4")
    assert again.at(AFTER)[0].endswith("read again")
    again.steward.end()
    edit(desk, "minutes: 4", "minutes: five")
    (desk.folder / "output/state/feeds.good.yaml").unlink()
    with pytest.raises(Misconfigured):
        Desk(desk.folder, desk.clock).start()


def test_another_schedule_counts_at_once(desk: Desk) -> None:
    """The next slot is the new one's."""
    desk.at(BEFORE)
    edit(desk, "0 6 * * *", "30 9 * * *")
    desk.at(BEFORE)
    beat = read_heartbeat(desk.folder / "output" / "state" / NAME)
    assert beat
    assert beat.next
    assert (beat.next.hour, beat.next.minute) == (7, 30)


def test_a_database_that_was_replaced_is_opened_anew(desk: Desk) -> None:
    """Nothing is written into a file that is not there any more."""
    desk.at(BEFORE)
    file = desk.folder / "output" / "state" / "briefing.db"
    for part in (file, file.with_name("briefing.db-wal"), file.with_name("briefing.db-shm")):
        part.unlink(missing_ok=True)
    desk.at(AFTER)
    with sqlite3.connect(file) as connection:
        assert connection.execute("select state from runs").fetchall() == [("failed",)]


def test_a_clock_that_steps_ahead_by_years_makes_nothing(desk: Desk) -> None:
    """It is said; nothing of those years is claimed; put right, the slot of the day is made in its time."""
    boot = "\n{}\nthis-boot\n"
    desk.at(BEFORE + boot.format(5100))
    said = desk.at("2029-11-22T12:00:00+00:00" + boot.format(5130))
    assert [line.split(":")[1].strip()[:42] for line in said] == ["the clock was set ahead by 1096 days, from"]
    desk.at("2026-11-22T03:59:40+00:00" + boot.format(5140))
    (failed,) = desk.at("2026-11-22T04:01:00+00:00" + boot.format(5220))
    assert failed.startswith("morning-2026-11-22: morning: no feed answered")


def test_at_its_end_the_daemon_leaves_word(desk: Desk) -> None:
    """A daemon that was stopped on purpose is not missed."""
    desk.at(BEFORE)
    desk.steward.end()
    beat = read_heartbeat(desk.folder / "output" / "state" / NAME)
    assert beat
    assert beat.pid == 0


def test_slots_noted_as_missed_by_a_wrong_clock_are_made_on_their_day(desk: Desk) -> None:
    """Three days ahead after a restart, and put right: once the clock is believed again, the days between are owed as before."""
    (desk.folder / "local.xml").write_bytes(rss("Harbour Post", entries(0, 2, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    assert "published" in desk.at("2026-11-22T04:01:00+00:00\n9000\na")[0]
    ahead = desk.at("2026-11-25T05:00:00+00:00\n1000\nb")
    assert sorted(said.split(":")[0] for said in ahead if ": missed: " in said) == ["morning-2026-11-23", "morning-2026-11-24"]
    assert "the clock was set back by 3 days" in desk.at("2026-11-22T05:10:00+00:00\n1600\nb")[0]
    desk.at("2026-11-22T06:20:00+00:00\n5800\nb")
    (desk.folder / "local.xml").write_bytes(rss("Harbour Post", entries(2, 4, datetime(2026, 11, 23, 3, 0, tzinfo=UTC))))
    assert "morning-2026-11-23: published" in desk.at("2026-11-23T04:01:00+00:00\n83860\nb")[0]


def test_a_monitor_hears_of_a_missed_edition_once_and_as_a_failure(tmp_path: Path) -> None:
    """Given up, or not looked after at all, an edition is a failure to the monitor, however often cron tells of it."""
    with listening() as monitor:
        feeds_yaml(tmp_path, [{"path": "no.xml", "name": "Post"}], schedule='"0 6,9 * * *"', give_up_after="1h", catch_up="none",
                   notify=f'{{ping: "http://{monitor.host}/x"}}')  # fmt: skip
        for now in ("04:05", "05:10", "05:20", "09:30", "09:40"):
            assert briefing(tmp_path, "run", now=f"2026-11-22T{now}:00Z").returncode in (0, 75)
    assert [got.path for got in monitor.got] == ["/x/start", "/x/fail", "/x/fail", "/x/fail"]


def test_a_house_that_cannot_be_opened_is_told_once_and_once_that_it_can(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the database cannot say what was told already; and a daemon that is then stopped is no silent one."""
    monkeypatch.setattr(tempfile, "tempdir", str(desk.folder))
    hours = iter(range(0, 10**7, 3600))
    monkeypatch.setattr("briefing.monitoring.cycle.time", SimpleNamespace(monotonic=lambda: float(next(hours))))
    told = desk.folder / "told"
    deaf = desk.folder / "deaf"
    script = "import os, sys; os.path.exists(sys.argv[2]) and sys.exit(1); open(sys.argv[1], 'a').write(sys.stdin.read())"
    command = json.dumps([sys.executable, "-c", script, str(told), str(deaf)])
    edit(desk, "    feeds:", f"    notify: {{command: {command}}}\n    feeds:")
    desk.at(BEFORE)
    versions(desk, "9999")
    deaf.touch()
    desk.at("2026-11-22T03:59:00+00:00")
    deaf.unlink()
    for second in range(3):
        desk.at(f"2026-11-22T03:59:{second}0+00:00")
    assert [json.loads(line)["title"] for line in told.read_text("utf-8").splitlines()] == ["the workspace cannot be opened"]
    desk.steward.end()
    beaten = read_heartbeat(desk.folder / "output" / "state" / NAME)
    assert beaten
    assert beaten.pid == 0
    versions(desk, SCHEMA)
    for now in ("2026-11-22T03:59:40+00:00", "2026-11-22T03:59:50+00:00", "2026-11-22T04:10:00+00:00"):
        desk.start().at(now)
    assert "over: the workspace cannot be opened" in told.read_text("utf-8")
    assert not list(desk.folder.glob("briefing-*.json"))


def versions(desk: Desk, version: str) -> None:
    """Have the database say that it is of another version of the program."""
    desk.steward.close()
    with sqlite3.connect(desk.folder / "output" / "state" / "briefing.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (version,))
    database.close()
