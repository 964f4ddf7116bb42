from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from uuid import uuid5

import pytest
from lxml import etree

from briefing.model.episode import Episode
from briefing.model.errors import Faulty
from briefing.publish.feed import GUIDS, NAMESPACES, build_feed, make_absolute, make_podcast_guid
from briefing.publish.feed_check import check_feed
from tests.publish import given
from tests.publish.test_documents import HOSTILE
from tests.support.make import NOW, show, site

EPISODE = given.package().episode
OLDER = replace(EPISODE, guid="morning-2026-11-21", edition="morning-2026-11-21", published=NOW - timedelta(days=1))


def made(link: str = "https://example.org/briefing", episodes: Sequence[Episode] = (EPISODE, OLDER)) -> bytes:
    """A feed."""
    return build_feed(
        show(), site(link), given.ENGLISH, episodes, cover="cover-x.jpg", guid=make_podcast_guid(site(link), "morning")
    )


def text(data: bytes, path: str) -> str:
    """What an XPath gives, as text."""
    return str(etree.fromstring(data).xpath(f"string({path})", namespaces=NAMESPACES))


def test_the_channel_has_what_directories_ask_for() -> None:
    """Title, language, category, owner, cover, address of itself, guid, and that it is made with AI."""
    data = made()
    said = {
        "//channel/title": "The Morning Briefing",
        "//channel/link": "https://example.org/briefing/morning/index.html",
        "//channel/language": "en-US",
        "//channel/itunes:author": "Example Newsroom",
        "//channel/itunes:owner/itunes:email": "news@example.org",
        "//channel/itunes:category/@text": "News",
        "//channel/itunes:explicit": "false",
        "//channel/itunes:image/@href": "https://example.org/briefing/morning/cover-x.jpg",
        "//channel/atom:link/@href": "https://example.org/briefing/morning/feed.xml",
        "//channel/podcast:txt[@purpose='ai-content']": "true",
        "//channel/lastBuildDate": "Sun, 22 Nov 2026 04:00:00 +0000",
    }
    assert {path: text(data, path) for path in said} == said


def test_an_item_has_what_players_ask_for() -> None:
    """A guid that is no link, date, sound with its length, duration, transcript, chapters, and that it is made with AI."""
    data, folder = made(), "https://example.org/briefing/morning/2026-11-22"
    said = {
        "//item/guid[@isPermaLink='false']": "morning-2026-11-22",
        "//item/link": f"{folder}/index.html",
        "//item/enclosure/@url": f"{folder}/morning-2026-11-22.mp3",
        "//item/enclosure/@length": str(EPISODE.size),
        "//item/enclosure/@type": "audio/mpeg",
        "//item/itunes:duration": str(round(EPISODE.duration)),
        "//item/podcast:transcript[@type='text/vtt']/@url": f"{folder}/transcript.vtt",
        "//item/podcast:chapters[@type='application/json+chapters']/@url": f"{folder}/chapters.json",
        "//item/podcast:txt[@purpose='ai-content']": "true",
    }
    assert {path: text(data, path) for path in said} == said
    assert parsedate_to_datetime(text(data, "//item/pubDate")) == NOW


def test_the_description_carries_chapters_sources_and_the_disclosure() -> None:
    """Players that know no other chapters find time stamps a line, the first 00:00; sources are links in the rich form."""
    lines = text(made(), "//item/description").split("\n")
    assert lines[lines.index("00:00 Opening") + 1] == "00:08 Bridge opens in Lviv"
    assert "Example News: Bridge opens in Lviv https://news.example/bridge?id=7" in lines
    assert lines[-1] == "This audio is created with AI assistance."
    assert '<a href="https://news.example/bridge?id=7"' in text(made(), "//item/content:encoded")


def test_the_guid_of_a_show_is_that_of_its_address() -> None:
    """UUIDv5 of the feed's address without its scheme, and the namespace gives podcastindex.org's example; or none."""
    assert str(uuid5(GUIDS, "mp3s.nashownotes.com/pc20rss.xml")) == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert make_podcast_guid(site("https://example.org/briefing"), "morning") == str(
        uuid5(GUIDS, "example.org/briefing/morning/feed.xml")
    )
    assert make_podcast_guid(site(""), "morning") == ""
    assert "podcast:guid" not in made("").decode()


def test_notes_begin_with_the_disclosure() -> None:
    """What a player shows of an episode says first that it is made with AI, then its chapters, in order."""
    notes = text(made(), "//item/content:encoded")
    first, chapters, *_ = [" ".join(line.split()) for line in notes.replace("<p>", "").split("</p>")]
    assert EPISODE.disclosure.text
    assert first == EPISODE.disclosure.text
    assert [part.strip().split(" ", 1)[1] for part in chapters.split("<br>") if part.strip()] == [
        chapter.title for chapter in EPISODE.chapters
    ]


def test_without_a_site_link_addresses_are_relative_until_served() -> None:
    """On disk every address of ours is relative; `absolute` fills in where the feed was asked for, and touches no other link."""
    relative = made("")
    assert b"example.org" not in relative.replace(b"news@example.org", b"")
    served = make_absolute(relative, "http://localhost:8000")
    assert text(served, "//item/enclosure/@url") == "http://localhost:8000/morning/2026-11-22/morning-2026-11-22.mp3"
    assert text(served, "//channel/atom:link/@href") == "http://localhost:8000/morning/feed.xml"
    assert text(served, "//channel/link") == "http://localhost:8000/morning/index.html"
    assert text(served, "//item/content:encoded") == text(relative, "//item/content:encoded")
    check_feed(served, {EPISODE.guid: EPISODE.size, OLDER.guid: OLDER.size})
    assert make_absolute(made(), "http://localhost:8000").count(b"localhost") == 0


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(title: str) -> None:
    """The feed stays well-formed, and a title is one title."""
    episode = given.package(given.run([given.hostile(title)])).episode
    data = build_feed(show(title=title), site(), given.ENGLISH, [replace(episode, title=title)], cover="c.jpg", guid="")
    check_feed(data, {episode.guid: episode.size})
    notes = text(data, "//item/content:encoded")
    assert "<script" not in notes
    assert 'onmouseover="' not in notes
    assert "javascript:" not in "".join(etree.fromstring(data).xpath("//link/text() | //@url | //@href"))  # type: ignore[arg-type]  # texts


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(b"</rss>", b"", "is not XML", id="cut off"),
        pytest.param(b"rss", b"xss", "is not RSS", id="something else"),
        pytest.param(b"<language>en-US</language>", b"", "the channel has no language", id="no language"),
        pytest.param(b"<itunes:image href", b"<itunes:image src", "has no itunes:image", id="no cover"),
        pytest.param(b'length="', b'length="9', "bytes, it has", id="length is wrong"),
        pytest.param(b"<pubDate>Sun, 22 Nov", b"<pubDate>Someday", "no date that can be read", id="date"),
        pytest.param(b"morning-2026-11-21</guid>", b"morning-2026-11-22</guid>", "not the same ones", id="one episode twice"),
        pytest.param(b'purpose="ai-content"', b'purpose="x"', "has no podcast:txt", id="AI mark"),
    ],
)
def test_a_feed_that_is_not_fit_to_be_seen(old: bytes, new: bytes, fault: str) -> None:
    """Each fault is found before the feed replaces the one listeners have."""
    data, sizes = made(), {EPISODE.guid: EPISODE.size, OLDER.guid: OLDER.size}
    check_feed(data, sizes)
    assert old in data
    with pytest.raises(Faulty, match=fault):
        check_feed(data.replace(old, new), sizes)
