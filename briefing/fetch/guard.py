"""Is this address public? Asked of the address a socket is about to connect to, so that no name, notation or redirect cheats."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

# IANA special-purpose registries (IPv4 and IPv6), written out because `is_global` passes several of them on Python 3.11;
# 168.63.129.16 is the inside of Azure.
NOT_PUBLIC_4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
PUBLIC_6 = ip_network("2000::/3")
NOT_PUBLIC_6 = tuple(
    ip_network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)  # fmt: skip
NAT64 = ip_network("64:ff9b::/96")


class PrivateAddress(OSError):
    """The address belongs to a private or special network."""


def public(address: str) -> bool:
    """Return whether an IP address as the system writes it (a zone after `%` is allowed) lies in the public internet."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in NOT_PUBLIC_4)
    inner = _carried(parsed)
    if inner is not None:
        return public(str(inner))
    return parsed in PUBLIC_6 and not any(parsed in network for network in NOT_PUBLIC_6)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one really leads to: mapped (RFC 4291) or by NAT64 (RFC 6052)."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def open_public(target: tuple[Any, ...]) -> socket.socket:
    """Make the socket for an answer of getaddrinfo; raises PrivateAddress when it leads into a private network."""
    family, kind, protocol, _, where = target
    if not public(str(where[0])):
        raise PrivateAddress("a private address")
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made
