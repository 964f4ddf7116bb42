"""Detection of relative days in a sentence by the rows of the language; the first row that matches some words decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefing.model.language import DayRow, Language
from briefing.write.phrases import compile_whole

SHORTEST = 3  # letters of a month's name
UNKNOWN = DayRow(find="", means="unsure")


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """Words at `[start, end)`, the row that matched them, and the values of its pattern's named groups.

    `weekday` counts from Monday = 0, None where none is named; `number` is the number of days, `part` a part of the day, `on` an
    adjacent date as day of the month and month.
    """

    start: int
    end: int
    words: str
    row: DayRow
    weekday: int | None = None
    number: int = 0
    part: str = ""
    on: tuple[int, int] | None = None


def find_days(text: str, language: Language) -> list[RelativeDay]:
    """Return the relative days in a text with plain quotation marks, in order, not overlapping; those without a row are unsure."""
    if not _compile_cue(language.days.cue, language.relative_days).search(text):
        return []
    found: list[RelativeDay] = []
    for row in language.days.rows:
        found += [new for new in _match_row(row, text, language) if _is_apart(new, found)]
    rest = (RelativeDay(*match.span(), match.group(), UNKNOWN) for match in compile_whole(language.relative_days).finditer(text))
    found += [new for new in rest if _is_apart(new, found)]
    return sorted((each for each in found if each.row.means != "name"), key=lambda each: each.start)


def find_dates(text: str, language: Language) -> set[tuple[int, int]]:
    """Return the days of the year that a text names, each as day and month; months may be shortened to three letters."""
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    beside = [pair for first, second in pairwise(words) for pair in ((first, second), (second, first))]
    names = [(number, name.lower()) for row in language.days.months.values() for number, name in enumerate(row, 1)]
    days = [(int(day), word) for day, word in beside if day.isdigit() and len(day) < SHORTEST <= len(word)]
    return {(day, number) for day, word in days for number, name in names if name.startswith(word)}


@cache
def _compile_cue(cue: str, relative_days: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{cue})\b|{compile_whole(relative_days).pattern}", re.IGNORECASE)


def _is_apart(new: RelativeDay, found: list[RelativeDay]) -> bool:
    return all(new.end <= old.start or old.end <= new.start for old in found)


def _match_row(row: DayRow, text: str, language: Language) -> Iterator[RelativeDay]:
    pattern, before, after = _compile_row(row)
    for match in pattern.finditer(text):
        if before.search(text, 0, match.start()) and after.match(text, match.end()):
            yield _read_match(match, row, language)


def _read_match(match: re.Match[str], row: DayRow, language: Language) -> RelativeDay:
    said = {name: " ".join(value.lower().split()) for name, value in match.groupdict().items() if value is not None}
    number = said.get("number", "0")
    return RelativeDay(
        *match.span(),
        match.group(),
        row,
        weekday=_find_name_place(said["weekday"], language.days.weekdays) if "weekday" in said else None,
        number=int(number) if number.isdigit() else language.days.numbers[number],
        part=said.get("part", ""),
        on=(int(said["date"]), _find_name_place(said["month"], language.days.months) + 1) if "month" in said else None,
    )


def _find_name_place(name: str, cases: Mapping[str, tuple[str, ...]]) -> int:
    """Return the index of a name in its row, whatever its grammatical case."""
    return next(names.index(name) for names in ([each.lower() for each in row] for row in cases.values()) if name in names)


@cache
def _compile_row(row: DayRow) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?<!\w)(?<!\w-)(?:{row.find})(?!\w|-\w)", re.IGNORECASE),
        re.compile(rf"(?:{row.before})$" if row.before else "", re.IGNORECASE),
        re.compile(row.after, re.IGNORECASE),
    )
