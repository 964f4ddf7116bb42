"""What the environment gave to an address stays out of everything that comes back from it."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest

from briefing.fetch.wrappers import RedactingFetcher
from briefing.lib.redact import scrubber
from briefing.model.news import Answer, Bookmark, Item
from briefing.model.progress import Note
from briefing.model.show import Feed
from tests.support import make


@dataclass(frozen=True, slots=True)
class Talkative:
    """A fetcher whose answers repeat the whole address."""

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Fail for the first feed, and link to the address from the second one's item."""
        failed, good = feeds
        items = make.item(url=f"{good.url}/story"), make.item("Another", url="https://news.example/2")
        said = f"{failed.url} is empty"
        return [
            Answer(failed, (), None, (Note("fetch", failed.name, said),), f"{failed.name}: {said}"),
            Answer(good, items, Bookmark(good.id, "tag", ""), ()),
        ]


@pytest.mark.parametrize("secret", [pytest.param("s3cr3t", id="plain"), pytest.param("a b/c&d", id="to be quoted")])
def test_no_secret_comes_back(secret: str) -> None:
    """A value from the environment is *** in errors and notes, as it is and percent-encoded, and a link that has it is left out."""
    plain = make.feed("f1", url=f"https://h.example/{secret}/feed")
    quoted = make.feed("f2", url=f"https://h.example/{quote(secret, safe='')}")
    failed, good = RedactingFetcher(Talkative(), scrubber([secret])).fetch([plain, quoted], {}, make.NOW)
    assert failed.error == "Example News: https://h.example/***/feed is empty"
    assert [note.message for note in failed.notes] == ["https://h.example/***/feed is empty"]
    assert [item.url for item in good.items] == ["", "https://news.example/2"]
    assert good.bookmark == Bookmark("f2", "tag", "")


def test_a_short_value_is_no_secret() -> None:
    """Values of up to three characters are left, since blotting them out would spoil ordinary words."""
    failed, _ = RedactingFetcher(Talkative(), scrubber(["exa", ""])).fetch([make.feed("f1"), make.feed("f2")], {}, make.NOW)
    assert "example" in failed.error


VALUE = "Sesame-99/Open up"


@dataclass(frozen=True, slots=True)
class Quoting:
    """A fetcher whose one feed holds these items."""

    items: tuple[Item, ...]

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Give them as the whole of each feed."""
        return [Answer(feed, self.items, None, (), whole=True) for feed in feeds]


def with_field(item: Item, name: str, text: str) -> Item:
    """Return the item with this text in a field of it."""
    fields: dict[str, Any] = {name: text}
    return replace(item, **fields)


@pytest.mark.parametrize("place", ["title", "text", "author", "url", "license"])
@pytest.mark.parametrize(
    "written",
    [
        pytest.param(VALUE, id="as it is"),
        pytest.param(VALUE.upper(), id="in capitals"),
        pytest.param(quote(VALUE, safe=""), id="percent-encoded"),
        pytest.param("Sesa\nme-99/ Open\u00a0\tup", id="with line breaks"),
        pytest.param("Sesa\u00adme-99/\u200bOpenup", id="with what nobody sees"),
        pytest.param("Sesame&#45;99&sol;Open up", id="with entities"),
        pytest.param("\uff33esame-99/Open up", id="in another width"),
    ],
)
def test_an_item_that_holds_a_value_is_refused(place: str, written: str) -> None:
    """It is left out whatever field it stands in, the note names feed and variable and not the value; the other items stay."""
    said = f"https://h.example/x?q={written}&z" if place == "url" else f"They say {written}."
    bad = with_field(make.item("A door"), place, said)
    good = make.item("A window")
    asked = RedactingFetcher(Quoting((good, bad)), scrubber([VALUE]), variables=[("OTHER", "nothing like it"), ("DOOR", VALUE)])
    (answer,) = asked.fetch([make.feed("f1", url="https://h.example/rss")], {}, make.NOW)
    assert answer.items == (good,)
    assert not answer.whole
    (note,) = answer.notes
    assert note.subject == "Example News"
    where = f"the value of ${{DOOR}} stands in the {'link' if place == 'url' else place}"
    assert note.message == f"https://h.example/rss: 1 item refused: {where}: ask the publisher, and change the value"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("Lviv Bridge", "The Lviv Bridge is open.", id="eleven characters"),
        pytest.param(VALUE, base64.b64encode(VALUE.encode()).decode(), id="Base64, which is not looked for"),
        pytest.param(" " * 20, "A bridge.", id="blanks"),
        pytest.param("%41%42%43%44", "ABCD is a bridge.", id="few letters, percent-encoded"),
    ],
)
def test_an_item_that_holds_none_is_kept(value: str, text: str) -> None:
    """Short values and blanks are no reason."""
    item = replace(make.item("A bridge"), text=text)
    asked = RedactingFetcher(Quoting((item,)), str, variables=[("NAME", value)])
    (answer,) = asked.fetch([make.feed("f1", url="https://news.h.example/rss")], {}, make.NOW)
    assert (answer.items, answer.notes, answer.whole) == ((item,), (), True)


@pytest.mark.parametrize(
    "value", [pytest.param("news.h.example", id="its host"), pytest.param("aBc123dEf456gHi7", id="a token in its path")]
)
def test_a_link_with_its_own_feeds_secret_is_left_out(value: str) -> None:
    """A feed whose every link carries what opens the feed still gives its news, without links."""
    url = "https://news.h.example/aBc123dEf456gHi7"
    item = make.item("A bridge", url=f"{url}/1")
    asked = RedactingFetcher(Quoting((item,)), scrubber([value]), variables=[("NAME", value)])
    (answer,) = asked.fetch([make.feed("f1", url=f"{url}/rss")], {}, make.NOW)
    assert (answer.items, answer.notes) == ((replace(item, url=""),), ())
