"""Configuration values, and the protocol for what the machine offers."""

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
    """The whole of feeds.yaml, checked: `path` as the user gave it, `output` absolute.

    `written` holds, for each value that took something from the environment, the text as it is in the file (`${NAME}` and all);
    `variables` holds the values taken, by name. `warnings` lists deprecated settings, one line each.
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
        """Values to hide from others: those from the environment, and secrets in addresses."""
        notify = (address for show in self.shows for address in (*show.notify.apprise, show.notify.ping))
        addresses = (*(feed.url for show in self.shows for feed in show.feeds), *notify)
        literal = {secret for address in addresses for secret in telling(address)}
        return (*dict.fromkeys((*(value for _, value in self.variables), *sorted(literal))),)

    def get_show(self, key: str) -> Show:
        """Return the show with that key; raises Usage with the nearest key."""
        keys = [show.key for show in self.shows]
        if key not in keys:
            raise Usage(key, f"is no show of {self.path}", hint=suggest_nearest(key, keys) or f"there are {', '.join(keys)}")
        return self.shows[keys.index(key)]


class Capabilities(Protocol):
    """Capabilities of this machine, against which a configuration is checked; wiring provides them.

    Every method that asks an engine may raise EngineFailed when the engine does not work here.
    """

    def list_voice_engines(self) -> Sequence[str]:
        """Return the names of the installed voice engines."""

    def list_summarizers(self) -> Sequence[str]:
        """Return the names of the installed summarizers."""

    def list_languages(self) -> Sequence[str]:
        """Return the codes of the languages that have a pack."""

    def find_language(self, code: str) -> Language | None:
        """Return the pack of a language, or None when it is missing or incomplete."""

    def list_missing(self, code: str) -> Sequence[str]:
        """Return what is missing from the pack of a language, each as file and key."""

    def list_voice_names(self, engine: str) -> Sequence[str]:
        """Return the names of an engine's voices."""

    def find_voice_languages(self, engine: str, voice: str) -> tuple[str, ...] | None:
        """Return the languages (BCP 47) this voice speaks, empty for any; None when the engine has no such voice."""

    def compute_min_minutes(self, show: Show, site: Site) -> float:
        """Return the minutes of a programme that has only opening, closing and one headline."""


def suggest_nearest(word: str, candidates: Sequence[str]) -> str:
    """Return "did you mean 'x'?" for the nearest candidate, ignoring case, or "" when none is near."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(word.casefold(), folded, 1)
    return f"did you mean '{folded[near[0]]}'?" if near else ""
