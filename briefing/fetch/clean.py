"""HTML to plain text: what a voice may read and a terminal may print. Pure, and linear in the length of its input."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml import etree

from briefing.fetch import boilerplate
from briefing.fetch.encoding import repair_references

CAP = 2_000_000
LONGEST = 100_000  # characters of clean text in which boilerplate is looked for; what is behind is cut off in any case
UNSPEAKABLE = ("Cc", "Cf", "Cs", "Co", "Cn")
# Unicode has these as letters or marks, but one sees nothing: fillers of Hangul, the blank of Braille, signs that choose a glyph.
INVISIBLE = dict.fromkeys((0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)))
# Ligatures of print; NFKC would take them apart too, but also make x2 of x².
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
PASSES = 5

BREAKS = frozenset({
    "address", "article", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead",
    "tr", "ul",
})  # fmt: skip
SPACES = frozenset({"td", "th"})
# Not part of what is told: code, controls, pictures with all that stands beneath them, and what its author struck out.
DROPPED = frozenset({
    "script", "style", "head", "title", "template", "noscript", "iframe", "svg", "math", "canvas", "audio",
    "video", "map", "select", "button", "textarea", "form", "nav", "figure", "figcaption", "del", "s", "strike",
})  # fmt: skip

# Classes that WordPress, AMP, Ghost and the big networks give to captions, to what only a screen reader sees, and to others' posts.
HIDDEN = frozenset({
    "wp-caption-text", "wp-element-caption", "image-caption", "caption-text", "gallery-caption", "photo-credit", "image-credit",
    "wp-caption", "caption", "photo-caption", "media-caption", "figure-caption", "img-caption", "picture-caption", "image__caption",
    "credit", "photo__credit", "media-credit", "image__credit", "photocredit", "imagecredit", "alt-text",
    "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "more-link", "sharedaddy", "jp-relatedposts", "feedflare",
    "yarpp", "yarpp-related", "related-posts", "addtoany_share_save_container", "mf-viral", "kg-bookmark-card", "twitter-tweet",
    "instagram-media", "tiktok-embed", "fb-post", "bluesky-embed", "newsletter-signup", "cookie-notice", "post-tags",
})  # fmt: skip
NOT_SHOWN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")

NOT_A_TAG = re.compile(r"<(?![a-zA-Z/!?][^<>]*>)")
LOOKS_LIKE_A_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
LOOKS_LIKE_AN_ENTITY = re.compile(r"&(?=[#a-zA-Z])")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
# What WordPress fills in on its pages and feeds sometimes show: a picture with its caption, and any other code with values.
SHORTCODE = re.compile(
    r"\[caption\b[^\[\]]{0,300}\][^\[\]]{0,1000}\[/caption\]|\[/?[a-z][\w-]{1,40}(?: [\w-]{1,40}=\"[^\"\[\]]{0,300}\"){1,20} ?/?\]"
)
CUT_OFF = re.compile(r"\s*[\[(](?:…|\.\.\.)[\])]")


class _Text:
    """What lxml tells its events to: gathers the text, with a line break at every block."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._depth = 0
        self._dropped = 0  # the depth at which what is dropped began, or 0

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        self._depth += 1
        if not self._dropped and (tag in DROPPED or (attrib and _is_hidden(attrib))):
            self._dropped = self._depth
        self._gap(tag)

    def end(self, tag: str | bytes) -> None:
        if self._dropped == self._depth:
            self._dropped = 0
        self._depth -= 1
        self._gap(tag)

    def data(self, data: str | bytes) -> None:
        if not self._dropped:
            self.parts.append(str(data).replace("\n", " "))

    def comment(self, text: str | bytes) -> None:
        """Say nothing."""

    def close(self) -> str:
        return "".join(self.parts)

    def _gap(self, tag: str | bytes) -> None:
        if tag in BREAKS:
            self.parts.append("\n")
        elif tag in SPACES:
            self.parts.append(" ")


def clean_text(html: str) -> str:
    """Return the paragraphs of an HTML fragment, one a line, without boilerplate; in plain text blank lines part them."""
    lines = [SHORTCODE.sub("", CUT_OFF.sub("…", line)).strip() for line in _join_lines(html)]
    return "\n".join(boilerplate.strip_boilerplate("\n".join(lines)[:LONGEST].split("\n")))


def clean_line(html: str) -> str:
    """Return an HTML fragment as one line of plain text."""
    return " ".join(_join_lines(html))


def clean_link(url: str) -> str:
    """Return a web address when it is one (http or https, with a host, printable), else nothing."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and url.isprintable() and " " not in url
    except ValueError:
        return ""
    return url if good and len(url) <= 2000 else ""


def _join_lines(html: str) -> list[str]:
    """Return the lines, cleaned until nothing changes (many feeds escape twice), with nothing left that looks like a tag."""
    lines = [html[:CAP]]
    for _ in range(PASSES):
        again = [found for line in lines for found in _clean_once(line)]
        if again == lines:
            break
        lines = again
    else:
        lines = [LOOKS_LIKE_AN_ENTITY.sub("& ", line) for line in lines]
    return [LOOKS_LIKE_A_TAG.sub("< ", line) for line in lines]


def _clean_once(html: str) -> list[str]:
    html = repair_references(html)
    if "<" in html:
        html = NOT_A_TAG.sub("&lt;", _strip_comments(html))
    if "<" not in html:
        html = BLANK_LINE.sub("<p>", html)
    plain = _parse(html) if "<" in html or "&" in html else html.replace("\n", " ")
    return [folded for line in plain.split("\n") if (folded := _fold(line))]


def _parse(html: str) -> str:
    html = "".join(c for c in html if c.isprintable() or c.isspace())
    parser = etree.HTMLParser(target=_Text(), huge_tree=True)
    parser.feed("<body>" + html)
    return str(parser.close())


def _is_hidden(attributes: Mapping[str | bytes, str | bytes]) -> bool:
    """Return whether an element is not shown to readers, or not part of the text."""
    style, classes = (str(attributes.get(name, ""))[:500] for name in ("style", "class"))
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or NOT_SHOWN.search(style):
        return True
    return not HIDDEN.isdisjoint(classes.casefold().split())


def _strip_comments(html: str) -> str:
    """Return the HTML without `<!-- -->`; one that does not end takes the rest. No regular expression: those go quadratic here."""
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start)
        at = end + 3 if end >= 0 else len(html)
    return "".join([*kept, html[at:]])


def _fold(line: str) -> str:
    """Return the line in NFC with single spaces, without control, format, private, half and unassigned characters."""
    if not line.isascii():
        line = line.translate(LIGATURES).translate(INVISIBLE)
    if not line.isprintable():
        line = "".join(" " if c.isspace() else c for c in line if c.isspace() or unicodedata.category(c) not in UNSPEAKABLE)
    return unicodedata.normalize("NFC", " ".join(line.split()))
