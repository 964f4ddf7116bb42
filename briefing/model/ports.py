"""What the pipeline needs remembered, as protocols: what was aired and published, how far each edition has come, sound, locks.

They are among the ports; `model/ports.py` hands them on.
"""

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
    """Remembers what a show has told."""

    def aired(self, show: str) -> frozenset[str]:
        """Return the ids of all items this show has aired."""


class Episodes(Protocol):
    """Remembers what was published."""

    def of(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first, each in its latest revision."""

    def editions(self, show: str) -> Mapping[str, int]:
        """Return the latest revision of each edition that the show published, newest slot first; no episode is read for it."""

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode in its latest revision, or None."""

    def publish(self, episode: Episode, aired: Iterable[str]) -> None:
        """Keep the episode and that these items were aired, in one transaction; the same again changes nothing."""

    def show_guid(self, show: str, candidate: str) -> str:
        """Return the show's podcast:guid, kept for ever from the first candidate offered."""


class Marks(Protocol):
    """Remembers small things by name."""

    def get(self, name: str) -> str | None:
        """Return what was kept under a name, or None."""

    def put(self, name: str, value: str) -> None:
        """Keep something under a name."""


class Runs(Protocol):
    """Remembers how far each edition has come."""

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, made (`missed`, for that reason) when there is none; its edition's id is kept for ever."""

    def save(self, run: Run) -> None:
        """Keep the run as it now is."""

    def since(self, show: str, day: date) -> Sequence[Run]:
        """Return the show's runs whose local day is `day` or later, oldest slot first."""

    def unsettled(self, show: str) -> Sequence[Run]:
        """Return the show's runs, of whatever day, that have not come to their end, oldest slot first."""

    def taken(self, show: str, day: date) -> Sequence[Slot]:
        """Return the slots of the local day `day` and later that have a run, oldest first."""

    def forget(self, edition: str) -> None:
        """Forget a run of which nothing was published, so that its slot is free."""

    def watched(self, show: str) -> datetime | None:
        """Return until when the show's slots were looked after, or None when they never were."""

    def watch(self, show: str, until: datetime) -> None:
        """Keep that the show's slots were looked after until this instant."""

    def find(self, edition: str) -> Run | None:
        """Return the run of an edition by its id, or None."""


class Blobs(Protocol):
    """Keeps bytes under keys; a key's bytes never change."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes, whole or not at all; raises CannotWrite."""


class Lease(Protocol):
    """One holder at a time, freed when the process dies."""

    def hold(self, name: str, wait: float = 0) -> AbstractContextManager[None]:
        """Hold `name` while inside; raises Held when another still has it after `wait` seconds."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class Fetcher(Protocol):
    """Asks feeds."""

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        """Return one answer a feed, in order; a feed that fails is an answer with `error`, never an exception."""


class Pages(Protocol):
    """Asks after the pages of items."""

    def gone(self, feeds: Sequence[Feed], items: Sequence[Item]) -> frozenset[str]:
        """Return the ids of the items whose own page says that it is gone (404, 410); one that cannot be reached is not gone.

        `feeds` are those the items are of: on the host and port of a private feed its pages may lie too, and nothing else there.
        """


@dataclass(frozen=True, slots=True)
class Task:
    """What a summary is to keep to: words, rights, and the local day and zone (IANA) in which it will be heard.

    Without a day nothing is known of when; relative days are then not read. `told` are sentences that were heard before, in the
    same programme or an earlier one: what says the same is left out.
    """

    words: int
    rights: Rights
    day: date | None = None
    timezone: str = "UTC"
    told: tuple[str, ...] = ()


class Summarizer(Protocol):
    """Shortens one item to sentences that are true to it."""

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return whole sentences, at most `task.words` words, each with its sources; empty when nothing may be read.

        Raises a BriefingError, such as EngineFailed, when it cannot tell: the story is then told by its headline.
        """


class Voice(Protocol):
    """Speaks readings; may use several processes; as a `str` it is what a person calls it."""

    def key(self, reading: Reading) -> str:
        """Return the content key: engine, its version, voice, settings and words, hashed; equal keys sound equal.

        Raises EngineFailed when the engine does not work at all.
        """

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield one whole, checked WAV (mono, 16 bit) a reading, in order; raises VoiceFailed; nothing is left running."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice an engine has: its name, and the languages it speaks (BCP 47, lower case; empty: any)."""

    name: str
    languages: tuple[str, ...]


class Speaker(Protocol):
    """An engine, loaded, inside a worker process."""

    def say(self, text: str) -> bytes:
        """Return one WAV (mono, 16 bit); may hang, crash or lie: the pool deadlines and checks."""


class MeasuringSpeaker(Speaker, Protocol):
    """A Speaker that knows how long a line lasts by another way than saying it: the pool then refuses what is 15 % off."""

    def seconds(self, text: str) -> float:
        """Return how long the WAV of `say` should last, the silence around its words included; called behind each `say`."""


class VoiceEngine(Protocol):
    """What an entry point of the group `briefing.voices` names; nothing heavy is loaded before it is asked."""

    def version(self) -> str:
        """Return what changes when its sound may: part of every content key."""

    def voices(self) -> Sequence[VoiceInfo]:
        """Return what speaks here; raises EngineFailed when the engine does not work on this machine."""

    def words_per_minute(self, choice: VoiceChoice) -> float:
        """Return the measured pace of finished programmes, pauses included, from a shipped table."""

    def open(self, choice: VoiceChoice) -> Speaker:
        """Load the engine with this voice; called in the worker."""


class SummarizerEngine(Protocol):
    """What an entry point of the group `briefing.summarizers` names."""

    def open(self, language: Language) -> Summarizer:
        """Return a summarizer for this language."""


class Encoder(Protocol):
    """Makes the MP3."""

    def encode(self, wav: bytes) -> Encoded:
        """Return a mono 16-bit WAV as one untagged CBR MP3 at the house level, measured decoded; raises EngineFailed, Faulty."""


class Publisher(Protocol):
    """Keeps `output/site`; paths are relative, with forward slashes."""

    def place(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Put a whole folder there, all of it or nothing; files already there that are not named stay; raises CannotWrite."""

    def write(self, path: str, data: bytes) -> bool:
        """Put one file there, whole; return whether a byte changed (an equal file is left untouched); raises CannotWrite."""

    def read(self, path: str) -> bytes | None:
        """Return a file, or None where there is none."""

    def size(self, path: str) -> int | None:
        """Return how many bytes a file has, or None where there is none."""

    def stamp(self, paths: Sequence[str]) -> str:
        """Return what is another as soon as one of these files was written, without reading them; "" when one is missing."""


class Items(Protocol):
    """Remembers items and bookmarks."""

    def bookmarks(self, feeds: Iterable[str]) -> Mapping[str, Bookmark]:
        """Return the bookmarks of these feed ids, by feed id."""

    def save(self, answer: Answer) -> int:
        """Keep items and bookmark in one transaction, all of it or nothing; return how many items were new or changed."""

    def heard(self, answers: Iterable[Answer], new: Mapping[str, int], now: datetime) -> None:
        """Remember how feeds answered; `new` says of how many items each had news, by feed id."""

    def between(self, feeds: Iterable[str], after: datetime, until: datetime, cutoff: datetime) -> Sequence[Item]:
        """Return items with `after < published <= until`, oldest first.

        Each is in the newest version seen by `cutoff`, or, when none was seen by then, in the first there is.
        """

    def newest(self, ids: Iterable[str]) -> Sequence[Item]:
        """Return the newest version of each of these items that is known, in the order of their ids."""

    def missing(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those ids which their feed, when last read whole, no longer held, although it held older ones."""


class Events(Protocol):
    """Listens to what happens."""

    def tell(self, event: Progress | Note) -> None:
        """Take an event; never raises."""
