"""How to follow a show: the address of its feed, and links that open it in an app."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from briefing.publish.redact import link
from briefing.show import Show, Site


@dataclass(frozen=True, slots=True)
class App:
    """A podcast app by name, and the link that opens the feed in it."""

    name: str
    url: str


def address(show: Show, site: Site) -> str:
    """Return where the show's feed is found from anywhere, or "" while the site has no link."""
    return link(f"{site.link}/{show.key}/feed.xml") if site.link else ""


def apps(address: str) -> tuple[App, ...]:
    """Return the apps that take a feed's address in a link of their own scheme; none without an address."""
    bare = address.partition("://")[2]
    if not bare:
        return ()
    return (
        App("Apple Podcasts", f"podcast://{bare}"),
        App("Pocket Casts", f"pktc://subscribe/{bare}"),
        App("Overcast", f"overcast://x-callback-url/add?url={quote(address, safe='')}"),
        App("AntennaPod", f"antennapod-subscribe://{bare}"),
    )
