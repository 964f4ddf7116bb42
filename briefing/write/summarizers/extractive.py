"""The sentences of an item that tell most of it and may be read, whole and in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefing.model.language import Language
from briefing.model.news import Basis, Item, Line, Source
from briefing.model.ports import Task
from briefing.model.show import Rights
from briefing.write.caveats import qualified
from briefing.write.examine import Sentence, examine
from briefing.write.relative_days.apply import apply
from briefing.write.summarizers.pick import Text, pick
from briefing.write.summarizers.scoring import scores
from briefing.write.terms import terms

QUOTE_SENTENCES = 2
QUOTE_SHARE = 4  # at most one word in four ...
QUOTE_FREE = 200  # ... of a text longer than this many words
CANDIDATES = 40  # sentences from the top among which the summary is chosen


def budget(text: str, words: int, rights: Rights) -> tuple[int, int]:
    """Return how many words and sentences of a text may be read."""
    total = len(text.split())
    if rights != "quote":
        return words, total
    return (min(words, total // QUOTE_SHARE) if total > QUOTE_FREE else words), QUOTE_SENTENCES


class Extractive:
    """Reads the sentences that tell most, with what each needs beside it."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return whole sentences within `words` and the rights, word for word but for recorded edits; empty when none may."""
        most_words, most = budget(item.text, task.words, task.rights)
        sentences = examine(item, task, self._language)
        candidates = sentences[:CANDIDATES]
        title = terms(item.title, self._language)
        text = Text(sentences, scores(candidates, title), qualified(sentences, CANDIDATES))
        chosen = pick(text, most_words, most)
        digest = hashlib.sha256(item.text.encode()).hexdigest()
        return [_line(item, n, sentences[at], at - 1 in chosen, digest) for n, at in enumerate(chosen, 1)]


def _line(item: Item, number: int, sentence: Sentence, follows: bool, digest: str) -> Line:
    source = Source(
        feed=item.feed, item=item.id, version=item.version, field="text",
        start=sentence.start, end=sentence.start + len(sentence.quote), quote=sentence.quote, hash=digest,
    )  # fmt: skip
    edits = sentence.edits if follows else sentence.alone
    basis: Basis = "edited" if edits else "verbatim"
    return Line(f"{item.id}-{number}", apply(sentence.quote, edits), basis, (source,), edits)


class _Engine:
    def open(self, language: Language) -> Extractive:
        return Extractive(language)


ENGINE = _Engine()
