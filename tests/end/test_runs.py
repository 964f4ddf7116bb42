"""Going back and correcting, as functions of the run; and the memory of a rehearsal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model.edition import Run, State
from briefing.model.errors import Usage
from briefing.model.language import Language
from briefing.model.progress import Note, Stage
from briefing.model.script import Script
from briefing.pipeline.rework import rework
from briefing.pipeline.run_state import STAGES, begin_publishing, list_corrections, rewind, state_of
from briefing.wiring.rehearsal import RehearsalClaims, RehearsalRuns
from tests.store.values import episode, run, slot
from tests.support import make
from tests.support.fakes.store import MemoryStore

WHOLE = replace(
    run(make.edition()), notes=tuple(Note(stage, "A", "b") for stage in STAGES), revision=1, correction="", corrected=None, told=()
)
PUBLISHED = replace(WHOLE, state="published")


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        pytest.param("fetch", "due", id="fetch"),
        pytest.param("select", "fetched", id="select"),
        pytest.param("write", "selected", id="write"),
        pytest.param("speak", "written", id="speak"),
        pytest.param("mix", "written", id="mix: the clips are looked at again, and spoken only where one is lost"),
        pytest.param("publish", "mixed", id="publish"),
    ],
)
def test_back(stage: Stage, state: State) -> None:
    """What the stage and those after it made is gone, with their notes; what came before, and the publishing time, is kept."""
    gone = rewind(WHOLE, stage)
    made = [gone.cutoff, gone.rundown, gone.script, gone.clips, gone.programme]
    before = STAGES.index(stage)
    assert (gone.state, gone.published) == (state, WHOLE.published)
    assert [bool(value) for value in made] == [index < before for index in range(5)]
    assert [note.stage for note in gone.notes] == list(STAGES[:before])
    assert state_of(gone) == state


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_does_not_go_back_to_where_it_has_not_been(stage: Stage) -> None:
    """A run that has only fetched is, at the furthest, where it was."""
    fetched = Run(make.edition(), "failed", cutoff=make.NOW, reason="no voice")
    assert rewind(fetched, stage).state == ("due" if stage == "fetch" else "fetched")


def test_a_correction_begins_at_speak_at_the_latest(english: Language) -> None:
    """Its reason stands after the opening of the script that is kept, and has to be spoken and mixed."""
    script = Script("morning-2026-11-22", (make.segment("opening", make.line("o1", "Hello.")),), ())
    mended = rework(replace(PUBLISHED, script=script), episode(), "publish", "a name was wrong", english)
    assert (mended.state, mended.revision, mended.clips, mended.programme) == ("written", 2, (), None)
    assert mended.script
    assert [segment.kind for segment in mended.script.segments] == ["opening", "correction"]
    assert mended.told == ("i",)


def test_a_correction_that_died_behind_its_publishing_is_not_made_twice(english: Language) -> None:
    """When the revision is kept already, asking for the same correction once more goes on; for another, it is the next revision."""
    died = replace(WHOLE, state="mixed", revision=2, correction="why")
    assert rework(died, episode(revision=2), "speak", "why", english) is died
    assert rework(died, episode(revision=2), "fetch", "another", english).revision == 3
    with pytest.raises(Usage, match="--correct"):
        rework(died, episode(revision=2), "speak", "", english)


def test_a_published_edition_is_not_changed_without_a_reason(english: Language) -> None:
    """No stage is made again without a reason, and there is no reason to give before there is an episode."""
    for stage in STAGES:
        with pytest.raises(Usage, match="is published"):
            rework(PUBLISHED, episode(), stage, "", english)
        with pytest.raises(Usage, match="not published"):
            rework(WHOLE, None, stage, "why", english)


def test_when_it_was_corrected_is_fixed_once() -> None:
    """The first beginning of publishing gives both instants, a second one changes neither, and the list grows at its end."""
    later = make.NOW.replace(hour=9)
    first = begin_publishing(replace(WHOLE, published=None), make.NOW)
    assert (first.published, first.corrected) == (make.NOW, None)
    mended = begin_publishing(begin_publishing(replace(first, correction="why", revision=2), later), later.replace(hour=10))
    assert (mended.published, mended.corrected) == (make.NOW, later)
    assert [(one.at, one.reason) for one in list_corrections(mended, episode())] == [(later, "why")]
    assert list_corrections(first, None) == ()


def test_a_rehearsal_claims_what_the_house_would_and_leaves_it_alone() -> None:
    """The ids are those the workspace would give; neither claiming nor saving reaches the workspace."""
    ours, tried = MemoryStore(), MemoryStore()
    ours.claims.claim(slot("18:00"))
    rehearsed = RehearsalRuns()
    claims = RehearsalClaims(rehearsed, ours.runs, ours.episodes)
    tried.claims.claim(slot("18:00"))
    for time in ("06:00", "18:00", "12:00", "06:00"):
        claimed = claims.claim(slot(time))
        assert claimed.edition == tried.claims.claim(slot(time)).edition
        rehearsed.save(replace(claimed, state="fetched"))
        assert rehearsed.find(claimed.edition.id) == replace(claimed, state="fetched")
    assert [one.state for one in ours.runs.list_since("morning", slot().day)] == ["due"]
    assert [one.edition.slot.time for one in rehearsed.list_since("morning", slot().day)] == ["06:00", "12:00", "18:00"]


def test_a_rehearsal_begins_where_the_house_stands() -> None:
    """An unfinished run comes as it is, a finished one from the beginning, with what its own edition aired."""
    house = MemoryStore()
    prepared = replace(run(house.claims.claim(slot()).edition), state="written")
    house.runs.save(prepared)
    assert RehearsalClaims(RehearsalRuns(), house.runs, house.episodes).claim(slot()) == prepared
    house.runs.save(replace(prepared, state="published"))
    house.episodes.save(episode(), ["i"])
    again = RehearsalClaims(RehearsalRuns(), house.runs, house.episodes)
    assert again.claim(slot()) == Run(prepared.edition, "due", told=(*prepared.told, "i"))
