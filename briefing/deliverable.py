"""The deliverable watchdog: does a listener find the edition, whatever the record of its run says?

`shortfalls` decides from values; `shelf` only reads what lies in the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from briefing.figures import count
from briefing.model import Run, Slot, State
from briefing.show import Show

GRACE = timedelta(hours=1)  # what making an edition may take, from its slot or from when it was taken up late
EXCUSED: frozenset[State] = frozenset({"nothing", "missed", "rejected", "waiting"})
AIRED: frozenset[State] = frozenset({"published", "corrected"})
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


@dataclass(frozen=True, slots=True)
class Expected:
    """An edition that listeners should have by now: its slot, the ids it may have, and its run where there is one."""

    slot: Slot
    guids: tuple[str, ...]
    run: Run | None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is wrong with the edition of a slot as listeners find it, in words; `edition` may be empty."""

    slot: Slot
    edition: str
    what: tuple[str, ...]


def expected(show: Show, there: Sequence[Slot], runs: Sequence[Run], now: datetime, last: datetime | None = None) -> list[Expected]:
    """Return what to look for: the newest slot of `there` whose grace is over, and whatever was published, oldest first.

    Nothing is expected of the time before a show's first run; `last` is the slot of its newest episode, however long ago.
    """
    by_slot = {(run.edition.slot.day, run.edition.slot.time): run for run in runs}
    found = {
        run.edition.slot.at: Expected(run.edition.slot, (run.edition.id,), run)
        for run in runs
        if run.state in AIRED and run.edition.slot.day not in show.skip
    }
    first = min((*(run.edition.slot.at for run in runs), last or now))
    owed = [slot for slot in there if slot.at >= first and _over(slot, _run(by_slot, slot), now)]
    if owed:
        slot = max(owed, key=lambda slot: slot.at)
        run = _run(by_slot, slot)
        day = f"{show.key}-{slot.day}"
        guids = (run.edition.id,) if run else (day, f"{day}-{slot.time.replace(':', '')}")
        found.setdefault(slot.at, Expected(slot, guids, run))
    return [found[at] for at in sorted(found)]


def shortfalls(wanted: Iterable[Expected], shelf: Shelf) -> tuple[Shortfall, ...]:
    """Return what is wrong with the editions that listeners should have."""
    found = [(one, _wrong(one, shelf)) for one in wanted]
    return tuple(Shortfall(one.slot, one.run.edition.id if one.run else "", what) for one, what in found if what)


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


def _run(by_slot: Mapping[tuple[date, str], Run], slot: Slot) -> Run | None:
    return by_slot.get((slot.day, slot.time))


def _over(slot: Slot, run: Run | None, now: datetime) -> bool:
    begun = run.claimed if run and run.claimed else slot.at
    return max(slot.at, begun) + GRACE <= now


def _wrong(one: Expected, shelf: Shelf) -> tuple[str, ...]:
    if one.run and one.run.state in (*EXCUSED, "retracted"):
        return ()
    if shelf.error:
        return (f"feed.xml {shelf.error}",)
    found = [item for item in shelf.items if item.guid in one.guids]
    if not found:
        return (f"the edition of {one.slot.time} is not in the feed{_why(one.run)}",)
    twice = [f"it stands {len(found)} times in the feed"] if len(found) > 1 else []
    return (*twice, *_item(found[0]))


def _why(run: Run | None) -> str:
    if run is None:
        return ": nothing has begun it"
    if run.state == "failed":
        return f": its run failed: {run.reason}"
    return ", although its run says that it is" if run.state in AIRED else f": its run is {run.state}"


def _item(item: Offered) -> list[str]:
    if item.elsewhere:
        return [f"its enclosure is not in its own folder: {item.elsewhere}"]
    sound = []
    if item.size is None:
        sound = [f"its MP3 is missing: site/{item.file}"]
    elif str(item.size) != item.stated or not item.size:
        sound = [f"its MP3 has {count(item.size, 'byte')} of {item.stated or 'unknown'}"]
    lost = [name for name, there in (("episode.json", item.told), ("page", item.page)) if not there]
    return sound + [f"its {name} is not there or not its own" for name in lost]


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
