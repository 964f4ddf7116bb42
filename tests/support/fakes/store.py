"""The store in dictionaries; it passes the same contract tests as the real one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from briefing.model.edition import Edition, Run, Slot
from briefing.model.episode import Episode
from briefing.model.errors import Faulty, Held
from briefing.model.news import Answer, Bookmark, Item
from briefing.store.identity import assign_ids
from briefing.store.versions import find_absent, take_former_versions

FINAL = ("published", "corrected", "retracted", "nothing", "missed", "rejected")


class MemoryItems:
    """Items and bookmarks; every version of an item is kept, oldest first."""

    def __init__(self) -> None:
        self._versions: dict[str, list[Item]] = {}
        self._bookmarks: dict[str, Bookmark] = {}
        self._gone: set[str] = set()

    def load_bookmarks(self, feeds: Iterable[str]) -> Mapping[str, Bookmark]:
        """Return the bookmarks of these feed ids."""
        return {feed: self._bookmarks[feed] for feed in feeds if feed in self._bookmarks}

    def save(self, answer: Answer) -> int:
        """Keep items and bookmark; return how many items were new or changed."""
        if answer.error:
            return 0
        if answer.bookmark:
            self._bookmarks[answer.bookmark.feed] = answer.bookmark
        met: set[str] = set()
        fresh = 0
        newest = {id: versions[-1].version for id, versions in self._versions.items()}
        answer = replace(answer, items=take_former_versions(answer.items, answer.formerly, newest))
        answer = replace(answer, items=assign_ids(answer.items, self._versions))
        for item in answer.items:
            if item.id not in met:
                met.add(item.id)
                fresh += self._keep_version(item)
        self._gone -= met
        if answer.whole:
            dated = [item for item in self.load_newest(self._versions) if item.feed == answer.feed.id and item.dated]
            self._gone |= find_absent(answer.items, [(item.id, item.published) for item in dated])
        return fresh

    def record_answers(self, answers: Iterable[Answer], new: Mapping[str, int], now: datetime) -> None:
        """Remember nothing: how feeds answer is asked of the real store alone."""

    def list_between(self, feeds: Iterable[str], after: datetime, until: datetime, cutoff: datetime) -> Sequence[Item]:
        """Return items of the window as they were at the cutoff, oldest first."""
        wanted = set(feeds)
        shown = []
        for versions in self._versions.values():
            shown.append(max((v for v in versions if v.seen <= cutoff), key=lambda v: v.seen, default=versions[0]))
        return sorted(
            (i for i in shown if i.feed in wanted and after < i.published <= until), key=lambda item: (item.published, item.id)
        )

    def load_newest(self, ids: Iterable[str]) -> Sequence[Item]:
        """Return the newest version of each of these items that is known."""
        return [self._versions[id][-1] for id in sorted(set(ids)) if id in self._versions]

    def find_missing(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those ids that their feed no longer held when it was last read whole."""
        return frozenset(ids) & self._gone

    def _keep_version(self, item: Item) -> bool:
        versions = self._versions.setdefault(item.id, [])
        if versions and versions[-1].version == item.version:
            return False
        if versions:
            newest = versions[-1]
            item = replace(item, seen=max(item.seen, newest.seen + timedelta(microseconds=1)))
            if not item.dated:
                item = replace(item, published=newest.published, dated=newest.dated)
        versions.append(item)
        return True


class MemoryAired:
    """What each show has told."""

    def __init__(self) -> None:
        self.pairs: set[tuple[str, str]] = set()

    def list_item_ids(self, show: str) -> frozenset[str]:
        """Return the ids of all items this show has aired."""
        return frozenset(item for owner, item in self.pairs if owner == show)


class MemoryEpisodes:
    """What was published; tells the MemoryAired it is given."""

    def __init__(self, aired: MemoryAired) -> None:
        self._aired = aired
        self._kept: dict[tuple[str, int], Episode] = {}
        self._guids: dict[str, str] = {}

    def list_episodes(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first, each in its latest revision."""
        latest = {edition: episode for (edition, _), episode in sorted(self._kept.items()) if episode.show == show}
        return sorted(latest.values(), key=lambda episode: episode.slot, reverse=True)

    def list_revisions(self, show: str) -> Mapping[str, int]:
        """Return the revision of each of the show's editions, newest slot first."""
        return {episode.edition: episode.revision for episode in self.list_episodes(show)}

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode in its latest revision, or None."""
        return next((self._kept[key] for key in sorted(self._kept, reverse=True) if key[0] == edition), None)

    def save(self, episode: Episode, aired: Iterable[str]) -> None:
        """Keep the episode and that these items were aired; raises Faulty for a second, different one."""
        if self._kept.setdefault((episode.edition, episode.revision), episode) != episode:
            raise Faulty(episode.edition, "is published already")
        self._aired.pairs |= {(episode.show, item) for item in aired}

    def ensure_show_guid(self, show: str, candidate: str) -> str:
        """Return the show's guid, kept from the first candidate."""
        return self._guids.setdefault(show, candidate)


class MemoryMarks:
    """Small things by name, in `kept`."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """Return what was kept under a name, or None."""
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep something under a name."""
        self.kept[name] = value


class MemoryRuns:
    """How far each edition has come."""

    def __init__(self) -> None:
        self.kept: dict[str, Run] = {}

    def save(self, run: Run) -> None:
        """Keep the run as it now is."""
        self.kept[run.edition.id] = run

    def list_since(self, show: str, day: date) -> Sequence[Run]:
        """Return the show's runs from this local day on, oldest slot first."""
        found = [run for run in self.kept.values() if run.edition.slot.show == show and run.edition.slot.day >= day]
        return sorted(found, key=lambda run: run.edition.slot.at)

    def list_unfinished(self, show: str) -> Sequence[Run]:
        """Return the show's runs that have not come to their end, oldest slot first."""
        return [run for run in self.list_since(show, date.min) if run.state not in FINAL]

    def find(self, edition: str) -> Run | None:
        """Return the run of an edition, or None."""
        return self.kept.get(edition)


class MemoryClaims:
    """Which slots have a run, and until when slots were watched."""

    def __init__(self, runs: MemoryRuns) -> None:
        self._runs = runs
        self._watched: dict[str, datetime] = {}

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, made when there is none."""
        for run in self._runs.kept.values():
            known = run.edition.slot
            if (known.show, known.day, known.time) == (slot.show, slot.day, slot.time):
                return run
        name = f"{slot.show}-{slot.day}"
        if name in self._runs.kept:
            name += f"-{slot.time.replace(':', '')}"
        self._runs.kept[name] = Run(Edition(name, slot), "missed" if missed else "due", claimed=now, reason=missed)
        return self._runs.kept[name]

    def list_taken_slots(self, show: str, day: date) -> Sequence[Slot]:
        """Return the slots from this local day on that have a run, oldest first."""
        return [run.edition.slot for run in self._runs.list_since(show, day)]

    def delete_unpublished(self, edition: str) -> None:
        """Forget a run of which nothing was published."""
        if edition in self._runs.kept and self._runs.kept[edition].published is None:
            del self._runs.kept[edition]

    def get_watched_until(self, show: str) -> datetime | None:
        """Return until when the show's slots were looked after, or None."""
        return self._watched.get(show)

    def set_watched_until(self, show: str, until: datetime) -> None:
        """Keep that the show's slots were looked after until this instant."""
        self._watched[show] = until


class MemoryBlobs:
    """Bytes under keys."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return the bytes, or None."""
        return self._kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; a key's bytes never change."""
        self._kept.setdefault(key, data)


class MemoryLease:
    """One holder at a time, within this process."""

    def __init__(self) -> None:
        self._held: set[str] = set()

    @contextmanager
    def hold(self, name: str, wait: float = 0) -> Iterator[None]:
        """Hold `name` while inside; raises Held when another has it: within one process waiting would not free it."""
        if name in self._held:
            raise Held(name, "is being made by another run")
        self._held.add(name)
        try:
            yield
        finally:
            self._held.remove(name)


@dataclass(frozen=True, slots=True)
class MemoryStore:
    """All of it together, as `open_store` gives it."""

    items: MemoryItems = field(default_factory=MemoryItems)
    aired: MemoryAired = field(default_factory=MemoryAired)
    episodes: MemoryEpisodes = field(init=False)
    runs: MemoryRuns = field(default_factory=MemoryRuns)
    claims: MemoryClaims = field(init=False)
    marks: MemoryMarks = field(default_factory=MemoryMarks)

    def __post_init__(self) -> None:
        object.__setattr__(self, "episodes", MemoryEpisodes(self.aired))
        object.__setattr__(self, "claims", MemoryClaims(self.runs))
