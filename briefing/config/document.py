"""YAML parsing into a plain tree, with the place of every part; no aliases, no tags.

It is built from ruamel.yaml's events and not from its objects, because a loader stops at the first duplicate key or alias,
expands aliases without bound, and overflows the stack on deep nesting. Plain words mean what YAML 1.2 says: `no` and `06:00`
are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from briefing.config.values import VARIABLE, Where

Tree = dict[str, "Tree"] | list["Tree"] | str | int | float | bool | None

MAX_DEPTH = 12  # ours is 6 deep; the scanner's time grows with the square of the depth
INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
PROBLEM_HINTS: Mapping[str, str] = {
    "mapping values are not allowed": "text with a colon in it needs quotes",
    "found character '\\t'": "indent with spaces",
    "cannot start any token": "text that begins so needs quotes",
}
SCALARS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: its place, the path of the value, and what is wrong."""

    place: Place
    where: Where
    what: str


@dataclass(slots=True)
class Document:
    """The tree, the places of its keys (of list entries: where they begin) and values, and its mistakes as YAML.

    `written` has the text, as it is in the file, of each value that took something from the environment; `variables` has the
    values taken, by name. `broken` is true when reading had to stop.
    """

    tree: Tree = None
    keys: dict[Where, Place] = field(default_factory=dict)
    values: dict[Where, Place] = field(default_factory=dict)
    written: dict[Where, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    broken: bool = False

    def find_place(self, where: Where) -> Place:
        """Return the place of a value or, where there is none, of the nearest section that should contain it."""
        while where and where not in self.values:
            where = where[:-1]
            if where in self.keys:
                return self.keys[where]
        return self.values.get(where, Place(1, 1))


class _Stop(Exception):
    """Reading cannot continue; the reason is among the mistakes."""


def parse_document(text: str, environ: Mapping[str, str]) -> Document:
    """Return the document with `${NAME}` filled in from the environment; never raises, whatever the text contains."""
    document = Document()
    try:
        events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        _Builder(document, events, environ).build()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        context = f" {error.context}" if error.context else ""
        hint = next((f"; {hint}" for part, hint in PROBLEM_HINTS.items() if part in str(error.problem)), "")
        return _mark_broken(document, place, f"is not YAML: {error.problem}{context}{hint}")
    except ReaderError as error:
        return _mark_broken(
            document, find_place_after(text[: error.position]), f"holds the control character {_format_code(error.character)}"
        )
    except _Stop:
        document.broken = True
    return document


def find_place_after(before: str) -> Place:
    """Return the place that follows this text."""
    return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _mark_broken(document: Document, place: Place, what: str) -> Document:
    document.mistakes.append(Mistake(place, (), what))
    document.broken = True
    return document


def _format_code(character: object) -> str:
    return f"U+{character if isinstance(character, int) else ord(str(character)):04X}"


class _Builder:
    """Builder of the document, from one pass over the events."""

    def __init__(self, document: Document, events: Iterator[Event], environ: Mapping[str, str]) -> None:
        self._document, self._events, self._environ = document, events, environ

    def build(self) -> None:
        """Fill the document."""
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, (), "a second YAML document begins here: one file is one configuration")
                if event.version or event.tags:
                    self._stop(event, (), "YAML directives (%) are not supported")
            elif isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                self._document.tree = self._build_value(event, ())

    def _build_value(self, event: Event, where: Where) -> Tree:
        empty = isinstance(event, ScalarEvent) and not event.value and not event.style
        self._document.values[where] = self._document.keys.get(where, _get_place(event)) if empty else _get_place(event)
        if tag := getattr(event, "tag", None):
            self._add_mistake(event, where, f"the YAML tag {tag} is not supported")
        match event:
            case AliasEvent():
                self._add_mistake(event, where, "YAML aliases (*) are not supported: write the value out")
                return None
            case MappingStartEvent() | SequenceStartEvent() if len(where) >= MAX_DEPTH:
                self._stop(event, where, f"is nested deeper than {MAX_DEPTH} levels")
            case MappingStartEvent():
                return self._build_mapping(where)
            case SequenceStartEvent():
                return self._build_sequence(where)
        assert isinstance(event, ScalarEvent)
        plain = event.implicit[0] and not event.style
        return (
            self._fill_variables(event, where, str(event.value)) if "${" in event.value or not plain else _parse_scalar(event.value)
        )

    def _build_mapping(self, where: Where) -> Tree:
        found: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or not str(event.value).isprintable():
                self._stop(event, where, "a key must be one printable word")
            key, here = str(event.value), (*where, str(event.value))
            if key in found:
                first = self._document.keys[here]
                self._add_mistake(event, here, f"stands here a second time, first in line {first.line}")
                self._build_value(next(self._events), (*where, key, "again", len(found)))
                continue
            self._document.keys[here] = _get_place(event)
            found[key] = self._build_value(next(self._events), here)
        return found

    def _build_sequence(self, where: Where) -> Tree:
        found: list[Tree] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            here = (*where, len(found))
            self._document.keys[here] = _get_place(event)
            found.append(self._build_value(event, here))
        return found

    def _fill_variables(self, event: Event, where: Where, text: str) -> str:
        names = VARIABLE.findall(text)
        for name in names:
            if name not in self._environ:
                self._add_mistake(event, where, f"the environment variable {name} is not set")
        if not names and "${" in text:
            self._add_mistake(event, where, "a variable is written ${NAME}, in letters, digits and _")
        if names:
            self._document.written[where] = text
            self._document.variables |= {name: self._environ[name] for name in names if name in self._environ}
        return VARIABLE.sub(lambda match: self._environ.get(match[1], match[0]), text)

    def _add_mistake(self, event: Event, where: Where, what: str) -> None:
        self._document.mistakes.append(Mistake(_get_place(event), where, what))

    def _stop(self, event: Event, where: Where, what: str) -> NoReturn:
        self._add_mistake(event, where, what)
        raise _Stop


def _get_place(event: Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _parse_scalar(text: str) -> str | int | float | bool | None:
    """Return an unquoted word by the YAML 1.2 core schema; `0x1F`, `0o17`, `.inf` and `.nan` stay text."""
    if text in SCALARS:
        return SCALARS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text
