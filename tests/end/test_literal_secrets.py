"""Secrets that stand literally in feeds.yaml, in the addresses of feeds, are never shown, whether the feed answers or not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.newsroom import briefing, rss, wire
from tests.support.stories import entries

BY_NAME = ("token", "key", "apikey", "sid", "jwt", "login", "hash", "code", "sig", "auth", "password", "session", "user")
SECRETS = {name: f"Zq{number}Xw7{name[::-1]}9Kd" for number, name in enumerate(BY_NAME)} | {
    "path": "8f3a9c1d2e3f4a5b6c7de1",
    "private": "abcdEFGH1234ijklMNOP",
    "short": "q7w8e9r0",
    "uuid": "0f1e2d3c-aaaa-4bbb-8ccc-1234567890ab",
    "base64": "xK3f-9fQ2_aa1B-Zq0w",
    "bare": "9c1d2e3f4a5b6c7de18f3a",
}
TELL = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


def addresses(before: str) -> Iterator[str]:
    """Yield an address for each secret, below one that tells the servers' answer."""
    yield from (f"{before}/rss?page=2&{name}={SECRETS[name]}" for name in BY_NAME)
    yield f"{before}/feed/{SECRETS['path']}/rss"
    yield f"{before}/private/{SECRETS['private']}/rss"
    yield f"{before}/private/{SECRETS['short']}/rss"
    yield f"{before}/{SECRETS['uuid']}/rss"
    yield f"{before}/feed/{SECRETS['base64']}"
    yield f"{before}/rss?{SECRETS['bare']}"


def leaks(data: bytes) -> list[str]:
    """The names of the secrets that stand in some bytes, as they are or percent-encoded in an address in an address."""
    return [
        name for name, secret in SECRETS.items() if any(form.encode() in data for form in (secret, quote(quote(secret, safe=""))))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("flags", [pytest.param([], id="lines"), pytest.param(["--log-json", "--json"], id="JSON")])
def test_nothing_of_it_is_told(tmp_path: Path, flags: list[str]) -> None:
    """No output of any command, no log, message, figure or page holds one of them; episodes keep the links of their articles."""
    said = list[str]()
    with wire() as desk:
        feeds = [*addresses(f"{desk.address}/good"), *addresses(f"{desk.address}/missing"), *addresses(f"{desk.address}/odd")]
        rows = "".join(f"      - {{url: '{url}', name: 'Wire {number}'}}\n" for number, url in enumerate(feeds))
        # One feed whose links may be published is made to tell what all tell: otherwise their ids decide, and those hold the port.
        rows = rows.replace("name: 'Wire 0'}", "name: 'Wire 0', weight: 2}")
        (tmp_path / "feeds.yaml").write_text(
            "version: 1\nsite: {title: News, link: https://example.org/b, author: Newsroom, email: news@example.org}\n"
            "fetch: {allow_private: true, per_host: 8}\nshows:\n  morning:\n    title: The Morning Briefing\n"
            "    timezone: Europe/Kyiv\n    voice: {engine: tone, name: tone, rate: 165}\n    notify:\n"
            f'      command: ["{sys.executable}", "-c", "{TELL}", "{tmp_path}/told"]\n    feeds:\n{rows}',
            "utf-8",
        )
        for day in (22, 24, 25):
            for number, url in enumerate(feeds):
                path = url.removeprefix(desk.address)
                news = rss(f"Wire {number}", entries(number % 3, 2, datetime(2026, 11, day, 3, tzinfo=UTC)))
                if path.startswith("/good"):
                    own = f"?id=7&{path.partition('?')[2]}" if "?" in path else path.removeprefix("/good")
                    desk.serve(path, news.replace(b"</link><pubDate>", f"{own.replace('&', '&amp;')}</link><pubDate>".encode()))
                elif path.startswith("/odd"):
                    desk.serve(path, b"no feed at all")
            ran = briefing(tmp_path, "run", *flags, now=f"2026-11-{day}T04:05:00Z", process=True)
            assert ran.returncode == 0, ran.stderr
            said += [ran.stdout, ran.stderr]
        now = "2026-11-25T05:05:00Z"
        for words in (["status"], ["status", "--json"], ["feeds", "list"], ["feeds", "list", "--json"], ["feeds", "export"],
                      ["check", "--online"], ["script", "morning", "--why", "--day", "2026-11-25"], ["episodes", "list"],
                      ["verify", "--site"]):  # fmt: skip
            asked = briefing(tmp_path, *words, now=now, process=True)
            assert asked.returncode in (0, 1, 75), asked.stderr
            said += [asked.stdout, asked.stderr]
    assert leaks("\n".join(said).encode()) == []
    output = tmp_path / "output"
    told = [path for path in (*output.rglob("*"), tmp_path / "told") if path.is_file()]
    assert {path.name for path in told} >= {"feed.xml", "briefing.prom", "briefing-2026-11-25.jsonl"}
    public = [path for path in told if path.name != "feeds.good.yaml" and not path.name.startswith("briefing.db")]
    assert {str(path): found for path in public if (found := leaks(path.read_bytes()))} == {}
    assert "https://news.example/" in (output / "site" / "morning" / "2026-11-22" / "index.html").read_text("utf-8")
    assert "Wire 20" in (tmp_path / "told").read_text("utf-8")
    assert "sid=***" in (output / "state" / "logs" / "briefing-2026-11-24.jsonl").read_text("utf-8")
