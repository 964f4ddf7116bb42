"""What a show's podcast feed offers: its items, each with its MP3, page and episode.json on the site.

It only reads the site; `monitoring/delivery.py` decides what is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

LARGEST = 100_000_000  # bytes of a feed.xml that are read; a year of episodes has three million
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.mp3")


@dataclass(frozen=True, slots=True)
class Offered:
    """An item of feed.xml as it lies there, for `guid`: bytes `stated` and found (None: none), whether its documents are there.

    `file` is the path of its MP3 below the site.
    """

    guid: str
    stated: str
    size: int | None
    told: bool
    page: bool
    elsewhere: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What listeners of a show find: the items asked after, or why the feed cannot be read."""

    items: tuple[Offered, ...] = ()
    error: str = ""


def shelf(site: Path, show: str, guids: Iterable[str]) -> Shelf:
    """Return what the show's feed and folder in `site` hold of these guids; nothing in them is trusted, or followed elsewhere."""
    file = site / show / "feed.xml"
    try:
        if file.stat().st_size > LARGEST:
            return Shelf(error=f"is larger than {LARGEST // 1_000_000} MB")
        root = _root(file.read_bytes())
    except FileNotFoundError:
        return Shelf(error="is not there")
    except OSError as error:
        return Shelf(error=f"cannot be read: {error.strerror or error}")
    except etree.XMLSyntaxError as error:
        return Shelf(error=f"is not XML: {' '.join(str(error).split())[:200]}")
    if root is None:
        return Shelf(error="is not a feed")
    wanted = frozenset(guids)
    items = [item for item in root.iterfind("channel/item") if (item.findtext("guid") or "") in wanted]
    return Shelf(tuple(_offered(site, show, item) for item in items))


def _root(data: bytes) -> etree._Element | None:
    """Return the root of a feed, or None when it is something else; entities stay as they are, and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    return root if root.tag == "rss" else None


def _offered(site: Path, show: str, item: etree._Element) -> Offered:
    guid = item.findtext("guid") or ""
    folder = site / show / guid.removeprefix(f"{show}-")
    enclosure = item.find("enclosure")
    address = str(enclosure.get("url") or "") if enclosure is not None else ""
    stated = str(enclosure.get("length") or "") if enclosure is not None else ""
    *_, where, day, name = ["", "", *unquote(_path(address)).split("/")]
    if [where, day] != [show, folder.name] or not NAME.fullmatch(name):
        return Offered(guid, stated[:20], None, False, False, address[:200] or "it has none")
    return Offered(
        guid, stated[:20], _size(folder / name), _told(folder / "episode.json", guid), bool(_size(folder / "index.html")),
        file=f"{show}/{folder.name}/{name}",
    )  # fmt: skip


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size if file.is_file() else None
    except OSError:
        return None


def _told(file: Path, guid: str) -> bool:
    """Tell whether an episode.json is there, can be read, and is of this edition."""
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("guid") == guid
