"""The extractive summarizer: whole sentences of an item, in order, that may be read and tell most of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefing.model.language import Language
from briefing.model.news import Basis, Item, Line, Source
from briefing.model.ports import Task
from briefing.model.show import Rights
from briefing.write.caveats import find_qualifiers
from briefing.write.examine import Sentence, examine_sentences
from briefing.write.relative_days.apply import apply_edits
from briefing.write.summarizers.pick import ScoredText, pick_sentences
from briefing.write.summarizers.scoring import score_sentences
from briefing.write.terms import extract_terms

QUOTE_SENTENCES = 2
QUOTE_SHARE = 4  # at most one word in four ...
QUOTE_FREE = 200  # ... of a text longer than this many words
CANDIDATES = 40  # sentences from the top among which the summary is chosen


def compute_limits(text: str, words: int, rights: Rights) -> tuple[int, int]:
    """Return how many words and how many sentences of a text may be read."""
    total = len(text.split())
    if rights != "quote":
        return words, total
    return (min(words, total // QUOTE_SHARE) if total > QUOTE_FREE else words), QUOTE_SENTENCES


class ExtractiveSummarizer:
    """Selects the sentences that tell most, with the sentences that each one needs."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return whole sentences within `words` and the rights, verbatim except for recorded edits; empty when none may be read."""
        most_words, most = compute_limits(item.text, task.words, task.rights)
        most = most if task.sentences is None else min(most, task.sentences)
        sentences = examine_sentences(item, task, self._language)
        candidates = sentences[:CANDIDATES]
        title = extract_terms(item.title, self._language)
        text = ScoredText(sentences, score_sentences(candidates, title), find_qualifiers(sentences, CANDIDATES))
        chosen = pick_sentences(text, most_words, most)
        digest = hashlib.sha256(item.text.encode()).hexdigest()
        return [_build_line(item, n, sentences[at], at - 1 in chosen, digest) for n, at in enumerate(chosen, 1)]


def _build_line(item: Item, number: int, sentence: Sentence, follows: bool, digest: str) -> Line:
    source = Source(
        feed=item.feed, item=item.id, version=item.version, field="text",
        start=sentence.start, end=sentence.start + len(sentence.quote), quote=sentence.quote, hash=digest,
    )  # fmt: skip
    edits = sentence.edits if follows else sentence.alone
    basis: Basis = "edited" if edits else "verbatim"
    return Line(f"{item.id}-{number}", apply_edits(sentence.quote, edits), basis, (source,), edits)


class _Engine:
    def open(self, language: Language) -> ExtractiveSummarizer:
        return ExtractiveSummarizer(language)


ENGINE = _Engine()
