"""A year in minutes: `python -m tests.year.simulation [--days N] [--seed N] [--table FILE]`.

A real daemon reads its clock from a file. The driver moves that clock from event to event (a slot, a fault's beginning or end, a
few minutes on while an edition is not settled), waits for the daemon's heartbeat each time, and keeps account.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.newsroom import wire
from tests.year.faults import ABANDONED, EXCUSED, SHORT, SKEWS, WHOLE, Fault, planned
from tests.year.house import ROTAS, Clockwork, Due, House, later, slots
from tests.year.ledger import Came, Ledger, account, came
from tests.year.listener import Listener
from tests.year.machine import PATIENCE, SHORTER, Daemon, Disk, Killer, hang, starters
from tests.year.news import FEEDS, Desk

FIRST = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)


@dataclass(slots=True)
class Year:
    """The simulated time, its faults, and what was seen."""

    house: House
    desk: Desk
    clock: Clockwork
    daemon: Daemon
    disk: Disk
    end: datetime
    faults: list[Fault]
    chance: random.Random
    lasting: list[Fault] = field(default_factory=list)
    armed: list[Fault] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    due: list[Due] = field(default_factory=list)
    pending: list[Due] = field(default_factory=list)
    journal: dict[Due, Came] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    refused: bool = False
    steps: int = 0
    until: float = math.inf
    coming: list[Due] = field(default_factory=list)

    def run(self) -> None:
        """Let the time pass."""
        self._expect(FIRST)
        self.desk.write(FIRST)
        self.daemon.start()
        self._tick()
        while self.clock.true < self.end or (self._waiting() and self.clock.true < self.end + ABANDONED):
            if time.monotonic() > self.until:  # there is no more real time: what has begun is brought to its end
                self.end = min(self.end, self.clock.true)
            self._go(max(self._next(), self.clock.true + timedelta(seconds=1)))

    def _expect(self, since: datetime) -> None:
        """Reckon what is still to come, by the schedules as they are now."""
        self.coming = slots(self.house.rotas, max(since, *(slot.at for slot in self.due)) if self.due else since, self.end)

    def has(self, kind: str) -> bool:
        """Tell whether such a fault lasts now."""
        return any(fault.kind.startswith(kind) for fault in self.lasting)

    @property
    def _up(self) -> bool:
        """Whether there is a daemon: the host is up, and no feeds.yaml has kept it from starting."""
        return not (self.has("host down") or (self.refused and self.has("feeds.yaml broken")))

    def _next(self) -> datetime:
        """Return the instant of the next event, in true time."""
        events = [fault.begins for fault in self.faults[:1]] + [fault.ends for fault in self.lasting]
        if not self.has("clock ahead"):
            events += [slot.at - self.clock.skew for slot in self.coming[:1]]
            if self._waiting() and self._up:
                since = self.clock.wall - max(slot.at for slot in self._waiting())
                events.append(self.clock.true + min(max(since / 6, timedelta(minutes=1)), timedelta(minutes=20)))
        elif self._up:
            events.append(self.clock.true + timedelta(minutes=9))
        return min([*events, self.end if self.clock.true < self.end else self.clock.true + ABANDONED])

    def _waiting(self) -> list[Due]:
        """Return the slots whose time has come by the clock on the wall, and that are not settled."""
        return [slot for slot in self.pending if slot.at <= self.clock.wall]

    def _go(self, to: datetime) -> None:
        """Let the time go on to an instant, with all that happens there."""
        self.steps += 1
        for fault in [fault for fault in self.lasting if fault.ends <= to]:
            self.lasting.remove(fault)
            self._ends(fault)
        while self.faults and self.faults[0].begins <= to:
            self._begins(self.faults.pop(0))
        self.clock.move(to)
        fresh = [] if self.has("clock ahead") else [slot for slot in self.coming if slot.at <= self.clock.wall]
        self.coming = self.coming[len(fresh) :]
        self.due += fresh
        self.pending += fresh
        if fresh or self._waiting():
            self.desk.write(to)
        if self._up:
            self.daemon.start()
            with ExitStack() as over:
                if fresh:
                    self._strike(over)
                self._tick()
            self._tick()
        self._look()

    def _tick(self) -> None:
        """Wait for the daemon to have done its work at this instant; one that was killed is started again."""
        tries = 0
        self.daemon.start()
        while not self.daemon.ticked(PATIENCE if not self.has("disk full") else SHORTER):
            tries += 1
            why = "disk full" if self.has("disk full") else "feeds.yaml broken" if self.has("feeds.yaml broken") else ""
            self.daemon.gone(why)
            self.refused = why == "feeds.yaml broken"
            if why:
                return  # it is started again at the next event
            assert tries < 4, f"the daemon ends again and again: {self.daemon.ended}: {self.daemon.tail()}"
            self.daemon.start()

    def _look(self) -> None:
        """Take down what is settled."""
        for slot in list(self.pending):
            if one := came(self.house.output / "state" / "briefing.db", slot):
                self.journal[slot] = one
                self.pending.remove(slot)
            elif slot.at < self.clock.true - ABANDONED and not self.has("host down"):
                self.pending.remove(slot)

    def _strike(self, over: ExitStack) -> None:
        """Do, without the daemon's knowledge, what is to happen while it works on this slot."""
        for fault in self.armed:
            pid = self.daemon.pid
            if fault.kind == "killed while at work" and pid:
                over.callback(Killer(pid, self.chance.uniform(0, 2.5 if fault.variant % 3 else 0.5)).now)
            elif fault.kind == "voice hangs" and pid:
                over.callback(hang(pid).join)
            elif fault.kind.endswith("starters at once"):
                number = 1 if fault.kind.startswith("two") else 2
                for process in starters(self.house, self.clock, number):
                    over.callback(self._ended, process)
        self.armed = []

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        self.codes[f"run ended with {process.wait(240)}"] += 1

    def _begins(self, fault: Fault) -> None:
        """Let a fault begin."""
        kind = fault.kind
        if kind == "disk full" and not self.disk.mounted:
            return
        if kind.startswith("another") and (self.lasting or self.pending):
            return  # which schedule held when is only plain on a quiet day
        self.struck[kind] += 1
        if fault.begins == fault.ends and kind not in ("killed at rest", "another title", "another minute"):
            self.armed.append(fault)
            return
        if fault.ends > fault.begins:
            self.lasting.append(fault)
        self._do(fault)

    def _do(self, fault: Fault) -> None:
        kind, rotas = fault.kind, self.house.rotas
        if kind == "killed at rest":
            self.daemon.kill()
        elif kind == "another title":
            rota = rotas[fault.variant % 3]
            self.house.change(replace(rota, title=f"{rota.key.title()} {fault.variant}"))
        elif kind == "another minute":
            rota = self.house.named("kyiv")
            self.house.change(later(rota, 10 if rota.times == ("06:00",) else 0))
            self._expect(self.clock.true)
        elif "feeds" in kind and "yaml" not in kind:
            some = [feed for number, feed in enumerate(FEEDS) if kind == "all feeds down" or (fault.variant >> number) & 1]
            self.desk.down = dict.fromkeys(some, "cut" if kind == "feeds cut short" else "gone")
            self.desk.write(fault.begins)
        elif kind == "stories updated in place":
            self.desk.update(fault.begins)
        elif kind == "disk full":
            self.disk.full((0, 20_000, 200_000, 1_000_000)[fault.variant % 4])
        elif kind in SKEWS:
            self.clock.skew = SKEWS[kind]
        elif kind.startswith("host down"):
            self.daemon.kill() if fault.variant % 3 else self.codes.update({f"SIGTERM: {self.daemon.stop()}": 1})
        elif kind == "feeds.yaml broken":
            self.house.damage(fault.variant)

    def _ends(self, fault: Fault) -> None:
        """Let a fault be over."""
        if "feeds" in fault.kind and "yaml" not in fault.kind:
            self.desk.down = {}
            self.desk.write(fault.ends)
        elif fault.kind == "stories updated in place":
            self.desk.updating = False
        elif fault.kind == "disk full":
            self.disk.empty()
        elif fault.kind in SKEWS:
            self.clock.skew = timedelta(0)
        elif fault.kind.startswith("host down") and fault.variant % 2:
            self.clock.reboot()
        elif fault.kind == "feeds.yaml broken":
            self.house.mend()


@dataclass(frozen=True, slots=True)
class Told:
    """What a simulated time came to."""

    ledger: Ledger
    text: str
    unexcused: list[str]
    episodes: int


def simulate(folder: Path, days: int, counts: dict[str, int], seed: int, minutes: float = math.inf) -> Told:
    """Let so many days pass in a folder, or as many as so many real minutes hold; return what they came to."""
    began, end = time.monotonic(), FIRST + timedelta(days=days)
    with wire() as desk, Disk(folder / "output") as disk:
        house = House(folder, desk.address)
        house.mend()
        clock = Clockwork(folder / "clock", FIRST)
        faults = planned(slots(ROTAS, FIRST, end), counts, seed)
        daemon = Daemon(house, clock)
        year = Year(house, Desk(house, desk), clock, daemon, disk, end, faults, random.Random(seed + 1), until=began + 60 * minutes)
        with Listener(house.output / "site") as listener:
            try:
                year.run()
            finally:
                daemon.stop()
        ledger = account(house.output, year.due, year.journal)
        ledger.half += listener.half
        ledger.invalid += listener.invalid
        unexcused = [f"the daemon ended by itself: {how} ({number})" for how, number in daemon.ended.items() if how not in EXCUSED]
        unexcused += proved(house)
        text = "\n".join(_lines(year, listener, ledger, time.monotonic() - began))
        return Told(ledger, text, unexcused, len(year.journal))


def proved(house: House) -> list[str]:
    """Return the faults that `verify --site` and `state check` find in the workspace."""
    said = []
    for command in (["verify", "--site"], ["state", "check"]):
        arguments = [sys.executable, "-m", "briefing", *command, "--config", str(house.config)]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=house.folder)
        if done.returncode:
            said.append(f"briefing {' '.join(command)} ended with {done.returncode}: {done.stdout[-1500:]}{done.stderr[-1500:]}")
    return said


def _lines(year: Year, listener: Listener, ledger: Ledger, seconds: float) -> Iterator[str]:
    yield ledger.table()
    yield f"\nfaults injected ({sum(year.struck.values())})"
    yield from (f"    {kind:<54}{number:>6}" for kind, number in sorted(year.struck.items()))
    if not year.disk.mounted:
        yield "    disk full: not injected, since no file system can be mounted here"
    yield f"\nsimulated until {year.clock.true:%F %H:%M} UTC; {listener.polls} looks of a listener, {listener.feeds} feeds"
    yield f"the daemon was started {year.daemon.starts} times; by itself it ended: {dict(year.daemon.ended) or 'never'}"
    yield f"beside it: {dict(year.codes)}"
    yield f"{year.steps} steps in {seconds:.0f} s: {seconds / max(len(year.journal), 1):.2f} s an edition"
    waited = sorted(year.daemon.slow, reverse=True)
    yield f"ticks: {sum(one for one, _ in waited):.0f} s, the longest {', '.join(f'{one:.1f} s' for one, _ in waited[:5])}"


def main() -> int:
    """Simulate, print the table, and return 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=math.inf, help="of real time, after which the year ends early")
    parser.add_argument("--short", action="store_true", help="the faults of the short form")
    parser.add_argument("--table", type=Path)
    parser.add_argument("--keep", type=Path, help="the folder to work in")
    chosen = parser.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="briefing-year-"))
    folder.mkdir(parents=True, exist_ok=True)
    told = simulate(folder, chosen.days, SHORT if chosen.short else WHOLE, chosen.seed, chosen.minutes)
    text = "\n".join([told.text, *told.ledger.wrong, *told.unexcused, ""])
    sys.stdout.write(text)
    if chosen.table:
        chosen.table.write_text(text, "utf-8")
    return 1 if told.ledger.wrong or told.unexcused else 0


if __name__ == "__main__":
    sys.exit(main())
