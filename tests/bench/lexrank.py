"""LexRank, the usual baseline for extracts: sentences by a random walk over their likeness (Erkan and Radev, JAIR 22, 2004)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

LINKED = 0.1  # cosine from which two sentences count as linked, as in the paper
DAMPING = 0.85
ENOUGH = 1e-4  # the walk ends when no share changes by more
_WORD = re.compile(r"\w+")


def scores(sentences: Sequence[str]) -> list[float]:
    """Return each sentence's share of the walk; they add up to 1."""
    counts = [Counter(_WORD.findall(sentence.lower())) for sentence in sentences]
    frequency = Counter(word for count in counts for word in count)
    places = {word: place for place, word in enumerate(sorted(frequency))}
    weights = np.zeros((len(counts), len(places) or 1))
    for row, count in enumerate(counts):
        for word, number in count.items():
            weights[row, places[word]] = number * log(1 + len(counts) / frequency[word])
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    unit = weights / np.where(lengths == 0, 1, lengths)
    links = (unit @ unit.T >= LINKED).astype(float) + np.eye(len(counts)) * 1e-9
    walk = links / links.sum(axis=1, keepdims=True)
    share = np.full(len(counts), 1 / len(counts))
    while True:
        following = (1 - DAMPING) / len(counts) + DAMPING * walk.T @ share
        if np.abs(following - share).max() < ENOUGH:
            return [float(value) for value in following]
        share = following


def summary(sentences: Sequence[str], words: int) -> list[str]:
    """Return the best sentences that fit the words, in the order of the text."""
    if not sentences:
        return []
    ranked = sorted(zip(scores(sentences), range(len(sentences)), strict=True), key=lambda one: (-one[0], one[1]))
    taken: list[int] = []
    for _, place in ranked:
        length = len(sentences[place].split())
        if length <= words:
            words -= length
            taken.append(place)
    return [sentences[place] for place in sorted(taken)]
