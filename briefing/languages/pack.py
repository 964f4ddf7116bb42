"""A folder of data into a `Language`; and what a folder lacks, all of it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from briefing.model.language import Agreement, Amounts, Corrections, Counting, DayRow, Days, Form, Language, NotNews, Titles

TEMPLATES = (
    "opening", "headlines", "story", "followup", "also", "disagree", "closing", "nothing",
    "correction", "changed", "marked", "withdrawn",
)  # fmt: skip
LISTS = (
    "relative_days", "first_person", "not_first_person", "dangling_openers", "pointers", "pronouns", "speakers", "dangling_endings",
    "never_final", "may_end", "agencies", "caveats", "denials", "claims", "accusations", "charges", "sayings", "asides",
    "connectives", "expletives", "function_words", "boilerplate",
)  # fmt: skip
TITLE_LISTS = ("labels", "breaking", "press", "fillers", "changing", "again")
CORRECTION_LISTS = (
    "labels", "retractions", "progress", "notices", "retracted", "negations", "developing", "auxiliaries", "honorifics", "joiners",
)  # fmt: skip
MAY_BE_EMPTY = (
    "counting.toml: parts",
    "counting.toml: days",
    "counting.toml: agreements",
    "counting.toml: first",
    "counting.toml: last",
    "counting.toml: sets",
    "days.toml: ordinals",
    "days.toml: sounds",
    "days.toml: parts",
)
FILES = ("language.toml", "counting.toml", "days.toml", "corrections.toml", "amounts.toml")
FREE_TABLES = (
    "abbreviations",
    "spelled",
    "forms",
    "sets",
    "said",
    "weekdays",
    "months",
    "numbers",
    "parts",
    "counted",
    "amounts",
)  # a language has its own rows in them

PATTERNS = ("find", "before", "after")  # of a row of days
_SET = re.compile(r"\{([a-z_]+)\}")

Data = Mapping[str, Any]


def read(folder: Traversable) -> Language:
    """Return the language that a folder with everything in it describes; its name is the language's code."""
    data = _toml(folder, "language.toml")
    return Language(
        code=folder.name,
        disclosure=data["disclosure"],
        voice=data["voice"],
        date_format=data["date_format"],
        capitals=data["capitals"],
        script=data["script"],
        templates={name: (folder / f"{name}.j2").read_text("utf-8") for name in TEMPLATES},
        words=data["words"],
        abbreviations=data["abbreviations"],
        counting=_counting(_toml(folder, "counting.toml")),
        titles=_titles(data["titles"]),
        days=_days(_toml(folder, "days.toml")),
        corrections=_corrections(_toml(folder, "corrections.toml")),
        amounts=_amounts(_toml(folder, "amounts.toml")),
        not_news=not_news(folder / "not_news.toml"),
        **{name: frozenset(data[name]) for name in LISTS},
    )


def not_news(file: Traversable) -> tuple[NotNews, ...]:
    """Return the rules in a file, in its order; a language without the file has none."""
    tables: dict[str, Data] = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    return tuple(
        NotNews(
            name, below=table.get("below", 0), **{where: frozenset(table.get(where, ())) for where in ("title", "text", "link")}
        )
        for name, table in tables.items()
    )


def lacking(folder: Traversable, reference: Traversable) -> tuple[str, ...]:
    """Return what a folder lacks beside one that has everything: files, keys of its TOML files, and what is there but empty."""
    missing = [f"{name}.j2" for name in TEMPLATES if not _text(folder, f"{name}.j2").strip()]
    for file in FILES:
        ours, theirs = _toml(folder, file), _toml(reference, file)
        missing += [file] if not ours else [f"{file}: {key}" for key in _gaps(file, ours, theirs)]
    return tuple(missing)


def _gaps(file: str, ours: Data, theirs: Data, table: str = "") -> Iterator[str]:
    for key, value in theirs.items():
        name, found = f"{table}{key}", ours.get(key)
        if key not in ours or (not found and f"{file}: {name}" not in MAY_BE_EMPTY):
            yield name
        elif isinstance(value, dict) and isinstance(found, dict) and key not in FREE_TABLES:
            yield from _gaps(file, found, value, f"{name}.")


def _counting(data: Data) -> Counting:
    sets = data["sets"]
    return Counting(
        decimal=data["decimal"],
        thousands=data["thousands"],
        year=data["year"],
        parts=tuple(data["parts"]),
        days=tuple(_filled(pattern, sets) for pattern in data["days"]),
        forms={name: _form(row) for name, row in data["forms"].items()},
        agreements=tuple(
            Agreement(row["form"], *(_filled(row.get(part, ""), sets) for part in ("before", "number", "after")))
            for row in data["agreements"]
        ),
        first=_pairs(data["first"], sets),
        last=_pairs(data["last"], sets),
    )


def _form(row: Data) -> Form:
    changes = _pairs(row.get("changes", []), {})
    return Form(row.get("to", "cardinal"), row.get("options", {}), changes, row.get("plural", {}), row.get("parts", ""))


def _titles(data: Data) -> Titles:
    lists = {name: frozenset(data[name]) for name in TITLE_LISTS}
    return Titles(spelled=data["spelled"], endings=_pairs(data["endings"], {}), **lists)


def _amounts(data: Data) -> Amounts:
    lists = {name: frozenset(data[name]) for name in ("least", "most", "about", "parts", "anyone", "bounds", "totals")}
    counted = {name: frozenset(words) for name, words in data["counted"].items()}
    return Amounts(**lists, counted=counted, times=data["amounts"])


def _days(data: Data) -> Days:
    weekdays, months = (_by_case(data[name]) for name in ("weekdays", "months"))
    alternatives = {"weekday": weekdays, "month": months}
    sets = {name: [re.escape(each) for row in cases.values() for each in row] for name, cases in alternatives.items()}
    sets = {**sets, "number": [*data["numbers"], "[2-6]"]}
    for name, words in data["sets"].items():
        sets[name] = [_filled(word, sets) for word in words]
    return Days(
        cue=_filled(data["cue"], sets),
        rows=tuple(_day_row(row, sets) for row in data["rows"]),
        said={name: (near, far) for name, (near, far) in (*data["said"].items(), ("told", data["told"]))},
        weekdays=weekdays,
        months=months,
        numbers=data["numbers"],
        parts=data["parts"],
        ordinals=tuple(data["ordinals"]),
        date=data["date"],
        dated=data["dated"],
        sounds=_pairs(data["sounds"], sets),
    )


def _day_row(row: Data, sets: Mapping[str, Sequence[str]]) -> DayRow:
    patterns = {name: _filled(row.get(name, ""), sets) for name in PATTERNS}
    return DayRow(**{**row, **patterns})


def _by_case(data: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {case: tuple(names) for case, names in data.items()}


def _corrections(data: Data) -> Corrections:
    return Corrections(
        alternatives=tuple(map(tuple, data["alternatives"])),
        units=tuple(map(tuple, data["units"])),
        aliases=tuple(map(frozenset, data["aliases"])),
        magnitudes=tuple((word, power) for word, power in data["magnitudes"]),
        weekdays=tuple(data["weekdays"]),
        on_date=data["on_date"],
        **{name: frozenset(data[name]) for name in CORRECTION_LISTS},
    )


def _pairs(rows: Sequence[Sequence[str]], sets: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((_filled(pattern, sets), said) for pattern, said in rows)


def _filled(pattern: str, sets: Mapping[str, Sequence[str]]) -> str:
    """Put the alternatives of a set where a pattern names it: `{months}`."""
    return _SET.sub(lambda m: f"(?:{'|'.join(sets[m[1]])})", pattern)


def _toml(folder: Traversable, name: str) -> Data:
    return tomllib.loads(_text(folder, name))


def _text(folder: Traversable, name: str) -> str:
    file = folder / name
    return file.read_text("utf-8") if file.is_file() else ""
