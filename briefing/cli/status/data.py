"""The data of `briefing status --json`, under the promised keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from briefing.model.alert import Alert
from briefing.model.edition import SETTLED, Run
from briefing.monitoring.alerts import is_lost, is_quiet, needs_person
from briefing.monitoring.health import FeedHealth, Health, ShowHealth
from briefing.monitoring.heartbeat import Heartbeat


def build_data(standing: Health, found: Sequence[Alert]) -> dict[str, Any]:
    """Return everything as data; instants are ISO 8601 in UTC, or null."""
    disk, base = standing.disk, standing.database
    told = {trouble.key: trouble for trouble in standing.known}
    return {
        "now": _format_iso(standing.now),
        "needs_person": any(map(needs_person, found)),
        "troubles": [_build_alert(trouble, told.get(trouble.key)) for trouble in found],
        "shows": [_build_show(show, standing.now) for show in standing.shows],
        "disk": {"free": disk.free, "total": disk.total, "writable": disk.writable} if disk else None,
        "engines": [{"engine": engine.name, "error": engine.error or None} for engine in standing.engines],
        "database": {"bytes": base.bytes, "error": base.error or None, "backup": _format_iso(base.backup)},
        "daemon": build_heartbeat(standing.heartbeat),
        "config": standing.config or None,
    }


def build_heartbeat(heartbeat: Heartbeat | None) -> dict[str, Any] | None:
    """Return the daemon's last heartbeat, or None."""
    if heartbeat is None:
        return None
    later = _format_iso(heartbeat.next)
    return {
        "pid": heartbeat.pid,
        "now": _format_iso(heartbeat.now),
        "ticks": heartbeat.ticks,
        "next": later,
        "busy": heartbeat.busy,
    }


def list_under_way(show: ShowHealth, now: datetime) -> list[Run]:
    """Return the runs that are not at their end, and those that wait for review."""
    return [
        run
        for run in show.runs
        if (run.state == "waiting" or run.state not in SETTLED) and not is_lost(run, show.show.give_up_after, now)
    ]


def list_missed(show: ShowHealth, now: datetime) -> list[Run]:
    """Return the runs of editions that listeners never get."""
    return [run for run in show.runs if is_lost(run, show.show.give_up_after, now)]


def _build_alert(trouble: Alert, known: Alert | None) -> dict[str, Any]:
    return {
        "key": trouble.key,
        "show": trouble.show,
        "since": _format_iso(known.since if known else trouble.since),
        "message": trouble.message,
        "needs_person": needs_person(trouble),
        "told": _format_iso(known.told if known else None),
    }


def _build_show(show: ShowHealth, now: datetime) -> dict[str, Any]:
    last, later = show.last, show.next
    return {
        "show": show.show.key,
        "title": show.show.title,
        "last": last and {
            "edition": last.edition, "slot": _format_iso(last.slot), "published": _format_iso(last.published),
            "duration": last.duration, "stories": last.stories, "on_site": last.on_site,
        },
        "next": later and {"at": _format_iso(later.at), "local": later.at.astimezone(ZoneInfo(show.show.timezone)).isoformat()},
        "unfinished": [_build_run(run) for run in list_under_way(show, now)],
        "missed": [{"edition": run.edition.id, "reason": run.reason} for run in list_missed(show, now)],
        "lacking": [
            {"day": _format_iso(one.slot.day), "time": one.slot.time, "edition": one.edition or None, "what": list(one.what)}
            for one in show.shortfalls
        ],
        "lost": [{"edition": one.edition, "file": one.path, "size": one.size, "found": one.found} for one in show.lost],
        "feeds": [_build_feed(feed, now) for feed in show.feeds],
    }  # fmt: skip


def _build_run(run: Run) -> dict[str, Any]:
    return {
        "edition": run.edition.id,
        "state": run.state,
        "reason": run.reason,
        "tries": run.tries,
        "retry_at": _format_iso(run.retry_at),
    }


def _build_feed(feed: FeedHealth, now: datetime) -> dict[str, Any]:
    state = feed.state
    return {
        "id": feed.id,
        "name": feed.name,
        "asked": _format_iso(state.asked if state else None),
        "answered": _format_iso(state.answered if state else None),
        "failing": _format_iso(state.failing if state else None),
        "error": state.error or None if state else None,
        "fresh": _format_iso(state.fresh if state else None),
        "newest": _format_iso(feed.newest),
        "quiet": _format_iso(is_quiet(feed, now)),
    }


def _format_iso(at: date | None) -> str | None:
    return at.isoformat() if at else None
