"""A text into sentences, each with what is for and against reading it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.model.language import Language
from briefing.model.news import Edit, Item
from briefing.model.ports import Task
from briefing.write import rules
from briefing.write.asides import apart, asides, connective
from briefing.write.lost_signs import lost, mend
from briefing.write.quotations import never_closed, outside, plain_words, quoted
from briefing.write.relative_days.apply import apply, reckon, written
from briefing.write.sentences import paragraphs, runs_on, split
from briefing.write.terms import heard, terms

Terms = frozenset[str]
NONE: Terms = frozenset()
EXAMINED = 150  # sentences; further down only caveats are looked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, its `quote` from `start` on, and what is `said` of it with `edits` made.

    `alone` are the edits where the one before it is not read. `reason` is against reading it at all, `leans` against reading it
    without the one before, `late` against beginning with it in mid-text; it looks `ahead` when only the next one says what it is
    about. `doubts` is how many sentences before it it takes back, `doubted` what it names before, in and behind the sign of that;
    it is `sweeping` when it denies all charges. `alleged` is 1 for an accusation, 2 for what somebody claims. `names` says whether
    it may name somebody; `terms` are what it is about, `points` what it speaks of as known.
    """

    quote: str
    start: int
    said: str = ""
    edits: tuple[Edit, ...] = ()
    alone: tuple[Edit, ...] = ()
    reason: str = ""
    leans: str = ""
    late: str = ""
    ahead: bool = False
    doubts: int = 0
    doubted: tuple[Terms, Terms, Terms] = (NONE, NONE, NONE)
    sweeping: bool = False
    alleged: int = 0
    names: bool = False
    terms: Terms = NONE
    points: Terms = NONE

    @property
    def words(self) -> int:
        """How many words are said."""
        return len(self.said.split())


def examine(item: Item, task: Task, language: Language) -> list[Sentence]:
    """Return the sentences of an item's text with what is for and against reading each on the day of the task."""
    mended = mend(item.text)
    unclosed = dict(_unclosed(mended))
    openings = sorted(unclosed)
    beginnings = {start for start, _ in split(item.text, language, item.title)}  # without what was mended
    judge = _Judge(item, task, language)
    found: list[Sentence] = []
    for start, end in split(mended, language, item.title):
        if len(found) >= EXAMINED and not rules.doubts(mended[start:end], language):
            found.append(Sentence(item.text[start:end], start, reason="too far down"))
            continue
        sentence = judge.sentence(item.text[start:end], mended[start:end], start, first=not found)
        opening = openings[bisect_left(openings, start) - 1] if openings else start
        if opening < start < unclosed.get(opening, start):
            sentence = replace(sentence, reason="inside a quotation that never closes")
        elif start not in beginnings and not rules.says_who(mended[start:end], language):
            sentence = replace(sentence, reason="it may still be in a quotation that lost its mark, and does not say who speaks")
        found.append(sentence)
    return found


def _unclosed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations that never close begin, and where their paragraphs end."""
    for start, end in paragraphs(text):
        opening = start + never_closed(text[start:end])
        if opening < end:
            yield opening, end


class _Judge:
    """Judges the sentences of one item."""

    def __init__(self, item: Item, task: Task, language: Language) -> None:
        self._title, self._task, self._language = item.title, task, language
        self._published = written(item, task.timezone, language)
        self._names = rules.mentioned(item.text, language)
        self._quoted = quoted(mend(item.text))
        self._told = [terms(sentence, language) for sentence in task.told]

    def sentence(self, quote: str, mended: str, start: int, *, first: bool) -> Sentence:
        """Return one sentence; `mended` is its quotation without lost signs, `first` says that it opens the text."""
        edits, reason = self._edited(quote, mended)
        alone = apart(connective(mended, edits, self._language), edits)
        said, by_itself = apply(quote, edits), apply(quote, alone)
        about = terms(said, self._language)
        before, sign, behind = (terms(part, self._language) for part in rules.doubted(said, self._language))
        return Sentence(
            quote=quote,
            start=start,
            said=said,
            edits=edits,
            alone=alone,
            reason=reason or self._against(said, first),
            leans=rules.leans(by_itself, self._language, first),
            late="" if first else rules.leans_when_late(by_itself, self._language, self._names),
            ahead=first and rules.looks_ahead(said, self._language),
            doubts=rules.doubts(said, self._language),
            doubted=(before, sign, behind),
            sweeping=rules.denies_all(said, self._language),
            alleged=rules.alleged(said, self._language),
            names=rules.names_somebody(said, self._language),
            terms=about,
            points=terms(rules.pointed(by_itself, self._language), self._language),
        )

    def _edited(self, quote: str, mended: str) -> tuple[tuple[Edit, ...], str]:
        """Return what is said differently, wherever the sentence is read; or why it may not be read."""
        days = reckon(mended, self._published, self._task.day, self._task.timezone, self._language)
        if isinstance(days, str):
            return (), days
        return apart(days, asides(quote, self._language), lost(quote, mended)), ""

    def _against(self, said: str, first: bool) -> str:
        if _same(said, self._title):
            return "the headline says it"
        if runs_on(said, self._title):
            return "the headline runs into it"
        # of the first sentence only the very words count as heard: what follows leans on it, in an update as well
        if said in self._task.told or (not first and heard(said, self._told, self._language)):
            return "it was heard before"
        if outside(said) == said and plain_words(said) in self._quoted:
            return "quotation without its speaker: its words stand in a quotation"
        return rules.against(said, self._language, days=False)


def _same(sentence: str, title: str) -> bool:
    return sentence.rstrip(".!? ").casefold().split() == title.rstrip(".!? ").casefold().split()
