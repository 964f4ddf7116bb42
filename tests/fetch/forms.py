"""Fifty-five ways to write an address that is not public, each with whether a feed may ever be there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NAMES: Mapping[str, Sequence[str]] = {
    "localhost": ("127.0.0.1", "::1"),
    "intranet.example": ("10.0.0.5",),
    "10.0.0.5.": ("10.0.0.5",),
    "mapped.example": ("::ffff:10.0.0.5",),
    "ula.example": ("fd12:3456::1",),
    "both.example": ("93.184.216.35", "10.0.0.7"),
    "metadata.google.internal": ("169.254.169.254",),
    "metadata6.example": ("fd00:ec2::254",),
    "nat64.example": ("64:ff9b::a9fe:a9fe",),
    "mixed.example": ("93.184.216.35", "169.254.169.254"),
    "zero.example": ("0.0.0.0", "::"),
}
"""What the test's resolver says of the names among the forms."""


@dataclass(frozen=True, slots=True)
class Form:
    """An authority as it stands in an address; `never` where no feed may be, `private` or not."""

    id: str
    authority: str
    never: bool

    @property
    def url(self) -> str:
        """The address of a page there."""
        return f"http://{self.authority}/x"


PRIVATE = (
    Form("loopback", "127.0.0.1", False),
    Form("end of loopback", "127.255.255.254", False),
    Form("loopback, short", "127.1", False),
    Form("loopback, decimal", "2130706433", False),
    Form("loopback, hexadecimal", "0x7f000001", False),
    Form("loopback, hexadecimal with dots", "0x7f.0x0.0x0.0x1", False),
    Form("loopback, octal", "017700000001", False),
    Form("loopback, octal with dots", "0177.0.0.1", False),
    Form("loopback, fullwidth digits", "１２７.０.０.１", False),
    Form("loopback, ideographic dots", "127。0。0。1", False),
    Form("IPv6 loopback", "[::1]", False),
    Form("mapped loopback", "[::ffff:127.0.0.1]", False),
    Form("the name localhost", "localhost", False),
    Form("another port", "10.0.0.5:22", False),
    Form("no port", "10.0.0.5", False),
    Form("decimal of a private host, its port", "167772165:8080", False),
    Form("dot behind a private host, its port", "10.0.0.5.:8080", False),
    Form("mapped private host, its port", "[::ffff:a00:5]:8080", False),
    Form("name of a private host, its port", "intranet.example:8080", False),
    Form("name of a mapped private host", "mapped.example:8080", False),
    Form("172.16.0.0/12", "172.31.255.1", False),
    Form("192.168.0.0/16", "192.168.1.5", False),
    Form("carrier's network", "100.64.0.1", False),
    Form("unique local", "[fd12:3456::1]", False),
    Form("name of a unique local", "ula.example", False),
    Form("name with a public and a private answer", "both.example", False),
    Form("user like a host", "news.example@192.168.1.5", False),
    Form("user and password like host and port", "news.example:80@172.16.0.1", False),
)
NEVER = (
    Form("unspecified", "0.0.0.0", True),
    Form("unspecified, short", "0", True),
    Form("name of unspecified", "zero.example", True),
    Form("IPv6 unspecified", "[::]", True),
    Form("broadcast", "255.255.255.255", True),
    Form("multicast", "224.0.0.1", True),
    Form("IPv6 multicast", "[ff02::1]", True),
    Form("metadata", "169.254.169.254", True),
    Form("metadata, decimal", "2852039166", True),
    Form("metadata, hexadecimal", "0xa9fea9fe", True),
    Form("metadata, fullwidth digits", "１６９.２５４.１６９.２５４", True),
    Form("metadata, mapped", "[::ffff:a9fe:a9fe]", True),
    Form("metadata, compatible", "[::169.254.169.254]", True),
    Form("metadata by name", "metadata.google.internal", True),
    Form("metadata behind a user", "news.example@169.254.169.254", True),
    Form("name with a public and a metadata answer", "mixed.example", True),
    Form("metadata of Amazon, IPv6", "[fd00:ec2::254]", True),
    Form("name of metadata of Amazon, IPv6", "metadata6.example", True),
    Form("metadata of Azure", "168.63.129.16", True),
    Form("metadata of Alibaba", "100.100.100.200", True),
    Form("metadata of Oracle", "192.0.0.192", True),
    Form("link-local", "169.254.10.1:8080", True),
    Form("IPv6 link-local with zone", "[fe80::1%25lo]", True),
    Form("NAT64 of a private host", "[64:ff9b::a00:5]:8080", True),
    Form("name of NAT64 of metadata", "nat64.example", True),
    Form("6to4 of a private host", "[2002:a00:5::1]:8080", True),
    Form("Teredo", "[2001:0:a9fe:a9fe::1]", True),
)
FORMS = (*PRIVATE, *NEVER)
