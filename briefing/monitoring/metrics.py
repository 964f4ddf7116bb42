"""Metrics as a Prometheus textfile, for node_exporter: no addresses, only keys, ids and names."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from briefing.lib.files import write_file
from briefing.model.edition import State
from briefing.model.errors import CannotWrite
from briefing.monitoring.alerts import find_alerts, find_kind, needs_person
from briefing.monitoring.health import FeedHealth, Health, ShowHealth

NAME = "briefing.prom"
READABLE = 0o644  # node_exporter is another user
WEEK = timedelta(days=7)
STATES: tuple[State, ...] = get_args(State)


def write_metrics(path: Path, standing: Health) -> None:
    """Write the metrics under another name and rename; raises CannotWrite."""
    registry = CollectorRegistry()
    _write_workspace(registry, standing)
    _write_shows(registry, standing)
    _write_feeds(registry, standing)
    try:
        write_file(path, generate_latest(registry), mode=READABLE, unique=True)
    except OSError as error:
        raise CannotWrite(str(path), "cannot be written", error.strerror or str(error), "look at the disk's free space") from error


def _write_workspace(registry: CollectorRegistry, standing: Health) -> None:
    found = find_alerts(standing, standing.now)
    there = Gauge("briefing_troubles", "Alerts that are active now.", ["kind", "needs_person"], registry=registry)
    for (what, grave), number in Counter((find_kind(trouble), needs_person(trouble)) for trouble in found).items():
        there.labels(what, "yes" if grave else "no").set(number)
    total = Gauge("briefing_needs_person", "Alerts that need attention.", registry=registry)
    total.set(sum(needs_person(trouble) for trouble in found))
    if standing.disk:
        Gauge("briefing_disk_free_bytes", "Free bytes on the disk of the folder output.", registry=registry).set(standing.disk.free)
    Gauge("briefing_database_bytes", "Size of the database.", registry=registry).set(standing.database.bytes)
    if standing.round:
        last = Gauge("briefing_last_round_timestamp_seconds", "When editions were last looked for.", registry=registry)
        last.set(standing.round.timestamp())
    now = Gauge("briefing_timestamp_seconds", "When this was written, by the clock of Briefing.", registry=registry)
    now.set(standing.now.timestamp())


def _write_shows(registry: CollectorRegistry, standing: Health) -> None:
    def gauge(name: str, what: str) -> Gauge:
        return Gauge(f"briefing_{name}", what, ["show"], registry=registry)

    last = gauge("last_episode_timestamp_seconds", "When the newest episode was published.")
    duration = gauge("last_episode_duration_seconds", "Length of the newest episode.")
    stories = gauge("last_episode_stories", "Stories in the newest episode.")
    later = gauge("next_slot_timestamp_seconds", "When the show is due next.")
    editions = Gauge("briefing_editions", "Editions of the last 7 days by state.", ["show", "state"], registry=registry)
    for show in standing.shows:
        key = show.show.key
        if show.last:
            last.labels(key).set(show.last.published.timestamp())
            duration.labels(key).set(show.last.duration)
            stories.labels(key).set(show.last.stories)
        if show.next:
            later.labels(key).set(show.next.at.timestamp())
        counted = _write_states(show, standing.now)
        for state in STATES:
            editions.labels(key, state).set(counted[state])


def _write_states(show: ShowHealth, now: datetime) -> Counter[State]:
    return Counter(run.state for run in show.runs if now - run.edition.slot.at <= WEEK)


def _write_feeds(registry: CollectorRegistry, standing: Health) -> None:
    labels = ["feed", "name"]
    failing = Gauge(
        "briefing_feed_failing_seconds", "For how long a feed has been failing; 0: it answers.", labels, registry=registry
    )
    newest = Gauge("briefing_feed_last_new_item_timestamp_seconds", "When a feed last had news.", labels, registry=registry)
    for feed in {feed.id: feed for show in standing.shows for feed in show.feeds}.values():
        if feed.state:
            since = feed.state.failing
            failing.labels(feed.id, feed.name).set((standing.now - since).total_seconds() if since else 0)
        if at := _write_news(feed):
            newest.labels(feed.id, feed.name).set(at.timestamp())


def _write_news(feed: FeedHealth) -> datetime | None:
    return feed.state.fresh if feed.state and feed.state.fresh else feed.newest
