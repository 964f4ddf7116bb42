"""The words of dates in the languages that feeds are written in, turned into what the parser of dates reads. Pure."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from babel.dates import get_day_names, get_month_names
from dateutil.parser import parserinfo

DATA = tomllib.loads((files("briefing.fetch") / "date_words.toml").read_text("utf-8"))
LANGUAGES, AROUND, OTHERS = tuple(DATA["languages"]), frozenset(DATA["around"]), dict(DATA["months"])
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
APOSTROPHES = str.maketrans("’ʼ", "''")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?")
WEEKDAY = re.compile(r"([^\W\d_]{2,12})\.?,\s*")
ORDINAL = re.compile(r"(?<=\d)(?:er|o|-?го|\.)(?=\s*[^\W\d_]{3})")  # 1er avril, 1o de maio, 1. Dezember
CLOCK = re.compile(r"[ap]\.?\s?m\b", re.IGNORECASE)
KNOWN = frozenset(
    name.casefold() for names in (*parserinfo.MONTHS, *parserinfo.WEEKDAYS, parserinfo.AMPM[0], parserinfo.AMPM[1], parserinfo.JUMP)
    for name in names
) | {"z", "am", "pm"}  # fmt: skip


def translate_date(written: str, zones: frozenset[str]) -> str:
    """Return a date with the months in English and without weekdays and words that say nothing.

    `zones` are names in capitals that stay. A word that nobody knows stays too, but for one before a comma at the start: a weekday
    says nothing that the date does not.
    """
    words = [found[0] for found in WORD.finditer(written)]
    plain = all(word.casefold().rstrip(".") in KNOWN or word in zones for word in words)
    if not plain or written[:3].casefold() == "mar":  # mardi, martes, martedì
        written = _translate(ORDINAL.sub(" ", written), zones)
    first = WEEKDAY.match(written)
    return written[first.end() :] if first and first[1][:3].title() not in SHORT else written


def _translate(written: str, zones: frozenset[str]) -> str:
    months, days = _load_names()
    dated = [found for found in WORD.finditer(written) if _fold(found[0]) in months]
    weekday = dated[0].start() if len(dated) > 1 and _fold(dated[0][0]) in days else -1  # "mar. 1 déc.": mardi, and no March

    def plain(found: re.Match[str]) -> str:
        word, folded = found[0], _fold(found[0])
        if word.rstrip(".") in zones or CLOCK.match(written, found.start()):
            return word
        if folded in months and found.start() != weekday:
            return f" {SHORT[months[folded] - 1]} "
        return " " if folded in days or folded in AROUND else word

    return " ".join(WORD.sub(plain, written).split())


@lru_cache(maxsize=1)
def _load_names() -> tuple[dict[str, int], frozenset[str]]:
    """Return what names or begins the name of one month only, and the names of weekdays, in small letters without accents."""
    whole: dict[str, set[int]] = defaultdict(set)
    begun: dict[str, set[int]] = defaultdict(set)
    days: set[str] = set()
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                days.update(_fold(name) for name in get_day_names(width, context, language).values())
                for number, name in get_month_names(width, context, language).items():
                    word = _fold(name.removeprefix("de ").removeprefix("d’"))
                    whole[word].add(number)
                    for length in range(3, len(word)):
                        begun[word[:length]].add(number)
    begun = {word: numbers for word, numbers in begun.items() if word not in days}
    known = {word: numbers for word, numbers in {**begun, **whole}.items() if len(numbers) == 1}
    return {word: min(numbers) for word, numbers in known.items()} | OTHERS, frozenset(day for day in days if len(day) > 1)


def _fold(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.rstrip(".").casefold().translate(APOSTROPHES))
    return "".join(char for char in apart if not unicodedata.combining(char))
