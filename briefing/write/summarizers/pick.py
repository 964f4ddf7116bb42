"""Choice of the sentences to read: those that tell most together, each with the sentences it needs, within the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.write.examine import Sentence
from briefing.write.rules import CAVEAT_REACH
from briefing.write.summarizers.scoring import WEIGHTS, Weights
from briefing.write.terms import compute_term_likeness

DEEPEST = 12  # a summary that starts deeper in the text tells something else than the news
WIDTH = 5  # selections that are followed up at a time; more find nothing better

Picked = frozenset[int]


@dataclass(frozen=True, slots=True)
class ScoredText:
    """A text's sentences, and for the candidates at its top their scores and the sentences that must be read with each."""

    sentences: Sequence[Sentence]
    scores: Sequence[float]
    needs: Sequence[frozenset[int]]


def pick_sentences(text: ScoredText, words: int, most: int, weights: Weights = WEIGHTS) -> list[int]:
    """Return the indexes of the sentences to read, in text order, within `words` and `most` sentences.

    A beam search: every selection is extended by every sentence and the ones it needs, and the best selections continue.
    """
    best, worth = Picked(), 0.0
    beam = [best]
    while beam:
        wider = {found for chosen in beam for found in _widen_picked(text, chosen) if _is_within_limits(text, found, words, most)}
        ranked = sorted(
            ((score_picked(text, found, weights), sorted(found)) for found in wider), key=lambda pair: (-pair[0], pair[1])
        )
        beam = [Picked(found) for _, found in ranked[:WIDTH]]
        if ranked and ranked[0][0] > worth:
            worth, best = ranked[0][0], beam[0]
    return sorted(best)


def score_picked(text: ScoredText, chosen: Picked, weights: Weights = WEIGHTS) -> float:
    """Return the value of a selection: each sentence's score times its words, less its repetition and each jump."""
    total, read = 0.0, sorted(chosen)
    for place, at in enumerate(read):
        sentence = text.sentences[at]
        repeats = max((compute_term_likeness(sentence.terms, text.sentences[other].terms) for other in read[:place]), default=0.0)
        jump = place > 0 and read[place - 1] != at - 1
        score = text.scores[at] if at < len(text.scores) else 0.0
        total += (score - weights.repeats * repeats - weights.jump * jump) * sentence.words
    return total


def _widen_picked(text: ScoredText, chosen: Picked) -> set[Picked]:
    found = (add_sentence(text, at, chosen) for at in range(len(text.scores)) if at not in chosen and _may_begin(text, at))
    return {wider for wider in found if wider is not None and min(wider) < DEEPEST}


def _may_begin(text: ScoredText, at: int) -> bool:
    """Return whether a sentence may be chosen for itself; a caveat is read only with its claim."""
    sentence = text.sentences[at]
    return not sentence.reason and (at == 0 or sentence.doubts < CAVEAT_REACH)


def _is_within_limits(text: ScoredText, chosen: Picked, words: int, most: int) -> bool:
    enough = len(chosen) <= most and sum(text.sentences[at].words for at in chosen) <= words
    return enough and all(_has_named_subject(text, at, chosen) for at in chosen if text.sentences[at].leans)


def add_sentence(text: ScoredText, seed: int, chosen: Picked) -> Picked | None:
    """Return the selection with one more sentence and all that it needs; None when a needed sentence may not be read."""
    wider, waiting = set(chosen), [seed]
    while waiting:
        at = waiting.pop()
        if at in wider:
            continue
        if not 0 <= at < len(text.sentences) or text.sentences[at].reason:
            return None
        wider.add(at)
        waiting += _list_companions(text, at, wider)
    return frozenset(wider)


def _list_companions(text: ScoredText, at: int, read: set[int]) -> list[int]:
    """Return the sentences that must be read with a sentence: what it refers to, what answers it, what takes it back."""
    sentence = text.sentences[at]
    found = [at - 1] if _refers_back(text, at, read) else []
    if sentence.quote.endswith("?") or (at == 0 and sentence.ahead):
        found.append(at + 1)
    return [*found, *_get_needs(text, at)]


def _get_needs(text: ScoredText, at: int) -> frozenset[int]:
    return text.needs[at] if at < len(text.needs) else frozenset()


def _refers_back(text: ScoredText, at: int, read: set[int]) -> bool:
    sentence = text.sentences[at]
    if sentence.leans or at == 0 or not sentence.late:
        return bool(sentence.leans)
    if sentence.doubts and any(at in _get_needs(text, other) for other in read if other < at):
        return False  # what "the charges" and "the police" are, the claim has said
    before = (text.sentences[other].terms for other in read if other < at)
    return not (sentence.points and any(sentence.points <= terms for terms in before))


def _has_named_subject(text: ScoredText, at: int, read: Picked) -> bool:
    """Return whether a dependent sentence follows, without a gap, one that names somebody or opens the text."""
    while at - 1 in read:
        at -= 1
        if at == 0 or text.sentences[at].names:
            return True
    return False
