"""Secrets that stand in the configuration are found nowhere else: not in the site, the state, the logs, nor in a message."""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from tenacity import wait_none

from briefing.cli.console import watch_progress
from briefing.config.effective import render_effective
from briefing.model.progress import Note
from briefing.monitoring.logs import open_log
from briefing.monitoring.notify.message import Message
from briefing.monitoring.notify.ping import send_ping
from briefing.monitoring.notify.send import send_message
from briefing.wiring.workspace import load_configuration, open_workspace
from tests.monitoring.notify.server import Desk, listening
from tests.support.newsroom import briefing, rss, wire
from tests.support.stories import entries

SECRETS = {
    "USER_PASSWORD": "pass/word?9+é", "FEED_TOKEN": "t0ken&of=feed", "TOPIC": "top1c-n0body-knows", "HOOK_PASSWORD": "h00k p@ss",
    "COMMAND_KEY": "c0mmand'key\"x", "CHECK": "0f1e2d3c-aaaa-4bbb-8ccc-1234567890ab", "PING_PASSWORD": "p1ng%pass",
}  # fmt: skip
LOUD = """if 1:
    import sys
    text = sys.stdin.read()
    print(sys.argv, text)
    open(sys.argv[1], "a").write(text)
    raise SystemExit(" ".join(sys.argv))
"""


def written(secret: str) -> Iterator[str]:
    """The ways in which a secret may be written."""
    yield from (secret, quote(secret), quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1])
    for text in (secret, f"me:{secret}", f"hook:{secret}", quote(secret, safe="")):
        yield base64.b64encode(text.encode()).decode()


def leaks(data: bytes) -> list[str]:
    """The names of the secrets that stand in some bytes; the last letter of Base64 may be another's."""
    return [name for name, secret in SECRETS.items() if any(form.rstrip("=")[:-1].encode() in data for form in written(secret))]


def configured(folder: Path, desk: str, hook: Desk) -> None:
    """A feeds.yaml with a secret in every place that takes one; one feed answers, the others fail in as many ways."""
    bad = [
        f"{desk}/missing?token=${{FEED_TOKEN}}",
        f"{desk}/no-feed?token=${{FEED_TOKEN}}",
        "http://me:${USER_PASSWORD}@127.0.0.1:1/rss",
        "http://127.0.0.1:1/${TOPIC}/rss",
    ]
    feeds = "".join(f"      - {{url: '{url}', name: 'Wire {n}', private: true}}\n" for n, url in enumerate([f"{desk}/good", *bad]))
    (folder / "loud.py").write_text(LOUD, "utf-8")
    (folder / "feeds.yaml").write_text(
        f"""version: 1
site: {{title: The Daily Briefing, link: https://example.org/briefing, author: Newsroom, email: news@example.org}}
shows:
  morning:
    title: The Morning Briefing
    timezone: Europe/Kyiv
    voice: {{engine: tone, name: tone, rate: 165}}
    notify:
      apprise: ["json://hook:${{HOOK_PASSWORD}}@{hook.host}/${{TOPIC}}", "nosuch://${{TOPIC}}"]
      command: ["{sys.executable}", "{folder}/loud.py", "{folder}/told", "--key", "${{COMMAND_KEY}}"]
      ping: "http://me:${{PING_PASSWORD}}@{hook.host}/${{CHECK}}?token=${{FEED_TOKEN}}"
    feeds:
{feeds}""",
        "utf-8",
    )


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that the file takes them from; values that stand in an address are written there as addresses want them."""
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, quote(secret, safe="") if name in ("USER_PASSWORD", "HOOK_PASSWORD", "PING_PASSWORD") else secret)


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("flags", "process"),
    [
        pytest.param([], False, id="lines"),
        pytest.param([], True, id="lines of a process", marks=pytest.mark.slow),
        pytest.param(["--log-json", "--json"], True, id="JSON", marks=pytest.mark.slow),
    ],
)
def test_a_run_leaks_nothing(tmp_path: Path, flags: list[str], process: bool) -> None:
    """After a real run with failing feeds no file under output, and neither stdout nor stderr, holds a planted secret."""
    with wire() as desk, listening() as hook:
        desk.serve("/good", rss("Wire", entries(0, 3, datetime(2026, 11, 22, 3, tzinfo=UTC))))
        desk.serve(f"/no-feed?token={SECRETS['FEED_TOKEN']}", b"no feed at all")
        configured(tmp_path, desk.address, hook)
        checked = briefing(tmp_path, "check", "--online", real=True, process=process)
        made = briefing(tmp_path, "run", *flags, real=True, process=process)
    assert made.returncode == 0, made.stderr
    assert "4 failed" in made.stderr
    assert not leaks((checked.stdout + checked.stderr + made.stdout + made.stderr).encode())
    files = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    assert {"feed.xml", "briefing.db", "briefing-2026-11-22.jsonl"} <= {path.name for path in files}
    assert {str(path): found for path in files if (found := leaks(path.read_bytes() + str(path).encode()))} == {}
    if "--log-json" in flags:
        assert {json.loads(line)["event"] for line in made.stderr.splitlines()} >= {"stage", "note", "outcome"}


@pytest.mark.slow
@pytest.mark.usefixtures("secrets")
def test_troubles_are_told_once_and_without_secrets(tmp_path: Path) -> None:
    """That most feeds fail is told to everybody once; monitors hear of each edition; neither learns a secret."""
    with wire() as desk, listening() as hook:
        configured(tmp_path, desk.address, hook)
        for day in (22, 23, 24, 25):
            news = entries(day, 3, datetime(2026, 11, day, 3, tzinfo=UTC))
            desk.serve("/good", rss("Wire", news))
            assert briefing(tmp_path, "run", now=f"2026-11-{day}T04:05:00Z").returncode == 0
    told = (tmp_path / "told").read_text("utf-8")
    assert told.count('"over": false') == len({line for line in told.split("{") if '"over": false' in line}) == 1
    assert "4 of 5 feeds" in told
    assert "Wire 1" in told
    pings = [got.path.split("?")[0].rsplit("/", 1)[-1] for got in hook.got if SECRETS["CHECK"] in got.path]
    assert pings == ["start", SECRETS["CHECK"]] * 4
    assert not leaks(b"".join(got.body for got in hook.got) + told.encode())
    files = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    assert {str(path): found for path in files if (found := leaks(path.read_bytes()))} == {}


@pytest.mark.usefixtures("secrets")
def test_messages_pings_and_logs_leak_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message that quotes every secret arrives without them, and what failing servers and commands quote is not told."""
    said = " ".join(form for secret in SECRETS.values() for form in written(secret))
    with listening(500, 200, 500, 500, 500) as hook:
        configured(tmp_path, "http://127.0.0.1:9", hook)
        (tmp_path / "clock").write_text("2026-11-22T04:05:00Z")
        monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
        loaded = load_configuration(tmp_path / "feeds.yaml")
        show = loaded.shows[0]
        with open_workspace(loaded) as home, watch_progress(sys.stderr, open_log(home, sys.stderr)) as watch:
            message = Message(f"key:{said}", f"morning {said}", False, said, f"one\n{said}")
            results = [send_message(message, show.notify, home.scrub) for _ in range(2)]
            wrong = send_ping(show.notify.ping, "fail", said, home.scrub, wait=wait_none())
            watch.on(said).emit(Note("fetch", said, said))
            open_log(home).say("error", said, failures=[*results[0].failures, wrong], command=list(show.notify.command))
    assert [(result.delivered, len(result.failures)) for result in results] == [(0, 3), (1, 2)]
    assert wrong == "notify.ping: fail: the server answered 500"
    assert not leaks(
        "\n".join([*results[0].failures, *results[1].failures, wrong, render_effective(loaded), repr(loaded.path)]).encode()
    )
    assert len(hook.got) == 5
    assert not leaks(b"".join(got.body for got in hook.got))
    assert not leaks("".join(capfd.readouterr()).encode())
    assert not leaks((tmp_path / "told").read_bytes())
    assert not leaks(b"".join(path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()))


@pytest.mark.usefixtures("secrets")
def test_what_the_environment_gave_is_not_aired(tmp_path: Path) -> None:
    """A server that writes a secret into its articles, in whatever way, has those refused by name; the others are told."""
    with wire() as desk, listening() as hook:
        news = entries(0, 3, datetime(2026, 11, 22, 3, tzinfo=UTC))
        secret = SECRETS["TOPIC"]
        first = replace(news[0], title=f"{news[0].title} {secret.upper()}")
        second = replace(news[1], text=f"{news[1].text} It is {secret[:9]}\u200b\n{secret[9:]}.")
        desk.serve("/good", rss("Wire", [first, second, news[2]]))
        configured(tmp_path, desk.address, hook)
        made = briefing(tmp_path, "run", "--json")
    assert made.returncode == 0, made.stderr
    (shown,) = (json.loads(line) for line in made.stdout.splitlines())
    notes = [note["message"] for note in shown["notes"] if note["subject"] == "Wire 0"]
    wanted = "1 item refused: the value of ${TOPIC} stands in the"
    assert [wanted in note for note in notes] == [True, True], notes
    page = (tmp_path / "output" / "site" / "morning" / "2026-11-22" / "index.html").read_text("utf-8")
    assert news[2].title.split()[0] in page
    files = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    folded = {str(path): re.sub(r"\s|\u200b", "", path.read_bytes().decode("utf-8", "replace")).lower() for path in files}
    assert [path for path, text in folded.items() if secret in text] == []
