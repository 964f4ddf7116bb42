"""What stands around the news and is none: taken out of a text's lines by the phrases of boilerplate.toml. Pure.

Nothing here looks at more than a few hundred characters at a time, so that its time grows with the text and no faster.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SHORT = 300  # characters; a longer line is no label, and a longer first sentence no notice
SHORTER = 160  # the same where no end of the sentence is seen, which may be the line's or hidden behind an abbreviation
TAIL = 600  # characters of a line's end that are looked at
ROUNDS = 5  # things of one kind that stand one behind the other
CREDITS = 3  # lines at head and at foot that may say who wrote it

BRACKETS = re.compile(r" ?[(\[]([^()\[\]]{1,200})[)\]]")
BEFORE_A_MARK = re.compile(r" +(?=[.,;:!?…])")
# The end of a sentence with another behind it; two letters and a full stop are an initial or Mr.
NEXT = re.compile(
    r"(?<=\w\w\w)(?<!\bGov)(?<!\bSen)(?<!\bRep)(?<!\bGen)(?<!\bRev)(?<!\bSgt)(?<!\bCapt)(?<!\bInc)(?<!\bLtd)(?<!\bCorp)"
    r"[.!?…]+[\"”»)\]]* +(?=[^\sa-zа-яґєії])"
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The tables of boilerplate.toml, of all languages, as one pattern each."""

    lines: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    asides: re.Pattern[str]
    credits: re.Pattern[str]
    keeps: re.Pattern[str]


def strip_boilerplate(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text without boilerplate; a line that was nothing else is gone."""
    known = _load_phrases()
    cleaned = [_clean_line(line, known) for line in lines]
    kept = [line for line in cleaned if any(map(str.isalnum, line))]
    return [line for number, line in enumerate(kept) if not _is_credit(line, min(number, len(kept) - 1 - number), known)]


def _clean_line(line: str, known: Phrases) -> str:
    line = _strip_asides(line, known)
    for _ in range(ROUNDS):
        shorter = _strip_end(_strip_beginning(line, known), known)
        if len(shorter) <= SHORT and known.lines.fullmatch(shorter.rstrip(" :»→")) and not known.keeps.search(shorter):
            return ""
        if shorter == line:
            break
        line = shorter
    return line


def _strip_asides(line: str, known: Phrases) -> str:
    def gone(found: re.Match[str]) -> str:
        inner = found[1].strip()
        return "" if known.asides.match(inner) and not known.keeps.search(inner) else found[0]

    shorter = BRACKETS.sub(gone, line)
    return line if shorter == line else BEFORE_A_MARK.sub("", shorter).strip()


def _strip_beginning(line: str, known: Phrases) -> str:
    if not known.begins.match(line):
        return line
    end = NEXT.search(line, 0, SHORT)
    first = line[: end.end()] if end else line
    return line if len(first) > (SHORT if end else SHORTER) or known.keeps.search(first) else line[len(first) :]


def _strip_end(line: str, known: Phrases) -> str:
    found = known.ends.search(line, max(0, len(line) - TAIL))
    return line if found is None or known.keeps.search(found[0]) else line[: found.start()].rstrip()


def _is_credit(line: str, from_an_end: int, known: Phrases) -> bool:
    return from_an_end < CREDITS and len(line) <= 120 and bool(known.credits.fullmatch(line))


@cache
def _load_phrases() -> Phrases:
    tables = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))

    def all_of(name: str) -> str:
        return "|".join(_join_alternatives(name, tables.values()))

    return Phrases(
        lines=re.compile(all_of("lines"), re.IGNORECASE),
        begins=re.compile(rf"(?:{all_of('begins')})", re.IGNORECASE),
        ends=re.compile(rf"(?:^|(?<=[.!?…\"”»)\]]) )(?:{all_of('ends')})$", re.IGNORECASE),
        asides=re.compile(rf"(?:{all_of('asides')})", re.IGNORECASE),
        credits=re.compile(all_of("credits")),
        keeps=re.compile(all_of("keeps"), re.IGNORECASE),
    )


def _join_alternatives(name: str, languages: Iterable[dict[str, list[str]]]) -> Iterator[str]:
    for language in languages:
        yield from language.get(name, ())
