"""The daemon as such: ticks, signals, systemd's socket; what it works at is a stand-in that counts."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from briefing.lib.files import stat_signature
from briefing.scheduling import sd_notify as sdnotify
from briefing.scheduling.daemon import Daemon, Pulse


class Counting:
    """Work that counts its ticks, and does what it is told at one of them."""

    def __init__(self, at: int, action: Callable[[], None]) -> None:
        self.ticks, self.reloads, self.other = 0, 0, False
        self._at, self._action = at, action

    def reload(self) -> None:
        self.reloads += 1
        self.other = False

    def changed(self) -> bool:
        return self.other

    def tick(self) -> str:
        self.ticks += 1
        if self.ticks == self._at:
            self._action()
        if self.ticks > self._at + 50:
            raise SystemExit(99)  # whatever was to end it did not
        return f"tick {self.ticks}"


class Still(Pulse):
    """A pulse that never beats."""

    def beat(self, *, airing: bool | None = None) -> None:
        """Nothing ever happens."""


def kill(number: int) -> None:
    """Send this process a signal, and wait until it has been taken."""
    os.kill(os.getpid(), number)


def run(work: Counting, pulse: Pulse) -> int:
    """Run the daemon to its end; returns its exit code."""
    with pytest.raises(SystemExit) as ended:
        Daemon(work, pulse, 0.01).run()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_it_ticks_until_sigterm() -> None:
    """The first tick comes at once, others follow, SIGTERM ends it with 143 and the signals are as before."""
    before = signal.getsignal(signal.SIGTERM)
    work = Counting(3, lambda: kill(signal.SIGTERM))
    assert run(work, Pulse(time.monotonic())) == 143
    assert work.ticks == 3
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_is_going_on_air_arrives_first() -> None:
    """While an edition is being published the signal waits for the end of the tick."""
    pulse, arrived = Pulse(time.monotonic()), list[str]()

    def publish() -> None:
        pulse.beat(airing=True)
        kill(signal.SIGTERM)
        arrived.append("the whole folder")

    work = Counting(1, publish)
    assert run(work, pulse) == 143
    assert (arrived, work.ticks) == (["the whole folder"], 1)


def test_sighup_and_a_changed_file_reload() -> None:
    """Either has feeds.yaml read again before the next check."""
    pulse = Pulse(time.monotonic())

    def change() -> None:
        kill(signal.SIGHUP)

    work = Counting(2, change)
    assert run(work, pulse) == 99
    assert work.reloads == 1
    other = Counting(2, lambda: setattr(other, "other", True))
    assert run(other, pulse) == 99
    assert other.reloads == 1


@pytest.mark.parametrize("by", [pytest.param(-365, id="back by a year"), pytest.param(20_000, id="ahead by fifty years")])
def test_it_ticks_on_when_the_clock_is_moved(by: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """APScheduler reckons by the wall clock: put back, no tick would come; put ahead, each lost one would be counted."""
    monkeypatch.setattr("briefing.scheduling.daemon.PATIENCE", -90.0)  # a tenth of a second instead of one
    with time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC)) as machine:
        work = Counting(3, lambda: machine.shift(timedelta(days=by)))
        assert run(work, Pulse(time.monotonic())) == 99
    assert work.ticks == 54


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """A service manager's socket; the function returns what it was told until it was told to stop."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "20000")
        heard = list[str]()

        def listen() -> None:
            while "STOPPING=1" not in heard:
                heard.append(listener.recv(4096).decode())

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()

        def told() -> list[str]:
            thread.join(10)
            return heard

        yield told


def test_systemd_hears_that_it_is_ready_alive_and_ending(manager: Callable[[], list[str]]) -> None:
    """READY once, a sign of life at least twice within the limit, how things stand, and that it stops."""
    work = Counting(40, lambda: kill(signal.SIGTERM))
    assert run(work, Pulse(time.monotonic())) == 143
    heard = manager()
    assert heard.count("READY=1") == 1
    assert heard.count("WATCHDOG=1") >= 2
    assert "STATUS=tick 1" in heard
    assert heard[-1] == "STOPPING=1"


def test_a_stuck_daemon_gives_no_sign_of_life(manager: Callable[[], list[str]]) -> None:
    """Without progress for a quarter of an hour systemd hears nothing, and starts it again."""
    assert run(Counting(20, lambda: kill(signal.SIGTERM)), Still(time.monotonic() - 10_000)) == 143
    assert "WATCHDOG=1" not in manager()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, None, id="no watchdog"),
        pytest.param({"WATCHDOG_USEC": "30000000"}, 15.0, id="half the limit"),
        pytest.param({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"}, 15.0, id="for this process"),
        pytest.param({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"}, None, id="for another"),
        pytest.param({"WATCHDOG_USEC": "soon"}, None, id="nonsense"),
    ],
)
def test_how_often_systemd_wants_a_sign(environ: dict[str, str], expected: float | None) -> None:
    """Half of its limit, when it means this process."""
    assert sdnotify.read_watchdog_seconds(environ, 7) == expected


def test_no_service_manager_is_no_trouble(tmp_path: Path) -> None:
    """Without a socket, or with one without a listener, nothing is sent and nothing fails."""
    assert not sdnotify.notify_systemd({}, "READY=1")
    assert not sdnotify.notify_systemd({"NOTIFY_SOCKET": str(tmp_path / "nobody")}, "READY=1")


def test_a_file_is_another_when_it_was_changed_or_replaced(tmp_path: Path) -> None:
    """An editor may write into a file or put another in its place; both are seen, and that it is gone."""
    file = tmp_path / "feeds.yaml"
    assert stat_signature(file) is None
    file.write_text("a")
    first = stat_signature(file)
    assert stat_signature(file) == first
    (tmp_path / "new").write_text("b")
    (tmp_path / "new").replace(file)
    assert stat_signature(file) != first
