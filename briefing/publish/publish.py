"""Publishes an episode, in the order of commitment: the folder, then the store; pages, then feeds, from the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from briefing.model.codec import dumps, loads
from briefing.model.episode import Episode
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.loss import Refreshed, Sound
from briefing.model.ports import Episodes, Marks, Publisher
from briefing.model.show import Show, Site
from briefing.publish.build import Package
from briefing.publish.site_builder import LOST, ShowPages, SiteBuilder
from briefing.publish.site_cache import SITE, digest_terms, load_cache, save_cache
from briefing.publish.sources import get_snapshot_name


def commit(package: Package, publisher: Publisher, archive: Publisher, episodes: Episodes, aired: Iterable[str]) -> None:
    """Keep its sources, put the folder into place, read both back, then store episode and aired items.

    Raises Faulty, also when another episode lies in that place, and CannotWrite.
    """
    _require_vacant(package, publisher)
    path, sources = get_snapshot_name(package.episode), (dumps(package.snapshot, indent=1) + "\n").encode()
    archive.write(path, sources)
    _is_same(path, archive.read(path), sources)
    publisher.place(package.folder, package.files)
    for name, data in package.files.items():
        _is_same(f"{package.folder}/{name}", publisher.read(f"{package.folder}/{name}"), data)
    sound = package.files[package.episode.file]
    if len(sound) != package.episode.size or hashlib.sha256(sound).hexdigest() != package.episode.sha256:
        raise Faulty(package.episode.file, "is not the file its episode.json describes")
    episodes.save(package.episode, aired)


def _require_vacant(package: Package, publisher: Publisher) -> None:
    """Make sure that the folder holds no published episode but this one, which a run that died may have left, or its forerunner."""
    path = f"{package.folder}/episode.json"
    if (there := publisher.read(path)) is None:
        return
    old, new = loads(there, Episode, subject=path), package.episode
    if (old.published, old.revision) != (new.published, new.revision) and old.revision >= new.revision:
        what = f"holds an episode published at {old.published:%Y-%m-%d %H:%M} UTC that the store does not know"
        raise Faulty(package.folder, what, hint=LOST)


def refresh_site(
    shows: Iterable[tuple[Show, Language]], site: Site, publisher: Publisher, episodes: Episodes, cover: Callable[[str], bytes],
    marks: Marks | None = None, sound: Sound = lambda edition: None,
) -> Refreshed:  # fmt: skip
    """Make covers, pages and, last, feeds from the store; nothing changes the second time.

    A text file missing from an episode's folder, or touched, is made again. A show without episodes has no pages yet. What `marks`
    know to be good and unchanged is not read; without them everything is read.
    An MP3 that is gone, or of another size, is made again from what `sound` still has of it, if these are the very bytes that were
    published; else page and feed leave its episode out until it is back, with the same guid and date.
    Hold the site's lease; raises CannotWrite, and Faulty when a feed is not fit to be seen or would lose an episode.
    """
    builder = SiteBuilder(site, publisher, episodes, cover, sound)
    racks = []
    for show, language in shows:
        if editions := episodes.list_revisions(show.key):
            racks.append(
                ShowPages(show, language, editions, digest_terms(show, site, language), load_cache(marks, f"{SITE}/{show.key}"))
            )
    builder.covers(racks)
    for rack in racks:
        builder.folders(rack)
    builder.pages(racks)
    front = builder.front(racks, before := load_cache(marks, SITE))
    for rack in racks:
        builder.feed(rack)
    for rack in racks:
        save_cache(marks, f"{SITE}/{rack.show.key}", builder.seen(rack), rack.before)
    save_cache(marks, SITE, front, before)
    return Refreshed(tuple(builder.changed), tuple(builder.remade), tuple(builder.lost))


def _is_same(path: str, found: bytes | None, meant: bytes) -> None:
    if found != meant:
        raise Faulty(path, "did not arrive whole", f"{len(found or b'')} of {len(meant)} bytes" if found else "it is missing")
