"""Names to addresses, for feeds that may be private only where their host has no public address."""

from __future__ import annotations

import socket

from aiohttp import DefaultResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from briefing.fetch.guard import PrivateAddress, is_public


class PublicFirst(AbstractResolver):
    """Answers as the usual resolver does, but without the private addresses of a host that has a public one too.

    What it answers is what is connected to, so no second answer can say otherwise; a host that was public once stays so.
    """

    def __init__(self) -> None:
        self._usual = DefaultResolver()
        self._public = set[str]()

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """Return the public addresses of a host, or all where it never had one.

        Raises OSError for a name that is not known, and PrivateAddress for one that is no longer public.
        """
        found = await self._usual.resolve(host, port, family)
        if some := [one for one in found if is_public(one["host"])]:
            self._public.add(host)
            return some
        if host in self._public:
            raise PrivateAddress("a private address")
        return found

    async def close(self) -> None:
        """Close the usual resolver."""
        await self._usual.close()
