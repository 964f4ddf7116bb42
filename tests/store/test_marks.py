"""Typed marks: what is stored is what every version so far stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.model.alert import Event
from briefing.store.marks import CLOCK, LOST, TIDIED, name_watched
from briefing.store.open import open_store
from tests.support import make


def test_marks_are_stored_as_they_always_were(url: str) -> None:
    """An event is its instant and words, a watched show its instant, the day of the maintenance itself."""
    store = open_store(url)
    store.marks.write(CLOCK, Event(make.NOW, "went ahead"))
    store.marks.write(name_watched("morning"), make.NOW + timedelta(hours=1))
    store.marks.write(TIDIED, "2026-11-22")
    assert store.marks.get("clock") == f"{make.NOW.isoformat()} went ahead"
    assert store.marks.get("watched morning") == (make.NOW + timedelta(hours=1)).isoformat()
    assert store.marks.get("tidied") == "2026-11-22"
    assert store.marks.read(CLOCK) == Event(make.NOW, "went ahead")
    store.marks.write(CLOCK, None)
    assert (store.marks.get("clock"), store.marks.read(CLOCK)) == ("", None)
    store.close()


@pytest.mark.parametrize("text", [pytest.param("{", id="torn"), pytest.param('{"version": 99}', id="of another version")])
def test_a_mark_that_cannot_be_read_says_nothing(url: str, text: str) -> None:
    """The next write makes it again."""
    store = open_store(url)
    store.marks.put("site lost", text)
    assert store.marks.read(LOST) is None
    store.close()
