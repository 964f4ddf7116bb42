"""What select chooses from, and what it asks write: stages import nothing of each other, so the pipeline hands it over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from briefing.model.edition import Run
from briefing.model.language import Language
from briefing.model.news import Item
from briefing.model.rundown import Rejected
from briefing.model.show import Show
from briefing.pipeline.history import compute_window
from briefing.pipeline.quarantine.policy import without_quarantined
from briefing.pipeline.release import leave_out
from briefing.pipeline.studio import Studio
from briefing.select.teller import TellerChoice
from briefing.write.first import make_confirmation_counter, make_first_sentence


def list_items(run: Run, studio: Studio, cutoff: datetime) -> tuple[Sequence[Item], Sequence[Rejected], Sequence[Rejected]]:
    """Return the items of an edition's window, those put aside, and those left out since others told them again and again."""
    feeds = [feed.id for feed in studio.show.feeds]
    found = studio.items.list_between(feeds, *compute_window(run, studio.show), cutoff)
    items, aside = without_quarantined(found, run.aside)
    kept, often = leave_out(items, run)
    return kept, aside, often


def make_teller_choice(show: Show, language: Language, heard: date, items: Sequence[Item]) -> TellerChoice:
    """Return the functions by which the teller of a story is chosen; `items` are those of the edition's window."""
    return TellerChoice(make_first_sentence(show, language, heard), make_confirmation_counter(show, language, items))
