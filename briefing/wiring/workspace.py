"""The Workspace: the paths of an output folder, its store and locks, and a Studio for each show."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from briefing import languages
from briefing.config.last_good import recalled
from briefing.config.load import load_config, load_config_text
from briefing.config.text import find_output_folder
from briefing.config.values import Config
from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.fulltext import Known
from briefing.fetch.page_status import FeedPages
from briefing.fetch.parser_process import IdleProcess
from briefing.fetch.wrappers import Answers, CachingFetcher, RedactingFetcher
from briefing.lib.clock import SystemClock
from briefing.lib.permissions import make_folder
from briefing.lib.redact import Scrub, scrubber
from briefing.lib.text import to_one_line
from briefing.mix.encoder import FfmpegEncoder
from briefing.model.errors import CannotWrite
from briefing.model.loss import Refreshed
from briefing.model.ports import Events, Fetcher
from briefing.model.show import Show
from briefing.pipeline.quarantine.sandbox import Sandbox
from briefing.pipeline.studio import Studio
from briefing.publish.cover import draw_cover
from briefing.publish.lost import find_sound, read_accepted
from briefing.publish.publish import refresh_site
from briefing.store.blobs import FolderBlobs
from briefing.store.locks import FileLease
from briefing.store.open import Store
from briefing.store.recovery import Tell, open_sound_store
from briefing.store.site import FolderPublisher
from briefing.wiring.engines import (
    ThisMachine,
    find_pace,
    find_summarizer_target,
    load_summarizer_engine,
    open_voice,
    open_voice_choice,
)
from briefing.write.fallback import OpenedLater

WAITS = (1.0, 3.0)  # seconds before a feed that failed in passing is asked again
SITE_WAIT = 60.0  # seconds to wait for another run's pages; making them takes far less


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that outlives one show's run: configuration, store, clock, and what the feeds answered.

    Use it as a context manager; it closes the store.
    """

    config: Config
    store: Store
    clock: SystemClock
    answers: Answers = field(default_factory=dict)
    bench: IdleProcess = field(default_factory=IdleProcess)

    def __enter__(self) -> Workspace:
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
        """The locks of this workspace."""
        return FileLease(self.state / "locks")

    @property
    def scrub(self) -> Scrub:
        """What masks the secrets of this workspace in a text."""
        return scrubber(self.config.secrets)

    def studio(self, show: Show, events: Events) -> Studio:
        """Return the ports one show's run needs; engines load when first used."""
        language = languages.load_language(show.language)
        return Studio(
            show=show,
            site=self.config.site,
            clock=self.clock,
            fetcher=CachingFetcher(build_fetcher(self.config, events, self.store.items.load_newest, self.bench), self.answers),
            pages=FeedPages(per_host=self.config.fetch.per_host),
            summarizer=OpenedLater(load_summarizer_engine(show.summarizer.engine), language),
            voice=open_voice(show),
            encoder=FfmpegEncoder(events=events),
            publisher=self.site,
            archive=self.archive,
            items=self.store.items,
            aired=self.store.aired,
            episodes=self.store.episodes,
            claims=self.store.claims,
            runs=self.store.runs,
            blobs=FolderBlobs(self.state / "blobs"),
            lease=self.lease,
            events=events,
            language=language,
            words_per_minute=(pace := find_pace(show)),
            cover=draw_cover,
            examine=Sandbox(find_summarizer_target(show.summarizer.engine), show, self.config.site, pace, events),
            fallback=open_voice_choice(show.fallback) if show.fallback else None,
        )

    def refresh(self) -> Refreshed:
        """Rebuild pages and feeds of all shows from the store; equal files are not touched."""
        shows = [(show, languages.load_language(show.language)) for show in self.config.shows]
        accepted = read_accepted(self.state)
        sound = find_sound(self.store.runs, FolderBlobs(self.state / "blobs"), accepted)
        with self.lease.hold("site", wait=SITE_WAIT):
            done = refresh_site(shows, self.config.site, self.site, self.store.episodes, draw_cover, self.store.marks, sound)
        return done.without(accepted)


def build_fetcher(
    config: Config, events: Events | None = None, known: Known | None = None, bench: IdleProcess | None = None
) -> Fetcher:
    """Return what asks the feeds of a configuration, and tells events which of them it waits for; `known` are the items kept."""
    feeds = FeedFetcher(config.path.parent, per_host=config.fetch.per_host, events=events, known=known, waits=WAITS, bench=bench)
    return RedactingFetcher(feeds, scrubber(config.secrets), scrubber(value for _, value in config.variables), config.variables)


def load_configuration(path: Path, output: Path | None = None) -> Config:
    """Return the configuration in a file; raises Misconfigured with every mistake."""
    return load_config(path, ThisMachine(), os.environ, output)


def load_last_good(path: Path, output: Path | None = None) -> Config | None:
    """Return the configuration that a file held when it was last found right, or None."""
    return recalled(
        path,
        output or find_output_folder(path, os.environ),
        lambda text: load_config_text(text, path, ThisMachine(), os.environ, output),
    )


def open_workspace(config: Config, *, check: bool = False, tell: Tell | None = None) -> Workspace:
    """Open the workspace of a configuration: its folders are made when missing; raises CannotWrite, UnknownVersion, Faulty.

    With `check` the whole database is checked, and repaired; what that did is reported to `tell`, or on stderr.
    """
    state, clock = config.output / "state", SystemClock()
    try:
        make_folder(state, state)
    except OSError as error:
        raise CannotWrite(str(config.output), "cannot be made", error.strerror or str(error), "set output: or --output") from error
    zones = {show.key: show.timezone for show in config.shows}
    return Workspace(
        config, open_sound_store(state, config.output / "site", clock.now(), tell or _say, zones=zones, check=check), clock
    )


def _say(subject: str, message: str) -> None:
    sys.stderr.write(to_one_line(f"{subject}: {message}") + "\n")
