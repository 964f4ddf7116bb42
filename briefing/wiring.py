"""Config -> Studio: the one place that knows engines by name and brings stages, store and configuration together."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import TracebackType
from typing import TextIO, cast

from briefing import languages
from briefing.clock import SystemClock as SystemClock
from briefing.config.load import load, load_text, output_of
from briefing.config.values import Config
from briefing.errors import CannotWrite, EngineFailed
from briefing.fetch.bench import Bench
from briefing.fetch.discreet import Discreet
from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.fulltext import Known
from briefing.fetch.once import Answers, OnceFetcher
from briefing.fetch.pages import FeedPages
from briefing.goodconfig import recalled
from briefing.lib.permissions import make_folder
from briefing.logs import Log
from briefing.mending import Tell, sound_store
from briefing.mix.encoder import FfmpegEncoder
from briefing.model import Item, Line
from briefing.ports import Events, Fetcher, Language, Studio, Summarizer, SummarizerEngine, Task, VoiceEngine, VoiceInfo
from briefing.publish.cover import cover
from briefing.publish.lost import Refreshed, find_sound, read_accepted
from briefing.publish.publish import refresh
from briefing.publish.site import FolderPublisher
from briefing.publish.text import one_line
from briefing.scrub import Scrub, scrubber
from briefing.show import Show, Site, VoiceChoice
from briefing.speak.pool import PooledVoice
from briefing.store.blobs import FolderBlobs
from briefing.store.lease import FileLease
from briefing.store.open import Store
from briefing.trial import Trials

DISTRIBUTION = "news-briefing"
WAITS = (1.0, 3.0)  # seconds before a feed that failed in passing is asked again
SITE_WAIT = 60.0  # seconds to wait for another run's pages; making them takes far less


def _engines(kind: str) -> Mapping[str, EntryPoint]:
    return _installed(kind, tuple(sys.path))


@cache  # reading what is installed takes 25 ms, and a daemon asks at every tick
def _installed(kind: str, path: tuple[str, ...]) -> Mapping[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=f"briefing.{kind}")}


def _entry(kind: str, name: str) -> EntryPoint:
    found = _engines(kind)
    if name not in found:
        near = difflib.get_close_matches(name, found, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(sorted(found)) or 'none'}"
        raise EngineFailed(name, f"no engine of this name among {kind}", hint=hint)
    return found[name]


def _load(kind: str, name: str) -> object:
    entry = _entry(kind, name)
    try:
        return entry.load()
    except ImportError as error:
        package = entry.dist.name if entry.dist else DISTRIBUTION
        extra = f"{package}[{name}]" if package == DISTRIBUTION else package
        raise EngineFailed(name, "is known but not installed", str(error), f"pip install '{extra}'") from error


def voice_engine(name: str) -> VoiceEngine:
    """Return the voice engine of that name; raises EngineFailed with the nearest name or the pip command."""
    return cast(VoiceEngine, _load("voices", name))


def summarizer_engine(name: str) -> SummarizerEngine:
    """Return the summarizer engine of that name; raises EngineFailed with the nearest name or the pip command."""
    return cast(SummarizerEngine, _load("summarizers", name))


class Here:
    """What this machine has, for the configuration to be held against (`briefing.config.values.Known`)."""

    def voices(self) -> Sequence[str]:
        """Return the names of the voice engines."""
        return sorted(_engines("voices"))

    def summarizers(self) -> Sequence[str]:
        """Return the names of the summarizers."""
        return sorted(_engines("summarizers"))

    def languages(self) -> Sequence[str]:
        """Return the codes of the languages that have a pack."""
        return languages.available()

    def language(self, code: str) -> Language | None:
        """Return the pack of a language, or None."""
        try:
            return languages.load(code)
        except KeyError:
            return None

    def lacks(self, code: str) -> Sequence[str]:
        """Return what the pack of a language lacks."""
        return languages.lacks(code)

    def voice_names(self, engine: str) -> Sequence[str]:
        """Return the names of an engine's voices."""
        return [voice.name for voice in _voices(engine)]

    def speaks(self, engine: str, voice: str) -> tuple[str, ...] | None:
        """Return the languages this voice speaks, empty for any; None when the engine has no such voice."""
        known = {info.name: info.languages for info in _voices(engine)}
        if () in known.values():  # an engine without words of its own, such as tone, takes any name
            return ()
        return known.get(voice, known.get(voice.split("+")[0]))  # en-us+m3 is a variant of en-us

    def least_minutes(self, show: Show, site: Site) -> float:
        """Return how long a programme is that holds opening, closing and one headline."""
        from briefing.write.compose import least_minutes

        return least_minutes(show, site, languages.load(show.language), _pace(show))


@cache
def _voices(engine: str) -> tuple[VoiceInfo, ...]:
    return tuple(voice_engine(engine).voices())


@dataclass(frozen=True, slots=True)
class House:
    """Everything that outlives one show's run: configuration, memory, clock, and what the feeds answered.

    Use it as a context manager; it closes the store.
    """

    config: Config
    store: Store
    clock: SystemClock
    answers: Answers = field(default_factory=dict)
    bench: Bench = field(default_factory=Bench)

    def __enter__(self) -> House:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End what was kept waiting, and close the store."""
        self.bench.close()
        self.store.close()

    @property
    def state(self) -> Path:
        """The folder that is never served."""
        return self.config.output / "state"

    @property
    def site(self) -> FolderPublisher:
        """The folder that listeners get."""
        return FolderPublisher(self.config.output / "site")

    @property
    def archive(self) -> FolderPublisher:
        """The folder of the sources that episodes rest on."""
        return FolderPublisher(self.state / "sources", private=True)

    @property
    def lease(self) -> FileLease:
        """The locks of this house."""
        return FileLease(self.state / "locks")

    @property
    def scrub(self) -> Scrub:
        """What takes the secrets of this house out of a text."""
        return scrubber(self.config.secrets)

    def log(self, shown: TextIO | None = None) -> Log:
        """Return the log of this house; `shown` is where its lines are shown too."""
        return Log(self.clock, self.state, self.scrub, shown)

    def studio(self, show: Show, events: Events) -> Studio:
        """Return the ports one show's run needs; engines load when first used."""
        language = languages.load(show.language)
        return Studio(
            show=show,
            site=self.config.site,
            clock=self.clock,
            fetcher=OnceFetcher(fetcher(self.config, events, self.store.items.newest, self.bench), self.answers),
            pages=FeedPages(per_host=self.config.fetch.per_host),
            summarizer=OpenedLater(summarizer_engine(show.summarizer.engine), language),
            voice=voice(show),
            encoder=FfmpegEncoder(events=events),
            publisher=self.site,
            archive=self.archive,
            items=self.store.items,
            aired=self.store.aired,
            episodes=self.store.episodes,
            runs=self.store.runs,
            blobs=FolderBlobs(self.state / "blobs"),
            lease=self.lease,
            events=events,
            language=language,
            words_per_minute=(pace := _pace(show)),
            cover=cover,
            examine=Trials(show, self.config.site, pace, events),
            fallback=speaker(show.fallback) if show.fallback else None,
        )

    def refresh(self) -> Refreshed:
        """Make pages and feeds of all shows anew from what is remembered; what is equal is not touched."""
        shows = [(show, languages.load(show.language)) for show in self.config.shows]
        accepted = read_accepted(self.state)
        sound = find_sound(self.store.runs, FolderBlobs(self.state / "blobs"), accepted)
        with self.lease.hold("site", wait=SITE_WAIT):
            done = refresh(shows, self.config.site, self.site, self.store.episodes, cover, self.store.marks, sound)
        return done.without(accepted)


class OpenedLater:
    """A Summarizer that is opened when first asked, so that an engine that fails costs the summaries and not the programme."""

    def __init__(self, engine: SummarizerEngine, language: Language) -> None:
        self._engine, self._language = engine, language

    @cached_property
    def _opened(self) -> Summarizer:
        return self._engine.open(self._language)

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return what the engine's summarizer does; raises EngineFailed also when it cannot be opened."""
        return self._opened.summarize(item, task)


def _pace(show: Show) -> float:
    """Return the words a minute of a show's voice or, where its engine cannot be loaded, of its fallback."""
    try:
        return voice_engine(show.voice.engine).words_per_minute(show.voice)
    except EngineFailed:
        if show.fallback is None:
            raise
        return voice_engine(show.fallback.engine).words_per_minute(show.fallback)


def voice(show: Show) -> PooledVoice:
    """Return the voice a show asks for; its workers start when it first speaks."""
    return speaker(show.voice)


def speaker(choice: VoiceChoice) -> PooledVoice:
    """Return a voice by what feeds.yaml or a person chose."""
    return PooledVoice(_entry("voices", choice.engine).value, choice)


def fetcher(config: Config, events: Events | None = None, known: Known | None = None, bench: Bench | None = None) -> Fetcher:
    """Return what asks the feeds of a configuration, and tells events which of them it waits for; `known` are the items kept."""
    feeds = FeedFetcher(config.path.parent, per_host=config.fetch.per_host, events=events, known=known, waits=WAITS, bench=bench)
    return Discreet(feeds, scrubber(config.secrets), scrubber(value for _, value in config.variables), config.variables)


def configuration(path: Path, output: Path | None = None) -> Config:
    """Return the configuration in a file; raises Misconfigured with every mistake."""
    return load(path, Here(), os.environ, output)


def last_good(path: Path, output: Path | None = None) -> Config | None:
    """Return the configuration that a file held when it was last found right, or None."""
    return recalled(path, output or output_of(path, os.environ), lambda text: load_text(text, path, Here(), os.environ, output))


def house(config: Config, *, check: bool = False, tell: Tell | None = None) -> House:
    """Open the house of a configuration: its folders are made when missing; raises CannotWrite, UnknownVersion, Faulty.

    With `check` the database is looked at whole, and mended; what that did is told to `tell`, or on stderr.
    """
    state, clock = config.output / "state", SystemClock()
    try:
        make_folder(state, state)
    except OSError as error:
        raise CannotWrite(str(config.output), "cannot be made", error.strerror or str(error), "set output: or --output") from error
    zones = {show.key: show.timezone for show in config.shows}
    return House(config, sound_store(state, config.output / "site", clock.now(), tell or _say, zones=zones, check=check), clock)


def _say(subject: str, message: str) -> None:
    sys.stderr.write(one_line(f"{subject}: {message}") + "\n")
