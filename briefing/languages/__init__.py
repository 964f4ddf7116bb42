"""The languages Briefing speaks: one folder of data each, loaded into a frozen `Language`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from briefing.languages.pack import lacking, read
from briefing.model.language import Language

REFERENCE = "en"  # the pack that has everything


def available() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder which lacks nothing, sorted."""
    return tuple(sorted(code for code in _folders() if not lacks(code)))


@cache
def lacks(code: str) -> tuple[str, ...]:
    """Return what the pack of a BCP 47 tag lacks, each as file and key; for a language without a folder that is everything."""
    return lacking(files(__name__) / _primary(code), files(__name__) / REFERENCE)


@cache
def load(code: str) -> Language:
    """Return the language of a BCP 47 tag, by its primary subtag (`en` for `en-US`).

    Raises KeyError when there is no folder of that name or when it lacks something; `lacks` says what.
    """
    primary = _primary(code)
    if primary not in _folders() or lacks(primary):
        raise KeyError(code)
    return read(files(__name__) / primary)


def _primary(code: str) -> str:
    return code.lower().split("-")[0]


def _folders() -> frozenset[str]:
    return frozenset(entry.name for entry in files(__name__).iterdir() if (entry / "language.toml").is_file())
