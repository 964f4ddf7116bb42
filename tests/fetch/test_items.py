"""Raw entries to items."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest

from briefing.fetch.items import Origin, build_items
from briefing.fetch.raw import Raw
from briefing.model.news import Item
from tests.support.make import NOW

URL = "https://feeds.example/rss?token=s3cr3t"
PAGE = "https://news.example/"


def _raw(
    title: str = "Bridge opens", *bodies: str, guid: str = "", link: str = "/1", author: str = "", published: datetime | None = NOW,
    caption: str = "",
) -> Raw:  # fmt: skip
    bodies = bodies or ("It opened.",)
    return Raw(guid=guid, link=link, title=title, bodies=bodies, author=author, published=published, caption=caption)


def _items(*entries: Raw, feed: str = "f", url: str = URL, page: str = PAGE, now: datetime = NOW, **more: str) -> tuple[Item, ...]:
    return build_items(entries, Origin(feed, url, page, now, **more)).items


def _one(entry: Raw, **more: str) -> Item:
    (made,) = _items(entry, **more)  # type: ignore[arg-type]  # only words are given here, never `now`
    return made


def test_cleaned() -> None:
    """Title, text and author are plain text, the link is whole."""
    made = _one(_raw("A <b>bridge</b>", "<p>The long one.</p><p>It goes on.</p>", author="<i>Ann</i>"))
    assert (made.title, made.text, made.author) == ("A bridge", "The long one.\nIt goes on.", "Ann")
    assert made.url == "https://news.example/1"


def test_a_caption_is_no_text() -> None:
    """What an entry says of its picture is never its text, however long it is."""
    assert (
        _one(_raw("a", "The bridge opened.", caption="A woman waves a flag on the new bridge in Lviv.")).text
        == "The bridge opened."
    )


def test_what_a_caption_identified_keeps_its_id() -> None:
    """An entry without guid and link has the id that its longest text gave it in older releases, caption or not."""
    told = _raw("a", "It opened.", link="", caption="A woman waves a flag.")
    assert _one(told).id == _one(_raw("a", "A woman waves a flag.", link="")).id


@pytest.mark.parametrize(
    ("entry", "former"),
    [
        pytest.param(_raw("a", "It opened."), "", id="one text"),
        pytest.param(_raw("a", "It opened.", caption="By day."), "", id="a short caption"),
        pytest.param(_raw("a", "It opened.", caption="A woman waves."), "A woman waves.", id="a long caption"),
        pytest.param(_raw("a", "It opened.", "<p>Rain fell all day.</p>"), "Rain fell all day.", id="a content that adds"),
        pytest.param(_raw("a", "It opened…", "<p>It opened at noon.</p>"), "", id="a content that goes on"),
    ],
)
def test_former_versions(entry: Raw, former: str) -> None:
    """The version that older releases gave is told where it was another, so that no item counts as changed."""
    built = build_items([entry], Origin("f", URL, PAGE, NOW))
    expected = {built.items[0].version: hashlib.sha256(f"a\n{former}".encode()).hexdigest()[:12]} if former else {}
    assert built.formerly == expected


def test_a_habit_changes_texts_and_no_version() -> None:
    """An item has the same id and version whether its feed's other entries show a habit or not; its text has the full stop."""
    entries = [_raw(f"a{n}", f"The council of town {n} met" + " again" * n, link=f"/{n}") for n in range(6)]
    alone, together = _one(entries[0]), _items(*entries)[0]
    assert (alone.id, alone.version) == (together.id, together.version)
    assert (alone.text, together.text) == ("The council of town 0 met", "The council of town 0 met.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(_raw("a", guid="g", link="/1"), _raw("b", guid="g", link="/2"), id="guid before link"),
        pytest.param(_raw("a", link="/1"), _raw("b", link="/1"), id="link before words"),
        pytest.param(_raw("a", "x", link=""), _raw("a", "x", link="", published=None), id="words"),
    ],
)
def test_identity(one: Raw, other: Raw) -> None:
    """An entry is the same as long as its guid is, without one its link, without both its words."""
    assert _one(one).id == _one(other).id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(_raw("a", guid="g"), _raw("a", guid="h"), id="guid"),
        pytest.param(_raw("a", link="/1"), _raw("a", link="/2"), id="link"),
        pytest.param(_raw("a", "x", link=""), _raw("a", "y", link=""), id="words"),
    ],
)
def test_difference(one: Raw, other: Raw) -> None:
    """Entries that differ in what identifies them are two."""
    assert _one(one).id != _one(other).id


def test_identity_belongs_to_the_feed() -> None:
    """The same guid in two feeds makes two items."""
    entry = _raw(guid="g")
    assert _one(entry, feed="f").id != _one(entry, feed="g").id


def test_version_is_the_hash_of_the_words() -> None:
    """The version is made of title and text, so changed words are a new version of the same item."""
    old, new = _one(_raw("a", "x", guid="g")), _one(_raw("a", "y", guid="g"))
    assert old.id == new.id
    assert len(old.id) == 16
    assert (old.version, new.version) == tuple(hashlib.sha256(f"a\n{text}".encode()).hexdigest()[:12] for text in "xy")


@pytest.mark.parametrize(
    ("published", "expected", "dated"),
    [
        pytest.param(NOW - timedelta(days=1), NOW - timedelta(days=1), True, id="past"),
        pytest.param(NOW + timedelta(hours=1), NOW + timedelta(hours=1), True, id="an hour ahead"),
        pytest.param(NOW + timedelta(hours=1, seconds=1), NOW, False, id="more than an hour ahead"),
        pytest.param(None, NOW, False, id="undated"),
    ],
)
def test_when(published: datetime | None, expected: datetime, dated: bool) -> None:
    """An entry without a usable date counts as published when first seen, and says so."""
    made = _one(_raw(published=published))
    assert (made.published, made.dated, made.seen) == (expected, dated, NOW)


@pytest.mark.parametrize(
    ("entry", "page", "url"),
    [
        pytest.param(_raw(link="a/b"), PAGE, "https://news.example/a/b", id="against the feed's page"),
        pytest.param(_raw(link="/a"), "", "https://feeds.example/a", id="against the feed's address"),
        pytest.param(_raw(link="javascript:alert(1)"), PAGE, "", id="javascript"),
        pytest.param(_raw(link="", guid="https://news.example/g"), PAGE, "https://news.example/g", id="guid is an address"),
        pytest.param(_raw(link="", guid="tag:news"), PAGE, "", id="guid is none"),
        pytest.param(_raw(link="http://[::1"), PAGE, "", id="broken"),
        pytest.param(_raw(link="https://news.example/?t=s3cr3t&a=1"), PAGE, "https://news.example/?a=1", id="the feed's token"),
        pytest.param(_raw(link="https://u:p@news.example/1"), PAGE, "https://news.example/1", id="credentials"),
    ],
)
def test_link(entry: Raw, page: str, url: str) -> None:
    """Links are whole web addresses without secrets, or nothing."""
    assert _one(entry, page=page).url == url


def test_entries_without_words_are_left_out() -> None:
    """An entry with neither title nor text is no item; one of the two is enough."""
    kept = _items(_raw("<script>x</script>", " ", link="/1"), _raw("Title", " ", link="/2"), _raw("", "Text", link="/3"))
    assert [(item.title, item.text) for item in kept] == [("Title", ""), ("", "Text")]


def test_of_doubles_the_first_stays() -> None:
    """Two entries of the same identity and words are one item; whether others are is told by what is kept under the id."""
    twice = _items(_raw("a", guid="g", link="/1"), _raw("a", guid="g", link="/2"), _raw("b", guid="g"), _raw("c", guid="h"))
    assert [item.title for item in twice] == ["a", "b", "c"]
    assert twice[0].url.endswith("/1")


def test_endless_words_are_cut_where_one_can_see_it() -> None:
    """A text beyond any reason is cut at a space and ends with the sign of a cut."""
    made = _one(_raw("word " * 1000, "word " * 100_000))
    assert len(made.title) <= 500
    assert len(made.text) <= 50_000
    assert made.title.endswith("word…")
    assert made.text.endswith("word…")
