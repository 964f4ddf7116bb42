"""The first whole sentences of an item that may be read, in order and word for word."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Item, Line, Source
from briefing.ports import Language, Task
from briefing.show import Rights
from briefing.write import rules
from briefing.write.quotations import never_closed
from briefing.write.sentences import paragraphs, split

QUOTE_SENTENCES = 2
QUOTE_SHARE = 4  # at most one word in four ...
QUOTE_FREE = 200  # ... of a text longer than this many words
DEEPEST = 5  # a programme that starts deeper in the text tells something else than the news


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text at `[start, end)`; `reason` is against reading it at all, `leans` without the one before.

    `late` is against starting with it in mid-text; `doubts` is how many sentences before it it takes back; `names` whether it may
    name somebody.
    """

    text: str
    start: int
    end: int
    reason: str
    leans: str
    late: str
    doubts: int
    names: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def examine(text: str, title: str, language: Language, most: int) -> list[Sentence]:
    """Return the first `most` sentences of a text with what is against reading each."""
    unclosed = [(start + never_closed(text[start:end]), end) for start, end in paragraphs(text)]
    found = []
    for start, end in split(text, language)[:most]:
        inside = any(first < start < last for first, last in unclosed)
        found.append(_judged(text[start:end], start, title, inside, language))
    return found


def _judged(words: str, start: int, title: str, inside: bool, language: Language) -> Sentence:
    reason = rules.against(words, language)
    if inside:
        reason = "inside a quotation that never closes"
    if _same(words, title):
        reason = "the headline says it"
    return Sentence(
        text=words,
        start=start,
        end=start + len(words),
        reason=reason,
        leans=rules.leans(words, language),
        late=rules.leans_when_late(words, language),
        doubts=rules.doubts(words, language),
        names=rules.names_somebody(words, language),
    )


def _same(sentence: str, title: str) -> bool:
    return sentence.rstrip(".!? ").casefold().split() == title.rstrip(".!? ").casefold().split()


def budget(text: str, words: int, rights: Rights) -> tuple[int, int]:
    """Return how many words and sentences of a text may be read."""
    total = len(text.split())
    if rights != "quote":
        return words, total
    return (min(words, total // QUOTE_SHARE) if total > QUOTE_FREE else words), QUOTE_SENTENCES


def choose(sentences: Sequence[Sentence], words: int, most: int) -> Sequence[Sentence]:
    """Return the first contiguous run that may be read within `words` and `most` sentences; scattered ones sound incoherent."""
    for first in range(min(len(sentences), DEEPEST)):
        end = _without_orphans(sentences, first, _run(sentences, first, words, most))
        if end > first:
            return sentences[first:end]
    return ()


def _run(sentences: Sequence[Sentence], first: int, words: int, most: int) -> int:
    """Return where the run from `first` ends."""
    end = first
    while end < min(len(sentences), first + most):
        words -= sentences[end].words
        if words < 0 or not _may_follow(sentences, first, end):
            break
        end += 1
    return end


def _may_follow(sentences: Sequence[Sentence], first: int, at: int) -> bool:
    """Whether the sentence may be read when those from `first` were: what it leans on must have been read, and named."""
    here = sentences[at]
    if here.reason:
        return False
    if at == first:
        return not here.leans and (at == 0 or not (here.late or here.doubts))
    return not here.leans or first == 0 or sentences[at - 1].names


def _without_orphans(sentences: Sequence[Sentence], first: int, end: int) -> int:
    """Return the end moved back so that no claim is read without the caveat behind it, and no question without what follows."""
    while end > first and (sentences[end - 1].text.endswith("?") or _taken_back(sentences, end)):
        end -= 1
    return end


def _taken_back(sentences: Sequence[Sentence], end: int) -> bool:
    """Whether a sentence from `end` on, that is not read, doubts the last one that is."""
    behind = enumerate(sentences[end : end + rules.CAVEAT_REACH], 1)
    return any(sentence.doubts >= distance for distance, sentence in behind)


class Extractive:
    """Reads the first whole sentences of a text that may be read."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def summarize(self, item: Item, task: Task) -> Sequence[Line]:
        """Return whole sentences, word for word, within `words` and what the rights allow; empty when none may be read."""
        most_words, most = budget(item.text, task.words, task.rights)
        within_reach = DEEPEST + task.words + rules.CAVEAT_REACH  # a sentence has a word at least
        chosen = choose(examine(item.text, item.title, self._language, within_reach), most_words, most)
        digest = hashlib.sha256(item.text.encode()).hexdigest()
        return [_line(item, n, sentence, digest) for n, sentence in enumerate(chosen, 1)]


def _line(item: Item, number: int, sentence: Sentence, digest: str) -> Line:
    source = Source(
        feed=item.feed, item=item.id, version=item.version, field="text",
        start=sentence.start, end=sentence.end, quote=sentence.text, hash=digest,
    )  # fmt: skip
    return Line(id=f"{item.id}-{number}", text=sentence.text, basis="verbatim", sources=(source,))


class _Engine:
    def open(self, language: Language) -> Extractive:
        return Extractive(language)


ENGINE = _Engine()
