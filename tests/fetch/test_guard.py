"""Which addresses a feed may lead to."""

from __future__ import annotations

import socket

import pytest

from briefing.fetch.guard import ForbiddenAddress, PrivateAddress, is_private, is_public, open_private, open_public

PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:7f00:1::",
    "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fe80::1%eth0", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.167.1.1",
    "198.17.0.1", "198.20.0.1", "223.255.255.255", "2001:4860:4860::8888", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    """An address of a private or special network is refused, also when another notation or a tunnel carries it."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    """An address of the public internet passes, close neighbours of private networks too."""
    assert is_public(address)


OWN = {
    "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.255.254", "172.16.0.1", "172.31.255.255", "192.168.0.1",
    "::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
}  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_a_private_feed_may_be_on(address: str) -> None:
    """Of all that is not public only loopback, the private networks and their mapped forms may be opened; all else never is."""
    target = (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
    assert is_private(address) is (address in OWN)
    if address in OWN:
        open_private(target).close()
    else:
        with pytest.raises(ForbiddenAddress):
            open_private(target)


@pytest.mark.parametrize(
    "address", ["100.100.100.200", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"]
)
def test_metadata_inside_private_networks(address: str) -> None:
    """What a cloud answers its machines with is no private network, though it lies in one; no socket is made for it."""
    assert not is_private(address)
    for opened in (open_public, open_private):
        with pytest.raises(ForbiddenAddress):
            opened((socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "localhost", "0", "::1"],
)
def test_notations(host: str) -> None:
    """However a host writes the own machine, no socket is made for what the system resolves it to."""
    for found in socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM):
        with pytest.raises(PrivateAddress):
            open_public(found)


def test_socket_for_a_public_address() -> None:
    """A public address gets a socket that does not block."""
    with open_public((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))) as made:
        assert made.getblocking() is False
