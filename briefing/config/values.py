"""What feeds.yaml says, as values, and what the machine must tell for it to be checked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from briefing.lib.redact import telling
from briefing.model.errors import Usage
from briefing.model.language import Language
from briefing.model.show import Show, Site

Where = tuple[str | int, ...]
"""The way from the top of feeds.yaml to a value: `("shows", "morning", "feeds", 0, "url")`."""

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How many requests one host gets at a time; `allow_private` is an old key: each feed has it as `private_unless_public`."""

    allow_private: bool
    per_host: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How much is kept under output/state: megabytes of clips; days of run records, of items, of logs and of backups."""

    clips_mb: int = 1000
    runs_days: int = 90
    items_days: int = 90
    logs_days: int = 30
    backups_days: int = 7


@dataclass(frozen=True, slots=True)
class Config:
    """All that feeds.yaml says, checked: `path` as the user gave it, `output` absolute.

    `written` holds, for each value that took something from the environment, the text as it stands in the file (`${NAME}` and all);
    `variables` holds what the environment gave, by name. `warnings` says what should be written otherwise, a line each.
    """

    path: Path
    output: Path
    site: Site
    fetch: FetchOptions
    shows: tuple[Show, ...]
    retention: Retention = Retention()
    written: tuple[tuple[Where, str], ...] = field(default=(), repr=False)
    variables: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = field(default=(), compare=False)  # they name lines, which say nothing of what is meant

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody else is to read: what the environment gave, and what stands in addresses."""
        notify = (address for show in self.shows for address in (*show.notify.apprise, show.notify.ping))
        addresses = (*(feed.url for show in self.shows for feed in show.feeds), *notify)
        literal = {secret for address in addresses for secret in telling(address)}
        return (*dict.fromkeys((*(value for _, value in self.variables), *sorted(literal))),)

    def show(self, key: str) -> Show:
        """Return the show of that key; raises Usage with the nearest one."""
        keys = [show.key for show in self.shows]
        if key not in keys:
            raise Usage(key, f"is no show of {self.path}", hint=suggest(key, keys) or f"there are {', '.join(keys)}")
        return self.shows[keys.index(key)]


class Known(Protocol):
    """What this machine has, for the configuration to be held against; wiring knows it.

    Whatever asks an engine may raise EngineFailed when the engine does not work here.
    """

    def voices(self) -> Sequence[str]:
        """Return the names of the voice engines."""

    def summarizers(self) -> Sequence[str]:
        """Return the names of the summarizers."""

    def languages(self) -> Sequence[str]:
        """Return the codes of the languages that have a pack."""

    def language(self, code: str) -> Language | None:
        """Return the pack of a language, or None when there is none or it lacks something."""

    def lacks(self, code: str) -> Sequence[str]:
        """Return what the pack of a language lacks, each as file and key."""

    def voice_names(self, engine: str) -> Sequence[str]:
        """Return the names of an engine's voices."""

    def speaks(self, engine: str, voice: str) -> tuple[str, ...] | None:
        """Return the languages (BCP 47) this voice speaks, empty for any; None when the engine has no such voice."""

    def least_minutes(self, show: Show, site: Site) -> float:
        """Return how long a programme is that holds opening, closing and one headline."""


def suggest(word: str, candidates: Sequence[str]) -> str:
    """Return "did you mean 'x'?" for the nearest candidate whatever its case, or nothing when none is near."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(word.casefold(), folded, 1)
    return f"did you mean '{folded[near[0]]}'?" if near else ""
