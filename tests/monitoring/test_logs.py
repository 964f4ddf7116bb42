"""The log: whatever happens is one line of JSON, whole, scrubbed, by several processes at once, and never the end of a run."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from briefing.cli.console import watch_progress
from briefing.lib.redact import scrubber
from briefing.model.outcome import Outcome
from briefing.model.progress import Note, Progress
from briefing.monitoring.logs import Log, get_log_file

NOTE = Note("fetch", "A", "is empty")


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
    for event in (Progress("speak", 1, 2, "a"), Progress("speak", 2, 2, "2 lines"), NOTE):
        events.emit(event)
    kept.outcome(
        Outcome("morning", "morning-2026-11-22", "failed", 69, "morning-2026-11-22: no voice", notes=(Note("mix", "", ""),))
    )
    events.emit(Progress("fetch", 1, 1, "of the next edition"))
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
    assert get_log_file(tmp_path, late).name == "briefing-2026-11-22.jsonl"


def test_nothing_hostile_and_no_secret_is_written(tmp_path: Path) -> None:
    """In texts, keys and nested values secrets are ***, even when something invisible parts them, and a line stays one line."""
    stream = io.StringIO()
    kept = log(tmp_path, "hunter2pass", stream=stream)
    bad = "\x1b[2J\u202ehunter2\u200bpass\n{}\u2028\ud800"
    kept.say("info", bad, subject=bad, nested={bad: [bad, {"a": (bad, 1, None, True, 0.5)}]}, path=bad)
    kept.on(bad).emit(Note("fetch", bad, bad * 10_000))
    text = get_log_file(tmp_path, Hands().at).read_text("utf-8")
    assert text == stream.getvalue()
    assert text.count("\n") == len(text.splitlines()) == 2
    assert not {"\x1b", "\u202e", "\u200b"} & set("".join(map(str, (json.loads(line) for line in text.splitlines()))))
    assert "hunter2" not in text
    assert json.loads(text.splitlines()[0])["nested"] == {"[2J*** {} ": ["[2J*** {} ", {"a": ["[2J*** {} ", 1, None, True, 0.5]}]}
    assert len(text.splitlines()[1]) < 15_000


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    """Three processes with 200 long lines each leave 600 right lines."""
    writers = [_writing(tmp_path, who, lines=200, text="y" * 9000) for who in "abc"]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [""] * 3
    assert {(one["who"], one["n"]) for one in lines(tmp_path)} == {(who, n) for who in "abc" for n in range(200)}


@pytest.mark.parametrize("fault", [pytest.param("file", id="a file in the way"), pytest.param("full", id="the disk is full")])
def test_a_disk_that_refuses_ends_nothing(tmp_path: Path, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line still goes to the stream, and stderr hears of it once."""
    where = tmp_path / "logs"
    if fault == "file":
        where.touch()
    else:
        where.mkdir()
        get_log_file(tmp_path, Hands().at).symlink_to("/dev/full")
    stream = io.StringIO()
    kept = log(tmp_path, stream=stream)
    for _ in range(3):
        kept.say("info", "x")
    assert stream.getvalue().count("\n") == 3
    told = capsys.readouterr().err
    assert told.startswith(f"log: {tmp_path}/logs: cannot be written: ")
    assert told.count("\n") == 1


def test_a_line_that_does_not_fit_is_taken_back(tmp_path: Path) -> None:
    """Where the kernel takes only half a line, as a full disk does, that half goes again; stderr hears of it once."""
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))"
    ended = _writing(tmp_path, "x", lines=3, text="y" * 100, before=code)
    _, told = ended.communicate(timeout=60)
    assert ended.returncode == 0, told
    assert told.count("cannot be written") == told.count("\n") == 1
    assert len(lines(tmp_path)) == 1


def _writing(folder: Path, who: str, *, lines: int, text: str, before: str = "") -> subprocess.Popen[str]:
    """A process that writes lines; ignoring SIGXFSZ makes a limit of the file's size an error, as Python does by itself."""
    code = f"""if 1:
        from datetime import UTC, datetime
        from pathlib import Path
        from types import SimpleNamespace
        from briefing.monitoring.logs import Log
        {before}
        kept = Log(SimpleNamespace(now=lambda: datetime(2026, 11, 22, tzinfo=UTC)), Path({str(folder)!r}), str)
        for n in range({lines}):
            kept.say("info", "x", who={who!r}, n=n, text={text!r})
    """
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)


def test_watching_shows_lines_and_keeps_json(tmp_path: Path) -> None:
    """Without --log-json a stream gets plain lines and the file JSON; with it the stream gets what the file gets."""
    stream = io.StringIO()
    with watch_progress(stream, log(tmp_path)) as watch:
        watch.on("morning").emit(Note("fetch", "A", "is empty"))
        watch.rest()
    assert stream.getvalue() == "fetch: morning: A: is empty\n"
    shown = io.StringIO()
    with watch_progress(shown, log(tmp_path, stream=shown)) as watch:
        watch.on("morning").emit(Note("fetch", "B", "is empty"))
        watch.rest()
    assert [one["subject"] for one in lines(tmp_path)] == ["A", "B"]
    assert json.loads(shown.getvalue()) == lines(tmp_path)[1]
