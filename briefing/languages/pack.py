"""Reading a language pack: a folder of data into a `Language`, and everything that a folder lacks, at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from briefing.model.fact_words import FactGuards, FactWords
from briefing.model.language import (
    Agreement,
    Amounts,
    Bulletin,
    Corrections,
    Counting,
    DayRow,
    Days,
    Form,
    Language,
    NotNews,
    Titles,
)

TEMPLATES = (
    "opening", "headlines", "story", "followup", "also", "disagree", "closing", "nothing",
    "correction", "changed", "marked", "withdrawn", "confirmed", "covers",
)  # fmt: skip
LISTS = (
    "relative_days", "first_person", "not_first_person", "dangling_openers", "pointers", "pronouns", "speakers", "dangling_endings",
    "never_final", "may_end", "agencies", "caveats", "denials", "claims", "accusations", "charges", "sayings", "asides",
    "connectives", "expletives", "function_words", "boilerplate", "pointing", "addressing", "copyright",
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
    "bulletin.toml: before",
)
FILES = ("language.toml", "counting.toml", "days.toml", "corrections.toml", "amounts.toml", "bulletin.toml")
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


def read_pack(folder: Traversable) -> Language:
    """Return the language that a complete folder describes; the folder's name is the language's code."""
    data = _read_toml(folder, "language.toml")
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
        counting=_parse_counting(_read_toml(folder, "counting.toml")),
        titles=_parse_titles(data["titles"]),
        days=_parse_days(_read_toml(folder, "days.toml")),
        corrections=_parse_corrections(_read_toml(folder, "corrections.toml")),
        amounts=_parse_amounts(_read_toml(folder, "amounts.toml")),
        bulletin=_parse_bulletin(_read_toml(folder, "bulletin.toml")),
        facts=_parse_facts(_read_toml(folder, "facts.toml"), data, _read_toml(folder, "corrections.toml")),
        not_news=read_not_news(folder / "not_news.toml"),
        **{name: frozenset(data[name]) for name in LISTS},
    )


def read_not_news(file: Traversable) -> tuple[NotNews, ...]:
    """Return the rules in a file, in its order; none when the language has no such file."""
    tables: dict[str, Data] = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    return tuple(
        NotNews(
            name,
            below=table.get("below", 0),
            years=table.get("years", 0),
            **{where: frozenset(table.get(where, ())) for where in ("title", "text", "link", "matches")},
        )
        for name, table in tables.items()
    )


def find_gaps(folder: Traversable, reference: Traversable) -> tuple[str, ...]:
    """Return what a folder lacks compared with a complete one: files, keys of its TOML files, and empty values."""
    missing = [f"{name}.j2" for name in TEMPLATES if not _read_text(folder, f"{name}.j2").strip()]
    for file in FILES:
        ours, theirs = _read_toml(folder, file), _read_toml(reference, file)
        missing += [file] if not ours else [f"{file}: {key}" for key in _find_table_gaps(file, ours, theirs)]
    return tuple(missing)


def _find_table_gaps(file: str, ours: Data, theirs: Data, table: str = "") -> Iterator[str]:
    for key, value in theirs.items():
        name, found = f"{table}{key}", ours.get(key)
        if key not in ours or (not found and f"{file}: {name}" not in MAY_BE_EMPTY):
            yield name
        elif isinstance(value, dict) and isinstance(found, dict) and key not in FREE_TABLES:
            yield from _find_table_gaps(file, found, value, f"{name}.")


def _parse_counting(data: Data) -> Counting:
    sets = data["sets"]
    return Counting(
        decimal=data["decimal"],
        thousands=data["thousands"],
        year=data["year"],
        parts=tuple(data["parts"]),
        days=tuple(_fill_sets(pattern, sets) for pattern in data["days"]),
        forms={name: _parse_form(row) for name, row in data["forms"].items()},
        agreements=tuple(
            Agreement(row["form"], *(_fill_sets(row.get(part, ""), sets) for part in ("before", "number", "after")))
            for row in data["agreements"]
        ),
        first=_parse_pairs(data["first"], sets),
        last=_parse_pairs(data["last"], sets),
    )


def _parse_form(row: Data) -> Form:
    changes = _parse_pairs(row.get("changes", []), {})
    return Form(row.get("to", "cardinal"), row.get("options", {}), changes, row.get("plural", {}), row.get("parts", ""))


def _parse_titles(data: Data) -> Titles:
    lists = {name: frozenset(data[name]) for name in TITLE_LISTS}
    return Titles(
        spelled=data["spelled"],
        endings=_parse_pairs(data["endings"], {}),
        sections=frozenset(data.get("sections", ())),
        opposites=_parse_opposites(data.get("opposites", ())),
        opposites_of_one=_parse_opposites(data.get("opposites_of_one", ())),
        **lists,
    )


def _parse_opposites(rows: Iterable[tuple[str, str]]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in rows)


def _parse_amounts(data: Data) -> Amounts:
    lists = {name: frozenset(data[name]) for name in ("least", "most", "about", "parts", "anyone", "bounds", "totals")}
    counted = {name: frozenset(words) for name, words in data["counted"].items()}
    return Amounts(**lists, counted=counted, times=data["amounts"])


def _parse_bulletin(data: Data) -> Bulletin:
    lists = {name: frozenset(patterns) for name, patterns in (*data["headline"].items(), *data["people"].items())}
    return Bulletin(after=data["after"], before=data["before"], apart=data["apart"], **lists)


def _parse_facts(data: Data, language: Data, corrections: Data) -> FactWords | None:
    """Return the words for one fact told twice, or None where the language has none: then nobody is said to report it too."""
    if not data:
        return None
    events, stages, phases, nations = (tuple(data[name].items()) for name in ("events", "stages", "phases", "nations"))
    return FactWords(
        events=events,
        stages=stages,
        phases=phases,
        nations=nations,
        doubt=data["doubt"],
        wish=data["wish"],
        modal=data["modal"],
        future=data["future"],
        not_future=data["not_future"],
        clause_ends=data["clause_ends"],
        weak_names=frozenset(data["weak_names"]),
        negations=frozenset(corrections["negations"]),
        alternatives=tuple(map(tuple, corrections["alternatives"])),
        function_words=frozenset(language["function_words"]),
        numbers=(*language["titles"]["spelled"].items(), *data["ordinals"].items()),
        joiners=frozenset(data["guards"]["joiners"]),
        guards=_parse_fact_guards(data["guards"]),
    )


def _parse_fact_guards(data: Data) -> FactGuards:
    return FactGuards(
        equal=tuple(data["equal"].items()),
        kept=tuple(data["kept"].items()),
        opposites=tuple((one, other) for one, other in data["opposites"]),
        bounds=tuple(data["bounds"].items()),
        says=data["says"],
        official=data["official"],
        passive=data["passive"],
        points=data["points"],
        inflects=data["inflects"],
        ordered=data["ordered"],
        never=frozenset(data["never"]),
        strict=frozenset(data["strict"]),
        recurrent=frozenset(data["recurrent"]),
        mutual=frozenset(data["mutual"]),
    )


def _parse_days(data: Data) -> Days:
    weekdays, months = (_parse_cases(data[name]) for name in ("weekdays", "months"))
    alternatives = {"weekday": weekdays, "month": months}
    sets = {name: [re.escape(each) for row in cases.values() for each in row] for name, cases in alternatives.items()}
    sets = {**sets, "number": [*data["numbers"], "[2-6]"]}
    for name, words in data["sets"].items():
        sets[name] = [_fill_sets(word, sets) for word in words]
    return Days(
        cue=_fill_sets(data["cue"], sets),
        rows=tuple(_parse_day_row(row, sets) for row in data["rows"]),
        said={name: (near, far) for name, (near, far) in (*data["said"].items(), ("told", data["told"]))},
        weekdays=weekdays,
        months=months,
        numbers=data["numbers"],
        parts=data["parts"],
        ordinals=tuple(data["ordinals"]),
        date=data["date"],
        dated=data["dated"],
        sounds=_parse_pairs(data["sounds"], sets),
    )


def _parse_day_row(row: Data, sets: Mapping[str, Sequence[str]]) -> DayRow:
    patterns = {name: _fill_sets(row.get(name, ""), sets) for name in PATTERNS}
    return DayRow(**{**row, **patterns})


def _parse_cases(data: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {case: tuple(names) for case, names in data.items()}


def _parse_corrections(data: Data) -> Corrections:
    return Corrections(
        alternatives=tuple(map(tuple, data["alternatives"])),
        units=tuple(map(tuple, data["units"])),
        aliases=tuple(map(frozenset, data["aliases"])),
        magnitudes=tuple((word, power) for word, power in data["magnitudes"]),
        weekdays=tuple(data["weekdays"]),
        on_date=data["on_date"],
        **{name: frozenset(data[name]) for name in CORRECTION_LISTS},
    )


def _parse_pairs(rows: Sequence[Sequence[str]], sets: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((_fill_sets(pattern, sets), said) for pattern, said in rows)


def _fill_sets(pattern: str, sets: Mapping[str, Sequence[str]]) -> str:
    """Insert the alternatives of a set where a pattern names it: `{months}`."""
    return _SET.sub(lambda m: f"(?:{'|'.join(sets[m[1]])})", pattern)


def _read_toml(folder: Traversable, name: str) -> Data:
    return _parse_toml(_read_text(folder, name))


@cache
def _parse_toml(text: str) -> Data:
    """Return the data of a text; its callers only read it. The check for gaps and the pack itself need the same files."""
    return tomllib.loads(text)


def _read_text(folder: Traversable, name: str) -> str:
    file = folder / name
    return file.read_text("utf-8") if file.is_file() else ""
