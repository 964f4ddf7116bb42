"""Does the podcast feed tell the truth about the files beside it: every enclosure there and as long as it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from briefing.codec import loads
from briefing.errors import BriefingError
from briefing.published import Episode
from briefing.verify.finding import Finding, check, same

PODCAST = "{https://podcastindex.org/namespace/1.0}"


def feed(show: Path) -> Iterator[Finding]:
    """Hold a show's feed.xml against the folder it lies in."""
    from lxml import etree

    name = f"{show.name}/feed.xml"
    try:
        channel = etree.parse(show / "feed.xml").getroot().find("channel")
    except (OSError, etree.XMLSyntaxError) as error:
        yield Finding(name, "fault", f"cannot be read: {error}")
        return
    if channel is None:
        yield Finding(name, "fault", "has no channel")
        return
    labelled = [text.text for text in channel.findall(f"{PODCAST}txt") if text.get("purpose") == "ai-content"]
    yield check(f"{name} says AI", labelled == ["true"], "podcast:txt ai-content")
    if not (channel.findtext("link") or "").startswith(("http://", "https://")):
        yield Finding(name, "note", "not publishable: site.link is empty, so its addresses are relative")
    guids = []
    for item in channel.findall("item"):
        guids.append(item.findtext("guid") or "")
        yield from _enclosure(show, name, item)
    yield check(f"{name} guids", len(set(guids)) == len(guids), f"{len(guids)} episodes, each once")
    folders = [folder.parent for folder in sorted(show.glob("*/episode.json"))]
    yield from _missing(name, folders, set(guids))


def _enclosure(show: Path, name: str, item: object) -> Iterator[Finding]:
    from lxml import etree

    assert isinstance(item, etree._Element)
    enclosure = item.find("enclosure")
    guid = item.findtext("guid") or "an item without guid"
    if enclosure is None:
        yield Finding(f"{name} {guid}", "fault", "has no enclosure")
        return
    address = str(enclosure.get("url"))
    file = show / unquote("/".join(urlsplit(urljoin("x:/", address)).path.split("/")[-2:]))
    size = file.stat().st_size if file.is_file() else None
    yield same(f"{name} {guid} enclosure", str(size), enclosure.get("length"))


def _missing(name: str, folders: list[Path], guids: set[str]) -> Iterator[Finding]:
    for folder in folders:
        try:
            episode = loads((folder / "episode.json").read_bytes(), Episode, subject=str(folder / "episode.json"))
        except BriefingError as error:
            yield Finding(f"{folder.parent.name}/{folder.name}", "fault", str(error))
            continue
        yield check(f"{name} has {episode.guid}", episode.guid in guids, episode.title)
