"""State of a run: how far it has come, how it goes back a stage, how long a failed one waits for its retry."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from briefing.lib.text import format_count
from briefing.model import codec
from briefing.model.edition import Run, State
from briefing.model.episode import Correction, Episode
from briefing.model.progress import Note, Stage
from briefing.model.rundown import Rejected
from briefing.model.show import Notify, Show

FIRST, LONGEST, JITTER = 60, 1800, 30  # seconds


def compute_pause(tries: int) -> timedelta:
    """Return the wait after the n-th failure in a row: a minute, two, four, at most half an hour, and up to 30 s more by chance.

    The chance keeps houses that share a feed from asking it all at once when it is back.
    """
    from tenacity import RetryCallState, Retrying, wait_exponential, wait_random

    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = tries
    return timedelta(seconds=(wait_exponential(FIRST, LONGEST) + wait_random(0, JITTER))(state))


STAGES: tuple[Stage, ...] = get_args(Stage)


def state_of(run: Run) -> State:
    """Return how far a run has come by what it holds: where one that failed goes on."""
    made: dict[State, object] = {"mixed": run.programme, "written": run.script, "selected": run.rundown, "fetched": run.cutoff}
    return next((state for state, value in made.items() if value), "due")  # not "spoken": a clip may be what failed


def fail_run(run: Run, reason: str, now: datetime) -> Run:
    """Return a run that met an error; it is tried again, unasked, after a wait that grows."""
    return replace(run, state="failed", reason=reason, tries=run.tries + 1, retry_at=now + compute_pause(run.tries + 1))


def has_reached(run: Run, until: State) -> bool:
    """Tell whether a run is where it was to be taken; for "written" that is anywhere from the script on."""
    return run.state == until or (until == "written" and run.script is not None)


def config_digest(show: Show) -> str:
    """Return a digest of what the producer asked of a show, except its times and who is notified."""
    asked = replace(show, schedule="", timezone="", skip=(), catch_up="latest", give_up_after=24.0, notify=Notify())
    return hashlib.sha256(codec.dumps(asked).encode()).hexdigest()[:16]


def apply_config_digest(run: Run, now: str) -> Run:
    """Return the run, taken back to what it fetched when feeds.yaml asks for something else since: no word said on old terms airs.

    A correction keeps the script that it corrects.
    """
    if run.terms in ("", now) or run.correction or run.published:
        return replace(run, terms=run.terms or now)
    note = Note("select", run.edition.id, "feeds.yaml has changed since this edition was started: its stories are chosen again")
    return replace(kept := rewind(run, "select"), terms=now, notes=(*kept.notes, note))


def rewind(run: Run, stage: Stage) -> Run:
    """Return the run without what it made from `stage` on; one that has not come so far stays where it is."""
    gone = STAGES[STAGES.index(stage) :]
    kept = replace(
        run,
        reason="",
        cutoff=None if "fetch" in gone else run.cutoff,
        withdrawn=() if "fetch" in gone else run.withdrawn,
        rundown=None if "select" in gone else run.rundown,
        script=None if "write" in gone else run.script,
        clips=() if "speak" in gone else run.clips,
        programme=None if "mix" in gone else run.programme,
        notes=tuple(note for note in run.notes if note.stage not in gone),
    )
    return replace(kept, state=state_of(kept))


def aired_items(run: Run, episode: Episode) -> tuple[str, ...]:
    """Return the ids of the items that an edition has aired in all its revisions."""
    return tuple(dict.fromkeys((*run.told, *(item for story in episode.stories for item in story.items))))


def begin_publishing(run: Run, now: datetime) -> Run:
    """Return a run whose publishing begins: the instant it is published, and corrected, is fixed by the first time."""
    return replace(run, published=run.published or now, corrected=(run.corrected or now) if run.correction else None)


def list_corrections(run: Run, episode: Episode | None) -> tuple[Correction, ...]:
    """Return what was corrected in an edition's last episode and what this run corrects, oldest first."""
    before = episode.corrections if episode else ()
    return (*before, Correction(run.corrected, run.correction)) if run.corrected else before


def end_if_thin(run: Run, show: Show, stories: int, why: str) -> Run:
    """Return the run, or, when there are too few stories for a programme, one that ends here for that reason."""
    if stories >= show.min_stories or show.when_empty == "announce":
        return run
    return replace(run, state="nothing", reason=f"{format_count(stories, 'story', 'stories')}, {show.min_stories} wanted: {why}")


def count_reasons(items: int, rejected: Sequence[Rejected]) -> str:
    """Return why there are not more: "9 items: aired before (6), not news (3)"; a reason counts by its first words."""
    causes = Counter(re.split(r"[,:;(]", out.reason, maxsplit=1)[0].strip() for out in rejected)
    why = ", ".join(f"{cause} ({number})" for cause, number in causes.most_common())
    return f"{format_count(items, 'item')}: {why}" if why else format_count(items, "item")


def list_heard_items(run: Run) -> list[str]:
    """Return the ids of the items whose stories really sounded."""
    assert run.rundown
    assert run.programme
    heard = {span.segment for span in run.programme.spans}
    return [item.id for chosen in run.rundown.stories if chosen.story.id in heard for item in chosen.story.items]
