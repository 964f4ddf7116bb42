"""Comparison of two versions of a sentence: did its facts change, or only its wording? In doubt the facts count as unchanged.

These count as another fact: a number, a name, a denial or "not", one of two words that exclude each other (killed, wounded), and
two names that changed places. These do not: other words for the same, more or fewer of them, another order, a typo, another
spelling of a name, a number or a day, one name for another that stands for it (Moscow, Russia), a unit converted, a number rounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from typing import Literal

from briefing.model.language import Language
from briefing.select.statement import STEM, Token, tokenize

LIKE = 0.6  # two sentences less alike than this, in their words, are not one that changed
SURE = 0.7  # a correction changes a spot and leaves its sentence alone
SPELLING = 0.75  # two names more alike than this, in their letters, are one
LONGEST = 5  # words of a spot
MOST = 2  # facts: where more changed, it is another statement
LEAST = 3  # words that both sentences have
ROUND = 1000  # from here on a number may be rounded ...
NEAR = 0.05  # ... by so much


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for a sentence: `kept`, `doubtful` or `changed`; `what` in words; `lost` are the words that are gone."""

    kind: Literal["kept", "doubtful", "changed"]
    what: str = ""
    lost: frozenset[str] = frozenset()


def compute_token_likeness(old: Sequence[Token], new: Sequence[Token]) -> float:
    """Return how alike two sentences are in their words, from 0 to 1; all numbers count as equal, and all names."""
    one, other = ([_mask_token(token) for token in side] for side in (old, new))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def compare_sentences(before: str, after: str, language: Language, names: frozenset[str] = frozenset()) -> Verdict:
    """Return the verdict on a changed sentence; `names` are words that are known to be names."""
    old, new = tokenize(before, language, names), tokenize(after, language, names)
    if Counter(token.key for token in old) == Counter(token.key for token in new):
        return _check_reordering(old, new, language)
    alike = compute_token_likeness(old, new)
    if alike < LIKE:
        return Verdict("doubtful", "another sentence stands there")
    found = [*_compare_spots(old, new, language), *_compare_negations(before, after, old, new, language)]
    facts = [finding for finding in found if finding.kind == "changed"]
    doubts = [finding for finding in found if finding.kind == "doubtful"]
    if not found:
        return Verdict("kept")
    what = "; ".join(dict.fromkeys(finding.what for finding in (*facts, *doubts)))
    alone = len(facts) <= MOST and _count_shared(old, new) >= LEAST
    if doubts or not alone or alike < SURE or _is_developing(before, after, facts, language):
        return Verdict("doubtful", what)
    return Verdict("changed", what, frozenset().union(*(finding.lost for finding in facts)))


def _count_shared(old: Sequence[Token], new: Sequence[Token]) -> int:
    return (Counter(token.key for token in old) & Counter(token.key for token in new)).total()


def _mask_token(token: Token) -> str:
    return token.key if token.kind == "word" else f"<{token.kind}>"


def _check_reordering(old: Sequence[Token], new: Sequence[Token], language: Language) -> Verdict:
    """Return whether, in sentences with the same words, only names changed places, and with them who did what to whom."""
    rest = [[token.key for token in side if token.kind != "name"] for side in (old, new)]
    moved = [one for one, other in zip(old, new, strict=True) if one.key != other.key]
    if not moved or rest[0] != rest[1] or any(token.kind != "name" for token in moved):
        return Verdict("kept")
    what = "names changed places: " + ", ".join(token.written for token in moved)
    first, last = old.index(moved[0]), old.index(moved[-1])
    joined = any(token.key in language.corrections.joiners for token in old[max(first - 1, 0) : last])
    return Verdict("doubtful" if joined else "changed", what)


def _compare_spots(old: Sequence[Token], new: Sequence[Token], language: Language) -> Iterator[Verdict]:
    """Yield a verdict for each place at which the sentences differ."""
    matcher = SequenceMatcher(None, [token.key for token in old], [token.key for token in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[a:b], new[c:d]
        yield from _compare_numbers(gone, come, old, new, language)
        if kind == "replace":
            yield from _compare_names(gone, come, old, new, language)
            yield from _compare_alternatives(gone, come, old, new, language)


def _compare_numbers(
    gone: Sequence[Token], come: Sequence[Token], old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    lost = _find_missing(gone, new, "number")
    gained = _find_missing(come, old, "number")
    if not lost:
        return
    what = f"{_format_list(lost)} -> {_format_list(gained) or 'no number'}"
    long = len(gone) > LONGEST or len(come) > LONGEST
    if not gained or long or len(lost) != len(gained) or _has_unit_conflict(gone, come, language.corrections.units):
        yield Verdict("doubtful", what)
    elif not all(_is_rounded(one.key, other.key) for one, other in zip(lost, gained, strict=True)):
        yield Verdict("changed", what, frozenset(token.key for token in lost))


def _compare_names(
    gone: Sequence[Token], come: Sequence[Token], old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    lost = _find_missing(gone, new, "name")
    gained = _find_missing(come, old, "name")
    if not lost or not gained or _is_initialism(lost, come) or _is_initialism(gained, gone):
        return
    if any(_is_alias(one.key, other.key, language) for one, other in product(lost, gained)):
        return
    alike = max(_compare_spelling(one.key, other.key) for one, other in product(lost, gained))
    if alike >= SPELLING:
        return
    what = f"{_format_list(lost)} -> {_format_list(gained)}"
    crowded = max(len(gone) - len(lost), len(come) - len(gained)) > 1 or abs(len(lost) - len(gained)) > 1
    unsure = alike > LIKE or crowded or _has_same_stem(lost, gained)
    yield Verdict("doubtful" if unsure else "changed", what, frozenset(token.key for token in lost))


def _compare_alternatives(
    gone: Sequence[Token], come: Sequence[Token], old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    """Yield each pair of words that exclude each other, of which one was there before and the other is there now."""
    for group in language.corrections.alternatives:
        before, after = _find_members(gone, group), _find_members(come, group)
        if (
            before
            and after
            and not before & after
            and not before & _find_members(new, group)
            and not after & _find_members(old, group)
        ):
            short = len(gone) <= LONGEST and len(come) <= LONGEST
            yield Verdict("changed" if short else "doubtful", f"{_format_phrase(gone)} -> {_format_phrase(come)}")


def _compare_negations(
    before: str, after: str, old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    """Yield a verdict when a "not" was added or removed; `changed` when everything else stayed."""
    nots = _compile_any(language.corrections.negations)
    if len(nots.findall(before)) == len(nots.findall(after)):
        return
    one, other = (Counter(token.key for token in side if not _may_carry_negation(token, language)) for side in (old, new))
    gone, come = (sorted(word[:2] for word in left) for left in (one - other, other - one))  # say, said
    yield Verdict("changed" if gone == come else "doubtful", "a negation came or went")


def _may_carry_negation(token: Token, language: Language) -> bool:
    corrections = language.corrections
    return token.key in corrections.auxiliaries or bool(_compile_any(corrections.negations).search(token.written))


def _is_developing(before: str, after: str, facts: Sequence[Verdict], language: Language) -> bool:
    """Return whether a report develops instead of being corrected: it says that numbers rise, or adds something of another day."""
    developing = _compile_any(language.corrections.developing)
    if developing.search(after) and not developing.search(before):
        return True
    days = language.corrections.alternatives[:1]
    another_day = [fact for fact in facts if any(_compile_any(frozenset(group)).search(fact.what) for group in days)]
    return bool(another_day) and len(another_day) < len(facts)


def _find_missing(spot: Sequence[Token], other: Sequence[Token], kind: str) -> list[Token]:
    there = {token.key for token in other}
    return [token for token in spot if token.kind == kind and token.key not in there]


def _format_list(found: Sequence[Token]) -> str:
    return ", ".join(token.written for token in found)


def _format_phrase(found: Sequence[Token]) -> str:
    return " ".join(token.written for token in found)


def _is_rounded(one: str, other: str) -> bool:
    """Return whether one of two large numbers is the other, rounded."""
    try:
        fine, coarse = sorted((float(one), float(other)), key=lambda value: -len(f"{value:.10g}".rstrip("0")))
    except ValueError:
        return False
    digits = len(f"{coarse:.0f}".rstrip("0"))
    rounds = digits < len(f"{fine:.0f}".rstrip("0")) and float(f"{fine:.{max(digits, 1) - 1}e}") == coarse
    return rounds and min(fine, coarse) >= ROUND and abs(fine - coarse) <= NEAR * fine


def _has_unit_conflict(gone: Sequence[Token], come: Sequence[Token], groups: Sequence[Sequence[str]]) -> bool:
    """Return whether the unit at this place changed."""
    pairs = ((_find_members(gone, group), _find_members(come, group)) for group in groups)
    return any(before and after and before != after for before, after in pairs)


def _find_members(found: Sequence[Token], group: Sequence[str]) -> frozenset[int]:
    return frozenset(
        number
        for number, pattern in enumerate(group)
        for token in found
        if any(re.fullmatch(pattern, form) for form in (token.key, token.written.casefold().split()[-1]))
    )


def _is_initialism(names: Sequence[Token], spot: Sequence[Token]) -> bool:
    """Return whether a name is the initials of the words that replace it: WHO, World Health Organization."""
    first = "".join(token.key[:1] for token in spot)
    return any(len(token.key) > 1 and token.written.isupper() and token.key in first for token in names)


def _is_alias(one: str, other: str, language: Language) -> bool:
    return any(one in group and other in group for group in language.corrections.aliases)


def _compare_spelling(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _has_same_stem(lost: Sequence[Token], gained: Sequence[Token]) -> bool:
    return any(one.key[:STEM] == other.key[:STEM] for one, other in product(lost, gained))


@cache
def _compile_any(patterns: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)
