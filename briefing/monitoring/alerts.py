"""Alerts: decided from facts alone, each sent once, and once more when it is over.

A trouble's key is `kind/...` and stays the same as long as the trouble does. docs/operator.md has the table of kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.lib.text import format_count
from briefing.model.alert import Alert, Event, FeedState
from briefing.model.edition import ON_AIR, SETTLED, Run, Slot
from briefing.model.loss import NAMED, name_some
from briefing.monitoring.delivery import GRACE
from briefing.monitoring.health import FeedHealth, Health, ShowHealth
from briefing.monitoring.heartbeat import is_silent
from briefing.monitoring.outages import find_outage
from briefing.scheduling.slots import is_unfinished

DAY = timedelta(days=1)
QUIET = timedelta(days=14)
LASTING = timedelta(hours=1)  # what was missed is said for as long at least
FLAP = timedelta(minutes=10)  # what comes back within it was never over
PATIENCE = 3  # failures in a row before a person is told
SEVERAL = 2  # editions that failed, of any shows, are more than bad luck of one
UNSAVED = timedelta(days=2)  # a backup is made on every day with a run
LOW_BYTES, LOW_PART = 500_000_000, 0.02
KINDS = {  # what each is called, and whether it needs attention: `status` then ends with 1
    "edition": ("an edition is late", True),
    "lost": ("a published episode is damaged or incomplete", True),
    "missed": ("an edition was missed", True),
    "waiting": ("an edition waits for review", True),
    "feeds": ("most feeds fail", True),
    "feed": ("a feed fails", True),
    "quiet": ("a feed has nothing new", False),
    "aside": ("items were put aside", False),
    "disk": ("the disk", True),
    "engine": ("an engine does not work", True),
    "house": ("the workspace cannot be opened", True),
    "site": ("a page or podcast feed could not be written", True),
    "database": ("the database is damaged", True),
    "backup": ("the database is not backed up", True),
    "rebuilt": ("the database was rebuilt", False),
    "config": ("feeds.yaml is broken", True),
    "clock": ("the clock was set", False),
    "daemon": ("the daemon is silent", True),
    "notify": ("notifications cannot be sent", True),
}


def find_kind(trouble: Alert) -> str:
    """Return the kind of an alert, the first part of its key."""
    return trouble.key.partition("/")[0]


def needs_person(trouble: Alert) -> bool:
    """Return whether an alert needs attention; others are only reported."""
    return KINDS.get(find_kind(trouble), ("", True))[1]


def name_alert(trouble: Alert) -> str:
    """Return the name of an alert in a headline."""
    return KINDS.get(find_kind(trouble), (find_kind(trouble), True))[0]


def find_alerts(standing: Health, now: datetime) -> list[Alert]:
    """Return the active alerts, first those of no single show, then show by show."""
    found = [*_find_workspace_alerts(standing, now)]
    several = sum(_find_failed(run, show, now) for show in standing.shows for run in show.runs) >= SEVERAL
    for show in standing.shows:
        found += [
            *_find_edition_alerts(show, now, several),
            *_find_losses(show, now),
            *_find_missed(show, now),
            *_find_quarantined(show, now),
        ]
    return [*found, *_find_feed_alerts(standing.shows, now)]


@dataclass(frozen=True, slots=True)
class Difference:
    """The alerts to send as begun and as over, those to record, and the keys of those to forget without a message."""

    begun: tuple[Alert, ...]
    over: tuple[Alert, ...]
    kept: tuple[Alert, ...]
    gone: tuple[str, ...]


def compare_alerts(known: Sequence[Alert], now_there: Sequence[Alert], now: datetime) -> Difference:
    """Return what to send, given the alerts on record and those that are active now.

    What was never told and is gone is forgotten; what was told is over when it has been gone for ten minutes.
    """
    before = {trouble.key: trouble for trouble in known}
    there = {trouble.key: _goes_on(trouble, before.get(trouble.key)) for trouble in now_there}
    left = [trouble for trouble in known if trouble.key not in there]
    silently = [trouble for trouble in left if trouble.told is None or _is_graver(trouble, now_there)]
    ending = [replace(trouble, over=trouble.over or now) for trouble in left if trouble not in silently]
    return Difference(
        begun=tuple(trouble for trouble in there.values() if trouble.told is None),
        over=tuple(trouble for trouble in ending if trouble.over and abs(now - trouble.over) >= FLAP),
        kept=(*there.values(), *ending),
        gone=tuple(trouble.key for trouble in silently),
    )


def _goes_on(trouble: Alert, known: Alert | None) -> Alert:
    return replace(trouble, since=known.since, told=known.told, over=None) if known else trouble


def _is_graver(trouble: Alert, now_there: Sequence[Alert]) -> bool:
    """Tell whether something graver says more of the same: an edition that was late is missed, and then another one as well."""
    return find_kind(trouble) in ("edition", "missed") and any(
        find_kind(other) == "missed" and other.show == trouble.show for other in now_there
    )


def is_lost(run: Run, hours: float, now: datetime) -> bool:
    """Tell whether listeners never get this edition: it was missed, or is not tried any more after `hours`."""
    left = run.state not in SETTLED and run.revision == 1 and run.published is None and not is_unfinished(run, now, hours)
    return run.state == "missed" or left


def is_late(run: Run, now: datetime, *, several: bool) -> bool:
    """Tell whether a run that failed, and is tried again, needs attention: waiting alone does not seem to resolve it.

    It failed three times in a row; or listeners wait for it: its slot, or when it was taken up late, is an hour ago, or `several`
    editions failed.
    """
    if run.tries == 0 or run.state in SETTLED:
        return False
    begun = max(run.edition.slot.at, run.claimed or run.edition.slot.at)
    return run.tries >= PATIENCE or (not run.correction and (several or now - begun >= GRACE))


def _find_failed(run: Run, show: ShowHealth, now: datetime) -> bool:
    hours = show.show.give_up_after
    return run.tries > 0 and run.state not in SETTLED and not run.correction and not is_lost(run, hours, now)


def _find_edition_alerts(show: ShowHealth, now: datetime, several: bool) -> Iterator[Alert]:
    key, hours = show.show.key, show.show.give_up_after
    lacking = {(one.slot.day, one.slot.time): one for one in show.shortfalls}
    for run in show.runs:
        slot = run.edition.slot
        lack = lacking.pop((slot.day, slot.time), None)
        if is_lost(run, hours, now):
            continue
        if run.state == "waiting" and slot.at <= now:
            why = run.reason or "its script must be read and approved"
            yield Alert(f"waiting/{_format_name(slot)}", key, slot.at, f"{run.edition.id} waits for review: {why}")
        elif is_late(run, now, several=several):
            again = f", next at {_format_time(run.retry_at)}" if run.retry_at else ""
            what = f"{run.edition.id} failed {format_count(run.tries, 'time')} and is tried again{again}: {run.reason or run.state}"
            yield Alert(f"edition/{_format_name(slot)}", key, slot.at, what)
        elif lack:
            what = "lost" if run.state in ON_AIR else "edition"  # what was published is not late, whatever became of it
            yield Alert(f"{what}/{_format_name(slot)}", key, slot.at, f"{run.edition.id}: {'; '.join(lack.what)}")
    for lack in lacking.values():
        yield Alert(f"edition/{_format_name(lack.slot)}", key, lack.slot.at, f"{key} {lack.slot.day}: {'; '.join(lack.what)}")


def _find_losses(show: ShowHealth, now: datetime) -> Iterator[Alert]:
    """Yield one alert for each published MP3 that is gone or changed, or one for all when they are many."""
    key, losses = show.show.key, show.lost
    if len(losses) > NAMED:
        what = (
            f"{format_count(len(losses), 'published episode')} of {key} lack their MP3: {name_some([str(loss) for loss in losses])}"
        )
        yield Alert(f"lost/{key}", key, now, what)
        return
    yield from (Alert(f"lost/{loss.edition}", key, now, str(loss)) for loss in losses)


def _find_missed(show: ShowHealth, now: datetime) -> Iterator[Alert]:
    """Yield one alert for all editions missed since the last one published."""
    key, hours = show.show.key, show.show.give_up_after
    gone = [(run, _find_loss_time(run, hours)) for run in show.runs if is_lost(run, hours, now)]
    heard = show.last.published if show.last else None
    after = [run for run, at in gone if heard is None or at > heard or timedelta() <= now - at < LASTING]
    if not after:
        return
    newest = after[-1]
    others = f"; so were {', '.join(run.edition.id for run in after[-4:-1])}" if after[:-1] else ""
    more = f" and {len(after) - 4} more" if len(after) > 4 else ""
    what = f"{newest.edition.id} was missed: {newest.reason or 'it was not made in time'}{others}{more}"
    yield Alert(f"missed/{_format_name(newest.edition.slot)}", key, newest.edition.slot.at, what)


def _find_loss_time(run: Run, hours: float) -> datetime:
    """Return about when an edition was given up: no run says so, but each of these is before it."""
    if run.state != "missed":
        return run.edition.slot.at + timedelta(hours=hours)
    return max(at for at in (run.edition.slot.at, run.claimed, run.retry_at) if at)


def _find_quarantined(show: ShowHealth, now: datetime) -> Iterator[Alert]:
    named: dict[Slot, list[str]] = {}
    for slot, title in show.aside:
        if now - slot.at < DAY:
            named.setdefault(slot, []).append(title)
    for slot, titles in named.items():
        what = f"{show.show.key} {slot.day}: a process ended twice at these items, so they are left out: {'; '.join(titles)}"
        yield Alert(f"aside/{_format_name(slot)}", show.show.key, now, what)


def _find_feed_alerts(shows: Sequence[ShowHealth], now: datetime) -> Iterator[Alert]:
    users: dict[str, list[str]] = {}
    dead = set()
    for show in shows:
        for feed in show.feeds:
            users.setdefault(feed.id, []).append(show.show.key)
        if outage := find_outage(show.feeds, now):
            dead.add(show.show.key)
            yield Alert(f"feeds/{show.show.key}", show.show.key, outage.at, outage.what)
    for feed in {feed.id: feed for show in shows for feed in show.feeds}.values():
        mine = users[feed.id]
        yield from _find_feed_alert(feed, mine[0] if len(mine) == 1 else "", now, told_already=dead.issuperset(mine))


def _find_feed_alert(feed: FeedHealth, show: str, now: datetime, *, told_already: bool) -> Iterator[Alert]:
    if feed.state and (since := is_failing(feed.state, now)):
        if not told_already:
            yield Alert(f"feed/{feed.id}", show, since, f"{feed.name} fails since {_format_time(since)}: {feed.state.error}")
    elif since := is_quiet(feed, now):
        what = f"{feed.name} answers, but has had nothing new since {_format_time(since)}"
        yield Alert(f"quiet/{feed.id}", show, since, what)


def is_failing(state: FeedState, now: datetime) -> datetime | None:
    """Return since when a feed fails, if that is more than a day and it was asked more than once."""
    long = state.failing and now - state.failing > DAY and state.asked > state.failing
    return state.failing if long else None


def is_quiet(feed: FeedHealth, now: datetime) -> datetime | None:
    """Return since when a feed that answers has had nothing new, if that is fourteen days or more."""
    if feed.state is None or feed.state.failing or feed.state.answered is None:
        return None
    heard = max((at for at in (feed.state.fresh, feed.newest) if at), default=None)
    return heard if heard and now - heard >= QUIET else None


def _find_workspace_alerts(standing: Health, now: datetime) -> Iterator[Alert]:
    if standing.config:
        yield Alert("config", "", now, f"{standing.config}; programmes go on with the last good one")
    if (disk := standing.disk) and not disk.writable:
        yield Alert("disk/readonly", "", now, "no file can be written to the folder output")
    if disk and (disk.free < LOW_BYTES or disk.free < LOW_PART * disk.total):
        part = disk.free / disk.total if disk.total else 0
        yield Alert("disk/low", "", now, f"{disk.free / 1e6:.0f} MB are free under output, {part:.1%} of the disk")
    if standing.database.error:
        yield Alert("database", "", now, standing.database.error)
    if standing.site:
        yield Alert("site", "", standing.site.at, standing.site.what)
    if lacks_backup(standing):
        backup = standing.database.backup
        yield Alert("backup", "", now, f"the newest backup is of {backup}" if backup else "there is no backup of the database")
    yield from _make_event_alert("rebuilt", standing.database.rebuilt, now)
    yield from _make_event_alert("clock", standing.clock, now)
    if (beat := standing.heartbeat) and is_silent(beat, now):
        yield Alert("daemon", "", beat.now, f"briefing schedule (process {beat.pid}) has not ticked since {_format_time(beat.now)}")
    if standing.untold:
        yield Alert("notify", "", now, standing.untold)
    for engine in standing.engines:
        if engine.error:
            yield Alert(f"engine/{engine.name}", "", now, engine.error)


def lacks_backup(standing: Health) -> bool:
    """Tell whether the database lacks a backup that the last round should have made.

    A new workspace, and a database that was restored since, have had no round yet.
    """
    backup, made = standing.database.backup, standing.database.rebuilt
    if standing.round is None or (made and made.at >= standing.round):
        return False
    return backup is None or standing.round.date() - backup > UNSAVED


def _make_event_alert(key: str, event: Event | None, now: datetime) -> Iterator[Alert]:
    """Yield what happened within the last day; its key says when, so that the next time is sent as well."""
    if event and abs(now - event.at) < DAY:
        yield Alert(f"{key}/{event.at:%Y-%m-%dT%H:%M}", "", event.at, event.what)


def _format_name(slot: Slot) -> str:
    return f"{slot.show}/{slot.day}T{slot.time}"


def _format_time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
