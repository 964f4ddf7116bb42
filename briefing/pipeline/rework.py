"""Making an edition again from a stage on, and correcting a published one: functions of the run alone."""

from __future__ import annotations

from dataclasses import replace

from briefing.model.edition import FINAL, Run
from briefing.model.episode import Episode
from briefing.model.errors import Usage
from briefing.model.language import Language
from briefing.model.progress import Stage
from briefing.pipeline.run_state import STAGES, aired_items, rewind
from briefing.write.corrections import announce_reason


def rework(run: Run, episode: Episode | None, stage: Stage, reason: str, language: Language) -> Run:
    """Return the run of an edition whose `stage` and what follows is to be made again.

    `episode` is what was published of it. That is changed only for a reason, by a revision of its own; a correction that is
    under way is gone back in as it is. Raises Usage when a reason is missing, or there is nothing to correct.
    """
    edition = run.edition.id
    if run.state == "nothing":  # why there was nothing is found again by choosing again
        stage = min(stage, "select", key=STAGES.index)
    if STAGES.index(stage) <= STAGES.index("select"):  # who chooses again gives items that were put aside another chance
        run = replace(run, aside=(), overtaken=())
    if episode is None:
        if reason:
            raise Usage(edition, "is not published, so there is nothing to correct", hint="leave out --correct")
        return rewind(run, stage)
    kept = run.revision == episode.revision  # what the run makes is published, even if the run died before it could say so
    if kept and run.state not in FINAL and run.correction and reason == run.correction:
        return run
    reason = reason or ("" if kept else run.correction)
    if not reason:
        raise Usage(edition, "is published", hint='a published edition is made again with --correct "WHY"')
    return _start_correction(run, episode, stage, reason, language)


def _start_correction(run: Run, episode: Episode, stage: Stage, reason: str, language: Language) -> Run:
    """Return the run of the next revision; from `speak` on at the latest, since the reason is spoken."""
    run = rewind(run, min(stage, "speak", key=STAGES.index))
    return replace(
        run,
        script=announce_reason(run.script, reason, language) if run.script else None,
        published=episode.published,
        revision=episode.revision + 1,
        correction=reason,
        corrected=None,
        told=aired_items(run, episode),
    )
