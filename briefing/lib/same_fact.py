"""Whether another publisher tells the same fact as a spoken sentence: same actor, verb and figures, no other negation or modality.

A strict rule of word lists, no parser: it would rather miss a confirmation than invent one. The rule and its constants were
tried on labelled pairs of real news (docs/summaries.md); precision decided throughout.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.lib.fact_guards import find_difference
from briefing.lib.fact_sentence import (
    CORE,
    Sentence,
    compile_all,
    compile_any_case,
    find_rows,
    list_measured,
    read_sentence,
    split_words,
    stands_in,
    stem_word,
)
from briefing.model.fact_words import FactWords, Patterns
from briefing.model.news import FactWeights

SENTENCES = 3  # of the other item, beside its title
SHARED = 3  # stems in common, of them ...
ANCHORS = 1.0  # ... names and figures (a country counts half) and one word for the event
LEAST, MOST = 0.4, 0.6  # of the weight of each sentence's core in the other: the smaller and the larger share
EVENTS = 0.34  # the same of the words for events alone
NAMED = 3  # times as often with a capital inside sentences as without: a name
NEAR = (4, 2)  # words before and after a word for an event, in which doubt is about it
LEAD = 400  # characters of a text in which it says what happened
COVERED = 4  # stems in common, beside countries, of two items that cover one event
WISH = 8  # words before it, in which a wish is


@dataclass(frozen=True, slots=True)
class Match:
    """Where the same fact is told, and by what it was judged.

    `place` is 0 for the title, else the number of the sentence; `shares` are those of the weight of each main clause that the other
    sentence has, the spoken one's first; `weights` those of the stems of both sentences only.
    """

    text: str
    weights: FactWeights
    place: int
    shares: tuple[float, float]


def weigh_stems(texts: Iterable[str]) -> FactWeights:
    """Return the weight of each stem over the texts of an edition, ln((n + 1) / texts that have it), and which are names."""
    found: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        found.update({stem_word(word) for word in split_words(text)})
        for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
            for word in re.findall(r"(?<=\s)[^\W\d_]+", sentence):
                (capital if word[0].isupper() else small)[stem_word(word)] += 1
    names = frozenset(stem for stem, times in capital.items() if times >= NAMED * small[stem] and times)
    return FactWeights({stem: math.log((number + 1) / times) for stem, times in found.items()}, names)


def find_same_fact(
    spoken: str, ours: str, title: str, text: str, sentences: Sequence[str], weights: FactWeights, words: FactWords
) -> Match | None:  # fmt: skip
    """Return where another item tells the fact of a spoken sentence, in its title or its first sentences, or None.

    `ours` is the whole text of the item that tells it, title included; the other item's are its `title` and `text`, of which
    `sentences` are the first.
    """
    theirs = f"{title}\n{text}"
    for place, text_there in enumerate((title, *sentences[:SENTENCES])):
        if text_there and is_same_fact(spoken, text_there, ours, theirs, title, weights, words):
            kept = _keep_weights((spoken, text_there, title), weights, words)
            return Match(text_there, kept, place, measure_shares(spoken, text_there, weights, words))
    return None


def _keep_weights(texts: Iterable[str], weights: FactWeights, words: FactWords) -> FactWeights:
    """Return the weights of the words of some texts, also of what a word stands for: "American" counts as the country."""
    stems: set[str] = set()
    for text in texts:
        stems |= {stem_word(word) for word in split_words(text)} | read_sentence(text, weights, words).stems
    kept = {stem: weight for stem, weight in weights.stems.items() if stem in stems}
    return FactWeights(kept, weights.names & stems)


def measure_shares(spoken: str, other: str, weights: FactWeights, words: FactWords) -> tuple[float, float]:
    """Return the shares (0 to 1) of the weight of each sentence's main clause that the other has."""
    one, two = read_sentence(spoken, weights, words), read_sentence(other, weights, words)
    return _share(one, one.core, two, weights), _share(two, two.core, one, weights)


def is_same_fact(
    spoken: str, other: str, ours: str, theirs: str, title: str, weights: FactWeights, words: FactWords
) -> bool:  # fmt: skip
    """Return whether two sentences tell the same fact; `ours` and `theirs` are the whole texts they stand in."""
    if spoken.rstrip(' "”’').endswith("?") or other.rstrip(' "”’').endswith("?"):
        return False
    one, two = read_sentence(spoken, weights, words), read_sentence(other, weights, words)
    if min(len(one.core), len(two.core)) < CORE:
        return False
    return (
        _has_anchors(one, two, read_sentence(title, weights, words), words)
        and _has_weight(one, two, weights)
        and _has_same_events(one, two)
        and _has_same_mood(one, two, words)
        and _has_same_course(one, two, words)
        and not _is_apart(one, two, words)
        and not _has_crossed_names(one, two, ours, theirs, weights)
        and one.figures <= read_sentence(theirs, weights, words).figures | two.figures
        and not find_difference(one, two, read_sentence(title, weights, words), (ours, theirs), words)
    )


def _has_anchors(one: Sentence, two: Sentence, title: Sentence, words: FactWords) -> bool:
    """Return whether both share a name or figure, an event and enough words, and the other has the subject of the first."""
    shared = one.core & (two.stems | title.stems)
    weak = {stem_word(name) for name in words.weak_names}
    names = one.names & two.names
    worth = sum(0.5 if name in weak else 1.0 for name in names) + 0.5 * len(one.figures & two.figures)
    same_row = any(one.events[stem] & rows for stem in one.events for rows in two.events.values())
    event = same_row or bool({stem for stem in one.core & two.core if stem not in one.names and not stem[0].isdigit()})
    subject = bool(one.subject) and one.subject <= two.stems | title.stems
    return worth >= ANCHORS and event and len(shared) + same_row >= SHARED and subject


def _has_weight(one: Sentence, two: Sentence, weights: FactWeights) -> bool:
    shares = sorted((_share(one, one.core, two, weights), _share(two, two.core, one, weights)))
    events = frozenset(stem for stem in one.core if stem not in one.names)
    return shares[0] >= LEAST and shares[1] >= MOST and _share(one, events, two, weights) >= EVENTS


def _share(side: Sentence, stems: frozenset[str], other: Sentence, weights: FactWeights) -> float:
    """Return the share of the weight of a sentence's stems that another has; for an event any word of its row counts."""
    total = sum(weights.stems.get(stem, 1.0) for stem in stems)
    rows = frozenset(row for found in other.events.values() for row in found)
    both = [stem for stem in stems if stem in other.stems or side.events.get(stem, frozenset()) & rows]
    return sum(weights.stems.get(stem, 1.0) for stem in both) / total if total else 0.0


def _has_same_events(one: Sentence, two: Sentence) -> bool:
    """Return whether the other's main clause tells an event of the spoken one, and the spoken sentence one of the other's."""
    mine = frozenset(row for rows in one.events.values() for row in rows)
    return (not one.rows or bool(one.rows & two.rows)) and (not two.rows or bool(two.rows & mine))


def _has_same_mood(one: Sentence, two: Sentence, words: FactWords) -> bool:
    """Return whether both are negated or not, doubted or not, wished or not, past or to come."""
    return all(
        found(one, words) == found(two, words)
        for found in (_is_negated, _is_modal, _is_doubted, _is_wished, _is_future)
    )  # fmt: skip


def _is_negated(one: Sentence, words: FactWords) -> bool:
    return bool(compile_all(words.negations).search(one.core_text))


def _is_modal(one: Sentence, words: FactWords) -> bool:
    return bool(compile_any_case(words.modal).search(one.core_text))


def _is_doubted(one: Sentence, words: FactWords) -> bool:
    return _is_near_event(one, words.doubt, *NEAR, words)


def _is_wished(one: Sentence, words: FactWords) -> bool:
    return _is_near_event(one, words.wish, WISH, 0, words)


def _is_future(one: Sentence, words: FactWords) -> bool:
    text = re.sub(words.not_future, " ", one.text, flags=re.IGNORECASE)
    return bool(re.search(words.future, text))


def _is_near_event(one: Sentence, pattern: str, before: int, after: int, words: FactWords) -> bool:
    """Return whether a word of a kind stands near a word for an event, or near any word where the sentence has none."""
    said = [word.lower() for word in split_words(one.core_text)]
    marks = [at for at, word in enumerate(said) if compile_any_case(pattern).fullmatch(word)]
    events = [at for at, word in enumerate(said) if find_rows(word, words)]
    if not events:
        return bool(marks)
    return any(-after <= event - mark <= before for mark in marks for event in events)


def _has_same_course(one: Sentence, two: Sentence, words: FactWords) -> bool:
    """Return whether stages of a case and phases of an event agree."""
    stages = [_find_named(words.stages, text) for text in (one.core_text, two.text)]
    phases = [_find_named(words.phases, text) for text in (one.core_text, two.core_text)]
    opposed = ("begin" in phases[0] and "end" in phases[1]) or ("end" in phases[0] and "begin" in phases[1])
    return stages[0] <= stages[1] and not opposed and phases[0] == phases[1]


def _find_named(patterns: Patterns, text: str) -> set[str]:
    return {name for name, pattern in patterns if stands_in(pattern, text)}


def _is_apart(one: Sentence, two: Sentence, words: FactWords) -> bool:
    """Return whether the sentences contradict each other: other weekdays, opposite words, other figures of one unit."""
    for row in words.alternatives:
        mine, theirs = ({at for at, each in enumerate(row) if stands_in(each, side.core_text)} for side in (one, two))
        if mine and theirs and not mine & theirs:
            return True
    units = [dict(list_measured(side.text)) for side in (one, two)]
    return any(units[0][unit] != units[1][unit] for unit in units[0].keys() & units[1].keys())


def _has_crossed_names(one: Sentence, two: Sentence, ours: str, theirs: str, weights: FactWeights) -> bool:
    """Return whether each sentence names somebody whom the other's whole text does not."""
    mine, their = ({stem_word(word) for word in split_words(text)} for text in (ours, theirs))
    return bool(one.names - their) and bool(two.names - mine)


def covers_same_event(ours: tuple[str, str], theirs: tuple[str, str], weights: FactWeights, words: FactWords) -> bool:
    """Return whether another item, as title and text, covers the same event: for "has more on this story", never a confirmation.

    A name that is no country is shared, two kinds of event or other words with it, no name in one title is unknown to the other
    item, and no figures of one unit differ.
    """
    mine, their = (f"{title}. {text[:LEAD]}" for title, text in (ours, theirs))
    one, two = read_sentence(mine, weights, words), read_sentence(their, weights, words)
    weak = {stem_word(name) for name in words.weak_names}
    shared = one.stems & two.stems
    named = any(name not in weak for name in one.names & two.names)
    rows = {row for found in one.events.values() for row in found} & {row for found in two.events.values() for row in found}
    titles = read_sentence(ours[0], weights, words), read_sentence(theirs[0], weights, words)
    crossed = bool(titles[0].names - two.stems) and bool(titles[1].names - one.stems)
    units = [dict(list_measured(side)) for side in (mine, their)]
    at_odds = any(units[0][unit] != units[1][unit] for unit in units[0].keys() & units[1].keys())
    return named and len(rows) >= 1 and len(shared - weak) >= COVERED and not crossed and not at_odds
