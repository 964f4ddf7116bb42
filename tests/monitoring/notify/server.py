"""A server on loopback that takes messages, keeps what it was sent, and answers as a test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = int | str  # a status, "hang", "drip", or where to redirect to


@dataclass(frozen=True, slots=True)
class Got:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Desk:
    """What came in; `answers` are given in order, 200 when they have run out."""

    answers: list[Answer] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    host: str = ""
    closing: threading.Event = field(default_factory=threading.Event)


def _handler(desk: Desk) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            desk.got.append(Got(self.command, self.path, dict(self.headers.items()), body))
            answer = desk.answers.pop(0) if desk.answers else 200
            if isinstance(answer, int):
                self._status(answer)
            elif answer == "hang":
                desk.closing.wait()
            elif answer == "drip":
                while not desk.closing.wait(0.02):
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            else:
                self._status(307, answer)

        do_GET = do_POST  # noqa: N815  # a redirect may make a GET of it

        def _status(self, status: int, location: str = "") -> None:
            said = f"{self.path} {self.headers.get('Authorization')}".encode()  # a server that quotes what it was asked
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


@contextmanager
def listening(*answers: Answer) -> Iterator[Desk]:
    """Listen on a free port while inside."""
    desk = Desk(list(answers))
    server = _Server(("127.0.0.1", 0), _handler(desk))
    desk.host = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
