"""Language packs: one folder of data per language, loaded into a frozen `Language`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from briefing.languages.pack import find_gaps, read_pack
from briefing.model.language import Language

REFERENCE = "en"  # the pack that has everything


def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages with a complete pack, sorted."""
    return tuple(sorted(code for code in _list_folders() if not find_missing(code)))


@cache
def find_missing(code: str) -> tuple[str, ...]:
    """Return what is missing in the pack of a BCP 47 tag, each as file and key; without a folder, that is everything."""
    return find_gaps(files(__name__) / _get_primary(code), files(__name__) / REFERENCE)


@cache
def load_language(code: str) -> Language:
    """Return the language of a BCP 47 tag, by its primary subtag (`en` for `en-US`).

    Raises KeyError when there is no pack of that name or when it is incomplete; `find_missing` says what is missing.
    """
    primary = _get_primary(code)
    if primary not in _list_folders() or find_missing(primary):
        raise KeyError(code)
    return read_pack(files(__name__) / primary)


def _get_primary(code: str) -> str:
    return code.lower().split("-")[0]


def _list_folders() -> frozenset[str]:
    return frozenset(entry.name for entry in files(__name__).iterdir() if (entry / "language.toml").is_file())
