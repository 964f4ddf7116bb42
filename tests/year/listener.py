"""A listener who polls all the while: takes each feed that changes, and each episode it newly names, and believes nothing."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType

from lxml import etree

WHOLE = {"chapters.json", "episode.json", "index.html", "script.md", "transcript.vtt"}
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
LINK = "https://example.org/briefing/"
RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, MPEG 1 layer III


@dataclass(slots=True)
class Listener:
    """Use it as a context manager: it looks every `pause` seconds; what it found wrong is kept in words."""

    site: Path
    pause: float = 0.05
    polls: int = 0
    feeds: int = 0
    invalid: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    _seen: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    _sounds: dict[str, str] = field(default_factory=dict)  # MP3 by guid: what a listener has stays what it was
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Listener:
        self._thread = threading.Thread(target=self._poll, name="listener")
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        assert self._thread
        self._thread.join()

    def _poll(self) -> None:
        while not self._over.wait(self.pause):
            self.polls += 1
            for feed in sorted(self.site.glob("*/feed.xml")):
                self._folder(feed.parent)
                self._feed(feed)

    def _folder(self, show: Path) -> None:
        """Look at each episode's folder that is new: all of it is there, or nothing."""
        for folder in show.iterdir():
            name = f"{show.name}/{folder.name}"
            if folder.name.startswith(".") or not folder.is_dir() or name in self._folders:
                continue
            self._folders.add(name)
            there = {file.name for file in folder.iterdir()}
            if not there >= {*WHOLE, f"{show.name}-{folder.name}.mp3"}:
                self.half.append(f"{name}: has only {sorted(there)}")

    def _feed(self, path: Path) -> None:
        stat = path.stat()
        if self._seen.get(path) == (stat.st_mtime_ns, stat.st_ino):
            return
        self._seen[path] = (stat.st_mtime_ns, stat.st_ino)
        self.feeds += 1
        try:
            self.invalid += [f"{path.parent.name}: {fault}" for fault in self._faults(etree.fromstring(path.read_bytes()))]
        except etree.XMLSyntaxError as error:
            self.invalid.append(f"{path.parent.name}: is not XML: {error}")

    def _faults(self, root: etree._Element) -> list[str]:
        channel = root.find("channel")
        if root.tag != "rss" or channel is None:
            return ["is not RSS"]
        faults = [f"has no {tag}" for tag in ("title", "link", "description", "language") if not channel.findtext(tag)]
        guids = [item.findtext("guid") or "" for item in channel.findall("item")]
        if len(set(guids)) < len(guids) or "" in guids:
            faults.append("has two items with one guid, or one without")
        if lost := self._heard(root) - set(guids):
            faults.append(f"has lost {sorted(lost)}")
        return faults + [fault for item in channel.findall("item") for fault in self._item(item)]

    def _heard(self, root: etree._Element) -> set[str]:
        show = (root.findtext("channel/link") or "").removeprefix(LINK).split("/")[0]
        return {guid for guid, url in self._sounds.items() if url.startswith(f"{LINK}{show}/")}

    def _item(self, item: etree._Element) -> list[str]:
        guid, enclosure = item.findtext("guid") or "", item.find("enclosure")
        if enclosure is None:
            return [f"{guid} has no sound"]
        url = enclosure.get("url", "")
        if self._sounds.setdefault(guid, url) != url:
            return [f"{guid} has another sound than before"]
        if url in self._folders:
            return []
        self._folders.add(url)
        return [f"{guid} {fault}" for fault in _sound(self.site / url.removeprefix(LINK), item, int(enclosure.get("length", "0")))]


def _sound(mp3: Path, item: etree._Element, length: int) -> list[str]:
    """Return what is wrong with an episode's file, as its feed promises it."""
    if not mp3.is_file():
        return ["has no MP3"]
    data, faults = mp3.read_bytes(), []
    if len(data) != length:
        faults.append(f"has {len(data)} bytes, not {length}")
    if abs(seconds(data) - clock(item.findtext(f"{ITUNES}duration") or "0")) > 1:
        faults.append(f"lasts {seconds(data):.1f} s, not {item.findtext(f'{ITUNES}duration')}")
    if parsedate_to_datetime(item.findtext("pubDate") or "").year not in (2026, 2027):
        faults.append(f"is of {item.findtext('pubDate')}")
    return faults


def clock(text: str) -> int:
    """Return the seconds of a duration such as `0:23` or `23`."""
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


def seconds(mp3: bytes) -> float:
    """Return how long an MP3 of MPEG 1 layer III at 44.1 kHz lasts, by walking over its frames; 0 where one is damaged."""
    at = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=True)) if mp3[:3] == b"ID3" else 0
    frames = 0
    while at + 4 <= len(mp3):
        if mp3[at] != 0xFF or mp3[at + 1] & 0xFE != 0xFA or not 0 < mp3[at + 2] >> 4 < 15 or mp3[at + 2] & 0x0C:
            return 0
        at += 144_000 * RATES[mp3[at + 2] >> 4] // 44_100 + (mp3[at + 2] >> 1 & 1)
        frames += 1
    return frames * 1152 / 44_100 if at == len(mp3) else 0
