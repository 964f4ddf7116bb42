"""The first sentence of a story: the article's own, or the headline where no sentence of the article tells what it tells."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model.language import Language
from briefing.model.news import Edit, Item, Line, Source
from briefing.write.examine import Sentence
from briefing.write.phrases import compile_expressions
from briefing.write.purpose import shorten_cut_title
from briefing.write.relative_days.apply import apply_edits, find_writing_time, resolve_days
from briefing.write.rules import find_headline_objection, find_late_dependence, find_resolved_objection, rate_allegation
from briefing.write.speakable import close_headline, find_unspeakable, is_grave
from briefing.write.terms import extract_terms

TELLS = 0.3  # share of a headline's content words in a sentence that tells the same; our choice, read on five mornings
MOST = 0.5  # the same of a sentence that tells so much of it that "the bridge" needs no other
LEAST = 2  # words in common; one may be the country alone
SAME, ENDING = 4, 2  # letters that two forms of a word share at least, and by which they may differ (terms are cut to six)
PUBLISHER_SIGNS = frozenset("-|–—")
LABEL_ENDS = frozenset(":|–—")
CLOSED = "a headline as a sentence"  # reason of an edit; `verify` knows it


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline worded for the day it is heard: as a chapter's `title`, and as a spoken `line` or None and why not (`against`).

    `title` is empty where the headline may not even be shown.
    """

    title: str
    line: Line | None
    against: str


def build_headline(item: Item, heard: date, timezone: str, language: Language, publisher: str = "") -> Headline:
    """Return an item's headline, and whether it can be spoken; a label before it and its publisher's name behind it are no part."""
    text = cut_label(cut_publisher(item.title.strip(), publisher), language)
    if not text:
        return Headline("", None, "there is none")
    if against := find_resolved_objection(text, language):
        shown = shorten_cut_title(text, language)  # one that was cut off is shown without its dots
        return Headline("" if find_headline_objection(shown, language) else shown, None, against)
    edits = resolve_days(text, find_writing_time(item, timezone, language), heard, timezone, language)
    if isinstance(edits, str):
        return Headline("", None, edits)
    title = apply_edits(text, edits)
    if against := find_unspeakable(title, language):
        return Headline(title, None, against)
    closed = close_headline(text)
    at = len(text) - 1
    if closed and edits and edits[-1].end > at:
        return Headline(title, None, "its last word is a day that was reworded")
    every = (*edits, Edit(at, at + 1, closed, CLOSED)) if closed else edits
    start = item.title.rindex(text)
    digest = hashlib.sha256(item.title.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "title", start, start + len(text), text, digest)
    return Headline(title, Line("", apply_edits(text, every), "edited" if every else "verbatim", (source,), every), "")


def cut_label(title: str, language: Language) -> str:
    """Return a headline without a label before it that says nothing of the event: "BREAKING: ...", "Watch: ..."."""
    label = compile_expressions(language.titles.labels).match(title)
    rest = title[label.end() :].lstrip() if label else ""
    return (rest[1:].lstrip() if rest[:1] in LABEL_ENDS else "") or title


def cut_publisher(title: str, publisher: str) -> str:
    """Return a headline without its publisher's name after a dash or a bar: "... - Meridian Wire"."""
    start = title[: len(title) - len(publisher)].rstrip()
    named = bool(publisher) and title.casefold().endswith(publisher.casefold()) and start[-1:] in PUBLISHER_SIGNS
    return (start[:-1].rstrip() or title) if named and start[-2:-1].isspace() else title


def choose_lead(
    item: Item,
    headline: Headline,
    summary: Sequence[Line],
    sentences: Sequence[Sentence],
    language: Language,
    *,
    follows: bool = False,
) -> list[Line] | str:
    """Return the lines of a story, its headline among them only where no other tells it; or why nothing of it may be told.

    `sentences` are those of the item's text: a claim among headlines is not read where the text has a caveat or a denial. A story
    that `follows` one that was heard need not tell it again.
    """
    if summary and is_sound(summary[0].text, item.title, language):
        return list(summary)
    against = headline.against or _find_headline_risk(item.title, summary, sentences, language)
    if headline.line and not against:
        return [headline.line, *summary]
    tells = bool(summary) and tells_headline(summary[0].text, item.title, language)
    if tells or (summary and follows) or (summary and sentences and _stands_alone(summary[0], sentences[0], item, language)):
        return list(summary)
    what = "no sentence of it tells what its headline tells" if summary else "nothing of it may be read"
    return f"{what}; its headline: {against}"


def is_sound(sentence: str, title: str, language: Language) -> bool:
    """Return whether a sentence tells what a headline tells, and refers to nothing that is not read, or tells most of it."""
    shared, terms = _compare(sentence, title, language)
    told = shared >= min(LEAST, terms) and shared >= TELLS * terms
    return told and (shared >= MOST * terms or not find_late_dependence(sentence, language))


def tells_headline(sentence: str, title: str, language: Language) -> bool:
    """Return whether a sentence tells what a headline tells: enough of its content words, in whatever form."""
    shared, terms = _compare(sentence, title, language)
    return shared >= min(LEAST, terms) and shared >= TELLS * terms


def _compare(sentence: str, title: str, language: Language) -> tuple[int, int]:
    """Return how many of a headline's content words a sentence has, and how many there are."""
    terms = extract_terms(title, language)
    return _count_shared(terms, extract_terms(sentence, language)), len(terms)


def _count_shared(terms: frozenset[str], others: frozenset[str]) -> int:
    """Return how many terms another set has, or has in another form: "opens", "opened"."""
    return sum(term in others or any(_is_form(term, other) for other in others) for term in terms)


def _is_form(one: str, other: str) -> bool:
    same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other)))
    return same >= SAME and same >= max(len(one), len(other)) - ENDING


def _stands_alone(line: Line, opening: Sentence, item: Item, language: Language) -> bool:
    """Return whether a line opens the article, on its headline's subject, and needs no headline to be understood."""
    opens = line.sources[0].start == opening.start and not find_late_dependence(line.text, language)
    return opens and _count_shared(extract_terms(item.title, language), extract_terms(line.text, language)) > 0


def _find_headline_risk(title: str, summary: Sequence[Line], sentences: Sequence[Sentence], language: Language) -> str:
    """Return why a headline that can be spoken must not be: a grave one alone, or a claim that its article qualifies."""
    if is_grave(title, language) and not summary:
        return "a death, a charge or an accusation is not told by a headline alone"
    read = {source.start for line in summary for source in line.sources}
    terms = extract_terms(title, language)
    doubts = [sentence for sentence in sentences if sentence.doubts and sentence.start not in read]
    claim = rate_allegation(title, language) or is_grave(title, language)
    if any(claim or terms & sentence.terms for sentence in doubts):
        return "its article has a caveat or a denial of it"
    return ""
