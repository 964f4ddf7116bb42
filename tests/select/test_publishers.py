"""Which feeds are one publisher's."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.select.publishers import group_publishers
from tests.support import make

SECTIONS = load_language("en").titles.sections


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("BBC News", "https://feeds.bbci.co.uk/a"), ("BBC Sport", "https://www.bbci.co.uk/b"), True, id="host"),
        pytest.param(("Pravda", "https://www.pravda.com.ua/a"), ("Novyny", "https://other.com.ua/b"), False, id="ending of a land"),
        pytest.param(("Example News", "https://a.example/1"), ("Example News Sport", "https://b.example/1"), True, id="name"),
        pytest.param(("Example", "https://a.example/1"), ("Examples", "https://b.example/1"), False, id="part of a word"),
        pytest.param(("A", "http://127.0.0.1:8000/a"), ("B", "http://127.0.0.1:8000/b"), False, id="address in figures"),
        pytest.param(("A", "http://localhost/a"), ("B", "http://localhost/b"), False, id="this machine"),
        pytest.param(("A", "https://feeds.feedburner.com/a"), ("B", "https://feeds.feedburner.com/b"), False, id="host of many"),
        pytest.param(("A", ""), ("B", ""), False, id="files"),
        pytest.param(("", ""), ("", ""), False, id="without a name"),
        pytest.param(("ABC News", "https://a.example/1"), ("ABC News Australia", "https://b.example/1"), False, id="country"),
        pytest.param(("ABC News", ""), ("ABC News Australia", ""), False, id="country, files"),
        pytest.param(("BBC News", ""), ("BBC News - World", ""), True, id="section behind a dash"),
        pytest.param(("BBC News", "https://a.example/1"), ("BBC News - World", "https://b.example/1"), True, id="dash, domains"),
        pytest.param(("Holm Echo", ""), ("Holm Echo | Velm", ""), True, id="place behind a bar"),
        pytest.param(("Holm Echo", "https://a.example/1"), ("Holm Echo - Velm", "https://b.example/1"), False, id="domains differ"),
        pytest.param(("Holm Echo", ""), ("Holm Echo Velm", ""), False, id="place without a dash"),
        pytest.param(("Holm Echo", "https://a.example/1"), ("HOLM ECHO", "https://b.example/1"), True, id="same name"),
        pytest.param(("Holm Echo", ""), ("Holm Echo Top Stories", ""), True, id="two words of sections"),
        pytest.param(("Holm", ""), ("Holm Echo", ""), False, id="a word of its own"),
        pytest.param(("The World", ""), ("The Local", ""), False, id="names made of sections"),
        pytest.param(("Holm Echo - World", ""), ("Holm Echo - Sport", ""), True, id="two sections"),
    ],
)
def test_feeds_of_one_publisher_are_one_source(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    """They are known by the end of their host, or by their name but for a section."""
    feeds = [make.feed(str(n), name, url=url) for n, (name, url) in enumerate((one, other))]
    assert (group_publishers(feeds, SECTIONS)["1"] == "0") is same


def test_a_third_feed_goes_with_the_first() -> None:
    """All of one publisher's feeds have the id of the first, whichever of them they resemble."""
    feeds = [make.feed(id, name, url="") for id, name in (("1", "Holm Echo"), ("2", "Holm Echo Sport"), ("3", "Holm Echo Sport"))]
    assert group_publishers(feeds, SECTIONS) == dict.fromkeys("123", "1")
