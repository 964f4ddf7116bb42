"""Runs: what every adapter keeps to, and how the real one goes on when a record cannot be read."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.model.edition import Run, State
from briefing.store.open import open_store
from tests.store.conftest import Memory
from tests.store.values import run, slot


def test_a_claimed_slot_is_due(store: Memory) -> None:
    """The first claim makes the run, and its edition is named after show and day."""
    claimed = store.claims.claim(slot())
    assert (claimed.edition.id, claimed.edition.slot, claimed.state) == ("morning-2026-11-22", slot(), "due")
    assert store.runs.find("morning-2026-11-22") == claimed


def test_a_slot_claimed_again_is_the_same_run(store: Memory) -> None:
    """Claiming is harmless: the run comes back as far as it is, at the instant it was first claimed for."""
    saved = run(store.claims.claim(slot()).edition)
    store.runs.save(saved)
    assert store.claims.claim(replace(slot(), at=slot().at + timedelta(hours=1))) == saved


def test_the_second_slot_of_a_day_has_its_time_in_its_name(store: Memory) -> None:
    """Which slot is claimed first takes the short name, and both keep theirs; other shows and days have their own."""
    slots = [slot("18:00"), slot("06:00"), slot("18:00", show="evening"), slot(day=date(2026, 11, 23)), slot("12:05")]
    names = ["morning-2026-11-22", "morning-2026-11-22-0600", "evening-2026-11-22", "morning-2026-11-23", "morning-2026-11-22-1205"]
    for _ in range(2):
        assert [store.claims.claim(one).edition.id for one in slots] == names


def test_a_run_comes_back_as_it_was_saved(store: Memory) -> None:
    """Everything the stages made survives, and the last save counts."""
    first = run(store.claims.claim(slot()).edition)
    store.runs.save(first)
    assert store.runs.find(first.edition.id) == first
    last = replace(first, state="published", clips=())
    store.runs.save(last)
    assert store.runs.find(first.edition.id) == last


def test_an_edition_that_was_never_claimed_is_none(store: Memory) -> None:
    """There is no run of an edition that was not claimed."""
    assert store.runs.find("morning-2026-11-22") is None


def test_runs_since_a_day_come_oldest_slot_first(store: Memory) -> None:
    """Only the show's runs of that local day and later, in the order of their instants."""
    days = [date(2026, 11, day) for day in (23, 21, 22)]
    for day in days:
        for time in ("18:00", "06:00"):
            store.claims.claim(slot(time, day))
    store.claims.claim(slot(show="evening"))
    found = store.runs.list_since("morning", date(2026, 11, 22))
    assert [(one.edition.slot.day.day, one.edition.slot.time) for one in found] == [
        (22, "06:00"), (22, "18:00"), (23, "06:00"), (23, "18:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "revision", "published", "under_way"),
    [
        pytest.param("written", 2, True, True, id="a correction at its beginning"),
        pytest.param("failed", 3, True, True, id="a correction that failed"),
        pytest.param("corrected", 2, True, False, id="a correction that is done"),
        pytest.param("published", 1, True, False, id="published"),
        pytest.param("mixed", 1, True, True, id="died while it was published for the first time"),
        pytest.param("mixed", 1, False, True, id="on its way"),
    ],
)
def test_what_has_not_come_to_its_end(store: Memory, state: State, revision: int, published: bool, under_way: bool) -> None:
    """A run on its way is found whatever its day; one that is done is not."""
    whole = run(store.claims.claim(slot(day=date(2020, 2, 29))).edition)
    made = replace(whole, state=state, revision=revision, published=whole.published if published else None)
    store.runs.save(made)
    assert list(store.runs.list_unfinished("morning")) == ([made] if under_way else [])
    assert list(store.runs.list_unfinished("evening")) == []


BODIES = [
    pytest.param('{"version": 999, "edition": null}', "version 999", id="another version's"),
    pytest.param('{"version": 1, "edi', "is not a value of briefing", id="cut off"),
    pytest.param('{"version": 1, "edition": 5}', "is no Run", id="not a run"),
    pytest.param("[]", "is not a value of briefing", id="a list"),
    pytest.param("null", "is not a value of briefing", id="null"),
    pytest.param("", "is not a value of briefing", id="empty"),
]


def spoil(folder: Path, body: str, state: str) -> Run:
    """Save a full run, then overwrite its record and its state in the database."""
    store = open_store(f"sqlite:///{folder / 'briefing.db'}")
    saved = replace(run(store.claims.claim(slot()).edition), reason="why")
    store.runs.save(saved)
    store.close()
    with sqlite3.connect(folder / "briefing.db") as connection:
        connection.execute("UPDATE runs SET body = ?, state = ?", (body, state))
    connection.close()
    return saved


@pytest.mark.parametrize(("body", "said"), BODIES)
def test_a_record_that_cannot_be_read_is_made_again(tmp_path: Path, body: str, said: str) -> None:
    """The run is due again with the edition, cutoff and publishing time it had, and a note says why; then it goes on."""
    saved = spoil(tmp_path, body, "mixed")
    store = open_store(f"sqlite:///{tmp_path / 'briefing.db'}")
    claimed = store.claims.claim(slot())
    assert claimed == replace(Run(saved.edition, "due", saved.cutoff), published=saved.published, notes=claimed.notes)
    assert said in claimed.notes[0].message
    assert "made again" in claimed.notes[0].message
    assert store.runs.find(saved.edition.id) == claimed
    assert store.runs.list_since("morning", slot().day) == [claimed]
    store.runs.save(replace(claimed, state="fetched"))
    assert store.runs.find(saved.edition.id) == replace(claimed, state="fetched")
    store.close()


@pytest.mark.parametrize(
    ("state", "comes_back"),
    [
        *((pytest.param(end, end, id=end)) for end in ("published", "corrected", "retracted", "nothing", "missed", "rejected")),
        *((pytest.param(way, "due", id=way)) for way in ("due", "fetched", "waiting", "approved", "failed", "of-the-future")),
    ],
)
def test_an_end_stays_the_end(tmp_path: Path, state: str, comes_back: State) -> None:
    """A record that cannot be read is never a reason to make again what was published, rejected or given up."""
    spoil(tmp_path, "", state)
    store = open_store(f"sqlite:///{tmp_path / 'briefing.db'}")
    found = store.claims.claim(slot())
    assert found.state == comes_back
    assert found.reason == ("" if comes_back == "due" else "why")
    store.close()
