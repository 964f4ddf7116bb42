"""OPML import and export: the lists of feeds that feed readers exchange. Imported files are untrusted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from briefing.model.errors import Faulty
from briefing.model.show import Feed

MAX_BYTES = 5_000_000  # more than any list we know; 20,000 outlines are about three
NAMESPACE = "urn:briefing:opml"  # the OPML 2.0 specification lets a document carry attributes of other namespaces
ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: address and name, and what our own exports add; all of it unchecked, some empty."""

    url: str
    name: str
    weight: str = ""
    rights: str = ""
    private: str = ""


def parse_opml(data: bytes, subject: str) -> list[Outline]:
    """Return every outline with an address, in the file's order; raises Faulty for a file that is not OPML, or too large.

    The file is parsed as HTML: half the lists in the wild are not XML (a bare `&` in an address, a missing end tag), and no
    entity is ever expanded. lxml's XML parser with `recover` turned `?a=1&b=2` into `?a=1=2`.
    """
    if len(data) > MAX_BYTES:
        raise Faulty(subject, f"is larger than {MAX_BYTES // 1_000_000} MB", hint="a list of feeds is not")
    target = _OutlineCollector()
    try:
        parser = etree.HTMLParser(target=cast(Any, target), recover=True, no_network=True)
        parser.feed(_decode_text(data))
        parser.close()
    except etree.LxmlError as error:
        raise Faulty(subject, "is no OPML", str(error)[:200]) from error
    if not target.opml:
        raise Faulty(subject, "is no OPML", "there is no <opml> in it")
    return target.outlines


def render_opml(title: str, groups: Mapping[str, Sequence[Feed]]) -> bytes:
    """Return OPML 2.0 with one group per title; omits feeds without an address."""
    opml = etree.Element("opml", {"version": "2.0"}, nsmap={"briefing": NAMESPACE})
    etree.SubElement(etree.SubElement(opml, "head"), "title").text = title
    body = etree.SubElement(opml, "body")
    for group, feeds in groups.items():
        outline = etree.SubElement(body, "outline", {"text": group})
        for feed in feeds:
            common = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": feed.url}
            extra = {f"{{{NAMESPACE}}}weight": f"{feed.weight:.15g}", f"{{{NAMESPACE}}}rights": feed.rights}
            extra |= {f"{{{NAMESPACE}}}private": "true"} if feed.private else {}
            etree.SubElement(outline, "outline", {**common, **extra})
    return bytes(etree.tostring(opml, xml_declaration=True, encoding="utf-8", pretty_print=True))


class _OutlineCollector:
    """Collects outlines from the parser's tags, so that no tree is built, however deep; tag names are in lower case."""

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
        """Ignore the end of a tag."""

    def close(self) -> None:
        """Return no result; the outlines are in the attribute."""


def _decode_text(data: bytes) -> str:
    declared = ENCODING.match(data)
    encoding = BYTE_ORDER_MARKS.get(data[:2]) or BYTE_ORDER_MARKS.get(data[:3]) or (declared[1].decode() if declared else "utf-8")
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace")  # what lists without a right declaration are in
