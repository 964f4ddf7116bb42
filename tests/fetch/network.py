"""A network of the test's own: names are answered from a table, and connections are recorded where they would be made.

Only the addresses in `routes` are connected to, and those lead to a server on loopback; every other connection is refused. So no
packet leaves this machine, whatever the code under test asks for.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from asyncio import base_events, selector_events
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

Where = tuple[str, int]
AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]


@dataclass(slots=True)
class Network:
    """`names` holds for each name its answers; `routes` the real end of an address and port; `opened` the connections asked for."""

    names: dict[str, Sequence[str]] = field(default_factory=dict)
    routes: dict[Where, Where] = field(default_factory=dict)
    opened: list[Where] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[AddressInfo]:
        """Return what getaddrinfo would: a name of the table, or a number in any notation that the system reads."""
        numbers = self.names.get(host, [host])
        numeric = socket.AI_NUMERICHOST  # so that the system asks nobody
        return [info for number in numbers for info in socket.getaddrinfo(number, port, type=socket.SOCK_STREAM, flags=numeric)]

    def take(self) -> list[Where]:
        """Return the connections asked for since the last time that do not lead to a route."""
        found = [where for where in self.opened if where not in self.routes]
        self.opened.clear()
        return found


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    """Put the test's own network in the place of the system's."""
    made = Network()
    connect = selector_events.BaseSelectorEventLoop.sock_connect

    async def getaddrinfo(loop: object, host: str, port: int, **more: int) -> list[AddressInfo]:
        return made.resolve(host, port)

    async def sock_connect(loop: asyncio.BaseEventLoop, sock: socket.socket, address: tuple[Any, ...]) -> None:
        where = (str(address[0]), int(address[1]))
        made.opened.append(where)
        if where not in made.routes:
            raise OSError(errno.ENETUNREACH, "no packet leaves this machine")
        await connect(loop, sock, made.routes[where])

    monkeypatch.setattr(base_events.BaseEventLoop, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(selector_events.BaseSelectorEventLoop, "sock_connect", sock_connect)
    return made
