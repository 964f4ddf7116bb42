from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MPEGInfo

from briefing.model.episode import Chapter, Episode
from briefing.model.errors import Faulty
from briefing.publish.build import ALGORITHMIC
from briefing.publish.tags import to_iso639, write_tags
from tests.publish import given
from tests.support.make import show, site

EPISODE = given.package().episode


def tagged(episode: Episode = EPISODE) -> bytes:
    """A tagged MP3."""
    return write_tags(given.mp3(), episode, show(), site(), given.COVER)


def read(data: bytes) -> ID3:
    """The tags as mutagen reads them."""
    reader: Callable[..., ID3] = ID3  # mutagen is untyped
    return reader(BytesIO(data))


def length(data: bytes) -> float:
    """The seconds a player shows, from the Xing header."""
    reader: Callable[..., MPEGInfo] = MPEGInfo  # mutagen is untyped
    return float(reader(BytesIO(data), read(data).size if data[:3] == b"ID3" else 0).length)


def titles(id3: ID3) -> list[str]:
    """The chapters' titles in the order in which they stand in the file."""
    return [str(id3[key].sub_frames["TIT2"]) for key in id3 if key.startswith("CHAP")]


def test_what_a_player_shows() -> None:
    """Title, show, author, date, language, cover and the disclosure are there, in ID3v2.4."""
    id3 = read(tagged())
    assert id3.version == (2, 4, 0)
    assert str(id3["TIT2"]) == "The Morning Briefing: Sunday, 22 November 2026"
    assert str(id3["TALB"]) == "The Morning Briefing"
    assert str(id3["TPE1"]) == "Example Newsroom"
    assert str(id3["TDRC"]) == "2026-11-22"
    assert str(id3["TLAN"]) == "eng"
    assert id3["COMM::eng"].text == ["This audio is created with AI assistance."]
    assert id3["TXXX:AI_DISCLOSURE"].text == ["This audio is created with AI assistance."]
    assert id3["TXXX:DigitalSourceType"].text == [ALGORITHMIC]
    assert id3["APIC:"].data == given.COVER
    assert not any(key.startswith("SYLT") for key in id3)  # c2pa would wipe all tags


def test_chapters_stand_in_the_file_as_they_are_heard() -> None:
    """A long title first does not move after a short one, as it would when mutagen sorts by length."""
    chapters = tuple(Chapter(n * 5.0, n * 5.0 + 5, "x" * (90 - 10 * n), "https://news.example/") for n in range(7))
    id3 = read(tagged(replace(EPISODE, chapters=chapters)))
    assert titles(id3) == [chapter.title for chapter in chapters]
    assert id3["CTOC:toc"].child_element_ids == [id3[key].element_id for key in id3 if key.startswith("CHAP")]
    assert [id3[key].start_time for key in id3 if key.startswith("CHAP")] == [n * 5000 for n in range(7)]
    assert id3["CHAP:chp0"].sub_frames["WXXX:"].url == "https://news.example/"


def test_the_sound_stays_byte_for_byte() -> None:
    """The tag stands in front, the audio after it is unchanged, and a player reads the same length."""
    data = tagged()
    assert data.endswith(given.mp3())
    assert length(data) == length(given.mp3())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("Bridge\x00opens", "Bridgeopens", id="NUL would end the text"),
        pytest.param("Bridge\nopens\x1b[31m", "Bridge opens[31m", id="control characters"),
        pytest.param("safe\u202egpj", "safegpj", id="bidi"),
        pytest.param("</script>]]>{{7*7}}", "</script>]]>{{7*7}}", id="markup means nothing here"),
        pytest.param("Міст у Львові 🌉", "Міст у Львові 🌉", id="any letters"),
        pytest.param("y" * 5000, "y" * 5000, id="very long"),
    ],
)
def test_hostile_titles(title: str, shown: str) -> None:
    """A title is one harmless line, in the file's tag and in its chapters."""
    chapters = (replace(EPISODE.chapters[0], title=title), *EPISODE.chapters[1:])
    id3 = read(tagged(replace(EPISODE, title=title, chapters=chapters)))
    assert str(id3["TIT2"]) == shown
    assert titles(id3)[0] == shown


def test_a_chapter_without_a_web_page_has_no_link() -> None:
    """An address that is not http(s) is left out."""
    chapters = (replace(EPISODE.chapters[0], url="javascript:alert(1)"), *EPISODE.chapters[1:])
    assert "WXXX:" not in read(tagged(replace(EPISODE, chapters=chapters)))["CHAP:chp0"].sub_frames


def test_what_cannot_be_tagged() -> None:
    """Tagging twice, nothing, or more chapters than ID3 can count is refused."""
    with pytest.raises(Faulty, match="has tags already"):
        write_tags(tagged(), EPISODE, show(), site(), given.COVER)
    with pytest.raises(Faulty, match="is empty"):
        write_tags(b"", EPISODE, show(), site(), given.COVER)
    with pytest.raises(Faulty, match="256 chapters"):
        tagged(replace(EPISODE, chapters=EPISODE.chapters[:1] * 256))


@pytest.mark.parametrize(
    ("tag", "three"), [("en-US", "eng"), ("uk", "ukr"), ("de-DE", "deu"), ("pl", "pol"), ("fil", "fil"), ("x", "und")], ids=str
)  # fmt: skip
def test_languages_have_three_letters(tag: str, three: str) -> None:
    """ID3 wants ISO 639-2."""
    assert to_iso639(tag) == three
