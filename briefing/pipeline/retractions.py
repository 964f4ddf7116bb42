"""What becomes of what was aired: which items their sources took back, and which lines they changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from briefing.lib.text import count
from briefing.model.edition import TOLD, Run
from briefing.model.news import Item
from briefing.model.progress import Note
from briefing.model.rundown import Earlier
from briefing.model.show import Feed
from briefing.pipeline.history import DAYS, history, put_right
from briefing.pipeline.studio import Studio
from briefing.select.changes import Found, changes
from briefing.write.sentences import split

MOST = 40  # pages asked after in one run, those of the latest editions first
WITNESSES = timedelta(days=30)  # how old the item may be whose page says whether a site's pages can be believed


def taken_back(run: Run, studio: Studio) -> tuple[tuple[str, ...], list[Note]]:
    """Return the ids of items aired in the last days that their sources took back, and what the producer should know.

    An item that its feed no longer holds may only have made room for another: it is taken back when its own page is gone too, and
    the page of an item that the feed does hold is not. Where an item has no page, its feed is believed if it is the house's own or
    licensed.
    """
    feeds = {feed.id: feed for feed in studio.show.feeds}
    others = _others(run, studio)
    cited = dict.fromkeys(id for earlier in _heard(others, run) for id in _cited(earlier))
    absent = {item.id: item for item in studio.items.newest(studio.items.missing(cited)) if item.feed in feeds}
    missing = [absent[id] for id in cited if id in absent]
    if not missing:
        return (), []
    asked = [item for item in missing if item.url][:MOST]
    witnesses = _witnesses(asked, studio)
    gone = studio.pages.gone(studio.show.feeds, [*asked, *witnesses])
    trusted = {witness.feed for witness in witnesses if witness.id not in gone}
    certain = [item for item in asked if item.id in gone and item.feed in trusted]
    certain += [item for item in missing if not item.url and feeds[item.feed].rights != "quote"]
    left = [item for item in missing if item not in certain]
    notes = [_left_feed(feed, left) for feed in studio.show.feeds if any(item.feed == feed.id for item in left)]
    return tuple(item.id for item in certain), _not_told(notes, others)


def changed(run: Run, studio: Studio) -> Found:
    """Return what sources changed in what was aired in the last days, as the rundown and the producer are to have it."""
    others = _others(run, studio)
    heard = _heard(others, run)
    feeds = {feed.id for feed in studio.show.feeds}
    known = studio.items.newest({id for earlier in heard for id in _cited(earlier)})
    newest = {item.id: item for item in known if item.feed in feeds}
    found = changes(heard, newest, run.withdrawn, put_right(others, run)[1], studio.language, split)
    return replace(found, notes=_not_told(found.notes, others))


def _heard(others: Sequence[Run], run: Run) -> Sequence[Earlier]:
    """Return what listeners heard in the last days, stories and corrections, the latest edition first."""
    heard = [*history(others, run), *put_right(others, run)[0]]
    order = {other.edition.id: other.edition.slot.at for other in others}
    return sorted(heard, key=lambda earlier: order[earlier.edition], reverse=True)


def _others(run: Run, studio: Studio) -> Sequence[Run]:
    others = studio.runs.since(studio.show.key, run.edition.slot.day - timedelta(days=DAYS))
    return [other for other in others if other.edition.id != run.edition.id]


def _not_told(notes: Sequence[Note], others: Sequence[Run]) -> list[Note]:
    """Return the notes that no finished edition has given already."""
    told = {note for other in others if other.state in TOLD for note in other.notes}
    return [note for note in notes if note not in told]


def _cited(earlier: Earlier) -> list[str]:
    return [source.item for line in earlier.lines for source in line.sources]


def _witnesses(asked: Sequence[Item], studio: Studio) -> list[Item]:
    """Return for each feed the newest item with a page that the feed still holds."""
    now = studio.clock.now()
    there = studio.items.between({item.feed for item in asked}, now - WITNESSES, now, now)
    missing = studio.items.missing(item.id for item in there)
    return list({item.feed: item for item in there if item.url and item.id not in missing}.values())


def _left_feed(feed: Feed, left: Sequence[Item]) -> Note:
    what = count(sum(item.feed == feed.id for item in left), "aired item")
    why = "no longer in the feed, which holds older ones; not known to be withdrawn"
    return Note("fetch", feed.name, f"{what} {why}: nothing is said")
