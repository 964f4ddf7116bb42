"""What a programme remembers of the editions before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.model.edition import Run, State
from briefing.model.news import Story
from briefing.model.rundown import Change, Chosen, Rundown
from briefing.model.script import Script, Segment
from briefing.model.sound import Loudness, Programme, Span
from briefing.pipeline.history import build_history, collect_corrections
from tests.support.make import NOW, cite, edition, item, line, segment

HEARD = item("Bridge opens")
UNHEARD = item("Harbour closes")


def run(days: int, state: State = "published") -> Run:
    """A run of so many days before 22 November, with two stories of which one sounded, its last line apart."""
    at = date(2026, 11, 22) - timedelta(days=days)
    stories = [Story(name, (told,)) for name, told in (("one", HEARD), ("two", UNHEARD))]
    segments = (
        segment("one", line("one-1", "It opened."), line("one-2", "It rained."), title="Bridge opens"),
        segment("two", line("two-1", "It closed.")),
    )
    spans = (Span("one-1", "one", 0, 10),)
    return Run(
        edition(day=at, at=NOW - timedelta(days=days)),
        state,
        rundown=Rundown(tuple(Chosen(story, 1, "") for story in stories), (), 165),
        script=Script("", segments, ()),
        programme=Programme("", 10, 44100, spans, (), Loudness(-16, -1), ()),
    )


def test_what_sounded_is_remembered() -> None:
    """A story is remembered with the lines that sounded; one that did not sound is not."""
    (earlier,) = build_history([run(1)], run(0, "fetched"))
    assert (earlier.edition, earlier.day, earlier.title) == ("morning-2026-11-21", date(2026, 11, 21), "Bridge opens")
    assert earlier.story.items == (HEARD,)
    assert [line.text for line in earlier.lines] == ["It opened."]


def test_the_latest_edition_comes_first() -> None:
    """Editions are looked back on from the newest."""
    assert [earlier.day.day for earlier in build_history([run(3), run(1), run(2, "corrected")], run(0, "due"))] == [21, 20, 19]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(run(0), id="itself"),
        pytest.param(run(-1), id="a later edition"),
        pytest.param(run(1, "mixed"), id="not published"),
        pytest.param(run(1, "retracted"), id="retracted"),
    ],
)
def test_what_listeners_did_not_hear_before_is_no_history(other: Run) -> None:
    """Only published editions before this one count."""
    assert build_history([other], run(0, "due")) == ()


def test_of_an_edition_whose_record_was_lost_nothing_is_known() -> None:
    """A published run that came back without what it made is passed over."""
    lost = Run(edition(day=date(2026, 11, 21), at=NOW - timedelta(days=1)), "published")
    assert build_history([lost, run(2)], run(0, "due")) == build_history([run(2)], run(0, "due"))
    assert collect_corrections([lost], run(0, "due")) == ((), ())


def correcting(*, sounded: bool) -> Run:
    """A run of yesterday that put the story of the bridge right, its correction heard or left out."""
    old, new = cite(HEARD, "The bridge opened at noon."), replace(cite(HEARD, "Thousands came."), version="new")
    told = (line("c-1", old.quote, old), line("c-2", new.quote, new))
    change = Change("changed", "morning-2026-11-20", date(2026, 11, 20), line("one-1", old.quote, old), HEARD, new)
    there = run(1)
    assert there.programme
    assert there.rundown
    spans = (Span("c-1", "c", 0, 5), Span("c-2", "c", 5, 9)) if sounded else ()
    return replace(
        there,
        rundown=replace(there.rundown, changes=(change,)),
        script=Script("", (Segment("c", "correction", "Correction", "", told),), ()),
        programme=replace(there.programme, spans=spans),
    )


def test_what_was_put_right_is_remembered() -> None:
    """A correction that sounded is a change that was told, and its new words are what was heard last."""
    (earlier,), (change,) = collect_corrections([correcting(sounded=True)], run(0, "due"))
    assert (earlier.day, [one.text for one in earlier.lines]) == (date(2026, 11, 21), ["Thousands came."])
    assert earlier.story.items == (change.item,)
    assert collect_corrections([correcting(sounded=False)], run(0, "due")) == ((), ())
