"""Ports: protocols for what the pipeline needs from the outside, and the Studio that bundles them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from briefing.model.edition import Run, Slot
from briefing.model.episode import Episode
from briefing.model.language import Language
from briefing.model.news import Answer, Bookmark, Item, Line
from briefing.model.progress import Note, Progress
from briefing.model.script import Reading
from briefing.model.show import Feed, Rights, VoiceChoice
from briefing.model.sound import Encoded


class Aired(Protocol):
    """Stores which items each show has aired."""

    def list_item_ids(self, show: str) -> frozenset[str]:
        """Return the ids of all items this show has aired."""


class Episodes(Protocol):
    """Stores published episodes."""

    def list_episodes(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first, each in its latest revision."""

    def list_revisions(self, show: str) -> Mapping[str, int]:
        """Return the latest revision of each edition that the show published, newest slot first, without reading an episode."""

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode in its latest revision, or None."""

    def save(self, episode: Episode, aired: Iterable[str]) -> None:
        """Store the episode and that these items were aired, in one transaction; doing the same again changes nothing."""

    def ensure_show_guid(self, show: str, candidate: str) -> str:
        """Return the show's podcast:guid; the first candidate offered is stored for ever."""


class Marks(Protocol):
    """Stores small values by name."""

    def get(self, name: str) -> str | None:
        """Return the value of a name, or None."""

    def put(self, name: str, value: str) -> None:
        """Store the value of a name."""


class Claims(Protocol):
    """Stores which slots have a run, and until when slots were watched; asked by what decides which editions are due."""

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, created when there is none (as missed, with the reason `missed` if given).

        The id of its edition is kept for ever.
        """

    def list_taken_slots(self, show: str, day: date) -> Sequence[Slot]:
        """Return the slots of the local day `day` and later that have a run, oldest first."""

    def delete_unpublished(self, edition: str) -> None:
        """Delete a run of which nothing was published, so that its slot is free."""

    def get_watched_until(self, show: str) -> datetime | None:
        """Return the instant until which the show's slots were watched, or None when they never were."""

    def set_watched_until(self, show: str, until: datetime) -> None:
        """Record that the show's slots were watched until this instant."""


class Runs(Protocol):
    """Stores the progress of each edition."""

    def save(self, run: Run) -> None:
        """Store the present state of a run."""

    def list_since(self, show: str, day: date) -> Sequence[Run]:
        """Return the show's runs whose local day is `day` or later, oldest slot first."""

    def list_unfinished(self, show: str) -> Sequence[Run]:
        """Return the show's runs, of any day, that are not in a final state, oldest slot first."""

    def find(self, edition: str) -> Run | None:
        """Return the run of an edition by its id, or None."""


class Blobs(Protocol):
    """Stores bytes under keys; a key's bytes never change."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes, whole or not at all; raises CannotWrite."""


class Lease(Protocol):
    """Lock with one holder at a time, released when the process dies."""

    def hold(self, name: str, wait: float = 0) -> AbstractContextManager[None]:
        """Hold `name` inside the block; raises Held when another still has it after `wait` seconds."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class Fetcher(Protocol):
    """Asks feeds."""

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return one answer a feed, in order; a feed that fails is an answer with `error`, never an exception."""


class Pages(Protocol):
    """Checks the pages of items."""

    def find_gone(self, feeds: Sequence[Feed], items: Sequence[Item]) -> frozenset[str]:
        """Return the ids of the items whose own page is gone (404, 410); a page that cannot be reached is not gone.

        `feeds` are the feeds of those items: only the host and port of a private feed may be private for its pages too.
        """


@dataclass(frozen=True, slots=True)
class Task:
    """The limits of a summary: words, rights, and the local day and zone (IANA) in which it will be heard.

    Without a day that time is unknown, and relative days are not read. `told` are sentences heard before, in the same programme
    or an earlier one: sentences that repeat them are left out. `sentences` is how many may be read, where that is limited.
    """

    words: int
    rights: Rights
    day: date | None = None
    timezone: str = "UTC"
    told: tuple[str, ...] = ()
    sentences: int | None = None


class Summarizer(Protocol):
    """Shortens one item to sentences that are true to it."""

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return whole sentences, at most `task.words` words, each with its sources; empty when nothing may be read.

        Raises a BriefingError, such as EngineFailed, when it fails: the story is then told by its headline.
        """


class Voice(Protocol):
    """Speaks readings; may use several processes; its `str` is the name that people use."""

    def make_key(self, reading: Reading) -> str:
        """Return the content key: a hash of engine, its version, voice, settings and words; equal keys sound equal.

        Raises EngineFailed when the engine does not work at all.
        """

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield one whole, checked WAV (mono, 16 bit) per reading, in order; raises VoiceFailed; leaves no process running."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice of an engine: its name, and the languages it speaks (BCP 47, lower case; empty: any)."""

    name: str
    languages: tuple[str, ...]


class Speaker(Protocol):
    """A loaded engine, inside a worker process."""

    def say(self, text: str) -> bytes:
        """Return one WAV (mono, 16 bit); may hang, crash or return a wrong sound: the pool sets a deadline and checks."""


class MeasuringSpeaker(Speaker, Protocol):
    """A Speaker that knows the duration of a line without speaking it; the pool then refuses a clip that is 15 % off."""

    def seconds(self, text: str) -> float:
        """Return the expected duration of the WAV of `say` in seconds, silence included; called after each `say`."""


class VoiceEngine(Protocol):
    """The object that an entry point of the group `briefing.voices` names; it loads nothing heavy before it is used."""

    def version(self) -> str:
        """Return a version that changes whenever the sound may; it is part of every content key."""

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the voices available here; raises EngineFailed when the engine does not work on this machine."""

    def words_per_minute(self, choice: VoiceChoice) -> float:
        """Return the measured pace of finished programmes, pauses included, from a shipped table."""

    def open(self, choice: VoiceChoice) -> Speaker:
        """Load the engine with this voice; called in the worker."""


class SummarizerEngine(Protocol):
    """The object that an entry point of the group `briefing.summarizers` names."""

    def open(self, language: Language) -> Summarizer:
        """Return a summarizer for this language."""


class Encoder(Protocol):
    """Encodes the programme as MP3."""

    def encode(self, wav: bytes) -> Encoded:
        """Return a mono 16-bit WAV as one untagged CBR MP3 at the target level, measured decoded; raises EngineFailed, Faulty."""


class Publisher(Protocol):
    """Stores `output/site`; paths are relative, with forward slashes."""

    def place(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Store a whole folder, all of it or nothing; existing files that are not named stay; raises CannotWrite."""

    def write(self, path: str, data: bytes) -> bool:
        """Store one whole file; return whether a byte changed (an equal file stays untouched); raises CannotWrite."""

    def read(self, path: str) -> bytes | None:
        """Return a file, or None where there is none."""

    def get_size(self, path: str) -> int | None:
        """Return the size of a file in bytes, or None where there is none."""

    def compute_stamp(self, paths: Sequence[str]) -> str:
        """Return a value that changes when one of these files is written, without reading them; "" when one is missing."""


class Items(Protocol):
    """Stores items and bookmarks."""

    def load_bookmarks(self, feeds: Iterable[str]) -> Mapping[str, Bookmark]:
        """Return the bookmarks of these feed ids, by feed id."""

    def save(self, answer: Answer) -> int:
        """Store items and bookmark in one transaction, all of it or nothing; return how many items were new or changed."""

    def record_answers(self, answers: Iterable[Answer], new: Mapping[str, int], now: datetime) -> None:
        """Record how feeds answered; `new` has the number of new items of each, by feed id."""

    def list_between(self, feeds: Iterable[str], after: datetime, until: datetime, cutoff: datetime) -> Sequence[Item]:
        """Return items with `after < published <= until`, oldest first.

        Each is in its newest version seen by `cutoff` or, when none was seen by then, in its first version.
        """

    def load_newest(self, ids: Iterable[str]) -> Sequence[Item]:
        """Return the newest known version of each of these items, in the order of their ids."""

    def find_missing(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the ids that their feed, when last read whole, no longer held although it held older ones."""


class Events(Protocol):
    """Receives progress and notes."""

    def emit(self, event: Progress | Note) -> None:
        """Receive an event; never raises."""
