"""People are introduced: the first mention of a surname is said with the full name and the office that a kept item gives it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.model.language import Bulletin, Language
from briefing.model.news import Edit, Item, Line, Source
from briefing.write.phrases import compile_expressions
from briefing.write.quotations import blank_quotations, straighten_quotes
from briefing.write.relative_days.apply import apply_edits

REASON = "a name in full"  # of an edit; `verify` knows it
LONGEST = 30_000  # characters of an item that are searched for names

_NAME = r"[^\W\d_a-zа-яіїєґäöüß][\w'’-]+"
_FULL = re.compile(rf"(?<![\w-])(?=(?P<first>{_NAME}(?: [A-Z]\.)?)[ ](?P<last>{_NAME})(?![\w-]))")
_BEFORE = re.compile(r"([\w.'-]+) $")
_AGE = re.compile(r"\s*,\s*(?:aged\s+)?\d{1,3}\s*,|\s*,\s*(?:who|whose)\b")


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name with its office, as an item's text has it from `start` to `end`; `first` is the name before the surname."""

    item: Item
    start: int
    end: int
    first: str

    @property
    def quote(self) -> str:
        """The words of the item."""
        return self.item.text[self.start : self.end]


def introduce_people(lines: Sequence[Line], items: Sequence[Item], language: Language) -> list[Line]:
    """Return the lines of a story with each surname in full where it is first said, if one item gives exactly one full name.

    `items` are those of the event, the teller first. Each insertion is a recorded edit, and its words are cited.
    """
    if language.capitals != "names":
        return list(lines)
    said = ""
    found = []
    for line in lines:
        found.append(_introduce_in_line(line, said, items, language) if len(line.sources) == 1 else line)
        said = f"{said} {found[-1].text}"
    return found


def _introduce_in_line(line: Line, said: str, items: Sequence[Item], language: Language) -> Line:
    quote = line.sources[0].quote
    taken = [(edit.start, edit.end) for edit in line.edits]
    edits, sources = list(line.edits), list(line.sources)
    known = said
    for start, end, surname in _find_bare_surnames(quote, language):
        if re.search(rf"\b{re.escape(surname)}\b", known) or any(start < last and first < end for first, last in taken):
            continue
        name = next((name for item in items if (name := _find_full_name(surname, item, language))), None)
        known = f"{known} {surname}"
        if name is None or re.search(rf"\b{re.escape(name.first)}\b", quote):
            continue
        office = _find_office_before(quote, start, language.bulletin)
        begin = start - len(office) if office.strip() in language.bulletin.titles else start
        words = f"{name.first} {surname}" if office else name.quote
        edits.append(Edit(begin, end, words if begin else f"{words[0].upper()}{words[1:]}", REASON))
        at = name.end - len(words)
        sources.append(_cite_name(name.item, at if name.quote.endswith(words) else name.start, name.end))
    if len(sources) == 1:
        return line
    ordered = tuple(sorted(edits, key=lambda edit: edit.start))
    return replace(line, text=apply_edits(quote, ordered), basis="edited", sources=tuple(sources), edits=ordered)


def _find_bare_surnames(quote: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Yield the words that may be a surname alone: not within a longer name, not after "the", not in a quotation or a compound."""
    plain = blank_quotations(quote)
    for found in re.finditer(rf"(?<![\w-]){_NAME}(?![\w-])", plain):
        word = re.sub(r"['’]s$", "", found.group())
        before = plain[: found.start()].rstrip()
        after = plain[found.start() + len(word) :]
        last = before.split()[-1] if before else ""
        office = _find_office_before(plain, found.start(), language.bulletin)
        named = last[:1].isupper() and last[-1:] not in ",.;:" and not office
        if named or re.match(rf" {_NAME}", after) or last.casefold() in language.pointers | {"a", "an"} or after[:1] == "-":
            continue
        yield found.start(), found.start() + len(word), word


def _find_office_before(text: str, at: int, bulletin: Bulletin) -> str:
    """Return the office or title that stands directly before a place in a text, with its space, or ""."""
    before = text[:at]
    words = sorted((*bulletin.offices, *bulletin.titles), key=len, reverse=True)
    return next((f"{word} " for word in words if re.search(rf"(?<![\w-]){re.escape(word)} $", before)), "")


def _find_full_name(surname: str, item: Item, language: Language) -> FullName | None:
    """Return the one full name with a surname that an item's text gives a person, or None."""
    weekdays = {day.casefold() for days in language.days.weekdays.values() for day in days}
    listed = _list_full_names(item, language.bulletin, language.function_words | weekdays, language.sayings)
    names = [name for name in listed if name.quote.endswith(f" {surname}")]
    return names[0] if len({name.first for name in names}) == 1 else None


@lru_cache(maxsize=256)
def _list_full_names(
    item: Item, bulletin: Bulletin, small: frozenset[str], sayings: frozenset[str]
) -> tuple[FullName, ...]:  # fmt: skip
    """Return the full names of people in an item's text: next to an office, an age or a word for saying, at least once."""
    text = straighten_quotes(item.text[:LONGEST])
    found: list[FullName] = []
    people: set[str] = set()
    offices = {word.split()[-1] for word in (*bulletin.offices, *bulletin.titles)}
    for match in _FULL.finditer(text):
        first, end = match["first"], match.end("last")
        before = _BEFORE.search(text[: match.start()])
        longer = before is not None and before[1][0].isupper() and before[1].casefold() not in small and before[1] not in offices
        if longer or first.casefold() in small or first in offices or match["last"] in offices:
            continue
        office = _find_office_before(text, match.start(), bulletin)
        after = text[end : end + 40]
        says = re.match(r"\s+(?:has\s+|had\s+|also\s+)?\w+", after)
        if office or _AGE.match(after) or (says and compile_expressions(sayings).search(says.group())):
            people.add(text[match.start() : end])
        start = match.start() - (len(office) if office.strip() in bulletin.offices else 0)
        found.append(FullName(item, _include_limit(text, start, bulletin), end, first))
    return tuple(name for name in found if any(name.quote.endswith(person) for person in people))


def _include_limit(text: str, start: int, bulletin: Bulletin) -> int:
    """Return the start of an office with the word before it that limits it: "former President"."""
    limit = re.search(r"([\w-]+)[ -]$", text[:start])
    return limit.start() if limit and limit[1].casefold() in bulletin.limits else start


def _cite_name(item: Item, start: int, end: int) -> Source:
    digest = hashlib.sha256(item.text.encode()).hexdigest()
    return Source(item.feed, item.id, item.version, "text", start, end, item.text[start:end], digest)
