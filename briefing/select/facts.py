"""Did a sentence change what it says, or only how? Decided word for word, and in doubt against: a correction must be one.

What counts as another fact: a number, a name, a denial or "not", one of two words that exclude each other (killed, wounded), and
two names that changed places. What does not: other words for the same, more or fewer of them, another order, a typo, another way to
write a name, a number or a day, one name for another that stands for it (Moscow, Russia), a unit converted, a number rounded.
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
from briefing.select.statement import STEM, Token, tokens

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
    """What became of a sentence: it `kept` what it says, is `doubtful`, or `changed`; `what` in words; `lost` are words gone."""

    kind: Literal["kept", "doubtful", "changed"]
    what: str = ""
    lost: frozenset[str] = frozenset()


def likeness(old: Sequence[Token], new: Sequence[Token]) -> float:
    """Return how alike two sentences are in their words, from 0 to 1; any number is as good as another, and any name."""
    one, other = ([_masked(token) for token in side] for side in (old, new))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def compare(before: str, after: str, language: Language, names: frozenset[str] = frozenset()) -> Verdict:
    """Say what became of a sentence; `names` are words that are known to be names."""
    old, new = tokens(before, language, names), tokens(after, language, names)
    if Counter(token.key for token in old) == Counter(token.key for token in new):
        return _reordered(old, new, language)
    alike = likeness(old, new)
    if alike < LIKE:
        return Verdict("doubtful", "another sentence stands there")
    found = [*_spots(old, new, language), *_negated(before, after, old, new, language)]
    facts = [finding for finding in found if finding.kind == "changed"]
    doubts = [finding for finding in found if finding.kind == "doubtful"]
    if not found:
        return Verdict("kept")
    what = "; ".join(dict.fromkeys(finding.what for finding in (*facts, *doubts)))
    alone = len(facts) <= MOST and _shared(old, new) >= LEAST
    if doubts or not alone or alike < SURE or _goes_on(before, after, facts, language):
        return Verdict("doubtful", what)
    return Verdict("changed", what, frozenset().union(*(finding.lost for finding in facts)))


def _shared(old: Sequence[Token], new: Sequence[Token]) -> int:
    return (Counter(token.key for token in old) & Counter(token.key for token in new)).total()


def _masked(token: Token) -> str:
    return token.key if token.kind == "word" else f"<{token.kind}>"


def _reordered(old: Sequence[Token], new: Sequence[Token], language: Language) -> Verdict:
    """Return whether, of sentences with the same words, only the names changed places, and with that who did what to whom."""
    rest = [[token.key for token in side if token.kind != "name"] for side in (old, new)]
    moved = [one for one, other in zip(old, new, strict=True) if one.key != other.key]
    if not moved or rest[0] != rest[1] or any(token.kind != "name" for token in moved):
        return Verdict("kept")
    what = "names changed places: " + ", ".join(token.written for token in moved)
    first, last = old.index(moved[0]), old.index(moved[-1])
    joined = any(token.key in language.corrections.joiners for token in old[max(first - 1, 0) : last])
    return Verdict("doubtful" if joined else "changed", what)


def _spots(old: Sequence[Token], new: Sequence[Token], language: Language) -> Iterator[Verdict]:
    """Yield what each spot at which the sentences differ changes."""
    matcher = SequenceMatcher(None, [token.key for token in old], [token.key for token in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[a:b], new[c:d]
        yield from _numbers(gone, come, old, new, language)
        if kind == "replace":
            yield from _names(gone, come, old, new, language)
            yield from _alternatives(gone, come, old, new, language)


def _numbers(
    gone: Sequence[Token], come: Sequence[Token], old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    lost = _without(gone, new, "number")
    gained = _without(come, old, "number")
    if not lost:
        return
    what = f"{_written(lost)} -> {_written(gained) or 'no number'}"
    long = len(gone) > LONGEST or len(come) > LONGEST
    if not gained or long or len(lost) != len(gained) or _conflict(gone, come, language.corrections.units):
        yield Verdict("doubtful", what)
    elif not all(_rounded(one.key, other.key) for one, other in zip(lost, gained, strict=True)):
        yield Verdict("changed", what, frozenset(token.key for token in lost))


def _names(
    gone: Sequence[Token], come: Sequence[Token], old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    lost = _without(gone, new, "name")
    gained = _without(come, old, "name")
    if not lost or not gained or _initials(lost, come) or _initials(gained, gone):
        return
    if any(_stands_for(one.key, other.key, language) for one, other in product(lost, gained)):
        return
    alike = max(_spelled(one.key, other.key) for one, other in product(lost, gained))
    if alike >= SPELLING:
        return
    what = f"{_written(lost)} -> {_written(gained)}"
    crowded = max(len(gone) - len(lost), len(come) - len(gained)) > 1 or abs(len(lost) - len(gained)) > 1
    unsure = alike > LIKE or crowded or _same_stem(lost, gained)
    yield Verdict("doubtful" if unsure else "changed", what, frozenset(token.key for token in lost))


def _alternatives(
    gone: Sequence[Token], come: Sequence[Token], old: Sequence[Token], new: Sequence[Token], language: Language
) -> Iterator[Verdict]:
    """Yield each pair of words that exclude each other, of which one stood there and the other stands there now."""
    for group in language.corrections.alternatives:
        before, after = _members(gone, group), _members(come, group)
        if before and after and not before & after and not before & _members(new, group) and not after & _members(old, group):
            short = len(gone) <= LONGEST and len(come) <= LONGEST
            yield Verdict("changed" if short else "doubtful", f"{_all(gone)} -> {_all(come)}")


def _negated(before: str, after: str, old: Sequence[Token], new: Sequence[Token], language: Language) -> Iterator[Verdict]:
    """Yield that a sentence says the opposite: a "not" came or went and everything else stayed."""
    nots = _either(language.corrections.negations)
    if len(nots.findall(before)) == len(nots.findall(after)):
        return
    one, other = (Counter(token.key for token in side if not _comes_with_not(token, language)) for side in (old, new))
    gone, come = (sorted(word[:2] for word in left) for left in (one - other, other - one))  # say, said
    yield Verdict("changed" if gone == come else "doubtful", "a negation came or went")


def _comes_with_not(token: Token, language: Language) -> bool:
    corrections = language.corrections
    return token.key in corrections.auxiliaries or bool(_either(corrections.negations).search(token.written))


def _goes_on(before: str, after: str, facts: Sequence[Verdict], language: Language) -> bool:
    """Whether a report goes on rather than being put right: it says that numbers rise, or tells something else of another day."""
    developing = _either(language.corrections.developing)
    if developing.search(after) and not developing.search(before):
        return True
    days = language.corrections.alternatives[:1]
    another_day = [fact for fact in facts if any(_either(frozenset(group)).search(fact.what) for group in days)]
    return bool(another_day) and len(another_day) < len(facts)


def _without(spot: Sequence[Token], other: Sequence[Token], kind: str) -> list[Token]:
    there = {token.key for token in other}
    return [token for token in spot if token.kind == kind and token.key not in there]


def _written(found: Sequence[Token]) -> str:
    return ", ".join(token.written for token in found)


def _all(found: Sequence[Token]) -> str:
    return " ".join(token.written for token in found)


def _rounded(one: str, other: str) -> bool:
    """Whether of two large numbers one is the other, rounded."""
    try:
        fine, coarse = sorted((float(one), float(other)), key=lambda value: -len(f"{value:.10g}".rstrip("0")))
    except ValueError:
        return False
    digits = len(f"{coarse:.0f}".rstrip("0"))
    rounds = digits < len(f"{fine:.0f}".rstrip("0")) and float(f"{fine:.{max(digits, 1) - 1}e}") == coarse
    return rounds and min(fine, coarse) >= ROUND and abs(fine - coarse) <= NEAR * fine


def _conflict(gone: Sequence[Token], come: Sequence[Token], groups: Sequence[Sequence[str]]) -> bool:
    """Whether the spot has another unit than before."""
    pairs = ((_members(gone, group), _members(come, group)) for group in groups)
    return any(before and after and before != after for before, after in pairs)


def _members(found: Sequence[Token], group: Sequence[str]) -> frozenset[int]:
    return frozenset(
        number
        for number, pattern in enumerate(group)
        for token in found
        if any(re.fullmatch(pattern, form) for form in (token.key, token.written.casefold().split()[-1]))
    )


def _initials(names: Sequence[Token], spot: Sequence[Token]) -> bool:
    """Whether a name is the initials of the words that stand for it: WHO, World Health Organization."""
    first = "".join(token.key[:1] for token in spot)
    return any(len(token.key) > 1 and token.written.isupper() and token.key in first for token in names)


def _stands_for(one: str, other: str, language: Language) -> bool:
    return any(one in group and other in group for group in language.corrections.aliases)


def _spelled(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _same_stem(lost: Sequence[Token], gained: Sequence[Token]) -> bool:
    return any(one.key[:STEM] == other.key[:STEM] for one, other in product(lost, gained))


@cache
def _either(patterns: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)
