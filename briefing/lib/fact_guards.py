"""What makes two sentences two facts although they share their actor, their verb and most of their words.

Each guard is one row of the language's tables and one function; the first that finds a difference names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.lib.fact_sentence import (
    CORE,
    Sentence,
    compile_any_case,
    cut_clause,
    find_figures,
    find_rows,
    list_stems,
    split_words,
    stands_in,
    stem_word,
)
from briefing.model.fact_words import FactWords

WHOLE = (
    3  # first rows of words that count wherever they stand in a sentence, not only in its main clause: denials, relatives, deputies
)
QUALIFIED = 3  # words before a figure in which "at least" belongs to it


@dataclass(frozen=True, slots=True)
class Pair:
    """A spoken sentence and another, the title of the other's item, and the whole texts that they stand in."""

    one: Sentence
    two: Sentence
    title: Sentence
    ours: str
    theirs: str


def find_difference(one: Sentence, two: Sentence, title: Sentence, whole: tuple[str, str], words: FactWords) -> str:
    """Return the name of the first guard by which two sentences are two facts, "" where none finds a difference."""
    pair = Pair(one, two, title, *whole)
    return next((name for name, differs in GUARDS if differs(pair, words)), "")


def _tells_none(pair: Pair, words: FactWords) -> bool:
    return any(compile_any_case(never).search(side.text) for never in words.guards.never for side in (pair.one, pair.two))


def _lacks_equal(pair: Pair, words: FactWords) -> bool:
    return any(
        stands_in(pattern, pair.one.core_text) != stands_in(pattern, pair.two.core_text) for _, pattern in words.guards.equal
    ) or any(stands_in(pattern, pair.one.text) != stands_in(pattern, pair.two.text) for _, pattern in words.guards.equal[:WHOLE])


def _lacks_kept(pair: Pair, words: FactWords) -> bool:
    theirs = _stem_all(f"{pair.two.text} {pair.title.text}")
    return any(
        stem_word(found[0]) not in theirs
        for _, pattern in words.guards.kept
        for found in compile_any_case(rf"\b(?:{pattern})\b").finditer(pair.one.core_text)
    )


def _is_opposite(pair: Pair, words: FactWords) -> bool:
    one, two = pair.one.core_text, pair.two.core_text
    return any(
        (stands_in(first, mine) and not stands_in(first, theirs) and stands_in(second, theirs) and not stands_in(second, mine))
        for first, second in words.guards.opposites
        for mine, theirs in ((one, two), (two, one))
    )


def _is_other_day(pair: Pair, words: FactWords) -> bool:
    """Return whether the sentences name other days, months or years, wherever in them these stand."""
    for row in words.alternatives[:2]:
        mine, theirs = ({at for at, each in enumerate(row) if stands_in(each, side.text)} for side in (pair.one, pair.two))
        if mine and theirs and not mine & theirs:
            return True
    years = [set(re.findall(r"\b(?:19|20)\d\d\b", side.text)) for side in (pair.one, pair.two)]
    return bool(years[0] and years[1] and not years[0] & years[1])


def _lacks_strict(pair: Pair, words: FactWords) -> bool:
    theirs = frozenset(row for side in (pair.two, pair.title) for rows in side.events.values() for row in rows)
    return bool(pair.one.rows & words.guards.strict - theirs) or bool(
        pair.two.rows & words.guards.strict - frozenset(row for rows in pair.one.events.values() for row in rows)
    )


def _may_be_another(pair: Pair, words: FactWords) -> bool:
    """Return whether all that the sentences tell recurs, such as a patch for a program, and no figure says that it is the same."""
    both = pair.one.rows & pair.two.rows
    return bool(both) and both <= words.guards.recurrent and not pair.one.figures & pair.two.figures


def _lacks_short_clause(pair: Pair, words: FactWords) -> bool:
    """Return whether the other sentence lacks a word of a main clause too short to be compared: "A lockdown ends after ..."."""
    short = list_stems(cut_clause(pair.one.text, words), words)
    return len(short) < CORE and not short - frozenset(pair.one.events) <= pair.two.stems | pair.title.stems


def _has_other_speaker(pair: Pair, words: FactWords) -> bool:
    """Return whether only one of two sentences tells its fact as somebody's words; an official's at its end count as none."""
    claims = [any(_is_claim(part, words) for part in (side.core_text, _find_end(side.text))) for side in (pair.one, pair.two)]
    return claims[0] != claims[1]


def _find_end(text: str) -> str:
    """Return what follows the last comma of a sentence, with it: who says what stands before."""
    return text[text.rfind(",") :] if "," in text else ""


def _is_claim(text: str, words: FactWords) -> bool:
    plain = compile_any_case(words.guards.official).sub(" ", text)
    return stands_in(words.guards.says, plain)


def _has_other_bound(pair: Pair, words: FactWords) -> bool:
    """Return whether a figure of both is exact in one and "at least" in the other."""
    one, two = (_list_bounds(side.text, words) for side in (pair.one, pair.two))
    return any(figure in dict(two) and bound not in [each for at, each in two if at == figure] for figure, bound in one)


def _list_bounds(text: str, words: FactWords) -> list[tuple[str, str]]:
    said, found = split_words(text), []
    for at, word in enumerate(said):
        for figure in find_figures(word, words):
            before = " ".join(said[max(0, at - QUALIFIED) : at])
            kinds = (name for name, pattern in words.guards.bounds if compile_any_case(rf"\b(?:{pattern})$").search(before))
            found.append((figure, next(kinds, "")))
    return found


def _has_crossed_figures(pair: Pair, words: FactWords) -> bool:
    """Return whether each main clause has a figure that the other sentence lacks."""
    one, two = (frozenset(find_figures(side.core_text, words)) for side in (pair.one, pair.two))
    return bool(one - pair.two.figures) and bool(two - pair.one.figures)


def _has_other_unit(pair: Pair, words: FactWords) -> bool:
    """Return whether one figure counts percent in one sentence and percentage points in the other."""
    return stands_in(words.guards.points, pair.one.text) != stands_in(words.guards.points, pair.two.text)


def _is_swapped(pair: Pair, words: FactWords) -> bool:
    """Return whether two names change places: who acted in one sentence has suffered it in the other."""
    one, two = pair.one, pair.two
    shared = one.names & two.names
    if not words.guards.ordered or len(shared) < 2 or one.rows & two.rows & words.guards.mutual:
        return False
    if not (_acts(one, words) and _acts(two, words)):
        return False
    crossed = not one.subject & two.subject and bool(two.subject & one.names)
    turned = _is_passive(one, shared, words) != _is_passive(two, shared, words)
    return crossed != turned


def _acts(side: Sentence, words: FactWords) -> bool:
    """Return whether the first names of a main clause stand before its word for an event."""
    for word in split_words(side.core_text):
        if list_stems(word, words) & side.subject:
            return True
        if find_rows(word.lower(), words):
            return False
    return False


def _lacks_events(pair: Pair, words: FactWords) -> bool:
    """Return whether, where order says little, the spoken main clause tells no known kind of event or one that the other lacks."""
    theirs = frozenset(row for rows in pair.two.events.values() for row in rows)
    return words.guards.inflects and not (pair.one.rows and pair.one.rows <= theirs)


def _has_other_form(pair: Pair, words: FactWords) -> bool:
    """Return whether the actor's name has another form: it may be the one who suffers, where order says nothing of that."""
    if not words.guards.inflects:
        return False
    forms = [
        {word.casefold() for word in split_words(side.core_text) if list_stems(word, words) & pair.one.subject}
        for side in (pair.one, pair.two)
    ]
    return bool(forms[0] and forms[1]) and not forms[0] & forms[1]


def _is_passive(side: Sentence, shared: frozenset[str], words: FactWords) -> bool:
    """Return whether a shared name is who did it, named after "by"."""
    return any(list_stems(found[1], words) & shared for found in compile_any_case(words.guards.passive).finditer(side.core_text))


def _lacks_name(pair: Pair, words: FactWords) -> bool:
    """Return whether the other item nowhere has a name of the spoken main clause."""
    return bool(pair.one.names & pair.one.core - list_stems(pair.theirs, words))


def _has_other_kind(pair: Pair, words: FactWords) -> bool:
    """Return whether a shared word is told apart by the word before it: one chamber, two bills."""
    one, two = (_list_pairs(side.core_text, words) for side in (pair.one, pair.two))
    ours, theirs = list_stems(pair.ours, words), list_stems(pair.theirs, words)
    return any(
        one[stem].isdisjoint(two[stem]) and not one[stem] & theirs and not two[stem] & ours for stem in one.keys() & two.keys()
    )


def _list_pairs(text: str, words: FactWords) -> dict[str, set[str]]:
    """Return, by stem, the stems of the content words that stand directly before it."""
    found: dict[str, set[str]] = {}
    for clause in re.split(r"[,;:–—-]\s|\s[–—-]", text):
        said = split_words(clause)
        for before, word in pairwise(said):
            if (
                not {before.casefold(), word.casefold()} & words.function_words
                and before[-1].isalpha()
                and not find_rows(before, words)
            ):
                found.setdefault(stem_word(word), set()).add(stem_word(before))
    return found


def _stem_all(text: str) -> frozenset[str]:
    return frozenset(stem_word(word) for word in split_words(text))


GUARDS: Sequence[tuple[str, Callable[[Pair, FactWords], bool]]] = (
    ("no news", _tells_none),
    ("mood", _lacks_equal),
    ("speaker", _has_other_speaker),
    ("opposite", _is_opposite),
    ("day", _is_other_day),
    ("event", _lacks_strict),
    ("recurrent", _may_be_another),
    ("clause", _lacks_short_clause),
    ("degree", _lacks_kept),
    ("bound", _has_other_bound),
    ("figure", _has_crossed_figures),
    ("unit", _has_other_unit),
    ("roles", _is_swapped),
    ("events", _lacks_events),
    ("form", _has_other_form),
    ("name", _lacks_name),
    ("kind", _has_other_kind),
)
