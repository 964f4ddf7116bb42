"""Whether so many feeds of a show fail that it needs attention; decided from facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.lib.text import format_count
from briefing.model.alert import Event
from briefing.monitoring.health import FeedHealth

LASTING = timedelta(hours=1)  # all feeds failing for less is a line that was down


def find_outage(feeds: Sequence[FeedHealth], now: datetime) -> Event | None:
    """Return since when, and in words, so many of a show's feeds fail that it needs attention, or None.

    Without any answer the show's edition fails too and is tried again, so that is said after an hour. While some answer, programmes
    are made of those alone, so it is said at once when more than half fail.
    """
    bad = [(feed.name, feed.state.failing, feed.state.error) for feed in feeds if feed.state and feed.state.failing]
    if 2 * len(bad) <= len(feeds):
        return None
    since, why = max(at for _, at, _ in bad), bad[0][2]
    if len(bad) == len(feeds) and now - since >= LASTING:
        return Event(since, f"none of {format_count(len(bad), 'feed')} has answered since {format_time(since)}: {why}")
    if len(bad) == len(feeds):  # that the last one fails too ends nothing that was said of the others
        bad = [one for one in bad if one[1] < since]
        if 2 * len(bad) <= len(feeds):
            return None
        since, why = max(at for _, at, _ in bad), bad[0][2]
    names = ", ".join(name for name, _, _ in bad)
    return Event(
        since, f"{len(bad)} of {len(feeds)} feeds fail, all of them since {format_time(since)}: {names}; the first says: {why}"
    )


def format_time(at: datetime) -> str:
    """Return an instant as readable text."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
