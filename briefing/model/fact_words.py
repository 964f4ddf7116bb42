"""The words of a language by which two sentences are seen to tell one fact or two, as data."""

from __future__ import annotations

from dataclasses import dataclass

Patterns = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactGuards:
    """Words that make two sentences two facts, however much else they share: regular expressions, whole words.

    `equal` stand in both sentences or in neither, and of `kept` the other sentence has each that the spoken one has; `opposites`
    are pairs of which one sentence has one and the other the other; `bounds` make a figure inexact. `says` reports somebody's
    words, `official` is a speaker whose words news tells as facts, `passive` finds who did it, `points` count
    percent of percent, and whether a name acts is said by its form where a
    language `inflects`, by its place where it is `ordered`. Rows of events: `strict` ones
    stand in both, `recurrent` ones need a figure in common, and `mutual` ones are the same whoever is named first. A sentence that
    matches one of `never` tells no fact. docs/languages.md explains each.
    """

    equal: Patterns
    kept: Patterns
    opposites: Patterns
    bounds: Patterns
    says: str
    official: str
    passive: str
    points: str
    inflects: bool
    ordered: bool
    never: frozenset[str]
    strict: frozenset[str]
    recurrent: frozenset[str]
    mutual: frozenset[str]


@dataclass(frozen=True, slots=True)
class FactWords:
    """The words by which two sentences are seen to tell the same fact: regular expressions, whole words, in lower case.

    `events`, `stages` and `phases` are names with their expressions; `nations` are words of a people or a capital with the name
    of the country; `numbers` are number words with their figures. What other lists of the language also say is repeated here,
    so that `verify` needs nothing else. docs/languages.md explains each.
    """

    events: Patterns
    stages: Patterns
    phases: Patterns
    doubt: str
    wish: str
    modal: str
    future: str
    not_future: str
    clause_ends: str
    weak_names: frozenset[str]
    nations: Patterns
    negations: frozenset[str]
    alternatives: tuple[tuple[str, ...], ...]
    function_words: frozenset[str]
    numbers: Patterns
    joiners: frozenset[str]
    guards: FactGuards
