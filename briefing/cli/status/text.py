"""How the house stands, as a person reads it: tables first, what needs somebody last, where the eye is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.cli.status.data import missed, under_way
from briefing.cli.tables import length, table
from briefing.lib.text import plain
from briefing.model.alert import Trouble
from briefing.monitoring.alerts import called, needs_person, quiet
from briefing.monitoring.health import ShowStanding, Standing
from briefing.monitoring.heartbeat import Heartbeat, silent


def text(standing: Standing, found: Sequence[Trouble]) -> str:
    """Return all of it as lines."""
    now = standing.now
    blocks = [
        _titled("", ("SHOW", "LAST EPISODE", "PUBLISHED", "LENGTH", "ON SITE", "NEXT"), [_show(show) for show in standing.shows]),
        _titled("\nEditions", ("EDITION", "STATE", "WHY"), [row for show in standing.shows for row in _editions(show, now)]),
        _titled("\nFeeds", ("SHOW", "FEED", "SINCE", "WHAT"), [row for show in standing.shows for row in _feeds(show, now)]),
        *(f"{plain(line)}" for line in ("", *_house(standing)) if standing.shows or line),
        *_end(found, {trouble.key for trouble in standing.known if trouble.told}),
    ]
    return "\n".join(block for number, block in enumerate(blocks) if block or number > 2)


def life(heartbeat: Heartbeat | None, now: datetime) -> str:
    """Return what the daemon's sign of life says."""
    if heartbeat is None:
        return "daemon: never ran here"
    if heartbeat.pid == 0:
        return f"daemon: stopped at {_time(heartbeat.now)}"
    if silent(heartbeat, now):
        return f"daemon: process {heartbeat.pid} has not ticked since {_time(heartbeat.now)}"
    doing = "is making an edition" if heartbeat.busy else f"is next due at {_time(heartbeat.next)}" if heartbeat.next else "waits"
    return f"daemon: process {heartbeat.pid} ticked at {_time(heartbeat.now)} and {doing}"


def _titled(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(part for part in (title, table(head, rows)) if part) if rows else ""


def _show(show: ShowStanding) -> tuple[str, ...]:
    zone = ZoneInfo(show.show.timezone)
    later = f"{show.next.at.astimezone(zone):%Y-%m-%d %H:%M} {show.show.timezone}" if show.next else "never"
    if (last := show.last) is None:
        return show.show.key, "none yet", "", "", "", later
    published = f"{last.published.astimezone(zone):%Y-%m-%d %H:%M}"
    return show.show.key, last.edition, published, length(last.duration), "yes" if last.on_site else "NO", later


def _editions(show: ShowStanding, now: datetime) -> Iterator[tuple[str, ...]]:
    for run in under_way(show, now):
        again = f"; next try at {_time(run.retry_at)}" if run.retry_at else ""
        yield run.edition.id, run.state, f"{run.reason}{again}".lstrip("; ")
    for run in missed(show, now):
        yield run.edition.id, "missed", run.reason
    for lack in show.shortfalls:
        yield lack.edition or f"{show.show.key} {lack.slot.day}", "not on site", "; ".join(lack.what)
    for loss in show.lost:
        yield loss.edition, "missing" if loss.found is None else "changed", f"site/{loss.path}"


def _feeds(show: ShowStanding, now: datetime) -> Iterator[tuple[str, ...]]:
    for feed in show.feeds:
        if feed.state and feed.state.failing:
            yield show.show.key, feed.name, _time(feed.state.failing), f"fails: {feed.state.error}"
        elif since := quiet(feed, now):
            yield show.show.key, feed.name, _time(since), "answers, but has nothing new"


def _house(standing: Standing) -> Iterator[str]:
    if disk := standing.disk:
        yield f"disk: {disk.free / 1e9:.1f} GB free of {disk.total / 1e9:.1f} GB{'' if disk.writable else ', takes no files'}"
    base = standing.database
    backup = f"last backup {base.backup}" if base.backup else "no backup yet"
    yield f"database: {base.error or f'{base.bytes / 1e6:.1f} MB'}, {backup}"
    for engine in standing.engines:
        yield f"{engine.name}: {engine.error or 'works'}"
    yield life(standing.heartbeat, standing.now)


def _end(found: Sequence[Trouble], told: set[str]) -> Iterator[str]:
    """Yield what needs a person, what is only said, or that nothing does."""
    for heading, grave in (("Needs a person", True), ("Worth knowing", False)):
        if some := [trouble for trouble in found if needs_person(trouble) == grave]:
            yield f"\n{heading}"
            for trouble in some:
                who = f"{trouble.show}: " if trouble.show else ""
                mark = "" if trouble.key in told else " (nobody was told)"
                yield plain(f"  {who}{called(trouble)}: {trouble.message}{mark}")
    if not any(map(needs_person, found)):
        yield "\nNothing needs a person."


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
