"""What is due, made under a lease, each to its end: the one path that cron, the scheduler and the demo share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from briefing.errors import BriefingError
from briefing.model import Note, Run, Show, State
from briefing.pipeline import produce
from briefing.ports import Studio
from briefing.published import Episode
from briefing.schedule import due, unfinished

GRAVITY = (70, 78, 73, 69, 65, 75, 0)  # several shows end with the gravest code
FINAL: tuple[State, ...] = ("published", "corrected", "retracted", "nothing", "rejected", "missed")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the producer asked for on the command line; `named` when the show was named, `until` written for --prepare."""

    named: bool
    day: date | None = None
    time: str | None = None
    until: State = "published"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one edition came out; `message` is the sentence for a person, `exit` its code, `mp3` the path under the site."""

    show: str
    edition: str | None
    state: State | None
    exit: int
    message: str
    mp3: str | None = None
    duration: float | None = None
    stories: int = 0
    notes: tuple[Note, ...] = ()


def run_shows(
    shows: Sequence[Show], open_studio: Callable[[Show], Studio], refresh: Callable[[], None], wish: Wish
) -> list[Outcome]:
    """Make every edition that is due, oldest first; an error is an outcome, and the next edition is still tried.

    Pages and feeds are repaired first, and made anew after each edition, since they are derived from what is remembered.
    """
    refresh()
    outcomes: list[Outcome] = []
    for show in shows:
        try:
            studio = open_studio(show)
            runs = _to_make(show, studio, wish)
        except BriefingError as error:
            outcomes.append(Outcome(show.key, None, None, error.exit_code, str(error)))
            continue
        if not runs:
            outcomes.append(Outcome(show.key, None, None, 0, f"{show.key}: nothing is due now"))
        outcomes += [_one(run, studio, refresh, wish) for run in runs]
    return outcomes


def _to_make(show: Show, studio: Studio, wish: Wish) -> Sequence[Run]:
    """Return claimed and unfinished runs of the last 24 hours, then those of the slots that are due."""
    now = studio.clock.now()
    runs: dict[str, Run] = {}
    if wish.day is None and wish.time is None:
        since = (now - timedelta(hours=24)).astimezone(ZoneInfo(show.timezone)).date()
        runs = {run.edition.id: run for run in studio.runs.since(show.key, since) if unfinished(run, now)}
    for slot in due(show, now, named=wish.named, day=wish.day, time=wish.time):
        run = studio.runs.claim(slot)
        runs.setdefault(run.edition.id, run)
    return list(runs.values())


def _one(run: Run, studio: Studio, refresh: Callable[[], None], wish: Wish) -> Outcome:
    show, edition = studio.show, run.edition.id
    try:
        with studio.lease.hold(edition):
            run = studio.runs.find(edition) or run  # another process may have finished it since
            if run.state in FINAL:
                return _settled(run, studio)
            run = produce(run, studio, until=wish.until)
            refresh()
        return _settled(run, studio, fresh=True)
    except BriefingError as error:
        notes = (studio.runs.find(edition) or run).notes
        return Outcome(show.key, edition, "failed", error.exit_code, f"{edition}: {error}", notes=notes)


def _settled(run: Run, studio: Studio, *, fresh: bool = False) -> Outcome:
    """Return the outcome of a run that has come as far as it was asked to."""
    show, edition = studio.show, run.edition.id
    if episode := studio.episodes.find(edition):
        return _aired(run, episode, fresh)
    if run.state in ("nothing", "rejected", "missed"):
        return Outcome(show.key, edition, run.state, 0, f"{edition}: {run.state}: {run.reason}", notes=run.notes)
    stories = sum(segment.kind == "story" for segment in run.script.segments) if run.script else 0
    return Outcome(show.key, edition, run.state, 0, f"{edition}: {run.state}: {stories} stories", stories=stories, notes=run.notes)


def _aired(run: Run, episode: Episode, fresh: bool) -> Outcome:
    minutes, seconds = divmod(round(episode.duration), 60)
    told = len(episode.stories)
    verb = "published" if fresh else "already published"
    return Outcome(
        show=episode.show,
        edition=episode.edition,
        state=run.state,
        exit=0,
        message=f"{episode.edition}: {verb}: {told} stories, {minutes}:{seconds:02d} minutes",
        mp3=f"{episode.show}/{episode.edition.removeprefix(episode.show + '-')}/{episode.file}",
        duration=episode.duration,
        stories=told,
        notes=episode.notes,
    )


def gravest(codes: Sequence[int]) -> int:
    """Return the code a command ends with when its shows came out so."""
    return next((code for code in GRAVITY if code in codes), max(codes, default=0))
