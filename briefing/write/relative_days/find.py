"""Where a sentence counts days from another: rows of the language, the first that fits some words decides over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefing.model.language import DayRow, Language
from briefing.write.phrases import whole

SHORTEST = 3  # letters of a month's name
UNKNOWN = DayRow(find="", means="unsure")


@dataclass(frozen=True, slots=True)
class Found:
    """Words at `[start, end)`, the row that decides over them, and what its pattern's named groups say.

    `weekday` counts from Monday = 0, None where none is named; `number` is how many days, `part` a part of the day, `on` a day of
    the month and the month that stand beside.
    """

    start: int
    end: int
    words: str
    row: DayRow
    weekday: int | None = None
    number: int = 0
    part: str = ""
    on: tuple[int, int] | None = None


def find(text: str, language: Language) -> list[Found]:
    """Return what is relative in a text with plain quotation marks, in order and apart; what no row knows is unsure."""
    if not _cue(language.days.cue, language.relative_days).search(text):
        return []
    found: list[Found] = []
    for row in language.days.rows:
        found += [new for new in _of(row, text, language) if _apart(new, found)]
    rest = (Found(*match.span(), match.group(), UNKNOWN) for match in whole(language.relative_days).finditer(text))
    found += [new for new in rest if _apart(new, found)]
    return sorted((each for each in found if each.row.means != "name"), key=lambda each: each.start)


def dates(text: str, language: Language) -> set[tuple[int, int]]:
    """Return the days of the year that a text names, each as day and month; months may be shortened to three letters."""
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    beside = [pair for first, second in pairwise(words) for pair in ((first, second), (second, first))]
    names = [(number, name.lower()) for row in language.days.months.values() for number, name in enumerate(row, 1)]
    days = [(int(day), word) for day, word in beside if day.isdigit() and len(day) < SHORTEST <= len(word)]
    return {(day, number) for day, word in days for number, name in names if name.startswith(word)}


@cache
def _cue(cue: str, relative_days: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{cue})\b|{whole(relative_days).pattern}", re.IGNORECASE)


def _apart(new: Found, found: list[Found]) -> bool:
    return all(new.end <= old.start or old.end <= new.start for old in found)


def _of(row: DayRow, text: str, language: Language) -> Iterator[Found]:
    pattern, before, after = _compiled(row)
    for match in pattern.finditer(text):
        if before.search(text, 0, match.start()) and after.match(text, match.end()):
            yield _read(match, row, language)


def _read(match: re.Match[str], row: DayRow, language: Language) -> Found:
    said = {name: " ".join(value.lower().split()) for name, value in match.groupdict().items() if value is not None}
    number = said.get("number", "0")
    return Found(
        *match.span(),
        match.group(),
        row,
        weekday=_place(said["weekday"], language.days.weekdays) if "weekday" in said else None,
        number=int(number) if number.isdigit() else language.days.numbers[number],
        part=said.get("part", ""),
        on=(int(said["date"]), _place(said["month"], language.days.months) + 1) if "month" in said else None,
    )


def _place(name: str, cases: Mapping[str, tuple[str, ...]]) -> int:
    """Return which in the row a name is, in whatever case it stands."""
    return next(names.index(name) for names in ([each.lower() for each in row] for row in cases.values()) if name in names)


@cache
def _compiled(row: DayRow) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?<!\w)(?<!\w-)(?:{row.find})(?!\w|-\w)", re.IGNORECASE),
        re.compile(rf"(?:{row.before})$" if row.before else "", re.IGNORECASE),
        re.compile(row.after, re.IGNORECASE),
    )
