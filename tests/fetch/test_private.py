"""Which private addresses are connected to: none, but the host and port of a feed that says `private: true`.

The table is fifty-five forms of such addresses by the five ways in which one is come by; what is counted are the connections that
were asked for, on the test's own network.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pytest

from briefing.fetch.guard import PrivateAddress
from briefing.fetch.hosts import NOTHING, Hosts
from briefing.fetch.http import Client
from briefing.fetch.limits import Limits, Unusable
from briefing.fetch.resolver import PublicFirst
from briefing.model.show import Feed
from tests.fetch.forms import FORMS, NAMES, NEVER, PRIVATE, Form
from tests.fetch.network import Network, Where
from tests.fetch.network import network as network  # a fixture
from tests.fetch.server import Page, serving
from tests.support import make

PUBLIC_AT, ELSEWHERE, PRIVATE_AT = ("93.184.216.34", 80), ("93.184.216.35", 80), ("10.0.0.5", 8080)
NOT_PRIVATE = make.feed("public", url="http://news.example/rss")
OLD_KEY = replace(NOT_PRIVATE, private_unless_public=True)
PRIVATE_FEED = make.feed("own", url="http://10.0.0.5:8080/rss", private=True)
OLD_KEY_HERE = replace(PRIVATE_FEED, private=False, private_unless_public=True)


Ask = Callable[[Client], Awaitable[object]]
Told = tuple[list[Where], str]
"""The connections asked for, and why there was no answer."""


@dataclass(frozen=True, slots=True)
class World:
    """The test's network, with a server behind the public feed and behind the private one."""

    network: Network
    pages: dict[str, Page]

    def opened(self, ask: Ask) -> Told:
        """Return which connections one question asked for, and what was said in the end."""
        return self.table({"": ask})[""]

    def table(self, asks: Mapping[str, Ask]) -> dict[str, Told]:
        """Return the same of several questions, asked one after the other by one client."""

        async def each() -> dict[str, Told]:
            async with Client(Limits(), per_host=2) as client:
                return {name: await self._told(client, ask) for name, ask in asks.items()}

        return asyncio.run(each())

    async def _told(self, client: Client, ask: Ask) -> Told:
        self.network.opened.clear()
        said = ""
        try:
            await ask(client)
        except Unusable as error:
            said = str(error)
        return [where for where in self.network.opened if where != ELSEWHERE], said


@pytest.fixture
def world(network: Network) -> Iterator[World]:
    """Open both servers, which are one on loopback."""
    network.names |= {**NAMES, "news.example": [PUBLIC_AT[0]]}
    with serving({"/rss": Page(b"a feed"), "/x": Page(b"a page", headers={"Content-Type": "text/html"})}) as server:
        network.routes |= {PUBLIC_AT: ("127.0.0.1", server.port), PRIVATE_AT: ("127.0.0.1", server.port)}
        yield World(network, server.pages)


async def as_feed(world: World, feed: Feed, form: Form, client: Client) -> None:
    """Ask the feed, and then another that is not private and stands at the form."""
    await client.get(feed, None)
    await client.get(make.feed("another", url=form.url), None)


async def as_itself(world: World, feed: Feed, form: Form, client: Client) -> None:
    """Ask the feed."""
    await client.get(feed, None)


async def as_page(world: World, feed: Feed, form: Form, client: Client) -> None:
    """Ask for the page of an item of the feed."""
    await client.page(feed, form.url)


async def as_robots(world: World, feed: Feed, form: Form, client: Client) -> None:
    """Ask for the robots.txt of an item's host."""
    await client.rules(feed, form.url.replace("/x", "/robots.txt"))


async def as_status(world: World, feed: Feed, form: Form, client: Client) -> None:
    """Ask whether the page of an item of the feed still stands."""
    await client.status(feed, form.url)


async def as_redirect(world: World, feed: Feed, form: Form, client: Client) -> None:
    """Ask a feed whose server sends us on."""
    world.pages["/away"] = Page(status=302, headers={"Location": form.url.encode().decode("latin-1")})  # as its bytes
    await client.get(replace(feed, url=feed.url.replace("/rss", "/away")), None)


WAYS = [as_feed, as_page, as_robots, as_status, as_redirect]
Way = Callable[[World, Feed, Form, Client], Awaitable[None]]


def test_the_forms_are_fifty_five() -> None:
    """Each form of the table is there once."""
    assert len({form.id for form in FORMS}) == len({form.authority for form in FORMS}) == len(FORMS) == 55


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(NOT_PRIVATE, id="not private"),
        pytest.param(PRIVATE_FEED, id="private"),
        pytest.param(OLD_KEY, id="the old key, with a public host"),
        pytest.param(OLD_KEY_HERE, id="the old key, with a private host"),
    ],
)
def test_nothing_private_is_connected_to(world: World, feed: Feed, way: Way) -> None:
    """Whatever the feed and the way, none of the forms is connected to; the feed's own server is, where it sends us on."""
    own = [PRIVATE_AT if "10.0.0.5" in feed.url else PUBLIC_AT] * (way in (as_feed, as_redirect))
    found = world.table({form.id: partial(way, world, feed, form) for form in FORMS})
    assert {form: told for form, told in found.items() if told[0] != own} == {}


def itself(form: Form, old: bool) -> Feed:
    """A feed that stands at a form, private by its own key or by the old one."""
    return replace(make.feed(url=form.url.replace("/x", "/rss")), private=not old, private_unless_public=old)


KEYS = pytest.mark.parametrize("old", [pytest.param(False, id="private"), pytest.param(True, id="the old key")])


@KEYS
@pytest.mark.parametrize("way", [as_itself, *WAYS[1:4]])
def test_some_addresses_never(world: World, way: Way, old: bool) -> None:
    """Metadata, link-local, multicast and their like are not connected to for a feed that itself stands there and says private."""
    found = world.table({form.id: partial(way, world, itself(form, old), form) for form in NEVER})
    assert {form: told for form, told in found.items() if told[0]} == {}


@KEYS
def test_a_private_feed_may_be_on_its_own_host(world: World, old: bool) -> None:
    """However its host is written, a private feed is connected to, loopback included; numbers that aiohttp itself refuses apart.

    By the old key a host that has a public answer is none.
    """
    found = world.table({form.id: partial(as_itself, world, itself(form, old), form) for form in PRIVATE})
    closed = {form for form, (opened, said) in found.items() if not opened and said != "is not a web address"}
    assert closed == ({"name with a public and a private answer"} if old else set())
    assert sum(bool(opened) for opened, _ in found.values()) >= 20


@pytest.mark.parametrize("feed", [pytest.param(PRIVATE_FEED, id="private"), pytest.param(OLD_KEY_HERE, id="the old key")])
@pytest.mark.parametrize("way", [pytest.param(way, id=way.__name__) for way in WAYS[1:]])
def test_its_own_host_and_port_stay_open(world: World, feed: Feed, way: Way) -> None:
    """Pages, robots.txt and redirects on the host and port of a private feed are asked for as the feed is."""
    opened, said = world.opened(partial(way, world, feed, Form("its own", "10.0.0.5:8080", False)))
    assert opened == [PRIVATE_AT] * (2 if way is as_redirect else 1)
    assert said == ("answered 404 Not Found" if way is as_robots else "")


def test_a_public_redirect_of_a_private_feed(world: World) -> None:
    """A private feed may send us to a public address as any feed may."""
    opened, said = world.opened(partial(as_redirect, world, PRIVATE_FEED, Form("public", "news.example", False)))
    assert (opened, said) == ([PRIVATE_AT, PUBLIC_AT], "")


def test_who_may_not_ask_says_nothing_for_who_may(world: World) -> None:
    """A feed that may not ask a private host for its robots.txt does not settle what the private feed of that host gets."""
    found: list[bytes] = []

    async def ask(client: Client) -> None:
        hosts = Hosts(client)
        found.extend([await hosts.robots("http://10.0.0.5:8080/x", feed) for feed in (NOT_PRIVATE, PRIVATE_FEED)])

    assert world.opened(ask) == ([PRIVATE_AT], "")
    assert found == [NOTHING, b""]


def test_the_old_key_remembers_what_was_public(network: Network) -> None:
    """By the old key a host with a public address has no other, and is not private when it gives none any more."""

    async def asked() -> None:
        names = PublicFirst()
        for answers, expected in ((["10.0.0.5"], ["10.0.0.5"]), (["10.0.0.6", "93.184.216.34"], ["93.184.216.34"])):
            network.names["news.example"] = answers
            assert [one["host"] for one in await names.resolve("news.example", 80)] == expected
        network.names["news.example"] = ["10.0.0.7"]
        with pytest.raises(PrivateAddress):
            await names.resolve("news.example", 80)

    asyncio.run(asked())


@pytest.mark.parametrize(
    ("feed", "after"),
    [
        pytest.param(NOT_PRIVATE, "10.0.0.5", id="not private"),
        pytest.param(NOT_PRIVATE, "169.254.169.254", id="to metadata"),
        pytest.param(replace(NOT_PRIVATE, private=True), "169.254.169.254", id="private, to metadata"),
        pytest.param(OLD_KEY, "169.254.169.254", id="the old key, to metadata"),
    ],
)
def test_a_name_that_changes_its_mind(world: World, feed: Feed, after: str) -> None:
    """A name that was public when the feed was asked for and is private when its page is leads nowhere."""

    async def ask(client: Client) -> None:
        await client.get(feed, None)
        world.network.names["news.example"] = [after]

    assert world.opened(ask) == ([PUBLIC_AT], "")
    opened, _ = world.opened(lambda client: client.page(feed, "http://news.example/x"))
    assert opened == []


LETS = "leads to a private address: `private: true` on this feed lets its own host and port be one"
ONLY = "leads to a private address: only its own host and port may be one"
NOBODY = "leads to a private address on which no feed may be: metadata, link-local, multicast or the like"


@pytest.mark.parametrize(
    ("feed", "authority", "said"),
    [
        pytest.param(NOT_PRIVATE, "10.0.0.5:8080", LETS, id="not private"),
        pytest.param(PRIVATE_FEED, "10.0.0.5:22", ONLY, id="another port"),
        pytest.param(OLD_KEY_HERE, "10.0.0.6:8080", ONLY, id="the old key, another host"),
        pytest.param(NOT_PRIVATE, "169.254.169.254", NOBODY, id="never"),
        pytest.param(PRIVATE_FEED, "[fe80::1]", NOBODY, id="never, although private"),
    ],
)
def test_it_says_what_would_be_allowed(world: World, feed: Feed, authority: str, said: str) -> None:
    """The reason says what `private: true` would allow, and does not name it where nothing is allowed."""
    assert world.opened(lambda client: client.page(feed, f"http://{authority}/x")) == ([], said)
