"""Feed checks: whether every address in the podcast feed exists, and every text is as in episode.json."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from briefing.model.codec import loads
from briefing.model.episode import Episode
from briefing.model.errors import BriefingError
from briefing.verify.finding import Finding, compare_values, make_finding

PODCAST = "{https://podcastindex.org/namespace/1.0}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def check_feed(show: Path) -> Iterator[Finding]:
    """Compare a show's feed.xml with the folder that contains it."""
    name = f"{show.name}/feed.xml"
    try:
        channel = etree.parse(show / "feed.xml", etree.XMLParser(resolve_entities=False)).getroot().find("channel")
    except (OSError, etree.XMLSyntaxError) as error:
        yield Finding(name, "fault", f"cannot be read: {error}")
        return
    if channel is None:
        yield Finding(name, "fault", "has no channel")
        return
    yield make_finding(f"{name} says AI", _is_labelled(channel), "podcast:txt ai-content")
    link = channel.findtext("link") or ""
    if not link.startswith(("http://", "https://")):
        yield Finding(name, "note", "not publishable: site.link is empty, so its addresses are relative")
    base = link.removesuffix(f"{show.name}/index.html")
    image = channel.find(f"{ITUNES}image")
    cover = "" if image is None else str(image.get("href"))
    for what, address in (("page", link), ("cover", cover), ("site", f"{base}index.html")):
        yield make_finding(f"{name} {what}", _find_size(show, base, address) is not None, address or "missing")
    yield from _check_episodes(show, name, base, channel)


def _check_episodes(show: Path, name: str, base: str, channel: _Element) -> Iterator[Finding]:
    items = {item.findtext("guid") or "": item for item in channel.findall("item")}
    yield make_finding(f"{name} guids", len(items) == len(channel.findall("item")), f"{len(items)} episodes, each once")
    known = set()
    for file in sorted(show.glob("*/episode.json")):
        try:
            episode = loads(file.read_bytes(), Episode, subject=str(file))
        except (BriefingError, OSError) as error:
            yield Finding(f"{show.name}/{file.parent.name}", "fault", str(error))
            continue
        known.add(episode.guid)
        if episode.guid not in items:
            yield _judge_unoffered(f"{name} has {episode.guid}", file, show / "feed.xml", episode)
        else:
            yield make_finding(f"{name} has {episode.guid}", True, episode.title)
            yield from _check_item(items[episode.guid], episode, show, base, f"{name} {episode.guid}")
    for guid in sorted(set(items) - known):
        yield Finding(f"{name} {guid}", "fault", "is offered, but has no folder with an episode.json")


def _judge_unoffered(what: str, file: Path, feed: Path, episode: Episode) -> Finding:
    """Judge an episode that its feed does not offer: a fault, unless the feed is older than the episode.

    The folder is put in place before the feed that offers it, so that no feed offers a missing file. A check in between, or
    after a run that was killed there, finds a site that is complete for its listeners; the next run writes the feed.
    """
    mp3 = file.parent / episode.file
    if not mp3.is_file() or mp3.stat().st_size != episode.size:
        return Finding(what, "fault", f"is left out, since {episode.file} is missing or changed: bring it back from a backup")
    if file.stat().st_mtime_ns > feed.stat().st_mtime_ns:
        return Finding(what, "note", "not offered yet: it was put there after the feed was written; the next run offers it")
    return Finding(what, "fault", "the feed was written since, and does not offer it")


def _check_item(item: _Element, episode: Episode, show: Path, base: str, name: str) -> Iterator[Finding]:
    folder = f"{base}{show.name}/{episode.edition.removeprefix(f'{show.name}-')}"
    yield compare_values(f"{name} title", item.findtext("title"), episode.title)
    date = parsedate_to_datetime(item.findtext("pubDate") or "")
    yield compare_values(f"{name} pubDate", date, episode.published.replace(microsecond=0))
    yield compare_values(f"{name} duration", item.findtext(f"{ITUNES}duration"), str(round(episode.duration)))
    yield make_finding(f"{name} says AI", _is_labelled(item), "podcast:txt ai-content")
    yield make_finding(
        f"{name} disclosure", episode.disclosure.text in (item.findtext("description") or ""), episode.disclosure.text
    )
    files = {"enclosure": episode.file, f"{PODCAST}transcript": "transcript.vtt", f"{PODCAST}chapters": "chapters.json"}
    for tag, file in files.items():
        found = item.find(tag)
        address = "" if found is None else str(found.get("url"))
        what = f"{name} {tag.removeprefix(PODCAST)}"
        yield compare_values(what, address, f"{folder}/{file}")
        size = _find_size(show, base, address)
        yield make_finding(what, size is not None, f"{size} bytes" if size is not None else "there is no such file")
        if tag == "enclosure" and found is not None:
            yield compare_values(f"{what} length", found.get("length"), str(size))


def _is_labelled(element: _Element) -> bool:
    return [text.text for text in element.findall(f"{PODCAST}txt") if text.get("purpose") == "ai-content"] == ["true"]


def _find_size(show: Path, base: str, address: str) -> int | None:
    """Return the size of the file at an address of the site, or None when there is no such file."""
    file = show.parent / unquote(address.removeprefix(base))
    return file.stat().st_size if address.startswith(base) and file.is_file() else None
