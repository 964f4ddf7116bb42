"""A year in minutes; no part of a plain `pytest`: `-m year` (about an hour) or `-m "year and not slow"` (minutes) runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.year.faults import SHORT, WHOLE
from tests.year.simulation import Told, simulate

pytestmark = pytest.mark.year


def _right(told: Told) -> None:
    """Fail with everything that is wrong; the table goes to the file that BRIEFING_YEAR_TABLE names."""
    if table := os.environ.get("BRIEFING_YEAR_TABLE"):
        Path(table).write_text(told.text + "\n", "utf-8")
    wrong = [*told.ledger.wrong, *told.unexcused]
    assert not wrong, "\n".join([told.text, *wrong[:40]])


def test_a_fortnight(tmp_path: Path) -> None:
    """In 14 days with a clock change and faults of every kind, each slot has one whole episode or a reason why not."""
    _right(simulate(tmp_path, 14, SHORT, seed=5))


@pytest.mark.slow
def test_a_year(tmp_path: Path) -> None:
    """In 400 days with some 350 faults, each of 1,486 slots has one whole episode or a reason why not."""
    _right(simulate(tmp_path, 400, WHOLE, seed=5))
