"""The text of `briefing status`: tables first, and last what needs attention, so that it is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.cli.status.data import list_missed, list_under_way
from briefing.cli.tables import format_length, format_table
from briefing.lib.text import to_plain
from briefing.model.alert import Alert
from briefing.monitoring.alerts import is_quiet, name_alert, needs_person
from briefing.monitoring.health import Health, ShowHealth
from briefing.monitoring.heartbeat import Heartbeat, is_silent


def format_health(standing: Health, found: Sequence[Alert]) -> str:
    """Return all of it as lines."""
    now = standing.now
    blocks = [
        _format_titled(
            "", ("SHOW", "LAST EPISODE", "PUBLISHED", "LENGTH", "ON SITE", "NEXT"), [_format_show(show) for show in standing.shows]
        ),
        _format_titled(
            "\nEditions", ("EDITION", "STATE", "WHY"), [row for show in standing.shows for row in _format_editions(show, now)]
        ),
        _format_titled(
            "\nFeeds", ("SHOW", "FEED", "SINCE", "WHAT"), [row for show in standing.shows for row in _format_feeds(show, now)]
        ),
        *(f"{to_plain(line)}" for line in ("", *_format_workspace(standing)) if standing.shows or line),
        *_format_end(found, {trouble.key for trouble in standing.known if trouble.told}),
    ]
    return "\n".join(block for number, block in enumerate(blocks) if block or number > 2)


def format_heartbeat(heartbeat: Heartbeat | None, now: datetime) -> str:
    """Return what the daemon's heartbeat says."""
    if heartbeat is None:
        return "daemon: never ran here"
    if heartbeat.pid == 0:
        return f"daemon: stopped at {_format_time(heartbeat.now)}"
    if is_silent(heartbeat, now):
        return f"daemon: process {heartbeat.pid} has not ticked since {_format_time(heartbeat.now)}"
    doing = (
        "is making an edition"
        if heartbeat.busy
        else f"is next due at {_format_time(heartbeat.next)}"
        if heartbeat.next
        else "waits"
    )
    return f"daemon: process {heartbeat.pid} ticked at {_format_time(heartbeat.now)} and {doing}"


def _format_titled(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(part for part in (title, format_table(head, rows)) if part) if rows else ""


def _format_show(show: ShowHealth) -> tuple[str, ...]:
    zone = ZoneInfo(show.show.timezone)
    later = f"{show.next.at.astimezone(zone):%Y-%m-%d %H:%M} {show.show.timezone}" if show.next else "never"
    if (last := show.last) is None:
        return show.show.key, "none yet", "", "", "", later
    published = f"{last.published.astimezone(zone):%Y-%m-%d %H:%M}"
    return show.show.key, last.edition, published, format_length(last.duration), "yes" if last.on_site else "NO", later


def _format_editions(show: ShowHealth, now: datetime) -> Iterator[tuple[str, ...]]:
    for run in list_under_way(show, now):
        again = f"; next try at {_format_time(run.retry_at)}" if run.retry_at else ""
        yield run.edition.id, run.state, f"{run.reason}{again}".lstrip("; ")
    for run in list_missed(show, now):
        yield run.edition.id, "missed", run.reason
    for lack in show.shortfalls:
        yield lack.edition or f"{show.show.key} {lack.slot.day}", "not on site", "; ".join(lack.what)
    for loss in show.lost:
        yield loss.edition, "missing" if loss.found is None else "changed", f"site/{loss.path}"


def _format_feeds(show: ShowHealth, now: datetime) -> Iterator[tuple[str, ...]]:
    for feed in show.feeds:
        if feed.state and feed.state.failing:
            yield show.show.key, feed.name, _format_time(feed.state.failing), f"fails: {feed.state.error}"
        elif since := is_quiet(feed, now):
            yield show.show.key, feed.name, _format_time(since), "answers, but has nothing new"


def _format_workspace(standing: Health) -> Iterator[str]:
    if disk := standing.disk:
        yield f"disk: {disk.free / 1e9:.1f} GB free of {disk.total / 1e9:.1f} GB{'' if disk.writable else ', takes no files'}"
    base = standing.database
    backup = f"last backup {base.backup}" if base.backup else "no backup yet"
    yield f"database: {base.error or f'{base.bytes / 1e6:.1f} MB'}, {backup}"
    for engine in standing.engines:
        yield f"{engine.name}: {engine.error or 'works'}"
    yield format_heartbeat(standing.heartbeat, standing.now)


def _format_end(found: Sequence[Alert], told: set[str]) -> Iterator[str]:
    """Yield what needs attention, what is worth knowing, or that there is nothing."""
    for heading, grave in (("Needs attention", True), ("Worth knowing", False)):
        if some := [trouble for trouble in found if needs_person(trouble) == grave]:
            yield f"\n{heading}"
            for trouble in some:
                who = f"{trouble.show}: " if trouble.show else ""
                mark = "" if trouble.key in told else " (no notification was sent)"
                yield to_plain(f"  {who}{name_alert(trouble)}: {trouble.message}{mark}")
    if not any(map(needs_person, found)):
        yield "\nNothing needs attention."


def _format_time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
