"""HTML to plain text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch.clean import clean_line, clean_link, clean_text

HARD = [
    pytest.param("<p>A &amp; B</p><p>C</p>", "A & B\nC", id="paragraphs"),
    pytest.param("One.<br>Two<br/>Three", "One.\nTwo\nThree", id="line breaks"),
    pytest.param("<ul><li>a</li><li>b</li></ul>c", "a\nb\nc", id="list"),
    pytest.param("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", "a b\nc", id="table"),
    pytest.param("plain and\n   wrapped\n\nnext", "plain and wrapped\nnext", id="plain text, wrapped"),
    pytest.param("<p>hard\nwrapped</p>", "hard wrapped", id="wrapped inside a paragraph"),
    pytest.param("<b>M</b>r. S<em>mi</em>th", "Mr. Smith", id="inline elements join"),
    pytest.param("<script>if (a<b) alert('</p>')</script>Hi<style>p{}</style>", "Hi", id="script and style"),
    pytest.param("a<!-- <b>x</b> -->b<!-- unclosed <p>c", "ab", id="comments"),
    pytest.param("<figure><img><figcaption>Photo: X</figcaption></figure>Text", "Text", id="caption"),
    pytest.param("<figure><img alt='A flag'><div>A woman waves.</div></figure>Text", "Text", id="a figure without figcaption"),
    pytest.param("<img alt='A flag' title='A woman'>Text", "Text", id="alt text"),
    pytest.param("<p class='photo-caption'>A woman waves.</p><p>Text</p>", "Text", id="a caption by its class"),
    pytest.param("<p>Text</p><span class='credit'>Ann Carter</span>", "Text", id="a credit by its class"),
    pytest.param("<p class='caption-contest'>Text</p>", "Text", id="another class"),
    pytest.param('[caption id="a1" width="300"]<img> A woman waves.[/caption]Text', "Text", id="a caption that WordPress left"),
    pytest.param('Text [video player="a" loop="true" /]', "Text", id="a code that WordPress left"),
    pytest.param("He said [sic] it [was] so.", "He said [sic] it [was] so.", id="brackets"),
    pytest.param("Ten <del>dead</del><ins>hurt</ins>", "Ten hurt", id="struck out"),
    pytest.param("&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; &amp;amp; more", "bold & more", id="escaped twice"),
    pytest.param("5 < 6, 7 &gt; 2 and x<y", "5 < 6, 7 > 2 and x< y", id="less than"),
    pytest.param("AT&T and R&D", "AT&T and R&D", id="bare ampersand"),
    pytest.param("&#8220;No&#8221; &mdash; &nbsp;she&#x2019;s", "“No” — she’s", id="entities"),
    pytest.param("a\u202eb\u00adc\u200bd\u2066e\ufefff\x07g\x00h", "abcdefgh", id="invisible characters"),
    pytest.param("Cafe\u0301", "Caf\u00e9", id="NFC"),
    pytest.param("x\ud800y\ue000z", "xyz", id="half and private characters"),
    pytest.param("a\u2028b\u00a0\t c", "a b c", id="odd spaces"),
    pytest.param("<meta charset=latin-1>caf\u00e9", "café", id="a charset that is not so"),
    pytest.param("<!doctype html><html><head><title>T</title></head><body>B</body></html>", "B", id="whole page"),
    pytest.param("<![CDATA[x]]>y", "y", id="CDATA inside HTML"),
    pytest.param("<p>open <b>never <i>closed", "open never closed", id="unclosed"),
    pytest.param("</p></div>x", "x", id="closed only"),
    pytest.param("It said […]", "It said…", id="sign of a cut"),
    pytest.param("It said [&hellip;] <a href='x'>Continue reading It</a>", "It said…", id="continue reading"),
    pytest.param("<p>News.</p><p>The post <a>News</a> appeared first on <a>Site</a>.</p>", "News.", id="WordPress"),
    pytest.param("News. The post News first appeared on Site.", "News.", id="WordPress in one line"),
    pytest.param("Pupils should Read more books.", "Pupils should Read more books.", id="read more inside a sentence"),
    pytest.param("", "", id="empty"),
    pytest.param("<p> </p><br>", "", id="nothing in it"),
]


@pytest.mark.parametrize(("html", "plain"), HARD)
def test_text(html: str, plain: str) -> None:
    """Hard cases come out as a reader would copy them by hand."""
    assert clean_text(html) == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        pytest.param("A <b>bold</b>\n title<br>in two lines", "A bold title in two lines", id="one line"),
        pytest.param("<script>alert(1)</script>", "", id="script only"),
        pytest.param("&lt;script>alert(1)&lt;/script>Fire", "Fire", id="escaped script"),
        pytest.param("a <script", "a < script", id="half a tag"),
    ],
)
def test_line(html: str, plain: str) -> None:
    """A title is one line of plain text."""
    assert clean_line(html) == plain


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        pytest.param(" https://e.example/a?b=c#d ", "https://e.example/a?b=c#d", id="https"),
        pytest.param("HTTP://e.example/", "HTTP://e.example/", id="capitals"),
        pytest.param("javascript:alert(1)", "", id="javascript"),
        pytest.param("file:///etc/passwd", "", id="file"),
        pytest.param("data:text/html,x", "", id="data"),
        pytest.param("/relative", "", id="relative"),
        pytest.param("https:///nohost", "", id="no host"),
        pytest.param("https://e.example/a b", "", id="space"),
        pytest.param("https://e.example/\u202etxt", "", id="bidi"),
        pytest.param("https://[::1", "", id="broken"),
        pytest.param("https://e.example/" + "a" * 3000, "", id="endless"),
    ],
)
def test_link(url: str, kept: str) -> None:
    """Only a web address that can be printed is a link."""
    assert clean_link(url) == kept


MARKUP = [
    "<p>", "</p>", "<br>", "<script>", "</script>", "<b", "<!--", "-->", "&amp;", "&lt;", "&gt;", "&amp;lt;", "&#60;", "script",
    "<", ">", "&", ";", "\u202e", "\x1b", "\ud800", "a",
]  # fmt: skip
PIECES = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(MARKUP)), max_size=30).map("".join)


@given(PIECES)
@settings(max_examples=150, deadline=None)
def test_nothing_hostile_is_left(html: str) -> None:
    """Whatever goes in, no tag, no control or format character and no double space comes out, in NFC."""
    found = clean_text(html)
    assert "<script" not in found.lower()
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in found if c != "\n")
    assert "  " not in found
    assert found == unicodedata.normalize("NFC", found)


@given(PIECES)
@settings(max_examples=150, deadline=None)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    """What is clean stays as it is."""
    once = clean_line(html)
    assert clean_line(once) == once


@pytest.mark.parametrize(
    "piece", ["<b>", "<!--", "<", "&", "&amp;", "<p>x", "<a href='", "x</p>", "<script>", "\n\n", "The post ", "Read more "]
)
def test_linear_time(piece: str) -> None:
    """Half a megabyte of the same tag or half tag takes no more than seconds (quadratic ones would take minutes)."""
    start = time.process_time()
    clean_text(piece * (500_000 // len(piece)))
    assert time.process_time() - start < 8
