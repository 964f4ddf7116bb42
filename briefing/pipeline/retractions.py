"""Follow-up on aired items: which of them their sources withdrew, and which lines the sources changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from briefing.lib.text import format_count
from briefing.model.edition import ON_AIR, Run
from briefing.model.news import Item
from briefing.model.progress import Note
from briefing.model.rundown import Earlier
from briefing.model.show import Feed
from briefing.pipeline.history import HISTORY_DAYS, build_history, collect_corrections
from briefing.pipeline.studio import Studio
from briefing.select.changes import FoundChanges, find_changes
from briefing.write.sentences import split_sentences

MOST_PAGES = 40  # pages asked after in one run, those of the latest editions first
REFERENCE_AGE = timedelta(days=30)  # how old the item may be whose page says whether a site's pages can be believed


def find_retractions(run: Run, studio: Studio) -> tuple[tuple[str, ...], list[Note]]:
    """Return the ids of recently aired items that their sources withdrew, and notes for the producer.

    An item missing from its feed may only have made room for a newer one: it counts as withdrawn when its own page is gone too,
    while the page of an item that the feed still holds is not gone. Where an item has no page, its feed is trusted if its rights
    are `own` or `licensed`.
    """
    feeds = {feed.id: feed for feed in studio.show.feeds}
    others = _load_other_runs(run, studio)
    cited = dict.fromkeys(id for earlier in _collect_heard(others, run) for id in _list_cited(earlier))
    absent = {item.id: item for item in studio.items.load_newest(studio.items.find_missing(cited)) if item.feed in feeds}
    missing = [absent[id] for id in cited if id in absent]
    if not missing:
        return (), []
    asked = [item for item in missing if item.url][:MOST_PAGES]
    witnesses = _find_reference_items(asked, studio)
    gone = studio.pages.find_gone(studio.show.feeds, [*asked, *witnesses])
    trusted = {witness.feed for witness in witnesses if witness.id not in gone}
    certain = [item for item in asked if item.id in gone and item.feed in trusted]
    certain += [item for item in missing if not item.url and feeds[item.feed].rights != "quote"]
    left = [item for item in missing if item not in certain]
    notes = [_make_left_feed_note(feed, left) for feed in studio.show.feeds if any(item.feed == feed.id for item in left)]
    return tuple(item.id for item in certain), _drop_given_notes(notes, others)


def find_changed_lines(run: Run, studio: Studio) -> FoundChanges:
    """Return what sources changed in recently aired items, for the rundown and the producer."""
    others = _load_other_runs(run, studio)
    heard = _collect_heard(others, run)
    feeds = {feed.id for feed in studio.show.feeds}
    known = studio.items.load_newest({id for earlier in heard for id in _list_cited(earlier)})
    newest = {item.id: item for item in known if item.feed in feeds}
    found = find_changes(heard, newest, run.withdrawn, collect_corrections(others, run)[1], studio.language, split_sentences)
    return replace(found, notes=_drop_given_notes(found.notes, others))


def _collect_heard(others: Sequence[Run], run: Run) -> Sequence[Earlier]:
    """Return what listeners heard in the last days, stories and corrections, the latest edition first."""
    heard = [*build_history(others, run), *collect_corrections(others, run)[0]]
    order = {other.edition.id: other.edition.slot.at for other in others}
    return sorted(heard, key=lambda earlier: order[earlier.edition], reverse=True)


def _load_other_runs(run: Run, studio: Studio) -> Sequence[Run]:
    others = studio.runs.list_since(studio.show.key, run.edition.slot.day - timedelta(days=HISTORY_DAYS))
    return [other for other in others if other.edition.id != run.edition.id]


def _drop_given_notes(notes: Sequence[Note], others: Sequence[Run]) -> list[Note]:
    """Return the notes that no finished edition has already given."""
    told = {note for other in others if other.state in ON_AIR for note in other.notes}
    return [note for note in notes if note not in told]


def _list_cited(earlier: Earlier) -> list[str]:
    return [source.item for line in earlier.lines for source in line.sources]


def _find_reference_items(asked: Sequence[Item], studio: Studio) -> list[Item]:
    """Return, for each feed, the newest item with a page that the feed still holds, as a reference for the check of pages."""
    now = studio.clock.now()
    there = studio.items.list_between({item.feed for item in asked}, now - REFERENCE_AGE, now, now)
    missing = studio.items.find_missing(item.id for item in there)
    return list({item.feed: item for item in there if item.url and item.id not in missing}.values())


def _make_left_feed_note(feed: Feed, left: Sequence[Item]) -> Note:
    what = format_count(sum(item.feed == feed.id for item in left), "aired item")
    why = "no longer in the feed, which holds older ones; not known to be withdrawn"
    return Note("fetch", feed.name, f"{what} {why}: nothing is said")
