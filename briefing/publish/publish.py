"""Giving it to the listeners, in the order of commitment: the folder, then the memory; pages, then feeds, from the memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from briefing.codec import dumps, loads
from briefing.errors import Faulty
from briefing.ports import Episodes, Language, Publisher
from briefing.publish.build import Package
from briefing.publish.cover import cover_name
from briefing.publish.documents import documents, folder
from briefing.publish.feed import feed, guids, podcast_guid
from briefing.publish.feed_check import check_feed
from briefing.publish.page import Shelf, show_page, site_page
from briefing.publish.sources import kept_as
from briefing.published import Episode
from briefing.show import Show, Site

LOST = "bring state/briefing.db back from a backup, or take that show's folder out of the site"


def commit(package: Package, publisher: Publisher, archive: Publisher, episodes: Episodes, aired: Iterable[str]) -> None:
    """Keep its sources, put the folder into place, read both back, then remember episode and aired items.

    Raises Faulty, also when another episode lies in that place, and CannotWrite.
    """
    _vacant(package, publisher)
    path, sources = kept_as(package.episode), (dumps(package.snapshot, indent=1) + "\n").encode()
    archive.write(path, sources)
    _same(path, archive.read(path), sources)
    publisher.place(package.folder, package.files)
    for name, data in package.files.items():
        _same(f"{package.folder}/{name}", publisher.read(f"{package.folder}/{name}"), data)
    sound = package.files[package.episode.file]
    if len(sound) != package.episode.size or hashlib.sha256(sound).hexdigest() != package.episode.sha256:
        raise Faulty(package.episode.file, "is not the file its episode.json describes")
    episodes.publish(package.episode, aired)


def _vacant(package: Package, publisher: Publisher) -> None:
    """Make sure that the folder holds no published episode but this one, which a run that died may have left, or its forerunner."""
    path = f"{package.folder}/episode.json"
    if (there := publisher.read(path)) is None:
        return
    old, new = loads(there, Episode, subject=path), package.episode
    if (old.published, old.revision) != (new.published, new.revision) and old.revision >= new.revision:
        what = f"holds an episode published at {old.published:%Y-%m-%d %H:%M} UTC that the store does not know"
        raise Faulty(package.folder, what, hint=LOST)


def refresh(
    shows: Iterable[tuple[Show, Language]], site: Site, publisher: Publisher, episodes: Episodes, cover: Callable[[str], bytes]
) -> tuple[str, ...]:  # fmt: skip
    """Make covers, pages and, last, feeds from what is remembered; return the paths that changed, none the second time.

    A text file missing from an episode's folder is made again. A show without episodes has no pages yet.
    Hold the site's lease; raises CannotWrite, and Faulty when a feed is not fit to be seen or would lose an episode, and, when
    everything else is done, for an MP3 that is not there any more.
    """
    changed: list[str] = []

    def put(path: str, data: bytes) -> None:
        if publisher.write(path, data):
            changed.append(path)

    shelves = []
    for show, language in shows:
        if told := episodes.of(show.key):
            picture = cover(show.title)
            put(f"{show.key}/{cover_name(picture)}", picture)
            shelves.append(Shelf(show, language, told, cover_name(picture)))
    for shelf in shelves:
        for path, data in _missing(shelf, site, publisher):
            put(path, data)
        put(f"{shelf.show.key}/index.html", show_page(shelf, site).encode())
    if shelves:
        put("index.html", site_page(shelves, site).encode())
    for shelf in shelves:
        path, made = f"{shelf.show.key}/feed.xml", _feed(shelf, site, episodes)
        if lost := sorted(guids(publisher.read(path) or b"") - guids(made)):
            raise Faulty(path, f"would lose {', '.join(lost)}", "the store does not know them", LOST)
        put(path, made)
    for shelf in shelves:
        _sounds(shelf, publisher)
    return tuple(changed)


def _sounds(shelf: Shelf, publisher: Publisher) -> None:
    for episode in shelf.episodes:
        path = f"{folder(episode)}/{episode.file}"
        if (size := publisher.size(path)) != episode.size:
            what = "is gone" if size is None else f"has {size} bytes, {episode.size} were published"
            raise Faulty(path, what, hint="bring it back from a backup; listeners are offered it")


def _missing(shelf: Shelf, site: Site, publisher: Publisher) -> Sequence[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for episode in shelf.episodes:
        names = ("index.html", "transcript.vtt", "chapters.json", "script.md", "episode.json")
        lost = [name for name in names if not publisher.read(f"{folder(episode)}/{name}")]
        if lost:
            made = documents(episode, shelf.show, site, shelf.language, shelf.cover)
            found += [(f"{folder(episode)}/{name}", made[name]) for name in lost]
    return found


def _feed(shelf: Shelf, site: Site, episodes: Episodes) -> bytes:
    candidate = podcast_guid(site, shelf.show.key)
    guid = episodes.show_guid(shelf.show.key, candidate) if candidate else ""
    data = feed(shelf.show, site, shelf.language, shelf.episodes, cover=shelf.cover, guid=guid)
    check_feed(data, {episode.guid: episode.size for episode in shelf.episodes}, f"{shelf.show.key}/feed.xml")
    return data


def _same(path: str, found: bytes | None, meant: bytes) -> None:
    if found != meant:
        raise Faulty(path, "did not arrive whole", f"{len(found or b'')} of {len(meant)} bytes" if found else "it is missing")
