from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from briefing.publish.page import get_feed_address, list_apps
from briefing.publish.sections import build_sections, format_passage
from tests.publish import given
from tests.support.make import show, site

PLAIN = build_sections(given.package().episode)
TITLED = build_sections(given.package(given.run(titled=True), seconds=60).episode)


def test_the_line_that_reads_the_title_heads_its_story() -> None:
    """Who reports it comes before, its sentences after, and nothing is lost or told twice."""
    story = TITLED[1]
    assert story.head
    assert story.head.text == story.chapter.title == "Bridge opens in Lviv"
    assert [cue.text for cue in story.lead] == ["Example News reports."]
    assert story.body[0].text == "The bridge over the Poltva opened at noon on Saturday."
    assert (*story.lead, story.head, *story.body) == story.cues


def test_a_story_whose_title_is_not_read_is_all_body() -> None:
    """Without such a line the chapter's own title heads it."""
    assert all(part.head is None and part.lead == () and part.body == part.cues for part in PLAIN)


def test_every_line_has_the_number_of_its_reference() -> None:
    """A headline leads to the page, a sentence to its very words there, a template nowhere, a source without a page to the list."""
    reports, title, first, *_ = TITLED[1].cues
    url = TITLED[1].references[0].url
    assert TITLED[1].footnotes(reports) == ()
    assert [(note.number, note.url) for note in TITLED[1].footnotes(title)] == [(1, url)]
    assert TITLED[1].footnotes(first)[0].url == f"{url}#:~:text=The%20bridge%20over%20the,at%20noon%20on%20Saturday."
    assert TITLED[3].footnotes(TITLED[3].body[0])[0].url == ""


@pytest.mark.parametrize(
    ("url", "words", "added"),
    [
        pytest.param("https://a.example/", "Rail strike ends.", "#:~:text=Rail%20strike%20ends.", id="short: whole"),
        pytest.param("https://a.example/", "1 2 3 4 5 6 7 8 9", "#:~:text=1%202%203%204,6%207%208%209", id="long: its ends"),
        pytest.param("https://a.example/#p2", "So-so, he said", ":~:text=So%2Dso%2C%20he%20said", id="hyphen, comma, fragment"),
        pytest.param("https://a.example/", " \u202e ", "", id="nothing to find"),
        pytest.param("", "Rail strike ends.", "", id="no page"),
    ],
)
def test_a_passage_names_the_words(url: str, words: str, added: str) -> None:
    """The address is the page's, and a browser finds the words in it."""
    assert format_passage(url, words) == url + added


@settings(max_examples=50)
@examples(st.text(min_size=1, max_size=200))
def test_any_words_make_a_sound_address(words: str) -> None:
    """Whatever is quoted, the page stays the same, and what is looked for begins and ends the quotation."""
    made = format_passage("https://a.example/x", words)
    page, _, looked = made.partition("#:~:text=")
    assert page == "https://a.example/x"
    assert made.isascii()
    assert urlsplit(made).netloc == "a.example"
    folded = " ".join(words.split())
    if looked and folded.isprintable():
        first, *last = (unquote(part) for part in looked.split(","))
        assert folded.startswith(first)
        assert folded.endswith(last[0] if last else first)


def test_apps_are_given_the_feed() -> None:
    """Each app's link carries the feed's whole address; a site that does not know its own offers none."""
    assert get_feed_address(show(), site("")) == ""
    assert list_apps("") == ()
    found = list_apps(get_feed_address(show(), site("https://news.example:8443/b")))
    assert [app.url for app in found] == [
        "podcast://news.example:8443/b/morning/feed.xml",
        "pktc://subscribe/news.example:8443/b/morning/feed.xml",
        "overcast://x-callback-url/add?url=https%3A%2F%2Fnews.example%3A8443%2Fb%2Fmorning%2Ffeed.xml",
        "antennapod-subscribe://news.example:8443/b/morning/feed.xml",
    ]
