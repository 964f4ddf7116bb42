"""Sentence scores: how much of the news a sentence holds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.write.examine import Sentence
from briefing.write.terms import compute_term_likeness


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each part of the score; chosen on real articles, see docs/summaries.md."""

    position: float = 0.35
    centrality: float = 0.14
    title: float = 0.35
    first: float = 0.10
    repeats: float = 0.60  # taken off for likeness to what is read before it
    jump: float = 0.15  # taken off where a sentence does not follow the one read before it


WEIGHTS = Weights()


def score_sentences(sentences: Sequence[Sentence], title: frozenset[str], weights: Weights = WEIGHTS) -> list[float]:
    """Return each sentence's score: its position, likeness to the others, to the title and to the first sentence."""
    central = _compute_centrality(sentences)
    return [
        weights.position / (1 + at)
        + weights.centrality * central[at]
        + weights.title * (len(sentence.terms & title) / len(title) if title else 0.0)
        + weights.first * compute_term_likeness(sentence.terms, sentences[0].terms)
        for at, sentence in enumerate(sentences)
    ]


def _compute_centrality(sentences: Sequence[Sentence]) -> list[float]:
    """Return each sentence's likeness to all others, the highest as 1: cosine of TF-IDF, as in LexRank (Erkan and Radev, 2004)."""
    found = Counter(term for sentence in sentences for term in sentence.terms)
    rare = {term: math.log(1 + len(sentences) / times) ** 2 for term, times in found.items()}
    length = [math.sqrt(sum(rare[term] for term in sentence.terms)) or 1.0 for sentence in sentences]
    sums = [0.0] * len(sentences)
    for at, one in enumerate(sentences):
        for other in range(at):
            alike = sum(rare[term] for term in one.terms & sentences[other].terms) / (length[at] * length[other])
            sums[at] += alike
            sums[other] += alike
    most = max(sums, default=0.0)
    return [total / most for total in sums] if most else sums
