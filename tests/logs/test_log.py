"""The log: whatever happens is one line of JSON, whole, scrubbed, by several processes at once, and never the end of a run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from briefing.cli.console import watching
from briefing.editions import Outcome
from briefing.logs import Log, log_file
from briefing.model import Note
from briefing.ports import Progress
from briefing.scrub import scrubber


@dataclass(slots=True)
class Hands:
    """A clock that stands where it is put."""

    at: datetime = datetime(2026, 11, 22, 23, 59, 59, 500_000, tzinfo=UTC)

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


def log(folder: Path, *secrets: str, stream: io.StringIO | None = None, clock: Hands | None = None) -> Log:
    """A log in a folder."""
    return Log(clock or Hands(), folder, scrubber(secrets), stream)


def lines(folder: Path, day: str = "2026-11-22") -> list[dict[str, object]]:
    """The lines of a day."""
    text = (folder / "logs" / f"briefing-{day}.jsonl").read_text("utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_what_happens_is_written_in_its_order(tmp_path: Path) -> None:
    """A begin, a stage that is done, a note and an outcome, each with show and edition; a stage under way is not written."""
    kept = log(tmp_path)
    kept.begin("morning", "morning-2026-11-22")
    events = kept.on("morning")
    for event in (Progress("speak", 1, 2, "a"), Progress("speak", 2, 2, "2 lines"), Note("fetch", "A", "is empty")):
        events.tell(event)
    kept.outcome(
        Outcome("morning", "morning-2026-11-22", "failed", 69, "morning-2026-11-22: no voice", notes=(Note("mix", "", ""),))
    )
    events.tell(Progress("fetch", 1, 1, "of the next edition"))
    told = lines(tmp_path)
    assert {one["time"] for one in told} == {"2026-11-22T23:59:59.500Z"}
    assert [(one["level"], one["event"], one.get("edition"), one.get("message")) for one in told] == [
        ("info", "begin", "morning-2026-11-22", None),
        ("info", "stage", "morning-2026-11-22", "2 lines"),
        ("warning", "note", "morning-2026-11-22", "is empty"),
        ("error", "outcome", "morning-2026-11-22", "morning-2026-11-22: no voice"),
        ("info", "stage", None, "of the next edition"),
    ]
    assert list(told[2]) == ["time", "level", "event", "show", "edition", "stage", "subject", "message"]
    assert (told[3]["exit"], told[3]["state"], told[3]["notes"]) == (69, "failed", 1)


def test_a_new_day_has_a_new_file(tmp_path: Path) -> None:
    """The day is UTC's, whatever zone the clock's time is in."""
    clock = Hands()
    kept = log(tmp_path, clock=clock)
    kept.say("info", "daemon.idle")
    clock.at += timedelta(seconds=1)
    kept.say("info", "daemon.idle")
    assert len(lines(tmp_path)) == len(lines(tmp_path, "2026-11-23")) == 1
    late = datetime(2026, 11, 23, 1, tzinfo=timezone(timedelta(hours=2)))
    assert log_file(tmp_path, late).name == "briefing-2026-11-22.jsonl"


def test_nothing_hostile_and_no_secret_is_written(tmp_path: Path) -> None:
    """In texts, keys and nested values secrets are ***, even when something invisible parts them, and a line stays one line."""
    stream = io.StringIO()
    kept = log(tmp_path, "hunter2pass", stream=stream)
    bad = "\x1b[2J\u202ehunter2\u200bpass\n{}\u2028\ud800"
    kept.say("info", bad, subject=bad, nested={bad: [bad, {"a": (bad, 1, None, True, 0.5)}]}, path=bad)
    kept.on(bad).tell(Note("fetch", bad, bad * 10_000))
    text = log_file(tmp_path, Hands().at).read_text("utf-8")
    assert text == stream.getvalue()
    assert text.count("\n") == len(text.splitlines()) == 2
    assert not {"\x1b", "\u202e", "\u200b"} & set("".join(map(str, (json.loads(line) for line in text.splitlines()))))
    assert "hunter2" not in text
    assert json.loads(text.splitlines()[0])["nested"] == {"[2J*** {} ": ["[2J*** {} ", {"a": ["[2J*** {} ", 1, None, True, 0.5]}]}
    assert len(text.splitlines()[1]) < 15_000


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    """Four processes with 500 long lines each leave 2000 right lines."""
    code = (
        "import sys; from pathlib import Path; from tests.logs.test_log import log\n"
        "kept = log(Path(sys.argv[1]))\n"
        "for n in range(500): kept.say('info', 'x', who=sys.argv[2], n=n, text='я' * 3000)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(who)]) for who in range(4)]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    assert {(one["who"], one["n"]) for one in lines(tmp_path)} == {(str(who), n) for who in range(4) for n in range(500)}


@pytest.mark.parametrize("fault", [pytest.param("file", id="a file in the way"), pytest.param("full", id="the disk is full")])
def test_a_disk_that_refuses_ends_nothing(tmp_path: Path, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line still goes to the stream, and stderr hears of it once."""
    where = tmp_path / "logs"
    if fault == "file":
        where.touch()
    else:
        where.mkdir()
        log_file(tmp_path, Hands().at).symlink_to("/dev/full")
    stream = io.StringIO()
    kept = log(tmp_path, stream=stream)
    for _ in range(3):
        kept.say("info", "x")
    assert stream.getvalue().count("\n") == 3
    told = capsys.readouterr().err
    assert told.startswith(f"log: {tmp_path}/logs: cannot be written: ")
    assert told.count("\n") == 1


def test_half_a_line_is_ended(tmp_path: Path) -> None:
    """What a full disk cut off spoils itself and not the line behind it; the half that did not fit is a failure, said once."""
    kept = log(tmp_path)
    kept.say("info", "x")
    file = log_file(tmp_path, Hands().at)
    os.truncate(file, file.stat().st_size - 5)
    kept.say("info", "y")
    text = file.read_text("utf-8").splitlines()
    assert len(text) == 2
    assert json.loads(text[1])["event"] == "y"


def test_a_line_that_does_not_fit_is_a_failure(tmp_path: Path) -> None:
    """Where the kernel takes only half a line, as a full disk does, stderr hears of it and the run goes on."""
    code = (
        "import resource, signal, sys; from pathlib import Path; from tests.logs.test_log import log\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "kept = log(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "for _ in range(3): kept.say('info', 'x', text='y' * 50)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("cannot be written") == 1
    assert log_file(tmp_path, Hands().at).stat().st_size == 100


def test_watching_shows_lines_and_keeps_json(tmp_path: Path) -> None:
    """Without --log-json a stream gets plain lines and the file JSON; with it the stream gets what the file gets."""
    stream = io.StringIO()
    with watching(stream, log(tmp_path)) as watch:
        watch.on("morning").tell(Note("fetch", "A", "is empty"))
        watch.rest()
    assert stream.getvalue() == "fetch: morning: A: is empty\n"
    shown = io.StringIO()
    with watching(shown, log(tmp_path, stream=shown)) as watch:
        watch.on("morning").tell(Note("fetch", "B", "is empty"))
        watch.rest()
    assert [one["subject"] for one in lines(tmp_path)] == ["A", "B"]
    assert json.loads(shown.getvalue()) == lines(tmp_path)[1]
