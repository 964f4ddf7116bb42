"""The languages Briefing speaks: one folder of data each, loaded into a frozen `Language`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from briefing.ports import Language, NotNews

TEMPLATES = ("opening", "story", "closing", "nothing", "correction")
WORD_LISTS = (
    "relative_days", "first_person", "not_first_person", "dangling_openers", "pointers", "pronouns", "dangling_endings",
    "never_final", "caveats", "denials", "boilerplate",
)  # fmt: skip


def available() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted."""
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if (entry / "language.toml").is_file()))


@cache
def load(code: str) -> Language:
    """Return the language of a BCP 47 tag, by its primary subtag (`en` for `en-US`); raises KeyError when there is no folder."""
    primary = code.lower().split("-")[0]
    if primary not in available():
        raise KeyError(code)
    folder = files(__name__) / primary
    data: dict[str, Any] = tomllib.loads((folder / "language.toml").read_text("utf-8"))
    return Language(
        code=primary,
        disclosure=data["disclosure"],
        voice=data["voice"],
        date_format=data["date_format"],
        templates={name: (folder / f"{name}.j2").read_text("utf-8") for name in TEMPLATES},
        words=data["words"],
        abbreviations=data["abbreviations"],
        **{name: frozenset(data[name]) for name in WORD_LISTS},
        not_news=not_news(folder / "not_news.toml"),
    )


def not_news(file: Traversable) -> tuple[NotNews, ...]:
    """Return the rules in a file, in its order; a language without the file has none."""
    if not file.is_file():
        return ()
    tables: dict[str, dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))
    return tuple(
        NotNews(
            name, below=table.get("below", 0), **{where: frozenset(table.get(where, ())) for where in ("title", "text", "link")}
        )
        for name, table in tables.items()
    )
