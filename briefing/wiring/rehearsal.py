"""A rehearsal: the whole way with the tone voice, into a folder of its own; only the feeds' items are stored."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from briefing import languages
from briefing.model.edition import FINAL, Edition, Run, Slot
from briefing.model.episode import Episode
from briefing.model.errors import CannotWrite
from briefing.model.loss import Refreshed
from briefing.model.ports import Episodes, Events, Runs
from briefing.model.show import Show, VoiceChoice
from briefing.pipeline.run_state import aired_items
from briefing.pipeline.studio import Studio
from briefing.publish.cover import draw_cover
from briefing.publish.publish import refresh_site
from briefing.speak.pace import compute_speech_pace
from briefing.store.locks import FileLease
from briefing.store.site import FolderPublisher
from briefing.wiring.engines import open_voice
from briefing.wiring.workspace import Workspace


class Rehearsal:
    """Gives shows studios with another voice, site, locks and record of editions; all else is the workspace's."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._episodes = RehearsalEpisodes()
        self._shows: list[Show] = []
        self.folder = workspace.state / "rehearsals"
        self._site = FolderPublisher(self.folder, private=True)
        self._sources = self.folder / ".sources"  # hidden, as the locks are: no show can have the name
        self._lease = FileLease(self.folder / ".locks")

    def alone(self) -> AbstractContextManager[None]:
        """Hold the folder while inside; raises Held while another rehearsal does."""
        return self._lease.hold("rehearsal")

    def studio(self, show: Show, events: Events) -> Studio:
        """Return the ports of a rehearsal; what was rehearsed of the show before is thrown away; raises CannotWrite.

        The tone is as fast as the show's own voice, so that the same stories fit.
        """
        for tried in (self.folder / show.key, self._sources / show.key):
            _empty_folder(tried)
        self._shows.append(show)
        real = self._workspace.studio(show, events)
        tone = VoiceChoice("tone", "tone", round(compute_speech_pace(real.words_per_minute)))
        return replace(
            real,
            voice=open_voice(replace(show, voice=tone)),
            fallback=None,
            publisher=self._site,
            archive=FolderPublisher(self._sources, private=True),
            lease=self._lease,
            claims=RehearsalClaims(runs := RehearsalRuns(), real.runs, real.episodes),
            runs=runs,
            episodes=self._episodes,
        )

    def refresh(self) -> Refreshed:
        """Make the rehearsal's own pages and feeds."""
        shows = [(show, languages.load_language(show.language)) for show in self._shows]
        return refresh_site(shows, self._workspace.config.site, self._site, self._episodes, draw_cover)


class RehearsalRuns:
    """The port Runs in memory."""

    def __init__(self) -> None:
        self.tried: dict[str, Run] = {}

    def save(self, run: Run) -> None:
        """Keep the run in memory."""
        self.tried[run.edition.id] = run

    def list_since(self, show: str, day: date) -> Sequence[Run]:
        """Return the runs rehearsed, oldest slot first."""
        found = [run for run in self.tried.values() if run.edition.slot.show == show and run.edition.slot.day >= day]
        return sorted(found, key=lambda run: run.edition.slot.at)

    def list_unfinished(self, show: str) -> Sequence[Run]:
        """Return nothing: a rehearsal corrects no episode, and goes on with none."""
        return ()

    def find(self, edition: str) -> Run | None:
        """Return the run rehearsed, or None."""
        return self.tried.get(edition)


class RehearsalClaims:
    """The port Claims in memory: an unfinished edition begins as it is stored, a finished one from the beginning."""

    def __init__(self, runs: RehearsalRuns, real: Runs, aired: Episodes) -> None:
        self._runs, self._real, self._aired = runs, real, aired

    def claim(self, slot: Slot, now: datetime | None = None, missed: str = "") -> Run:
        """Return the run of this slot, under the edition's id, which it would be given."""
        those = {run.edition.id: run for run in self._real.list_since(slot.show, slot.day)} | self._runs.tried
        name = f"{slot.show}-{slot.day}"
        if known := next((run for run in those.values() if _is_same(run.edition.slot, slot)), None):
            run = self._runs.tried.get(known.edition.id) or self._fresh(known)
        else:
            run = Run(Edition(name if name not in those else f"{name}-{slot.time.replace(':', '')}", slot), "due")
        self._runs.tried[run.edition.id] = run
        return run

    def list_taken_slots(self, show: str, day: date) -> Sequence[Slot]:
        """Return nothing: editions that are published can be rehearsed, too."""
        return ()

    def delete_unpublished(self, edition: str) -> None:
        """Forget a run rehearsed."""
        self._runs.tried.pop(edition, None)

    def get_watched_until(self, show: str) -> datetime | None:
        """Return None: only what is due today is rehearsed."""
        return None

    def set_watched_until(self, show: str, until: datetime) -> None:
        """Keep nothing."""

    def _fresh(self, run: Run) -> Run:
        """Return a run as a rehearsal begins it: may tell again what its own edition aired."""
        if run.state not in FINAL:
            return run
        episode = self._aired.find(run.edition.id)
        return Run(run.edition, "due", told=aired_items(run, episode) if episode else ())


class RehearsalEpisodes:
    """The port Episodes in memory: what was rehearsed, and nothing else."""

    def __init__(self) -> None:
        self._kept: dict[str, Episode] = {}

    def list_episodes(self, show: str) -> Sequence[Episode]:
        """Return the show's episodes, newest slot first."""
        found = [episode for episode in self._kept.values() if episode.show == show]
        return sorted(found, key=lambda episode: episode.slot, reverse=True)

    def list_revisions(self, show: str) -> Mapping[str, int]:
        """Return the revision of each of the show's editions, newest slot first."""
        return {episode.edition: episode.revision for episode in self.list_episodes(show)}

    def find(self, edition: str) -> Episode | None:
        """Return the edition's episode, or None."""
        return self._kept.get(edition)

    def save(self, episode: Episode, aired: Iterable[str]) -> None:
        """Keep the episode; nothing was aired."""
        self._kept[episode.edition] = episode

    def ensure_show_guid(self, show: str, candidate: str) -> str:
        """Return the candidate."""
        return candidate


def _empty_folder(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise CannotWrite(str(folder), "cannot be emptied", error.strerror or str(error)) from error


def _is_same(one: Slot, other: Slot) -> bool:
    return (one.show, one.day, one.time) == (other.show, other.day, other.time)
