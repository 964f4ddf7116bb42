"""Counting deaths, and finding whom to blame: functions of the run and of what a trial says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from briefing.lib import watchdog as hang
from briefing.model.edition import Run
from briefing.model.errors import EngineFailed
from briefing.model.news import Item
from briefing.model.progress import Note, Progress
from briefing.pipeline.produce import produce
from briefing.pipeline.quarantine.policy import enter_stage, find_culprits, leave_stage, without_quarantined
from briefing.pipeline.studio import Studio
from tests.support import make
from tests.support.studio import Quiet, studio

IDS = [f"i{number}" for number in range(10)]


class Dies(BaseException):
    """What ends the process, for a test that lives on."""


class Deadly:
    """A summarizer that ends the program on one item."""

    def __init__(self, title: str) -> None:
        self._title = title

    def summarize(self, item: Item, task: object) -> Sequence[object]:
        if item.title == self._title:
            raise Dies
        return []


def alone(*bad: str) -> Callable[[Sequence[str]], str]:
    """A trial that ends on each of these."""
    return lambda ids: "died" if set(ids) & set(bad) else ""


def together(*bad: str) -> Callable[[Sequence[str]], str]:
    """A trial that ends when all of these meet."""
    return lambda ids: "died" if set(bad) <= set(ids) else ""


@pytest.mark.parametrize(
    ("attempt", "guilty"),
    [
        pytest.param(alone(), {}, id="nobody"),
        pytest.param(alone("i3"), {"i3": "died"}, id="one"),
        pytest.param(alone("i0", "i9"), {"i0": "died", "i9": "died"}, id="two"),
        pytest.param(together("i2", "i7"), {"i7": "died, together with others"}, id="a pair: its later one"),
        pytest.param(together(*IDS), {"i9": "died, together with others"}, id="only all of them"),
        pytest.param(alone(*IDS[:9]), {}, id="nearly all: something else is to blame"),
    ],
)
def test_culprits(attempt: Callable[[Sequence[str]], str], guilty: Mapping[str, str]) -> None:
    """Each is tried alone, then all together, then the shortest beginning that ends the program is looked for."""
    assert find_culprits(IDS, attempt) == guilty


def test_two_that_are_all_are_not_to_blame() -> None:
    """A summarizer that dies on everything is not an item's fault, however few items there are; with one nobody can tell."""
    assert find_culprits(["a", "b"], alone("a", "b")) == {}
    assert find_culprits(["a"], alone("a")) == {"a": "died"}


def test_the_search_is_short() -> None:
    """A pair among 500 items takes a trial for each and a dozen more."""
    asked: list[int] = []

    def attempt(ids: Sequence[str]) -> str:
        asked.append(len(ids))
        return together("i100", "i400")(ids)

    assert list(find_culprits([f"i{number}" for number in range(500)], attempt)) == ["i400"]
    assert len(asked) < 520


def test_deaths_are_counted_in_one_stage_on_end() -> None:
    """Entering where it was inside already counts; leaving alive, or another stage, begins anew."""
    run = enter_stage(Run(make.edition(), "fetched"), "select")
    assert (run.inside, run.deaths) == ("select", 0)
    assert enter_stage(run, "select").deaths == 1
    assert enter_stage(enter_stage(run, "select"), "select").deaths == 2
    assert enter_stage(enter_stage(run, "select"), "write").deaths == 0
    assert (leave_stage(run).inside, enter_stage(leave_stage(run), "select").deaths) == (None, 0)


def test_items_put_aside_are_rejected_with_the_reason() -> None:
    """They are not chosen from, and --why has them."""
    one, other = make.item("One", id="1"), make.item("Other", id="2")
    items, out = without_quarantined([one, other], ("2",))
    assert items == [one]
    assert [(rejected.title, rejected.reason) for rejected in out] == [("Other", "put aside: it ended the program twice")]


def desk(*, guilty: Mapping[str, str] | None = None) -> Studio:
    """A studio that dies on the item Bad, and an examination that finds these."""
    items = [make.item("Bad", id="bad"), make.item("Good bridge opens in Lviv", id="good", url="https://news.example/2")]
    here = studio(make.show(), items)
    found = {} if guilty is None else guilty
    return replace(here, summarizer=Deadly("Bad"), examine=lambda run, given: found)  # type: ignore[arg-type]  # says nothing


def die(here: Studio, times: int) -> Run:
    """Produce so often, each time to the death."""
    for _ in range(times):
        with pytest.raises(Dies):
            produce(here.claims.claim(make.edition().slot), here)
    return here.claims.claim(make.edition().slot)


def test_the_third_run_goes_on_without_the_guilty() -> None:
    """It is back at choosing, the item is aside and named, and the deaths are forgotten."""
    here = desk(guilty={"bad": "it hung"})
    assert (die(here, 2).inside, die(here, 0).deaths) == ("write", 1)
    run = produce(here.claims.claim(make.edition().slot), here)
    assert (run.state, run.aside, run.inside, run.deaths) == ("published", ("bad",), None, 0)
    expected = "put aside: it ended the program 2 times in write: it hung: Example News: https://news.example/1"
    assert Note("select", "Bad", expected) in run.notes


def test_with_nobody_to_blame_the_run_is_given_up_with_a_word() -> None:
    """After the third death it fails, which the scheduler tells; the one after that begins to count anew."""
    here = desk()
    die(here, 3)
    with pytest.raises(EngineFailed, match="ended the program 3 times in write: no item of it is to blame"):
        produce(here.claims.claim(make.edition().slot), here)
    run = here.claims.claim(make.edition().slot)
    assert (run.state, run.inside, run.deaths) == ("failed", None, 0)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_who_stops_it_does_not_count(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C and SIGTERM leave a run that is inside nothing."""
    here = desk()
    monkeypatch.setattr(Deadly, "summarize", lambda *_: (_ for _ in ()).throw(error()))
    with pytest.raises(error):
        produce(here.claims.claim(make.edition().slot), here)
    run = here.claims.claim(make.edition().slot)
    assert (run.state, run.inside, run.deaths) == ("selected", None, 0)


HANGS = """
import subprocess, sys
from briefing.lib import watchdog as hang
hang.arm()
if "told" in sys.argv:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1.5); print('the child lives')"], stdout=2)
    hang.disarm()
    sys.exit(child.wait())
while True: pass
"""


def hanging(*how: str, seconds: str = "0.3") -> subprocess.CompletedProcess[str]:
    """Run a process that hangs, unless it tells."""
    return subprocess.run(
        [sys.executable, "-c", HANGS, *how], env={**os.environ, hang.VARIABLE: seconds}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_a_hang_is_ended_with_a_trace() -> None:
    """The process ends by SIGALRM, 142 for a shell, and stderr says where it stood."""
    ended = hanging()
    assert ended.returncode == -signal.SIGALRM
    assert "most recent call first" in ended.stderr
    assert 'File "<string>", line 9' in ended.stderr


def test_who_is_not_silent_lives_and_so_do_children() -> None:
    """A disarmed process ends well, and a timer is no child's inheritance, even when it outlives the time."""
    ended = hanging("told", seconds="1")
    assert (ended.returncode, ended.stderr) == (0, "the child lives\n")


def test_events_arm_the_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event begins the time anew, and is passed on."""
    armed: list[float] = []
    monkeypatch.setattr(signal, "setitimer", lambda which, seconds: armed.append(seconds))
    events = hang.BeatingEvents(Quiet())
    for _ in range(2):
        events.emit(Progress("write", 0, 1, ""))
    assert armed == [hang.SECONDS, hang.SECONDS]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [pytest.param("5", 5.0, id="five"), pytest.param("", 900.0, id="none"), pytest.param("-1", 900.0, id="no")],
)
def test_how_long(value: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment may say; what is no time is not heard."""
    monkeypatch.setenv(hang.VARIABLE, value)
    assert hang.get_limit() == seconds
