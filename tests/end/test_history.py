"""What a programme remembers of the editions before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefing.history import history
from briefing.model import Chosen, Loudness, Programme, Run, Rundown, Script, Span, State, Story
from tests.make import NOW, edition, item, line, segment

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
    (earlier,) = history([run(1)], run(0, "fetched"))
    assert (earlier.edition, earlier.day, earlier.title) == ("morning-2026-11-21", date(2026, 11, 21), "Bridge opens")
    assert earlier.story.items == (HEARD,)
    assert [line.text for line in earlier.lines] == ["It opened."]


def test_the_latest_edition_comes_first() -> None:
    """Editions are looked back on from the newest."""
    assert [earlier.day.day for earlier in history([run(3), run(1), run(2, "corrected")], run(0, "due"))] == [21, 20, 19]


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
    assert history([other], run(0, "due")) == ()
