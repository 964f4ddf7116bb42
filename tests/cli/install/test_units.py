"""Units for systemd: it understands them as they were meant, whatever the folder is called, and what they start runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing.cli.install.job import Job, find_program, list_settings
from briefing.cli.install.units import build_units, is_ours, list_start_calls, list_stop_calls
from briefing.model.errors import Misconfigured, Usage
from tests.cli.install.places import MP3, ODD, WORST, bare, house, script, told
from tests.docs.pages import examples

JOB = Job(("/home/news/bin/briefing",), Path("/home/news/feeds.yaml"), Path("/home/news/output"))
USER = "daemon"


def understood(texts: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what systemd makes of a service, key by key, as it says itself; it finds no fault with any of the units."""
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("needs the program systemd-analyze")
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    files = [str(folder / name) for name in texts]
    environ = {**os.environ, "SYSTEMD_LOG_TARGET": "console"}
    quiet = subprocess.run([analyze, "verify", "--man=no", *files], capture_output=True, text=True, env=environ, check=False)
    assert (quiet.returncode, [line for line in quiet.stderr.splitlines() if "briefing" in line]) == (0, [])
    environ["SYSTEMD_LOG_LEVEL"] = "debug"
    said = subprocess.run([analyze, "verify", "--man=no", *files], capture_output=True, text=True, env=environ, check=True)
    part = (said.stdout + said.stderr).split("-> Unit briefing.service:", 1)[1].split("-> Unit ", 1)[0]
    return dict(re.findall(r"^\t+([A-Za-z ]+): (.*)$", part, re.MULTILINE))


@pytest.mark.parametrize("name", ODD)
def test_systemd_understands_every_path(name: str, tmp_path: Path) -> None:
    """Folder, call, secrets and the one writable folder arrive in systemd as they are on the disk."""
    job = told(tmp_path / name)
    found = understood(build_units(job, "briefing", minutes=10, user=USER, daemon=False), tmp_path)
    assert found["WorkingDirectory"] == str(job.folder)
    called = words(found["Command Line"])
    assert called[3 if called[0] == "/bin/sh" else 0 :] == list(job.words())
    assert bare(called, "/").stdout.split("\n")[1 : len(job.words())] == list(job.words())[1:]
    assert found["ReadWritePaths"] == str(job.output)
    pattern = found["EnvironmentFile"].removeprefix("-")
    assert re.sub(r"\\(.)", r"\1", pattern) == str(job.folder / "secrets.env")
    assert set(re.findall(r"(?<!\\)(?:\\\\)*[*?\[]", pattern)) == set()


def words(said: str) -> list[str]:
    """Return the words of a call as systemd shows them."""
    return shlex.split(said.removeprefix(":").replace("\\$", "$").replace("\\`", "`"))


@pytest.mark.slow
def test_what_systemd_starts_makes_an_episode(tmp_path: Path) -> None:
    """The call as systemd understands it publishes the programme, from an empty environment and with the secret."""
    job = house(tmp_path / WORST)
    found = understood(build_units(job, "briefing", minutes=10, user=USER, daemon=False), tmp_path)
    secret = list_settings((job.folder / "secrets.env").read_text("utf-8"))
    ended = bare(words(found["Command Line"]), found["WorkingDirectory"], f"WORD={secret['WORD']}")
    assert ended.returncode == 0, ended.stderr
    assert (job.folder / MP3).is_file()


def test_the_daemon_is_watched_and_comes_back(tmp_path: Path) -> None:
    """The service that stays says when it is ready, is looked after, and is started again; systemd finds no fault with it."""
    job = told(tmp_path / "house")
    texts = build_units(job, "briefing", minutes=10, user=USER, daemon=True)
    found = understood(texts, tmp_path)
    assert list(texts) == ["briefing.service"]
    assert words(found["Command Line"])[1] == "schedule"
    kept = {
        "Type": "notify",
        "NotifyAccess": "main",
        "Restart": "always",
        "KillMode": "mixed",
        "WatchdogSec": "5min",
        "RestartSec": "10s",
    }
    assert {key: found[key] for key in kept} == kept
    assert "\nSuccessExitStatus=143\nTimeoutStopSec=120\n" in texts["briefing.service"]


def test_units_of_a_person_ask_for_no_privilege() -> None:
    """Under a person's own manager there is no User=, no mount namespace, no network target; it starts with the session."""
    text = build_units(JOB, "briefing", minutes=10, user=None, daemon=True)["briefing.service"]
    assert not re.search(r"^(User|ProtectSystem|ReadWritePaths|PrivateTmp|Wants)=", text, re.MULTILINE)
    assert "NoNewPrivileges=true\n" in text
    assert "WantedBy=default.target" in text


@pytest.mark.parametrize(
    ("minutes", "when"),
    [pytest.param(1, "*:*", id="one"), pytest.param(10, "*:0/10", id="ten"), pytest.param(60, "*:00", id="an hour")],
)
def test_the_timer_goes_off_as_often_as_asked(minutes: int, when: str) -> None:
    """The calendar expression is one that systemd reads, and the next two times are that far apart."""
    timer = build_units(JOB, "news", minutes=minutes, user=USER, daemon=False)["news.timer"]
    assert f"OnCalendar={when}\nPersistent=true\n" in timer
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("needs the program systemd-analyze")
    call = [analyze, "calendar", "--iterations=2", "--base-time=2026-11-22 04:30:30 UTC", when]
    said = subprocess.run(call, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}, check=True).stdout
    (hour, minute), (later, after) = re.findall(r"2026-11-22 (\d\d):(\d\d):00 UTC\n", said)
    assert int(later) * 60 + int(after) - int(hour) * 60 - int(minute) == minutes


@pytest.mark.parametrize("name", ["", "-x", ".x", "a/b", "a b", "a@b", "a%b", "x" * 201, "a\n"])
def test_a_name_that_is_no_units_is_refused(name: str) -> None:
    """What could lead out of the folder, or means something to systemd, is no name."""
    with pytest.raises(Usage, match="no name for a unit"):
        build_units(JOB, name, minutes=10, user=USER, daemon=False)


@pytest.mark.parametrize("bad", ["a\nb", "a\rb", "a\tb", "a\x1b[2Jb", "a\u202eb", "a\udce9b", "a\u2028b"])
def test_a_path_that_no_line_can_hold_is_refused(bad: str) -> None:
    """Line breaks, control characters, turned writing and bytes that are no UTF-8 never reach a crontab or a unit."""
    for job in (
        (("/x",), Path(f"/{bad}/feeds.yaml"), Path("/o")),
        ((f"/{bad}",), Path("/f"), Path("/o")),
        (("/x",), Path("/f"), Path(f"/{bad}")),
    ):
        with pytest.raises(Usage, match="rename the folder"):
            Job(*job)


def test_what_is_ours_says_for_whom() -> None:
    """A unit is ours for the feeds.yaml it was written for, and for no other."""
    for text in build_units(JOB, "briefing", minutes=10, user=USER, daemon=False).values():
        assert is_ours(text, JOB.config)
        assert not is_ours(text, Path("/home/news/feeds.yam"))
    assert not is_ours("[Unit]\nDescription=x\n", JOB.config)


def test_what_starts_and_what_leaves() -> None:
    """The timer starts the service; going over to the daemon disables the timer, and back the service."""
    timed, staying = (build_units(JOB, "n", minutes=10, user=USER, daemon=daemon) for daemon in (False, True))
    assert (list_start_calls(timed), list_start_calls(staying)) == (["n.timer"], ["n.service"])
    assert (list_stop_calls(timed, staying), list_stop_calls(staying, timed), list_stop_calls(timed, timed)) == (
        ["n.timer"],
        ["n.service"],
        [],
    )


def test_the_program_is_called_by_its_whole_path(tmp_path: Path) -> None:
    """The script beside the interpreter, or where there is none the interpreter, which looks into no folder of its own."""
    python = tmp_path / "bin" / "python3"
    assert find_program(python) == (str(python), "-P", "-m", "briefing")
    beside = script(tmp_path / "bin" / "briefing", "")
    assert find_program(python) == (str(beside),)


def test_secrets_are_read_as_the_shell_reads_them(tmp_path: Path) -> None:
    """Every line that is taken has for sh the value that it has for us."""
    text = '# a\n\nPLAIN=a/b:c@d%e+f=g\nSINGLE=\'a $b "c" \\ &\'\nDOUBLE="it\'s"\nEMPTY=\nLAST=1'
    file = tmp_path / "secrets.env"
    file.write_text(text, "utf-8")
    found = list_settings(text)
    said = subprocess.run(["env", "-i", "sh", "-c", f"set -a; . {file}; env -0"], capture_output=True, text=True, check=True).stdout
    assert found.items() <= dict(row.split("=", 1) for row in said.split("\0") if row).items()
    assert len(found) == 5


@pytest.mark.parametrize(
    "line", ["A=b c", "A=$B", 'A="$B"', "A=`id`", "A=a&b", "export A=b", "A = b", "A='b", "just words", "A=b\\"]
)
def test_a_secret_that_would_be_read_in_two_ways_is_refused(line: str) -> None:
    """The line is named by its number, and never shown: it may hold the secret."""
    with pytest.raises(Misconfigured) as refused:
        list_settings(f"OK=1\n{line}\n")
    assert refused.value.mistakes == ("secrets.env:2: is not NAME='value', with the value in single quotes",)


def test_the_operators_page_shows_our_units() -> None:
    """The units of docs/operator.md are the ones that are written."""
    folder = Path("/home/news/my-news")
    job = Job(("/home/news/.venv/bin/briefing",), folder / "feeds.yaml", folder / "output")
    texts = build_units(job, "briefing", minutes=10, user="news", daemon=False)
    assert [example.text for example in examples("ini")] == list(texts.values())
