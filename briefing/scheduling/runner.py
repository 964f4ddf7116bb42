"""Makes what is due, each edition under a lease, to its end: the one path that cron, the daemon and the demo share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from briefing.lib.text import format_count, format_duration
from briefing.model.edition import FINAL, Run, State
from briefing.model.episode import Episode
from briefing.model.errors import BriefingError, Held, NotPrepared, TryLater
from briefing.model.loss import Refreshed
from briefing.model.outcome import Outcome
from briefing.model.progress import Note
from briefing.model.show import Show
from briefing.pipeline.notes import with_notes
from briefing.pipeline.studio import Studio
from briefing.scheduling.catch_up import is_given_up, is_resting, measure_lateness
from briefing.scheduling.claims import RunRequest, claim_due_runs, list_settled_runs


def repair_site(refresh: Callable[[], Refreshed | None]) -> list[Outcome] | None:
    """Rebuild pages and feeds from the store; an error is an outcome, and stops no show; None: another run does it.

    Published sound that is lost, or was made again, is an outcome as well: a word to a person, and no error of this run.
    """
    try:
        done = refresh()
    except Held:
        return None
    except BriefingError as error:
        return [Outcome("", None, None, error.exit_code, f"site: {error}")]
    return [Outcome("", None, None, 0, f"site: {done.words}")] if done and done.words else []


def run_show(
    show: Show,
    open_studio: Callable[[Show], Studio],
    refresh: Callable[[], Refreshed | None],
    wish: RunRequest,
    begun: Callable[[Run], None] = lambda run: None,
) -> list[Outcome]:
    """Make every edition of a show that is due, oldest first; an error is an outcome, and the next edition is still tried.

    `begun` is called with each run that is really being made.
    """
    try:
        studio = open_studio(show)
        before = list_settled_runs(show, studio, wish)
        runs = claim_due_runs(show, studio, wish)
    except BriefingError as error:
        return [Outcome(show.key, None, None, error.exit_code, str(error))]
    made = [_repeat_outcome(run, studio) for run in before]
    for run in runs:
        made.append(outcome := _run_edition(run, studio, wish, begun))
        if not outcome.resting and outcome.state != "missed":
            made += [one for one in repair_site(refresh) or [] if one.exit]  # what is lost was said before the first edition
        if outcome.held and outcome.state not in FINAL:
            break  # the next edition is chosen when it is known what this one airs
    hint = f"briefing run {show.key} still makes an edition"
    return made or [Outcome(show.key, None, None, 0, f"{show.key}: nothing is due now: {hint}")]


def _run_edition(run: Run, studio: Studio, wish: RunRequest, begun: Callable[[Run], None]) -> Outcome:
    edition = run.edition.id
    try:
        with studio.lease.hold(edition):
            run = studio.runs.find(edition) or run  # another process may have finished it since
            if wish.again:
                from briefing.pipeline.rework import rework

                run = rework(run, studio.episodes.find(edition), wish.again, wish.correct, studio.language)
                studio.runs.save(run)
            if run.state in FINAL:
                return _describe_settled(run, studio, "already published")
            if wish.unasked and (waits := _skip_expired_or_waiting(run, studio, studio.clock.now())):
                return waits
            from briefing.pipeline.produce import produce  # loads all stages, which a run that finds nothing to do needs not

            begun(run)
            run = produce(_note_lateness(run, studio), studio, until=wish.until)
            if run.state == "nothing" and (episode := studio.episodes.find(edition)):
                _give_up_correction(run, episode, studio)
        return _describe_settled(run, studio, "rehearsed" if wish.rehearse else run.state)
    except BriefingError as error:
        run = _load_kept_run(run, studio)
        message = str(error) if error.subject == edition else f"{edition}: {error}"
        held = isinstance(error, Held) and error.subject == edition
        return replace(_describe_run(run, studio), exit=error.exit_code, message=message, held=held)


def _repeat_outcome(run: Run, studio: Studio) -> Outcome:
    """Return the outcome of a run that had ended before; one that cannot be read does not keep others from being made."""
    try:
        return replace(_describe_settled(run, studio, "already published"), repeated=True)
    except BriefingError as error:
        show, edition = studio.show.key, run.edition.id
        return Outcome(show, edition, run.state, error.exit_code, f"{edition}: {error}", repeated=True)


def _skip_expired_or_waiting(run: Run, studio: Studio, now: datetime) -> Outcome | None:
    """Return the outcome of a run that has expired, or that waits for its retry; None for one that can be made now."""
    edition, late = run.edition.id, TryLater.exit_code
    if is_given_up(run, studio.show, now):
        why = f"given up {studio.show.give_up_after:g} hours after its slot: {run.reason or 'it was started and did not finish'}"
        studio.runs.save(replace(run, state="missed", reason=why, retry_at=now))  # and when, should the clock prove wrong
        return Outcome(studio.show.key, edition, "missed", late, f"{edition}: missed: {why}", notes=run.notes)
    if is_resting(run, now):
        again = f"is tried again at {run.retry_at:%H:%M} UTC"
        said = f"{edition}: failed: {run.reason}: {again}"
        return Outcome(studio.show.key, edition, run.state, late, said, notes=run.notes, resting=True)
    return None


def _note_lateness(run: Run, studio: Studio) -> Run:
    """Return the run, marked late when it was taken up late."""
    late = measure_lateness(run)
    if late is None:
        return run
    hours, minutes = divmod(round(late.total_seconds() / 60), 60)
    return with_notes(run, studio, [Note("fetch", run.edition.id, f"late: started {hours}:{minutes:02d} hours after its slot")])


def _load_kept_run(run: Run, studio: Studio) -> Run:
    """Return the run as far as it has come, where that can still be read: the error to report is the first one."""
    try:
        return studio.runs.find(run.edition.id) or run
    except BriefingError:
        return run


def _describe_run(run: Run, studio: Studio) -> Outcome:
    """Return the outcome of a run that met an error: what listeners have of it stays known, where that can still be read."""
    try:
        if episode := studio.episodes.find(run.edition.id):
            return _describe_episode(run, episode, "")
    except BriefingError:  # the error to be told is the one that was met first
        pass
    return Outcome(studio.show.key, run.edition.id, run.state, 0, "", notes=run.notes)


def _give_up_correction(run: Run, episode: Episode, studio: Studio) -> NoReturn:
    """Keep that the published episode stays, since its correction has nothing to tell; raises NotPrepared to say so."""
    state: State = "corrected" if episode.corrections else "published"
    kept = replace(run, state=state, revision=episode.revision, correction="", reason="")
    studio.runs.save(kept)
    raise NotPrepared("the correction", "was given up", run.reason, "the published episode stays as it is")


def _describe_settled(run: Run, studio: Studio, verb: str) -> Outcome:
    """Return the outcome of a run that has come as far as it was asked to."""
    show, edition = studio.show, run.edition.id
    episode = studio.episodes.find(edition)
    if episode and run.state in FINAL:
        return _describe_episode(run, episode, verb)
    if run.state in FINAL:
        return Outcome(show.key, edition, run.state, 0, f"{edition}: {run.state}: {run.reason}", notes=run.notes)
    stories = sum(segment.kind == "story" for segment in run.script.segments) if run.script else 0
    said = f"{edition}: {run.state}: {format_count(stories, 'story', 'stories')}"
    return Outcome(show.key, edition, run.state, 0, said, stories=stories, notes=run.notes)


def _describe_episode(run: Run, episode: Episode, verb: str) -> Outcome:
    told = format_count(len(episode.stories), "story", "stories")
    return Outcome(
        show=episode.show,
        edition=episode.edition,
        state=run.state,
        exit=0,
        message=f"{episode.edition}: {verb}: {told}, {format_duration(episode.duration)} minutes",
        mp3=f"{episode.show}/{episode.edition.removeprefix(episode.show + '-')}/{episode.file}",
        duration=episode.duration,
        stories=len(episode.stories),
        notes=episode.notes,
    )
