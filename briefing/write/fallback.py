"""The fallback summarizer: when the real one fails for an item, its story consists of the headline only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from briefing.model.errors import BriefingError, EngineFailed
from briefing.model.language import Language
from briefing.model.news import Item, Line
from briefing.model.ports import Events, Summarizer, SummarizerEngine, Task
from briefing.model.progress import Note, Progress
from briefing.model.show import Show

PATIENCE = 3  # failures on end, behind which the summarizer is not asked any more: one may cost as long as its own deadline


class FallbackSummarizer:
    """Calls a summarizer, and returns no lines for an item on which it fails; `notes` name those stories and the reasons.

    `events` receives the progress for each item, of about `total`.
    """

    def __init__(self, summarizer: Summarizer, events: Events, total: int) -> None:
        self._summarizer, self._events, self._total = summarizer, events, max(total, 1)
        self._failed: dict[str, tuple[str, BriefingError]] = {}
        self._asked = self._on_end = 0

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return whole sentences, or none where none may be read or the summarizer fails; a failed item is not tried again."""
        if item.id in self._failed:
            return []
        if self._on_end >= PATIENCE:
            self._failed[item.id] = item.title, EngineFailed("summarizer", "not asked", f"it failed {PATIENCE} times on end")
            return []
        self._events.emit(Progress("write", min(self._asked, self._total - 1), self._total, item.title))
        self._asked += 1
        try:
            lines = self._summarizer.summarize(item, task)
        except BriefingError as error:
            self._failed[item.id] = item.title, error
            self._on_end += 1
            return []
        self._on_end = 0
        return lines

    @property
    def notes(self) -> Sequence[Note]:
        """A note for each item without a summary, with the reason."""
        return [Note("write", title, f"without a summary: {error}") for title, error in self._failed.values()]

    def require_stories(self, stories: int, show: Show) -> None:
        """Raise the first failure again when too few stories are left for a programme: it is then unknown whether there is news."""
        if self._failed and stories < (1 if show.when_empty == "announce" else show.min_stories):
            raise next(error for _, error in self._failed.values())


class OpenedLater:
    """A Summarizer that is opened when first asked, so that an engine that fails costs the summaries and not the programme."""

    def __init__(self, engine: SummarizerEngine, language: Language) -> None:
        self._engine, self._language = engine, language

    @cached_property
    def _opened(self) -> Summarizer:
        return self._engine.open(self._language)

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return what the engine's summarizer does; raises EngineFailed also when it cannot be opened."""
        return self._opened.summarize(item, task)
