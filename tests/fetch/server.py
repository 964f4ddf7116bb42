"""A small HTTP server on loopback that answers what a test prepared, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, BrokenBarrierError, Lock, Thread

from briefing.fetch.tdm import WELL_KNOWN


@dataclass(frozen=True, slots=True)
class Page:
    """What one path answers; with an ETag among the headers, 304 when asked for that."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Server:
    """Pages by path, and the requests seen: path and headers, but for a tdmrep.json that is not there.

    `together` is passed by so many requests at once or not at all.
    """

    pages: dict[str, Page]
    port: int = 0
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    together: Barrier | None = None
    inside: int = 0
    most_inside: int = 0
    lock: Lock = field(default_factory=Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name http.server looks for
            with server.lock:
                if self.path != WELL_KNOWN or WELL_KNOWN in server.pages:
                    server.asked.append((self.path, dict(self.headers.items())))
                server.inside += 1
                server.most_inside = max(server.most_inside, server.inside)
            if server.together and self.path != WELL_KNOWN:
                with suppress(BrokenBarrierError):  # too few came: what the test counts says so
                    server.together.wait(timeout=30)
            with server.lock:
                server.inside -= 1
            self._answer(server.pages.get(self.path.split("?")[0], Page(status=404)))

        def _answer(self, page: Page) -> None:
            tag = page.headers.get("ETag")
            same = tag is not None and self.headers.get("If-None-Match") == tag
            self.send_response(304 if same else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if same else str(len(page.body)))
            self.end_headers()
            self.wfile.write(b"" if same else page.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving(pages: Mapping[str, Page]) -> Iterator[Server]:
    """Serve on every loopback address while inside."""
    server = Server(dict(pages))
    http = ThreadingHTTPServer(("0.0.0.0", 0), _handler(server))
    server.port = http.server_port
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
