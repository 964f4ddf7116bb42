"""Lists of feeds from strangers: broken, hostile, huge."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import opml
from briefing.config.opml import MAX_BYTES, Outline, parse_opml, render_opml
from briefing.config.subscribe import FeedEntry, choose_feeds
from briefing.model.errors import Faulty
from tests.support import make

DOCTYPE = b"<!DOCTYPE o [%s]>"
LAUGHS = b"<!ENTITY a 'aaaaaaaaaa'>" + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(10))
PASSWD = b'<!ENTITY x SYSTEM "file:///etc/passwd">'
MANY = b" ".join(b'a%d="1"' % number for number in range(100_000))


def listed(*outlines: bytes) -> bytes:
    """An OPML file with these outlines."""
    return b'<?xml version="1.0"?><opml version="2.0"><body>' + b"".join(outlines) + b"</body></opml>"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(listed(b'<outline text="A" xmlUrl="https://a/?x=1&amp;y=2"/>'), [("https://a/?x=1&y=2", "A")], id="right"),
        pytest.param(
            listed(b'<outline text="A & B" xmlUrl="https://a/?x=1&y=2"/>'), [("https://a/?x=1&y=2", "A & B")], id="bare &"
        ),
        pytest.param(listed(b'<outline text="A" xmlUrl=https://a/ />'), [("https://a/", "A")], id="no quotes"),
        pytest.param(listed(b'<outline text="T"><outline xmlUrl="https://a/">'), [("https://a/", "")], id="no end"),
        pytest.param(listed(b'<outline xmlurl="https://a/" title="N" text="long"/>'), [("https://a/", "N")], id="lower case"),
        pytest.param(b"\n\n" + listed(b'<outline xmlUrl="https://a/"/>'), [("https://a/", "")], id="blank lines first"),
        pytest.param(listed('<outline text="Новини" xmlUrl="https://a/"/>'.encode()), [("https://a/", "Новини")], id="utf-8"),
        pytest.param(
            '<?xml version="1.0" encoding="windows-1251"?><opml><outline text="Новини" xmlUrl="https://a/"/></opml>'.encode(
                "cp1251"
            ),
            [("https://a/", "Новини")],
            id="declared encoding",
        ),
        pytest.param('<opml><outline text="Ж" xmlUrl="https://a/"/></opml>'.encode("utf-16"), [("https://a/", "Ж")], id="utf-16"),
        pytest.param(listed(b'<outline text="caf\xe9" xmlUrl="https://a/"/>'), [("https://a/", "café")], id="wrong encoding"),
        pytest.param(listed(b'<outline text="only a group"/>'), [], id="no feed"),
    ],
)
def test_what_lists_in_the_wild_look_like(data: bytes, found: list[tuple[str, str]]) -> None:
    """Addresses and names come out of lists that are not XML, in any encoding."""
    assert [(outline.url, outline.name) for outline in parse_opml(data, "list.opml")] == found


@pytest.mark.parametrize(
    ("data", "outlines"),
    [
        pytest.param(DOCTYPE % LAUGHS + listed(b'<outline text="&k;" xmlUrl="https://a/"/>'), 1, id="billion laughs"),
        pytest.param(DOCTYPE % PASSWD + listed(b'<outline text="&x;" xmlUrl="https://a/"/>'), 1, id="external entity"),
        pytest.param(listed(b'<outline text="x">' * 100_000), 0, id="100,000 levels"),
        pytest.param(listed(b'<outline xmlUrl="https://a/"/>' * 10_000), 10_000, id="10,000 outlines"),
        pytest.param(listed(b"<outline " + MANY + b' xmlUrl="https://a/"/>'), 1, id="100,000 attributes"),
    ],
)
def test_bombs_do_not_go_off(data: bytes, outlines: int) -> None:
    """No entity is expanded and no file read, whatever is nested in whatever, within a second or two."""
    start = time.process_time()
    found = parse_opml(data, "list.opml")
    assert len(found) == outlines
    assert all(outline.name in ("", "&k;", "&x;") for outline in found)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "there is no <opml> in it", id="empty"),
        pytest.param(b"<html><body>log in</body></html>", "there is no <opml> in it", id="a web page"),
        pytest.param(bytes(1000), "is no OPML", id="zeros"),
        pytest.param(b"<opml>" + bytes(MAX_BYTES), "is larger than 5 MB", id="huge"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, said: str) -> None:
    """A file without <opml>, or larger than any list, is faulty, and the message names it."""
    with pytest.raises(Faulty, match=r"^list\.opml: ") as caught:
        parse_opml(data, "list.opml")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("javascript:alert(1)", "is no http or https address", id="script"),
        pytest.param("file:///etc/passwd", "is no http or https address", id="file"),
        pytest.param("https://evil.example/?k=${AWS_SECRET}", "holds ${", id="environment"),
        pytest.param("https://me:hunter2@a.example/rss", "holds a password", id="password"),
        pytest.param("https://a.example/" + "x" * 2000, "is longer than 2000", id="long"),
        pytest.param("https://a.example/\x1b[2J", "is no http or https address", id="control character"),
        pytest.param("https://known.example/rss", "is there already", id="there already"),
    ],
)
def test_what_may_not_come_in_is_left_out_with_its_reason(url: str, reason: str) -> None:
    """An address that could not stand in feeds.yaml, or would send its secrets away, is refused by name."""
    known = [opml_id("https://known.example/rss")]
    found = choose_feeds([Outline(url, "N"), Outline("https://good.example/", "G")], known)
    assert [entry.url for entry in found.new] == ["https://good.example/"]
    ((refused, why),) = found.refused
    assert refused == url
    assert reason in why


def opml_id(url: str) -> str:
    """A feed's id."""
    from briefing.config.addresses import make_feed_id

    return make_feed_id(url)


def test_one_address_twice_is_one_feed() -> None:
    """The second of two equal addresses is left out, though its password differs."""
    found = choose_feeds([Outline("https://a.example/", "A"), Outline("https://a.example/", "B")], ())
    assert found.new == (FeedEntry("https://a.example/", "A", 1.0),)
    assert found.refused == (("https://a.example/", "is there already"),)


def test_rights_do_not_travel() -> None:
    """A list that claims its texts may be read whole gets a note and no rights."""
    found = choose_feeds([Outline("https://a.example/", "A", "2.5", "own")], ())
    assert found.new == (FeedEntry("https://a.example/", "A", 2.5),)
    assert "rights: own" in found.notes[0][1]


def test_a_list_opens_no_network() -> None:
    """A list that claims its feed may be private gets a note, and the feed is added as any other."""
    found = choose_feeds([Outline("http://10.0.0.5:8080/rss", "A", private="true")], ())
    assert found.new == (FeedEntry("http://10.0.0.5:8080/rss", "A", 1.0),)
    assert "private: true" in found.notes[0][1]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("A\n  B\t", "A B", id="white space"),
        pytest.param("A\x1b[31m\u202eB\x00\ud800", "A[31mB", id="control, direction, surrogate"),
        pytest.param("${HOME}", "", id="environment"),
        pytest.param("x" * 300, "x" * 100, id="long"),
    ],
)
def test_names_become_fit_for_feeds_yaml(name: str, kept: str) -> None:
    """A name is one printable line of at most 100 characters, and never takes anything from the environment."""
    assert choose_feeds([Outline("https://a.example/", name)], ()).new[0].name == kept


@pytest.mark.parametrize("weight", ["-1", "nan", "inf", "1001", "heavy", ""])
def test_a_weight_that_is_none_is_one(weight: str) -> None:
    """What is no weight of feeds.yaml counts as none."""
    assert choose_feeds([Outline("https://a.example/", "A", weight)], ()).new[0].weight == 1


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(NAMES, st.floats(0, 1000)), max_size=5), NAMES)
def test_what_is_written_reads_back(feeds: list[tuple[str, float]], title: str) -> None:
    """Any names and weights survive the way out and in, in their order."""
    there = [make.feed(f"{number:012x}", name, weight) for number, (name, weight) in enumerate(feeds)]
    back = parse_opml(render_opml(title, {title: there}), "f")
    assert [(outline.url, outline.name) for outline in back] == [(feed.url, feed.name) for feed in there]
    assert [float(outline.weight) for outline in back] == pytest.approx([feed.weight for feed in there])


def test_the_namespace_is_declared() -> None:
    """What is written is XML by the book: a strict parser reads it, our attributes in a namespace of their own."""
    from lxml import etree

    root = etree.fromstring(render_opml("S & T", {"A <b>": [make.feed()]}))
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "S & T"
    group = root.find("body/outline")
    assert group is not None
    assert group.get("text") == "A <b>"
    assert group[0].get(f"{{{opml.NAMESPACE}}}weight") == "1"
    assert group[0].get("type") == "rss"
