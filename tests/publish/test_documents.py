from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from typing import cast
from urllib.parse import urlsplit

import pytest
from lxml import html

from briefing.languages import list_languages, load_language
from briefing.model.episode import Correction
from briefing.publish.build import Package
from briefing.publish.documents import build_documents
from briefing.publish.page import ShowPage, render_show_notes, render_show_page, render_site_page
from tests.publish import given
from tests.support.make import item, show, site

PACKAGE = given.package()
HOSTILE = [
    pytest.param("</script><script>alert(1)</script>", id="ends a script"),
    pytest.param("]]><x>", id="ends CDATA"),
    pytest.param("{{7*7}}{% raw %}", id="template"),
    pytest.param("a\x00b\x1b[31m", id="control characters"),
    pytest.param("safe\u202egpj.exe", id="bidi"),
    pytest.param("long " * 1000, id="5000 characters"),
    pytest.param("00:00:01.000 --> 00:00:02.000\n\nNOTE x", id="WebVTT"),
    pytest.param('" onmouseover="alert(1)', id="ends an attribute"),
    pytest.param("# [x](javascript:alert(1)) `*_", id="Markdown"),
]


def cues(vtt: str) -> list[tuple[str, str, str]]:
    """Id, times and text of each cue, as the WebVTT parser finds its blocks."""
    head, *blocks = re.split(r"\n{2,}", vtt.rstrip("\n"))
    assert head == "WEBVTT"
    told = [block.split("\n") for block in blocks if not block.startswith("NOTE")]
    assert all(len(block) == 3 and " --> " in block[1] for block in told)
    return [(block[0], block[1], unescape(block[2])) for block in told]


def found(page: html.HtmlElement, path: str) -> list[str]:
    """What a path selects; elements as their names."""
    return [node if isinstance(node, str) else str(node.tag) for node in cast("list[str | html.HtmlElement]", page.xpath(path))]


def poisoned(title: str) -> Package:
    """An episode that tells an item with such a title, whose first line says it too."""
    story = given.hostile(title)
    return given.package(given.run([story]), show=show(title=f"Show {title}"))


def test_the_transcript_says_what_is_said() -> None:
    """One cue a line, named by the line, with its times; the disclosure is its first note."""
    vtt = PACKAGE.files["transcript.vtt"].decode()
    assert cues(vtt)[0] == ("opening-1", "00:00:00.500 --> 00:00:03.000", "Sunday, 22 November 2026.")
    assert [text for _, _, text in cues(vtt)] == [cue.text for cue in PACKAGE.episode.cues]
    assert vtt.split("\n\n")[1].startswith("NOTE ")
    assert "This audio is created with AI assistance." in vtt.split("\n\n")[1]


def test_chapters_for_podcast_apps() -> None:
    """Version 1.2, starts in order, links where there is a page."""
    body = json.loads(PACKAGE.files["chapters.json"])
    assert body["version"] == "1.2.0"
    assert [entry["startTime"] for entry in body["chapters"]] == [chapter.start for chapter in PACKAGE.episode.chapters]
    assert body["chapters"][1]["url"] == "https://news.example/bridge?id=7"
    assert "url" not in body["chapters"][0]


def test_the_script_can_be_read_and_checked() -> None:
    """Markdown with the disclosure, every line and a link to every source."""
    script = PACKAGE.files["script.md"].decode()
    assert script.startswith("# The Morning Briefing: Sunday, 22 November 2026\n\n*This audio is created with AI assistance.*")
    assert all(cue.text in script for cue in PACKAGE.episode.cues)
    assert "- Example News: [Bridge opens in Lviv](<https://news.example/bridge?id=7>)" in script


def test_the_page_is_whole_in_itself() -> None:
    """Player, chapters, lines and sources stand in it; the language is declared; other sites learn nothing of it."""
    page = html.fromstring(PACKAGE.files["index.html"])
    assert page.get("lang") == "en-US"
    assert found(page, "//audio/@src") == ["morning-2026-11-22.mp3"]
    assert len(found(page, "//ol[@class='chapters']/li")) == len(PACKAGE.episode.chapters)
    assert found(page, "//a[starts-with(@class, 'line')]/text()") == [cue.text for cue in PACKAGE.episode.cues]
    assert "This audio is created with AI assistance." in found(page, "//p[@class='ai']/text()")[-1]
    assert not found(page, "//track | //iframe | //script[@src] | //link[@rel='stylesheet']")
    assert found(page, "//meta[@name='referrer']/@content") == ["no-referrer"]
    assert not found(page, "//a[@target]")


def test_without_script_every_place_is_still_a_link() -> None:
    """Chapters and lines open the sound at their time by media fragment."""
    page = html.fromstring(PACKAGE.files["index.html"])
    assert found(page, "//a[@class='line']/@href")[1] == "morning-2026-11-22.mp3#t=3.25"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(title: str) -> None:
    """No element, attribute, cue, link or script comes out of a title, in any file."""
    made = poisoned(title)
    page = html.fromstring(made.files["index.html"])
    plain = html.fromstring(given.package(given.run([given.STORIES[0]])).files["index.html"])
    for path in ("//script", "//section", "//ol", "//@onmouseover", "//meta"):
        assert len(found(page, path)) == len(found(plain, path))
    assert all(urlsplit(str(href)).scheme in ("", "http", "https", "data") for href in found(page, "//@href | //@src"))
    assert len(cues(made.files["transcript.vtt"].decode())) == len(made.episode.cues)
    assert [entry["title"] for entry in json.loads(made.files["chapters.json"])["chapters"]] == [
        chapter.title for chapter in made.episode.chapters
    ]
    assert not re.search(r"(?<!\\)[<\[]", made.files["script.md"].decode())
    for name in ("index.html", "transcript.vtt", "script.md", "chapters.json"):
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", made.files[name].decode()), name
        assert "49" not in made.files[name].decode() or "{{" not in title, name


def test_the_show_page_lists_its_episodes_newest_first() -> None:
    """Cover, description, AI label, the feed to subscribe to, and a link to each episode."""
    page = html.fromstring(render_show_page(ShowPage(show(), given.ENGLISH, [PACKAGE.episode], "cover-x.jpg"), site()))
    assert found(page, "//img/@src") == ["cover-x.jpg"]
    assert found(page, "//h2[@id='subscribe']/a/@href") == ["feed.xml"]
    assert found(page, "//ol[@class='episodes']/li/p/a/@href") == ["2026-11-22/index.html"]
    assert "This audio is created with AI assistance." in found(page, "//p[@class='ai']/text()")[-1]


def test_the_site_page_shows_all_shows() -> None:
    """Each show with a link to it and to its newest episodes, at most three."""
    shelves = [ShowPage(show(key), given.ENGLISH, [PACKAGE.episode] * 5, "cover-x.jpg") for key in ("morning", "evening")]
    page = html.fromstring(render_site_page(shelves, site()))
    assert found(page, "//h2/a/@href") == ["morning/index.html", "evening/index.html"]
    assert found(page, "//ol/li/p/a/@href") == ["morning/2026-11-22/index.html"] * 3 + ["evening/2026-11-22/index.html"] * 3


@pytest.mark.parametrize("code", list_languages())
def test_every_language_has_the_words_of_all_pages(code: str) -> None:
    """A word that a template asks for and a pack lacks is an error, not a hole in the page."""
    made, language = PACKAGE.episode, load_language(code)
    made = replace(made, language=code, corrections=(Correction(made.published, "mended"),))
    shelf = ShowPage(replace(show(), language=code), language, [made], "c.jpg")
    assert language.words["transcript"] in build_documents(made, shelf.show, site(), language, "c.jpg")["index.html"].decode()
    assert all((render_show_page(shelf, site()), render_site_page([shelf], site()), render_show_notes(made, language)))


def test_a_page_of_ten_stories_stays_small() -> None:
    """Ten stories of four sentences, with addresses as long as real ones, take less than 40 kB."""
    parts = ("northern", "southern", "eastern", "western")
    text = " ".join(f"The council of the {part} district approved the plan on Saturday, it said." for part in parts)
    address = f"https://news.example/{'long-path/' * 8}"
    stories = [item(f"District {n} approves the new plan", text, id=f"s{n}", url=f"{address}{n}") for n in range(10)]
    made = given.package(given.run(stories, titled=True))
    assert len(made.files["index.html"]) < 40_000


def test_pages_forbid_what_they_do_not_use() -> None:
    """Each page allows, by their hashes, its own style and its own script, and nothing else at all."""
    shelf = ShowPage(show(), given.ENGLISH, [PACKAGE.episode], "c.jpg")
    for text in (PACKAGE.files["index.html"].decode(), render_show_page(shelf, site()), render_site_page([shelf], site())):
        policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)[0]
        for tag, directive in (("style", "style-src"), ("script", "script-src")):
            inline = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            hashes = ["'sha256-" + b64encode(sha256(body.encode()).digest()).decode() + "'" for body in inline]
            allowed = " ".join(hashes) or "'none'"
            assert f"{directive} {allowed};" in policy
        assert policy.startswith("default-src 'none';")
        assert not re.search(r"unsafe|https?:", policy)


def test_a_headline_up_front_keeps_its_footnote_beside_it() -> None:
    """Headlines stand on lines of their own, each together with the number of its source."""
    titled = given.package(given.run(given.STORIES, titled=True)).episode
    chapters = tuple(replace(chapter, title=f"Not {chapter.title}") for chapter in titled.chapters)
    page = html.fromstring(
        build_documents(replace(titled, chapters=chapters), show(), site(), load_language("en"), "cover.jpg")["index.html"]
    )
    assert found(page, "//main//p/span[@class='headline']/a[@class='line']/text()") == [story.title for story in given.STORIES]
    assert found(page, "//main//p/span[@class='headline']/a[@class='note']/text()") == ["1", "1", "1"]
