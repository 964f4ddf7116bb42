"""Events of a run, for its observers: notes, which are kept with it, and what each stage made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model.edition import Run
from briefing.model.progress import Note, Progress, Stage
from briefing.pipeline.studio import Studio


def with_notes(run: Run, studio: Studio, notes: Sequence[Note]) -> Run:
    """Send the notes to the observers, and return the run with those that it does not have yet."""
    for note in notes:
        studio.events.emit(note)
    return replace(run, notes=run.notes + tuple(note for note in notes if note not in run.notes))


def sum_up(studio: Studio, stage: Stage, what: str) -> None:
    """Tell the observers what a stage made."""
    studio.events.emit(Progress(stage, 1, 1, what))
