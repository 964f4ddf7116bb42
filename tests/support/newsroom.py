"""A newsroom on loopback: feeds served over real HTTP, a feeds.yaml that reads them, and the program run."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from tests.support.calling import call
from tests.support.fast import open_fast, open_quick

Row = Mapping[str, object]  # a feed, or a show's settings, as keys of feeds.yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `first` is the title under which it was first published, where that was another."""

    title: str
    text: str
    published: datetime
    first: str = ""

    @property
    def guid(self) -> str:
        """A guid that follows from the first title."""
        return sha256((self.first or self.title).encode()).hexdigest()[:8]


def rss(title: str, entries: Sequence[Entry]) -> bytes:
    """Return an RSS 2.0 feed."""
    items = "".join(
        f"<item><title>{escape(entry.title)}</title><guid isPermaLink='false'>{entry.guid}</guid>"
        f"<link>https://news.example/{entry.guid}</link><pubDate>{format_datetime(entry.published)}</pubDate>"
        f"<description>{escape('<p>' + escape(entry.text) + '</p>')}</description></item>"
        for entry in entries
    )
    head = f"<title>{escape(title)}</title><link>https://news.example</link><description>News</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@dataclass(slots=True)
class Wire:
    """A real HTTP server on loopback; answers 304 when asked with the right ETag, and remembers who asked what but rules."""

    pages: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, bool, int]] = field(default_factory=list)
    address: str = ""

    def serve(self, path: str, body: bytes, *, status: int = 200, kind: str = "application/rss+xml") -> str:
        """Put a page there; returns its URL."""
        self.pages[path] = (status, kind, body)
        return self.address + path


@contextmanager
def wire() -> Iterator[Wire]:
    """Open the server on a free port, and end it."""
    desk = Wire()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = desk.pages.get(self.path, (404, "text/plain", b"no such page"))
            etag = f'"{sha256(body).hexdigest()[:16]}"'
            known = self.headers.get("If-None-Match")
            if status == 200 and known == etag:
                status, body = 304, b""
            if not self.path.startswith("/.well-known/"):
                desk.asked.append((self.path, known is not None, status))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", etag)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    desk.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def feeds_yaml(folder: Path, feeds: Sequence[Row], *, voice: str = "tone", **show: object) -> Path:
    """Write a feeds.yaml with one show, `morning`; returns its path."""
    return shows_yaml(folder, {"morning": ({"title": "The Morning Briefing", **show}, feeds)}, voice=voice)


def shows_yaml(folder: Path, shows: Mapping[str, tuple[Row, Sequence[Row]]], *, voice: str = "tone") -> Path:
    """Write a feeds.yaml with these shows, for each its settings and its feeds; returns its path."""
    name = "en-us" if voice == "pyttsx3" else "tone"
    blocks = [
        "version: 1\nsite: {title: The Daily Briefing, link: https://example.org/briefing, author: Example Newsroom,"
        " email: news@example.org}\nshows:\n"
    ]
    for show, (settings, feeds) in shows.items():
        usual = {"title": f"The {show.title()} Briefing", "timezone": "Europe/Kyiv", "schedule": '"0 6 * * *"', "minutes": 5}
        keys = "".join(f"    {key}: {value}\n" for key, value in {**usual, **settings}.items())
        rows = "".join("      - {" + ", ".join(f"{key}: {value}" for key, value in row(feed).items()) + "}\n" for feed in feeds)
        blocks.append(f"  {show}:\n{keys}    voice: {{engine: {voice}, name: {name}, rate: 165}}\n    feeds:\n{rows}")
    path = folder / "feeds.yaml"
    path.write_text("".join(blocks), "utf-8")
    return path


def row(feed: Row) -> Row:
    """Return a feed's keys; one that is not a file is on this machine."""
    return {**feed, "private": "true"} if "url" in feed else feed


def briefing(
    folder: Path, *arguments: str, now: str = "2026-11-22T04:05:00Z", process: bool = False, real: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, at a fixed instant: in this process, or with `process` in one of its own.

    In this process voice and encoder are fakes unless they shall be `real`.
    """
    clock, beside = folder / "clock", folder / "clock.new"
    beside.write_text(now, "utf-8")
    beside.replace(clock)  # a daemon may be reading it
    environment = {**os.environ, "BRIEFING_CLOCK_FILE": str(clock), "NO_COLOR": "1"}
    if not process:
        return call(folder, arguments, environment, open_quick if real else open_fast)
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file under a folder with its bytes and its time of change."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
