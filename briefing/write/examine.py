"""Analysis of an item's sentences: for each, what allows or prevents reading it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.model.language import Language
from briefing.model.news import Edit, Item
from briefing.model.ports import Task
from briefing.write import rules
from briefing.write.asides import cut_asides, cut_connective, merge_edits
from briefing.write.lost_signs import list_restored_signs, restore_signs
from briefing.write.quotations import blank_quotations, extract_quoted, find_unclosed_quote, normalize_words
from briefing.write.relative_days.apply import apply_edits, find_writing_time, resolve_days
from briefing.write.sentences import find_title_end, split_paragraphs, split_sentences
from briefing.write.terms import extract_terms, is_heard

Terms = frozenset[str]
NONE: Terms = frozenset()
EXAMINED = 150  # sentences; further down only caveats are looked for


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its `quote` from `start` on, and `said`, its wording with `edits` applied.

    `alone` are the edits used when the sentence before is not read. `reason` says why it must not be read at all, `leans` why not
    without the one before, `late` why a summary must not begin with it in mid-text; `ahead` means that only the next one says
    what it is about. `doubts` is how many sentences before it it takes back, `doubted` the terms before, in and after the sign of
    that; `sweeping` means that it denies all charges. `alleged` is 1 for an accusation, 2 for somebody's claim. `names` says
    whether it may name somebody; `terms` are what it is about, `points` what it treats as known.
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
        """The number of spoken words."""
        return len(self.said.split())


def examine_sentences(item: Item, task: Task, language: Language) -> list[Sentence]:
    """Return the sentences of an item's text, each with what allows or prevents reading it on the day of the task."""
    mended = restore_signs(item.text)
    unclosed = dict(_find_unclosed(mended))
    openings = sorted(unclosed)
    beginnings = {start for start, _ in split_sentences(item.text, language, item.title)}  # without what was mended
    judge = _Examiner(item, task, language)
    found: list[Sentence] = []
    for start, end in split_sentences(mended, language, item.title):
        if len(found) >= EXAMINED and not rules.count_doubted(mended[start:end], language):
            found.append(Sentence(item.text[start:end], start, reason="too far down"))
            continue
        sentence = judge.examine_sentence(item.text[start:end], mended[start:end], start, first=not found)
        opening = openings[bisect_left(openings, start) - 1] if openings else start
        if opening < start < unclosed.get(opening, start):
            sentence = replace(sentence, reason="inside a quotation that never closes")
        elif start not in beginnings and not rules.says_who(mended[start:end], language):
            sentence = replace(sentence, reason="it may still be in a quotation that lost its mark, and does not say who speaks")
        found.append(sentence)
    return found


def _find_unclosed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start of each quotation that is never closed, and the end of its paragraph."""
    for start, end in split_paragraphs(text):
        opening = start + find_unclosed_quote(text[start:end])
        if opening < end:
            yield opening, end


class _Examiner:
    """Examines the sentences of one item."""

    def __init__(self, item: Item, task: Task, language: Language) -> None:
        self._title, self._task, self._language = item.title, task, language
        self._published = find_writing_time(item, task.timezone, language)
        self._names = rules.find_mentioned_names(item.text, language)
        self._quoted = extract_quoted(restore_signs(item.text))
        self._told = [extract_terms(sentence, language) for sentence in task.told]

    def examine_sentence(self, quote: str, mended: str, start: int, *, first: bool) -> Sentence:
        """Return one sentence; `mended` is its quotation with lost signs restored, `first` means that it opens the text."""
        edits, reason = self._edit_sentence(quote, mended)
        alone = merge_edits(cut_connective(mended, edits, self._language), edits)
        said, by_itself = apply_edits(quote, edits), apply_edits(quote, alone)
        about = extract_terms(said, self._language)
        before, sign, behind = (extract_terms(part, self._language) for part in rules.split_at_doubt(said, self._language))
        return Sentence(
            quote=quote,
            start=start,
            said=said,
            edits=edits,
            alone=alone,
            reason=reason or self._find_objection(said, first),
            leans=rules.find_dependence(by_itself, self._language, first),
            late="" if first else rules.find_late_dependence(by_itself, self._language, self._names),
            ahead=first and rules.looks_ahead(said, self._language),
            doubts=rules.count_doubted(said, self._language),
            doubted=(before, sign, behind),
            sweeping=rules.denies_all(said, self._language),
            alleged=rules.rate_allegation(said, self._language),
            names=rules.names_somebody(said, self._language),
            terms=about,
            points=extract_terms(rules.find_pointed_word(by_itself, self._language), self._language),
        )

    def _edit_sentence(self, quote: str, mended: str) -> tuple[tuple[Edit, ...], str]:
        """Return the edits that apply wherever the sentence is read, or why it may not be read."""
        days = resolve_days(mended, self._published, self._task.day, self._task.timezone, self._language)
        if isinstance(days, str):
            return (), days
        return merge_edits(days, cut_asides(quote, self._language), list_restored_signs(quote, mended)), ""

    def _find_objection(self, said: str, first: bool) -> str:
        if find_title_end(said, self._title):
            return "the headline runs into it"
        # of the first sentence only the very words count as heard: what follows leans on it, in an update as well
        if said in self._task.told or (not first and is_heard(said, self._told, self._language)):
            return "it was heard before"
        if blank_quotations(said) == said and normalize_words(said) in self._quoted:
            return "quotation without its speaker: its words stand in a quotation"
        return rules.find_objection(said, self._language, days=False)
