"""What the environment gave to an address stays out of everything that comes back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import pytest

from briefing.fetch.discreet import Discreet
from briefing.model import Bookmark, Note
from briefing.ports import Answer
from briefing.scrub import scrubber
from briefing.show import Feed
from tests import make


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
    failed, good = Discreet(Talkative(), scrubber([secret])).fetch([plain, quoted], {}, make.NOW)
    assert failed.error == "Example News: https://h.example/***/feed is empty"
    assert [note.message for note in failed.notes] == ["https://h.example/***/feed is empty"]
    assert [item.url for item in good.items] == ["", "https://news.example/2"]
    assert good.bookmark == Bookmark("f2", "tag", "")


def test_a_short_value_is_no_secret() -> None:
    """Values of up to three characters are left, since blotting them out would spoil ordinary words."""
    failed, _ = Discreet(Talkative(), scrubber(["exa", ""])).fetch([make.feed("f1"), make.feed("f2")], {}, make.NOW)
    assert "example" in failed.error
