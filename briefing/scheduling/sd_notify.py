"""Messages to systemd from a service of Type=notify (sd_notify(3)): a datagram to the socket that it names."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress


def notify_systemd(environ: Mapping[str, str], *lines: str) -> bool:
    """Send lines such as READY=1 to the service manager; return whether there is one that took them."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.connect(address)
        channel.sendall("\n".join(lines).encode())
        return True
    return False


def read_watchdog_seconds(environ: Mapping[str, str], pid: int) -> float | None:
    """Return how often systemd expects a heartbeat from this process, half of its limit; None when it wants none."""
    limit = environ.get("WATCHDOG_USEC", "")
    if not limit.isdigit() or int(limit) == 0 or environ.get("WATCHDOG_PID", str(pid)) != str(pid):
        return None
    return int(limit) / 2_000_000
