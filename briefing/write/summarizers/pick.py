"""Which sentences are read: those that tell most together, each with what it needs beside it, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.write.examine import Sentence
from briefing.write.rules import CAVEAT_REACH
from briefing.write.summarizers.scoring import WEIGHTS, Weights
from briefing.write.terms import likeness

DEEPEST = 12  # a summary that starts deeper in the text tells something else than the news
WIDTH = 5  # selections that are followed up at a time; more find nothing better

Chosen = frozenset[int]


@dataclass(frozen=True, slots=True)
class Text:
    """A text's sentences, and for those at its top the score and which others must be read with each."""

    sentences: Sequence[Sentence]
    scores: Sequence[float]
    needs: Sequence[frozenset[int]]


def pick(text: Text, words: int, most: int, weights: Weights = WEIGHTS) -> list[int]:
    """Return the numbers of the sentences to read, in the order of the text, within `words` and `most` sentences.

    A beam search: every selection is widened by every sentence, with what that one needs, and the best go on.
    """
    best, worth = Chosen(), 0.0
    beam = [best]
    while beam:
        wider = {found for chosen in beam for found in _wider(text, chosen) if _fits(text, found, words, most)}
        ranked = sorted(((value(text, found, weights), sorted(found)) for found in wider), key=lambda pair: (-pair[0], pair[1]))
        beam = [Chosen(found) for _, found in ranked[:WIDTH]]
        if ranked and ranked[0][0] > worth:
            worth, best = ranked[0][0], beam[0]
    return sorted(best)


def value(text: Text, chosen: Chosen, weights: Weights = WEIGHTS) -> float:
    """Return what a selection is worth: each sentence's score by its words, less what it repeats, less each jump."""
    total, read = 0.0, sorted(chosen)
    for place, at in enumerate(read):
        sentence = text.sentences[at]
        repeats = max((likeness(sentence.terms, text.sentences[other].terms) for other in read[:place]), default=0.0)
        jump = place > 0 and read[place - 1] != at - 1
        score = text.scores[at] if at < len(text.scores) else 0.0
        total += (score - weights.repeats * repeats - weights.jump * jump) * sentence.words
    return total


def _wider(text: Text, chosen: Chosen) -> set[Chosen]:
    found = (together(text, at, chosen) for at in range(len(text.scores)) if at not in chosen and _may_begin(text, at))
    return {wider for wider in found if wider is not None and min(wider) < DEEPEST}


def _may_begin(text: Text, at: int) -> bool:
    """Whether a sentence may be read for its own sake; a caveat is read for the sake of the claim."""
    sentence = text.sentences[at]
    return not sentence.reason and (at == 0 or sentence.doubts < CAVEAT_REACH)


def _fits(text: Text, chosen: Chosen, words: int, most: int) -> bool:
    enough = len(chosen) <= most and sum(text.sentences[at].words for at in chosen) <= words
    return enough and all(_named(text, at, chosen) for at in chosen if text.sentences[at].leans)


def together(text: Text, seed: int, chosen: Chosen) -> Chosen | None:
    """Return what was chosen with one sentence more and all that it needs; None when something it needs may not be read."""
    wider, waiting = set(chosen), [seed]
    while waiting:
        at = waiting.pop()
        if at in wider:
            continue
        if not 0 <= at < len(text.sentences) or text.sentences[at].reason:
            return None
        wider.add(at)
        waiting += _beside(text, at, wider)
    return frozenset(wider)


def _beside(text: Text, at: int, read: set[int]) -> list[int]:
    """Return what must be read with a sentence: what it refers to, what answers it, what takes it back."""
    sentence = text.sentences[at]
    found = [at - 1] if _refers_back(text, at, read) else []
    if sentence.quote.endswith("?") or (at == 0 and sentence.ahead):
        found.append(at + 1)
    return [*found, *_needs(text, at)]


def _needs(text: Text, at: int) -> frozenset[int]:
    return text.needs[at] if at < len(text.needs) else frozenset()


def _refers_back(text: Text, at: int, read: set[int]) -> bool:
    sentence = text.sentences[at]
    if sentence.leans or at == 0 or not sentence.late:
        return bool(sentence.leans)
    if sentence.doubts and any(at in _needs(text, other) for other in read if other < at):
        return False  # what "the charges" and "the police" are, the claim has said
    before = (text.sentences[other].terms for other in read if other < at)
    return not (sentence.points and any(sentence.points <= terms for terms in before))


def _named(text: Text, at: int, read: Chosen) -> bool:
    """Whether a sentence that leans follows, in one run with it, one that names somebody or that opens the text."""
    while at - 1 in read:
        at -= 1
        if at == 0 or text.sentences[at].names:
            return True
    return False
