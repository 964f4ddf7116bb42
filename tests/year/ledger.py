"""What came of every slot, from the store and the site, and the table that says so."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from tests.year.house import Due

KEPT = timedelta(days=50)  # runs stay at least so long
AIRED = ("published", "corrected", "retracted")
SETTLED = (*AIRED, "nothing", "missed", "rejected")


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a slot: the state its run ended in, and the reason."""

    state: str
    reason: str


def came(database: Path, slot: Due) -> Came | None:
    """Return what became of a slot as the store has it now; None while it is not settled, or the store cannot be read."""
    at = slot.at.astimezone(UTC).isoformat(timespec="microseconds")
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as store:
            row = store.execute("SELECT state, reason FROM runs WHERE show = ? AND at = ?", (slot.show, at)).fetchone()
    except sqlite3.Error:
        return None
    return Came(*row) if row and row[0] in SETTLED else None


@dataclass(slots=True)
class Ledger:
    """The account of a simulated time; every list but the first two should be empty."""

    due: Sequence[Due]
    came: dict[Due, Came]
    unsettled: list[str] = field(default_factory=list)
    no_reason: list[str] = field(default_factory=list)
    not_due: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """All that should not be, in words."""
        kinds = {
            "not settled": self.unsettled, "missed without a reason": self.no_reason, "not due": self.not_due,
            "doubled": self.doubled, "half-published": self.half, "aired twice": self.twice, "invalid feed": self.invalid,
            "lost": self.lost,
        }  # fmt: skip
        return [f"{kind}: {one}" for kind, found in kinds.items() for one in found]

    def table(self) -> str:
        """Return the account as lines of text."""
        states = Counter(one.state for one in self.came.values())
        reasons = Counter(_short(one) for one in self.came.values() if one.state not in AIRED)
        rows: list[tuple[str, int]] = [
            ("slots due", len(self.due)),
            ("episodes", sum(states[state] for state in AIRED)),
            ("missed with reason", sum(reasons.values()) - len(self.no_reason)),
            *((f"    {reason}", number) for reason, number in reasons.most_common()),
            ("missed without reason", len(self.no_reason) + len(self.unsettled)),
            ("episodes of slots that were not due", len(self.not_due)),
            ("doubled", len(self.doubled)),
            ("half-published", len(self.half)),
            ("items aired twice", len(self.twice)),
            ("lost episodes", len(self.lost)),
            ("invalid feeds seen by the listener", len(self.invalid)),
        ]
        return "\n".join(f"{name:<58}{number:>6}" for name, number in rows)


def _short(one: Came) -> str:
    reason = one.reason.split(":")[0] if one.state == "nothing" else one.reason
    return f"{one.state}: {''.join('#' if char.isdigit() else char for char in reason)[:48]}"


def account(output: Path, due: Sequence[Due], journal: dict[Due, Came]) -> Ledger:
    """Return what came of the slots, by the episodes on the site; `journal` has what the driver saw settled."""
    ledger = Ledger(due, dict(journal))
    recent = max((slot.at for slot in due), default=datetime.max.replace(tzinfo=UTC)) - KEPT
    for slot in due:
        if slot not in journal:
            ledger.unsettled.append(f"{slot.show} {slot.local}")
        elif slot.at > recent and came(output / "state" / "briefing.db", slot) is None:
            ledger.unsettled.append(f"{slot.show} {slot.local}: was {journal[slot].state}, and its run is forgotten")
        elif journal[slot].state not in AIRED and not journal[slot].reason:
            ledger.no_reason.append(f"{slot.show} {slot.local}: {journal[slot].state}")
    _episodes(output / "site", ledger)
    _feeds(output / "site", ledger)
    return ledger


def _episodes(site: Path, ledger: Ledger) -> None:
    """Hold the episodes' own words against the slots: each is of one slot that was due, and no two of one.

    An item may be told again as an update, but no sentence of it twice.
    """
    of = {(slot.show, slot.at): slot for slot in ledger.due}
    slots: Counter[Due] = Counter()
    items: Counter[tuple[str, str]] = Counter()
    for file in sorted(site.glob("*/*/episode.json")):
        episode = json.loads(file.read_bytes())
        slot = of.get((episode["show"], _instant(episode["slot"])))
        if slot is None:
            ledger.not_due.append(f"{episode['edition']}: {episode['slot']}")
            continue
        slots[slot] += 1
        fresh = [story for story in episode["stories"] if not story["follows"]]
        items.update({(episode["show"], item) for story in fresh for item in story["items"]})
        said = [
            source
            for cue in episode["cues"]
            if cue["basis"] == "verbatim"
            for source in cue["sources"]
            if source["field"] == "text"
        ]
        items.update({(episode["show"], f"{source['item']}: {source['quote']}") for source in said})
    ledger.doubled += [f"{slot.show} {slot.local}: {number} episodes" for slot, number in slots.items() if number > 1]
    ledger.twice += [f"{show}: {item}" for (show, item), number in items.items() if number > 1]
    aired = {slot for slot, one in ledger.came.items() if one.state in AIRED}
    ledger.lost += [f"{slot.show} {slot.local}: said to be published, not on the site" for slot in aired - set(slots)]
    ledger.doubled += [f"{slot.show} {slot.local}: an episode, and said to be {ledger.came[slot].state}"
                       for slot in set(slots) - aired if slot in ledger.came]  # fmt: skip


def _feeds(site: Path, ledger: Ledger) -> None:
    """Hold the feeds against the folders: each folder is named once, and nothing else."""
    for feed in sorted(site.glob("*/feed.xml")):
        guids = Counter(item.findtext("guid") for item in etree.fromstring(feed.read_bytes()).iter("item"))
        ledger.doubled += [f"{guid}: {number} times in {feed.parent.name}/feed.xml" for guid, number in guids.items() if number > 1]
        folders = {f"{feed.parent.name}-{file.parent.name}" for file in feed.parent.glob("*/episode.json")}
        ledger.half += [f"{one}: feed or folder lacks it" for one in sorted(folders ^ {str(guid) for guid in guids})]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
