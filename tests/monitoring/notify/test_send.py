"""A message goes out by every way of a show, and a way that fails, hangs or does not exist is words."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from briefing.lib.process import Ended, run_process
from briefing.lib.redact import scrubber
from briefing.model.show import Notify
from briefing.monitoring.cycle import MonitoringCycle
from briefing.monitoring.notify.message import Delivery, Message
from briefing.monitoring.notify.send import send_message
from tests.monitoring.notify.server import listening

QUIET = scrubber([])
MESSAGE = Message("feed:morning:1", "morning", False, "Example News fails", "It has failed since Monday.\nНовини стоять.")


def script(folder: Path, text: str) -> tuple[str, ...]:
    """A command: a Python script in a folder."""
    file = folder / "tell me.py"
    file.write_text(text, "utf-8")
    return (sys.executable, str(file), "--urgent; exit 7", "$HOME")


def test_a_command_reads_the_message(tmp_path: Path) -> None:
    """It gets JSON on its standard input, the facts in its environment, and its arguments untouched by any shell."""
    command = script(
        tmp_path,
        f"""if 1:
        import json, os, sys
        facts = {{name: os.environ[name] for name in ("BRIEFING_SHOW", "BRIEFING_KEY", "BRIEFING_OVER")}}
        open({str(tmp_path / "got")!r}, "w").write(json.dumps([json.load(sys.stdin), facts, sys.argv[1:]]))
    """,
    )
    assert send_message(MESSAGE, Notify(command=command), QUIET) == Delivery(1)
    said, facts, arguments = json.loads((tmp_path / "got").read_text())
    assert Message(**said) == MESSAGE
    assert facts == {"BRIEFING_SHOW": "morning", "BRIEFING_KEY": "feed:morning:1", "BRIEFING_OVER": "0"}
    assert arguments == ["--urgent; exit 7", "$HOME"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("raise SystemExit(3)", "ended with exit code 3", id="it fails"),
        pytest.param("import os; os.kill(os.getpid(), 9)", "was ended by signal 9", id="it is killed"),
        pytest.param("import sys; sys.stdin.close(); raise SystemExit(1)", "ended with exit code 1", id="it does not read"),
    ],
)
def test_a_command_that_fails_is_words(tmp_path: Path, text: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    """How it ended is told, what it wrote is not."""
    command = script(tmp_path, f"import sys; print('noise', *sys.argv); print('noise', file=sys.stderr, flush=True)\n{text}")
    assert send_message(MESSAGE, Notify(command=command), QUIET) == Delivery(0, (f"notify.command: {sys.executable}: {said}",))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param(("/no/such/program",), "/no/such/program: cannot be started: No such file or directory", id="not there"),
        pytest.param(
            ("/bin/echo", "a\0b"), "/bin/echo: cannot be started: an argument holds what no program can be given", id="NUL"
        ),
    ],
)
def test_a_command_that_cannot_start_is_words(command: tuple[str, ...], said: str) -> None:
    """It is named with the reason."""
    assert send_message(MESSAGE, Notify(command=command), QUIET) == Delivery(0, (f"notify.command: {said}",))


def test_a_command_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    """When its time is over neither it nor what it started is left."""
    command = ("sh", "-c", f"sleep 600 & echo $$ $! >'{tmp_path / 'pids'}'; wait")
    assert send_message(MESSAGE, Notify(command=command), QUIET, within=1) == Delivery(
        0, ("notify.command: sh: took longer than 1 s",)
    )
    left = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    _, alive = psutil.wait_procs([psutil.Process(pid) for pid in left if psutil.pid_exists(pid)], timeout=10)
    assert [one.pid for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []


def test_apprise_delivers() -> None:
    """A real Apprise sends title and text to a service, a failure as such and its end as a success."""
    with listening() as desk:
        ways = Notify(apprise=(f"json://me:pw@{desk.host}/hook",))
        assert send_message(MESSAGE, ways, QUIET) == Delivery(1)
        assert send_message(replace(MESSAGE, over=True), ways, QUIET) == Delivery(1)
    said = [json.loads(got.body) for got in desk.got]
    assert [(one["title"], one["message"], one["type"]) for one in said] == [
        (MESSAGE.title, MESSAGE.text, kind) for kind in ("failure", "success")
    ]


def test_one_way_that_works_is_enough(tmp_path: Path) -> None:
    """Of a failing service, two unknown ones, one that works and a command, two deliver; the others are reported in words."""
    with listening(500) as failing, listening() as good:
        ways = Notify(
            apprise=(f"json://{failing.host}/t0p", "nosuch://t0p:s3cret@x", f"json://{good.host}/t0p", "not an address t0p"),
            command=script(tmp_path, ""),
        )
        delivery = send_message(MESSAGE, ways, QUIET)
    assert delivery == Delivery(2, (
        "notify.apprise[0] (json): the service answered 500",
        "notify.apprise[1] (nosuch): is no address that Apprise knows",
        "notify.apprise[3]: is no address that Apprise knows",
    ))  # fmt: skip
    assert len(good.got) == 1


def test_a_service_that_drips_is_given_up() -> None:
    """A server that never ends its answer costs the time that was allowed, and no more."""
    with listening("drip") as desk:
        delivery = send_message(MESSAGE, Notify(apprise=(f"json://{desk.host}/",)), QUIET, within=2)
    assert delivery == Delivery(0, ("notify.apprise[0] (json): took longer than 2 s",))


def test_what_was_heard_before_the_deadline_is_kept() -> None:
    """A program that hangs has said what it said: the addresses that were served count."""
    ended = run_process(["sh", "-c", "echo said; sleep 600"], b"", os.environ, within=1, heard=True)
    assert ended == Ended(b"said\n", "took longer than 1 s")


def test_without_apprise_the_hint_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named; nothing is raised."""
    monkeypatch.setitem(sys.modules, "apprise", None)
    said = "notify.apprise[0] (ntfy): Apprise is not installed: pip install 'news-briefing[notify]'"
    assert send_message(MESSAGE, Notify(apprise=("ntfy://topic",)), QUIET) == Delivery(0, (said,))


def test_nobody_to_tell() -> None:
    """A show without ways delivers nothing and fails nowhere."""
    assert send_message(MESSAGE, Notify(ping="https://h.example/x"), QUIET) == Delivery(0)


def test_a_hostile_message_is_tamed(tmp_path: Path) -> None:
    """A megabyte with commands for terminals arrives short, in lines, and without them, by both ways."""
    bad = "one\r\ntwo\x1b[2J\u202e\ud800\x00<b>" + "я" * 1_000_000
    message = Message("feed\n\0:1", "morning\x1b", False, bad, bad)
    command = script(tmp_path, f"import sys, os; open({str(tmp_path / 'got')!r}, 'wb').write(os.read(0, 100000))")
    with listening() as desk:
        assert send_message(message, Notify((f"json://{desk.host}/",), command), QUIET).delivered == 2
    read = json.loads((tmp_path / "got").read_bytes())
    sent = json.loads(desk.got[0].body)
    assert read["text"] == sent["message"]
    assert sent["message"].startswith("one\ntwo[2J<b>яяя")
    assert len(sent["message"]) == 4000
    assert sent["title"].startswith("one two[2J<b>я")
    assert len(sent["title"]) == 200
    assert (read["key"], read["show"]) == ("feed :1", "morning")


def test_the_environment_goes_on(tmp_path: Path) -> None:
    """A command finds what we find: PATH and HOME are its own as ours."""
    command = script(tmp_path, f"import os; open({str(tmp_path / 'got')!r}, 'w').write(os.environ['PATH'])")
    assert send_message(MESSAGE, Notify(command=command), QUIET) == Delivery(1)
    assert (tmp_path / "got").read_text() == os.environ["PATH"]


@pytest.mark.parametrize("slow", [pytest.param(True, id="hangs"), pytest.param(False, id="refuses at once")])
def test_who_hangs_is_asked_once_a_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: bool) -> None:
    """It costs its time once, not once for each trouble; who only refuses one message is asked; each message is a sign of life."""
    alive = list[int]()
    counting = script(tmp_path, f"import sys; open({str(tmp_path / 'asked')!r}, 'a').write('x'); sys.exit(1)")
    monkeypatch.setattr("briefing.monitoring.cycle.SLOW", 0.0 if slow else 60.0)
    send = MonitoringCycle(alive=lambda: alive.append(1)).make_sender(QUIET)
    first, second = (send(MESSAGE, Notify(command=counting)) for _ in range(2))
    assert (first.delivered, second.delivered) == (0, 0)
    assert (second.failures == ("feed:morning:1: not sent yet, since the message before it could not be delivered",)) is slow
    assert ((tmp_path / "asked").read_text("utf-8"), len(alive)) == ("x" if slow else "xx", 2)
