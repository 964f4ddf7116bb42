"""What is due, made under a lease, each to its end: the one path that cron, the scheduler and the demo share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from briefing.errors import BriefingError, Held, NotPrepared, Usage
from briefing.figures import clock, count
from briefing.model import Note, Run, Stage, State
from briefing.pipeline import produce
from briefing.ports import Studio
from briefing.published import Episode
from briefing.runs import FINAL, again
from briefing.schedule import due, unfinished
from briefing.show import Show

GRAVITY = (70, 78, 73, 69, 65, 75, 66, 64, 0)  # several shows end with the gravest code


@dataclass(frozen=True, slots=True)
class Wish:
    """What the producer asked for on the command line: `named` when the show was named, `until` written for --prepare.

    `again` is the stage from which an edition is made again, `correct` the reason why a published one is; `rehearse` only says
    that the studios' memory and site are a rehearsal's.
    """

    named: bool
    day: date | None = None
    time: str | None = None
    until: State = "published"
    again: Stage | None = None
    correct: str = ""
    rehearse: bool = False


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


def repair(refresh: Callable[[], None]) -> list[Outcome]:
    """Make pages and feeds anew from what is remembered; an error is an outcome, and stops no show."""
    try:
        refresh()
    except Held:  # whoever has the site makes them
        return []
    except BriefingError as error:
        return [Outcome("", None, None, error.exit_code, f"site: {error}")]
    return []


def run_show(show: Show, open_studio: Callable[[Show], Studio], refresh: Callable[[], None], wish: Wish) -> list[Outcome]:
    """Make every edition of a show that is due, oldest first; an error is an outcome, and the next edition is still tried."""
    try:
        studio = open_studio(show)
        runs = _to_make(show, studio, wish)
    except BriefingError as error:
        return [Outcome(show.key, None, None, error.exit_code, str(error))]
    made: list[Outcome] = []
    for run in runs:
        made.append(outcome := _one(run, studio, refresh, wish))
        if outcome.exit == Held.exit_code and outcome.state not in FINAL:
            break  # the next edition is chosen when it is known what this one airs
    hint = f"briefing run {show.key} makes an edition all the same"
    return made or [Outcome(show.key, None, None, 0, f"{show.key}: nothing is due now: {hint}")]


def _to_make(show: Show, studio: Studio, wish: Wish) -> Sequence[Run]:
    """Return claimed and unfinished runs of the last 24 hours and corrections under way, then those of the slots that are due."""
    now = studio.clock.now()
    if wish.again:
        return [_known(show, studio, wish, now)]
    runs: dict[str, Run] = {}
    if wish.day is None and wish.time is None:
        since = (now - timedelta(hours=24)).astimezone(ZoneInfo(show.timezone)).date()
        runs = {run.edition.id: run for run in studio.runs.since(show.key, since) if unfinished(run, now)}
        runs |= {run.edition.id: run for run in studio.runs.correcting(show.key)}
    for slot in due(show, now, named=wish.named, day=wish.day, time=wish.time):
        run = studio.runs.claim(slot)
        runs.setdefault(run.edition.id, run)
    return list(runs.values())


def _known(show: Show, studio: Studio, wish: Wish, now: datetime) -> Run:
    """Return the one run of the day and time wished for; raises Usage, and NotPrepared when that day has none."""
    day = wish.day or now.astimezone(ZoneInfo(show.timezone)).date()
    time = wish.time and wish.time.rjust(5, "0")
    runs = [run for run in studio.runs.since(show.key, day) if run.edition.slot.day == day]
    found = [run for run in runs if time in (None, run.edition.slot.time)]
    if len(found) == 1:
        return found[0]
    if found:
        times = " or ".join(run.edition.slot.time for run in found)
        raise Usage(show.key, f"has {len(found)} editions on {day}", hint=f"say which with --slot {times}")
    due(show, now, named=True, day=wish.day, time=wish.time)  # says what is wrong with the day or the time
    raise NotPrepared(f"{show.key} {day}", "has no edition to make again", hint=f"briefing run {show.key} --day {day}")


def _one(run: Run, studio: Studio, refresh: Callable[[], None], wish: Wish) -> Outcome:
    edition = run.edition.id
    try:
        with studio.lease.hold(edition):
            run = studio.runs.find(edition) or run  # another process may have finished it since
            if wish.again:
                run = again(run, studio.episodes.find(edition), wish.again, wish.correct, studio.language)
                studio.runs.save(run)
            if run.state in FINAL:
                return _settled(run, studio, "already published")
            run = produce(run, studio, until=wish.until)
            if run.state == "nothing" and (episode := studio.episodes.find(edition)):
                _give_up(run, episode, studio)
            refresh()
        return _settled(run, studio, "rehearsed" if wish.rehearse else run.state)
    except BriefingError as error:
        run = studio.runs.find(edition) or run
        message = str(error) if error.subject == edition else f"{edition}: {error}"
        return replace(_as_it_stands(run, studio), exit=error.exit_code, message=message)


def _as_it_stands(run: Run, studio: Studio) -> Outcome:
    """Return the outcome of a run that met an error: what listeners have of it stays known, where that can still be read."""
    try:
        if episode := studio.episodes.find(run.edition.id):
            return _aired(run, episode, "")
    except BriefingError:  # the error to be told is the one that was met first
        pass
    return Outcome(studio.show.key, run.edition.id, run.state, 0, "", notes=run.notes)


def _give_up(run: Run, episode: Episode, studio: Studio) -> NoReturn:
    """Keep that the published episode stays, since its correction has nothing to tell; raises NotPrepared to say so."""
    state: State = "corrected" if episode.corrections else "published"
    kept = replace(run, state=state, revision=episode.revision, correction="", reason="")
    studio.runs.save(kept)
    raise NotPrepared("the correction", "was given up", run.reason, "the published episode stays as it is")


def _settled(run: Run, studio: Studio, verb: str) -> Outcome:
    """Return the outcome of a run that has come as far as it was asked to."""
    show, edition = studio.show, run.edition.id
    episode = studio.episodes.find(edition)
    if episode and run.state in FINAL:
        return _aired(run, episode, verb)
    if run.state in FINAL:
        return Outcome(show.key, edition, run.state, 0, f"{edition}: {run.state}: {run.reason}", notes=run.notes)
    stories = sum(segment.kind == "story" for segment in run.script.segments) if run.script else 0
    said = f"{edition}: {run.state}: {count(stories, 'story', 'stories')}"
    return Outcome(show.key, edition, run.state, 0, said, stories=stories, notes=run.notes)


def _aired(run: Run, episode: Episode, verb: str) -> Outcome:
    told = count(len(episode.stories), "story", "stories")
    return Outcome(
        show=episode.show,
        edition=episode.edition,
        state=run.state,
        exit=0,
        message=f"{episode.edition}: {verb}: {told}, {clock(episode.duration)} minutes",
        mp3=f"{episode.show}/{episode.edition.removeprefix(episode.show + '-')}/{episode.file}",
        duration=episode.duration,
        stories=len(episode.stories),
        notes=episode.notes,
    )


def gravest(codes: Sequence[int]) -> int:
    """Return the code a command ends with when its shows came out so."""
    return next((code for code in GRAVITY if code in codes), max(codes, default=0))
