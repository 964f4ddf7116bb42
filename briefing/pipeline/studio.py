"""The Studio: the ports that a run needs, bundled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing.model.edition import Run
from briefing.model.language import Language
from briefing.model.news import Item
from briefing.model.ports import (
    Aired,
    Blobs,
    Claims,
    Clock,
    Encoder,
    Episodes,
    Events,
    Fetcher,
    Items,
    Lease,
    Pages,
    Publisher,
    Runs,
    Summarizer,
    Voice,
)
from briefing.model.show import Show, Site


@dataclass(frozen=True, slots=True)
class Studio:
    """Everything that one show's run needs: the show and its site as configured, and the ports; made by wiring.

    `archive` keeps the sources of published episodes, which are never served. `fallback` speaks what `voice` cannot. `examine`
    tries items in processes that can be killed and returns which of them crash the program, by id, and how.
    """

    show: Show
    site: Site
    clock: Clock
    fetcher: Fetcher
    pages: Pages
    summarizer: Summarizer
    voice: Voice
    encoder: Encoder
    publisher: Publisher
    archive: Publisher
    items: Items
    aired: Aired
    episodes: Episodes
    claims: Claims
    runs: Runs
    blobs: Blobs
    lease: Lease
    events: Events
    language: Language
    words_per_minute: float
    cover: Callable[[str], bytes]
    fallback: Voice | None = None
    examine: Callable[[Run, Sequence[Item]], Mapping[str, str]] | None = None
