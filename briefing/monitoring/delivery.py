"""Delivery check: whether a listener finds each edition that is due, whatever the record of its run says.

It decides from values; `verify/offers.py` reads the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from briefing.lib.text import format_count
from briefing.model.edition import EXCUSED, ON_AIR, Run, Slot
from briefing.model.show import Show
from briefing.verify.offers import Offered, Shelf

GRACE = timedelta(hours=1)  # what making an edition may take, from its slot or from when it was taken up late


@dataclass(frozen=True, slots=True)
class Expected:
    """An edition that listeners should have by now: its slot, the ids it may have, and its run where there is one."""

    slot: Slot
    guids: tuple[str, ...]
    run: Run | None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is wrong with the edition of a slot as listeners find it, in words; `edition` may be empty."""

    slot: Slot
    edition: str
    what: tuple[str, ...]


def find_expected(
    show: Show, there: Sequence[Slot], runs: Sequence[Run], now: datetime, last: datetime | None = None
) -> list[Expected]:
    """Return what to look for: the newest slot of `there` whose grace is over, and whatever was published, oldest first.

    Nothing is expected of the time before a show's first run; `last` is the slot of its newest episode, however long ago.
    """
    by_slot = {(run.edition.slot.day, run.edition.slot.time): run for run in runs}
    found = {
        run.edition.slot.at: Expected(run.edition.slot, (run.edition.id,), run)
        for run in runs
        if run.state in ON_AIR and run.edition.slot.day not in show.skip
    }
    first = min((*(run.edition.slot.at for run in runs), last or now))
    owed = [slot for slot in there if slot.at >= first and _is_over(slot, _find_run(by_slot, slot), now)]
    if owed:
        slot = max(owed, key=lambda slot: slot.at)
        run = _find_run(by_slot, slot)
        day = f"{show.key}-{slot.day}"
        guids = (run.edition.id,) if run else (day, f"{day}-{slot.time.replace(':', '')}")
        found.setdefault(slot.at, Expected(slot, guids, run))
    return [found[at] for at in sorted(found)]


def find_shortfalls(wanted: Iterable[Expected], shelf: Shelf) -> tuple[Shortfall, ...]:
    """Return what is wrong with the editions that listeners should have."""
    found = [(one, _find_faults(one, shelf)) for one in wanted]
    return tuple(Shortfall(one.slot, one.run.edition.id if one.run else "", what) for one, what in found if what)


def _find_run(by_slot: Mapping[tuple[date, str], Run], slot: Slot) -> Run | None:
    return by_slot.get((slot.day, slot.time))


def _is_over(slot: Slot, run: Run | None, now: datetime) -> bool:
    begun = run.claimed if run and run.claimed else slot.at
    return max(slot.at, begun) + GRACE <= now


def _find_faults(one: Expected, shelf: Shelf) -> tuple[str, ...]:
    if one.run and one.run.state in EXCUSED:
        return ()
    if shelf.error:
        return (f"feed.xml {shelf.error}",)
    found = [item for item in shelf.items if item.guid in one.guids]
    if not found:
        return (f"the edition of {one.slot.time} is not in the feed{_explain(one.run)}",)
    twice = [f"it stands {len(found)} times in the feed"] if len(found) > 1 else []
    return (*twice, *_describe_item(found[0]))


def _explain(run: Run | None) -> str:
    if run is None:
        return ": no run has started it"
    if run.state == "failed":
        return f": its run failed: {run.reason}"
    return ", although its run says it was published" if run.state in ON_AIR else f": its run is {run.state}"


def _describe_item(item: Offered) -> list[str]:
    if item.elsewhere:
        return [f"its enclosure is not in its own folder: {item.elsewhere}"]
    sound = []
    if item.size is None:
        sound = [f"its MP3 is missing: site/{item.file}"]
    elif str(item.size) != item.stated or not item.size:
        sound = [f"its MP3 has {format_count(item.size, 'byte')} of {item.stated or 'unknown'}"]
    lost = [name for name, there in (("episode.json", item.told), ("page", item.page)) if not there]
    return sound + [f"its {name} is missing or belongs to another episode" for name in lost]
