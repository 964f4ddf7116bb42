"""May this address be connected to? Asked of the address that a socket is about to connect to.

So no name, notation, redirect or second answer of a resolver passes what the address itself would not.
"""

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

# What a feed with `private: true` may be on: RFC 1918, RFC 6598, RFC 4193 and loopback. No other special network is one.
PRIVATE = tuple(
    ip_network(network)
    for network in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
# Metadata services inside these networks, from the clouds' own manuals: Alibaba; Amazon (with its other local services), Google,
# Oracle, Scaleway. The others are link-local or in no private network at all.
METADATA = tuple(
    ip_network(network)
    for network in ("100.100.100.200/32", "fd00:ec2::/32", "fd20:ce::254/128", "fd00:c1::a9fe:a9fe/128", "fd00:42::42/128")
)


class PrivateAddress(OSError):
    """The address belongs to a private or special network."""


class ForbiddenAddress(PrivateAddress):
    """The address belongs to a network on which no feed may be: metadata, link-local, multicast and the like."""


def is_public(address: str) -> bool:
    """Return whether an IP address as the system writes it (a zone after `%` is allowed) lies in the public internet."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in NOT_PUBLIC_4)
    inner = _list_carried(parsed)
    if inner is not None:
        return is_public(str(inner))
    return parsed in PUBLIC_6 and not any(parsed in network for network in NOT_PUBLIC_6)


def is_private(address: str) -> bool:
    """Return whether an IP address lies in a network where a feed may be when its producer says so; metadata lies in none."""
    parsed = ip_address(address.partition("%")[0])
    inner = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    own = inner or parsed
    return any(own in network for network in PRIVATE) and not any(own in network for network in METADATA)


def _list_carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one really leads to: mapped (RFC 4291) or by NAT64 (RFC 6052)."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def open_public(target: tuple[Any, ...]) -> socket.socket:
    """Make the socket for an answer of getaddrinfo; raises PrivateAddress when it leads into a private network."""
    address = str(target[4][0])
    if not is_public(address):
        raise PrivateAddress("a private address") if is_private(address) else ForbiddenAddress("an address that no feed may have")
    return _socket(target)


def open_private(target: tuple[Any, ...]) -> socket.socket:
    """Make the socket for an answer of getaddrinfo, which may be private too; raises ForbiddenAddress."""
    address = str(target[4][0])
    if not is_public(address) and not is_private(address):
        raise ForbiddenAddress("an address that no feed may have")
    return _socket(target)


def _socket(target: tuple[Any, ...]) -> socket.socket:
    family, kind, protocol, *_ = target
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made
