"""The podcast feed of a show: RSS 2.0 with the iTunes and podcast namespaces, checked before it is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urljoin
from uuid import UUID, uuid5

from lxml import etree

from briefing.lib.text import format_timestamp, strip_controls, to_one_line
from briefing.model.episode import Episode, folder_of
from briefing.model.language import Language
from briefing.model.show import Show, Site
from briefing.publish.page import render_show_notes
from briefing.publish.sections import Reference, list_references

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
NAMESPACES = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM, "content": CONTENT}
GUIDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # podcast namespace, <podcast:guid>
_ADDRESSES = ("url", "href")  # attributes that hold addresses of ours


def make_podcast_guid(site: Site, show: str) -> str:
    """Return what a show's podcast:guid becomes at its first real address (UUIDv5 of it without scheme), or "" without one."""
    address = f"{site.link}/{show}/feed.xml".partition("://")[2].rstrip("/")
    return str(uuid5(GUIDS, address)) if site.link else ""


def build_feed(show: Show, site: Site, language: Language, episodes: Sequence[Episode], *, cover: str, guid: str) -> bytes:
    """Return feed.xml for episodes, newest first; `cover` is a file's name, `guid` the podcast:guid or "".

    Without a site link every address is relative to the folder of the feed.
    """
    made = [build_entry(episode, site, language) for episode in episodes]
    return join_feed(show, site, made, generator=episodes[0].generator if episodes else "", cover=cover, guid=guid)


def join_feed(show: Show, site: Site, entries: Sequence[etree._Element], *, generator: str, cover: str, guid: str) -> bytes:
    """Return feed.xml for entries, newest first: new ones, or some of a feed that was made before; `generator` made the newest."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    channel = _add(root, "channel")
    _describe(channel, show, site, cover, guid)
    if entries:
        newest = max(parsedate_to_datetime(entry.findtext("pubDate") or "") for entry in entries)
        _add(channel, "lastBuildDate", format_datetime(newest))
        _add(channel, "generator", generator)
    channel.extend(entries)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def split_entries(feed_xml: bytes) -> Mapping[str, etree._Element]:
    """Return the entries of a feed by their guid, none where it cannot be read."""
    try:
        root = etree.fromstring(feed_xml, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return {}
    return {item.findtext("guid") or "": item for item in root.iterfind("channel/item")}


def make_absolute(feed_xml: bytes, base_url: str) -> bytes:
    """Return a feed whose relative addresses are filled in as seen from `base_url`, where the site is served."""
    root = etree.fromstring(feed_xml, etree.XMLParser(resolve_entities=False))
    here = f"{base_url.rstrip('/')}/SHOW/feed.xml"
    for element in root.iter(etree.Element):
        for name in _ADDRESSES:
            if name in element.attrib:
                element.set(name, urljoin(here, str(element.get(name))))
        if element.tag == "link":
            element.text = urljoin(here, element.text or "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _build_address(site: Site, path: str) -> str:
    """Return where a path below the site is found: from anywhere, or, without a link, from the feed's own folder."""
    return f"{site.link or '..'}/{path}"


def _describe(channel: etree._Element, show: Show, site: Site, cover: str, guid: str) -> None:
    _add(channel, "title", show.title)
    _add(channel, "link", _build_address(site, f"{show.key}/index.html"))
    _add(channel, "description", f"{show.description}\n{show.disclosure}".lstrip())
    _add(channel, "language", show.language)
    _add(channel, f"{{{ATOM}}}link", href=_build_address(site, f"{show.key}/feed.xml"), rel="self", type="application/rss+xml")
    _add(channel, f"{{{ITUNES}}}author", site.author or site.title)
    owner = _add(channel, f"{{{ITUNES}}}owner")
    _add(owner, f"{{{ITUNES}}}name", site.author or site.title)
    if site.email:
        _add(owner, f"{{{ITUNES}}}email", site.email)
    _add(_add(channel, f"{{{ITUNES}}}category", text="News"), f"{{{ITUNES}}}category", text="Daily News")
    _add(channel, f"{{{ITUNES}}}explicit", "false")
    _add(channel, f"{{{ITUNES}}}type", "episodic")
    _add(channel, f"{{{ITUNES}}}image", href=_build_address(site, f"{show.key}/{cover}"))
    _add(channel, f"{{{PODCAST}}}txt", "true", purpose="ai-content")
    if guid:
        _add(channel, f"{{{PODCAST}}}guid", guid)


def build_entry(episode: Episode, site: Site, language: Language) -> etree._Element:
    """Return what a feed says of an episode."""
    item = etree.Element("item", nsmap=NAMESPACES)
    where = _build_address(site, folder_of(episode))
    _add(item, "title", episode.title)
    _add(item, "guid", episode.guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(episode.published))
    _add(item, "link", f"{where}/index.html")
    _add(item, "description", _build_description(episode, language))
    _add(item, f"{{{CONTENT}}}encoded", render_show_notes(episode, language))
    _add(item, "enclosure", url=f"{where}/{episode.file}", length=str(episode.size), type="audio/mpeg")
    _add(item, f"{{{ITUNES}}}duration", str(round(episode.duration)))
    _add(item, f"{{{ITUNES}}}episodeType", "full")
    _add(item, f"{{{ITUNES}}}explicit", "false")
    transcript = {"url": f"{where}/transcript.vtt", "type": "text/vtt", "language": episode.language}
    _add(item, f"{{{PODCAST}}}transcript", **transcript)
    _add(item, f"{{{PODCAST}}}chapters", url=f"{where}/chapters.json", type="application/json+chapters")
    _add(item, f"{{{PODCAST}}}txt", "true", purpose="ai-content")
    return item


def _build_description(episode: Episode, language: Language) -> str:
    """Return the notes as plain text: time stamps a line, as players look for them, then sources and disclosure."""
    chapters = [f"{format_timestamp(chapter.start)} {to_one_line(chapter.title)}" for chapter in episode.chapters]
    sources = [_add_source(found) for found in list_references(episode.cues)]
    parts = [
        [episode.description] if episode.description else [],
        chapters,
        [f"{language.words['sources']}:", *sources] if sources else [],
        [episode.disclosure.text],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _add_source(found: Reference) -> str:
    return " ".join(part for part in (f"{found.feed}:", found.title, found.url, found.license and f"({found.license})") if part)


def _add(parent: etree._Element, tag: str, content: str = "", /, **attributes: str) -> etree._Element:
    """Append an element; characters that XML cannot hold are taken out."""
    element = etree.SubElement(parent, tag, {name: strip_controls(value) for name, value in attributes.items()})
    element.text = strip_controls(content) or None
    return element
