"""Collects every fact of `Health` from database, site and disk, and changes nothing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.model.edition import Run
from briefing.model.errors import BriefingError
from briefing.model.loss import GONE, Loss
from briefing.model.show import Feed, Show
from briefing.monitoring.delivery import Shortfall, find_expected, find_shortfalls
from briefing.monitoring.health import DatabaseState, Disk, EngineState, FeedHealth, Health, LastEpisode, ShowHealth
from briefing.monitoring.heartbeat import NAME, Heartbeat, read_heartbeat
from briefing.monitoring.notify.apprise_client import find_missing_package
from briefing.scheduling.slots import find_next_slot, list_slots
from briefing.store.marks import CLOCK, LOST, REBUILT, ROUND, SITE
from briefing.store.open import Store
from briefing.verify.offers import shelf

RECENT = timedelta(days=8)  # a weekly show's last edition is in it
FARTHEST = timedelta(days=40)  # and a monthly show's, where nothing newer was published
BACKUP = re.compile(r"briefing-(\d{4}-\d\d-\d\d)(?:T\d{6}Z)?\.db")


@dataclass(frozen=True, slots=True)
class CallerFacts:
    """What only the caller knows: engines that were tried, why feeds.yaml is not the one in use, why the database is not open."""

    engines: tuple[EngineState, ...] = ()
    config: str = ""
    database: str = ""


def collect_health(
    output: Path, shows: Sequence[Show], store: Store | None, now: datetime, told: CallerFacts = CallerFacts()
) -> Health:
    """Return the health of the installation; a database that fails while it is read is a fact, too."""
    bare = Health(
        now=now,
        shows=tuple(collect_show_health(show, output / "site", None, now) for show in shows),
        disk=measure_disk(output),
        engines=told.engines,
        database=inspect_database(output / "state", told.database),
        heartbeat=load_heartbeat(output / "state"),
        config=told.config,
        untold=explain_untold(shows),
    )
    if store is None:
        return bare
    try:
        return _add_stored_facts(bare, [collect_show_health(show, output / "site", store, now) for show in shows], store)
    except BriefingError as error:
        return replace(bare, database=replace(bare.database, error=str(error)))


def _add_stored_facts(bare: Health, shows: Sequence[ShowHealth], store: Store) -> Health:
    last = store.marks.read(ROUND)
    return replace(
        bare,
        shows=tuple(shows),
        database=replace(bare.database, rebuilt=store.marks.read(REBUILT)),
        clock=store.marks.read(CLOCK),
        site=store.marks.read(SITE),
        round=last.at if last else None,
        known=tuple(store.troubles.list_alerts()),
    )


def collect_show_health(show: Show, site: Path, store: Store | None, now: datetime) -> ShowHealth:
    """Return the health of a show; without a store only what its schedule says."""
    today = now.astimezone(ZoneInfo(show.timezone)).date()
    if store is None:
        return ShowHealth(
            show, next=find_next_slot(show, now), feeds=tuple(FeedHealth(feed.id, feed.name, None, None) for feed in show.feeds)
        )
    last = _load_last_episode(store, show.key, site)
    runs = _load_recent_runs(store, show.key, today, last)
    wanted = find_expected(show, list_slots(show, today - RECENT, today), runs, now, last.slot if last else None)
    lost = _load_losses(store, show.key, site)
    lacking = find_shortfalls(wanted, shelf(site, show.key, [guid for one in wanted for guid in one.guids])) if wanted else ()
    return ShowHealth(
        show=show,
        last=last,
        next=find_next_slot(show, now),
        runs=runs,
        feeds=_collect_feed_health(store, show.feeds),
        shortfalls=_drop_repeated(lacking, lost, site),
        aside=tuple((run.edition.slot, title) for run in runs for title in _load_titles(store, run)),
        lost=lost,
    )


def _drop_repeated(lacking: Sequence[Shortfall], lost: Sequence[Loss], site: Path) -> tuple[Shortfall, ...]:
    """Return what listeners lack, but for lost editions that the feed leaves out: that is said already, or accepted."""
    known = {loss.edition for loss in lost} | _list_accepted(site)
    return tuple(one for one in lacking if one.edition not in known)


def _list_accepted(site: Path) -> frozenset[str]:
    return frozenset(_list_names(site.parent / "state" / GONE))


def _load_losses(store: Store, show: str, site: Path) -> tuple[Loss, ...]:
    """Return what of a show was lost when the site was last refreshed, and is not back yet."""
    kept = store.marks.read(LOST)
    known = kept.losses if kept else ()
    found = (replace(loss, found=_get_size(site / loss.path)) for loss in known if loss.show == show)
    accepted = _list_accepted(site)
    return tuple(loss for loss in found if loss.found != loss.size and loss.edition not in accepted)


def _load_last_episode(store: Store, show: str, site: Path) -> LastEpisode | None:
    episode = store.overview.find_newest(show)
    if episode is None:
        return None
    mp3 = site / show / episode.edition.removeprefix(f"{show}-") / episode.file
    there = _get_size(mp3) == episode.size
    return LastEpisode(episode.edition, episode.slot, episode.published, episode.duration, len(episode.stories), there)


def _load_recent_runs(store: Store, show: str, today: date, last: LastEpisode | None) -> tuple[Run, ...]:
    """Return the runs of the last days, and those since the newest episode."""
    since = today - RECENT
    if last is None or last.slot.date() < since:
        since = max(today - FARTHEST, last.slot.date() if last else date.min)
    return tuple(store.runs.list_since(show, since))


def _collect_feed_health(store: Store, feeds: Sequence[Feed]) -> tuple[FeedHealth, ...]:
    ids = [feed.id for feed in feeds]
    states, stock = store.feeds.load_states(ids), store.overview.count_items(ids)
    return tuple(
        FeedHealth(feed.id, feed.name, states.get(feed.id), stock[feed.id].newest if feed.id in stock else None) for feed in feeds
    )


def _load_titles(store: Store, run: Run) -> list[str]:
    known = {item.id: item.title for item in store.items.load_newest(run.aside)} if run.aside else {}
    return [known.get(id) or id for id in run.aside]


def measure_disk(output: Path) -> Disk | None:
    """Return the room on the disk of the folder, or of where it would be made; None when that is unknown."""
    here = next((folder for folder in (output, *output.parents) if _get_size(folder) is not None), None)
    if here is None:
        return None
    folders = [folder for folder in (here, output / "site", output / "state") if _get_size(folder) is not None]
    try:
        room = shutil.disk_usage(here)
        sealed = any(os.statvfs(folder).f_flag & os.ST_RDONLY for folder in folders)
    except OSError:
        return None
    return Disk(room.free, room.total, not sealed and all(os.access(folder, os.W_OK | os.X_OK) for folder in folders))


def inspect_database(state: Path, error: str = "") -> DatabaseState:
    """Return the size of the database with its log, and the day of the newest backup."""
    files = [state / f"briefing.db{ending}" for ending in ("", "-wal")]
    found = [match[1] for name in _list_names(state / "backups") if (match := BACKUP.fullmatch(name))]
    days = [day for text in found if (day := _parse_day(text))]
    return DatabaseState(sum(_get_size(file) or 0 for file in files), max(days, default=None), error)


def _get_size(path: Path) -> int | None:
    """Return how large a file is, or None when it is missing or not readable."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # a name that no file can have is a ValueError
        return None


def _list_names(folder: Path) -> list[str]:
    """Return the names in a folder, none when it is missing or not readable."""
    try:
        return [file.name for file in folder.iterdir()]
    except (OSError, ValueError):
        return []


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def load_heartbeat(state: Path) -> Heartbeat | None:
    """Return the daemon's last heartbeat; an invalid file counts as the oldest possible one, an unreadable file as none."""
    try:
        return read_heartbeat(state / NAME)
    except BriefingError as error:
        if isinstance(error.__cause__, PermissionError):
            return None
        return Heartbeat(1, datetime.fromisoformat("1970-01-01T00:00:00+00:00"), 0, None, False)


def explain_untold(shows: Sequence[Show]) -> str:
    """Return why messages of some shows cannot go out on this machine, and of which, or ""."""
    mine = [show.key for show in shows if show.notify.apprise]
    if not mine or not (why := find_missing_package()):
        return ""
    return f"no notification can be sent about {', '.join(mine)}: {why}"
