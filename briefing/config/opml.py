"""OPML in and out: the lists of feeds that readers exchange. What comes in is a stranger's file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from briefing.model.errors import Faulty
from briefing.model.show import Feed

MAX_BYTES = 5_000_000  # more than any list we know; 20,000 outlines are about three
OURS = "urn:briefing:opml"  # the OPML 2.0 specification lets a document carry attributes of other namespaces
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as a list names it: address and name, and what an export of ours says besides; all of it unchecked, some empty."""

    url: str
    name: str
    weight: str = ""
    rights: str = ""
    private: str = ""


def read(data: bytes, subject: str) -> list[Outline]:
    """Return every outline with an address, in the file's order; raises Faulty for what is no OPML, or too large.

    It is read as HTML is: half the lists in the wild are not XML (a bare `&` in an address, a missing end), and no entity is
    ever expanded. lxml's XML parser with `recover` made `?a=1=2` of `?a=1&b=2`.
    """
    if len(data) > MAX_BYTES:
        raise Faulty(subject, f"is larger than {MAX_BYTES // 1_000_000} MB", hint="a list of feeds is not")
    from lxml import etree

    target = _Target()
    try:
        parser = etree.HTMLParser(target=cast(Any, target), recover=True, no_network=True)
        parser.feed(_text(data))
        parser.close()
    except etree.LxmlError as error:
        raise Faulty(subject, "is no OPML", str(error)[:200]) from error
    if not target.opml:
        raise Faulty(subject, "is no OPML", "there is no <opml> in it")
    return target.outlines


def write(title: str, groups: Mapping[str, Sequence[Feed]]) -> bytes:
    """Return OPML 2.0 with a group for each title; feeds without an address are left out."""
    from lxml import etree

    opml = etree.Element("opml", {"version": "2.0"}, nsmap={"briefing": OURS})
    etree.SubElement(etree.SubElement(opml, "head"), "title").text = title
    body = etree.SubElement(opml, "body")
    for group, feeds in groups.items():
        outline = etree.SubElement(body, "outline", {"text": group})
        for feed in feeds:
            common = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": feed.url}
            extra = {f"{{{OURS}}}weight": f"{feed.weight:.15g}", f"{{{OURS}}}rights": feed.rights}
            extra |= {f"{{{OURS}}}private": "true"} if feed.private else {}
            etree.SubElement(outline, "outline", {**common, **extra})
    return bytes(etree.tostring(opml, xml_declaration=True, encoding="utf-8", pretty_print=True))


class _Target:
    """Takes the tags as they come, so that no tree is built, however deep; HTML's names are in lower case."""

    def __init__(self) -> None:
        self.opml = False
        self.outlines: list[Outline] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "opml":
            self.opml = True
        if tag == "outline" and (url := attributes.get("xmlurl", "").strip()):
            name = attributes.get("title") or attributes.get("text") or ""
            ours = [attributes.get(f"briefing:{key}", "") for key in ("weight", "rights", "private")]
            self.outlines.append(Outline(url, name, *ours))

    def end(self, tag: str) -> None:
        """Nothing ends that would matter."""

    def close(self) -> None:
        """Nothing to give."""


def _text(data: bytes) -> str:
    declared = DECLARED.match(data)
    encoding = MARKS.get(data[:2]) or MARKS.get(data[:3]) or (declared[1].decode() if declared else "utf-8")
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace")  # what lists without a right declaration are in
