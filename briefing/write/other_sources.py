"""Other sources of a story: what they add to the teller's lines, and where they give a different figure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from briefing.model.language import Language
from briefing.model.news import Edit, Item, Line, Source, Story
from briefing.model.ports import Summarizer, Task
from briefing.model.show import Feed
from briefing.write import rules
from briefing.write.amounts import disagree, find_values, may_disagree
from briefing.write.attribution import name_source
from briefing.write.quotations import pair_quotes
from briefing.write.relative_days.apply import apply_edits, find_writing_time, resolve_days
from briefing.write.render import render
from briefing.write.sentences import find_title_end, split_paragraphs, split_sentences

DEEPEST = 10  # sentences: what matters stands near the top
LONGEST = 35  # words of what is added
OLDER = timedelta(hours=3)  # who reported so much before the teller knew less, and does not disagree
STEM = 6  # letters in which the forms of a word meet
SHORTEST = 4  # letters of a word that says what a sentence is about
SHARED = 2  # words in common with the story: it is the same story
KNOWN = 0.6  # of its words that were heard already: it says nothing new


@dataclass(frozen=True, slots=True)
class OtherSource:
    """An item of another publisher that tells the story, and its feed."""

    item: Item
    feed: Feed


def find_other_sources(story: Story, feeds: Mapping[str, Feed]) -> list[OtherSource]:
    """Return the best item of each other publisher; feeds with the same name or the same site have the same publisher."""
    teller, *rest = story.items
    seen = {*_identify_publisher(teller, feeds)}
    found = []
    for item in rest:
        if item.feed in feeds and not (publisher := _identify_publisher(item, feeds)) & seen:
            seen |= publisher
            found.append(OtherSource(item, feeds[item.feed]))
    return found


def _identify_publisher(item: Item, feeds: Mapping[str, Feed]) -> set[str]:
    try:
        host = urlsplit(item.url).hostname or ""
    except ValueError:
        host = ""
    return {feeds[item.feed].name.casefold(), host.removeprefix("www.")} - {""}


def write_additions(
    teller: Item, lines: Sequence[Line], found: Sequence[OtherSource], task: Task, summarizer: Summarizer, language: Language
) -> list[Line]:
    """Return lines that name another source and quote it: a different figure first, else news that only it has; or nothing.

    `lines` are those of the story; `task` gives the number of words, and the rights are those of each source.
    """
    words = min(task.words, LONGEST)
    for other in found:
        line = _find_other_figure(teller, lines, other.item, task, language)
        if line and (said := _introduce_lines("disagree", other, [line], words, language)):
            return said
    for other in found:
        news = _find_news(teller, lines, other, replace(task, words=words, rights=other.feed.rights), summarizer, language)
        if news and (said := _introduce_lines("also", other, news, words, language)):
            return said
    return []


def _introduce_lines(template: str, other: OtherSource, lines: Sequence[Line], words: int, language: Language) -> list[Line]:
    """Return lines that name their source, or nothing when together they are too long."""
    naming = [Line("", text, "template", ()) for text in render(language.templates[template], feed=other.feed.name)]
    said = [*naming, *lines] if template == "disagree" else list(name_source(lines, other.feed.name, language))
    return said if sum(len(line.text.split()) for line in said) <= words else []


def _find_other_figure(teller: Item, lines: Sequence[Line], item: Item, task: Task, language: Language) -> Line | None:
    """Return the first sentence of another item that gives a different figure than a line does.

    None when the item is older, since its source knew less, or when either text also has the other's figure, since then both know
    both.
    """
    if teller.dated and item.dated and item.published < teller.published - OLDER:
        return None
    known = find_values(f"{teller.title}\n{teller.text}", language)
    theirs = find_values(f"{item.title}\n{item.text}", language)
    heard = _extract_words(" ".join((teller.title, *(line.text for line in lines))))
    for start, end in _find_standalone(item, heard, language):
        said = item.text[start:end]
        edits = resolve_days(said, find_writing_time(item, task.timezone, language), task.day, task.timezone, language)
        for line in (line for line in lines if line.sources):
            mine, new = find_values(line.text, language), find_values(said, language)
            told = disagree(line.text, said, language) and _has_same_names(teller.title, line.text, item.title, said, language)
            if told and isinstance(edits, tuple) and not (new - mine) & known and not (mine - new) & theirs:
                return _cite_sentence(item, start, end, edits)
    return None


def _cite_sentence(item: Item, start: int, end: int, edits: tuple[Edit, ...]) -> Line:
    quote, digest = item.text[start:end], hashlib.sha256(item.text.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "text", start, end, quote, digest)
    return Line("", apply_edits(quote, edits), "edited" if edits else "verbatim", (source,), edits)


def _find_standalone(item: Item, heard: set[str], language: Language) -> Iterator[tuple[int, int]]:
    """Yield the sentences near the top of an item that may be read once `heard` was heard and that no other takes back."""
    spans = split_sentences(item.text, language, item.title)
    unclosed = [span for span in split_paragraphs(item.text) if pair_quotes(item.text[slice(*span)])[1]]
    doubted = [rules.count_doubted(item.text[start:end], language) for start, end in spans]
    if rules.CAVEAT_REACH in doubted:  # what is not verified may be any of its claims
        return
    for number, (start, end) in enumerate(spans[:DEEPEST]):
        sentence = item.text[start:end]
        leans = rules.find_dependence(sentence, language) or (number and _find_late_dependence(sentence, heard, language))
        denied = any(doubted[number : number + 2]) or sentence.endswith("?")
        inside = any(first <= start < last for first, last in unclosed)
        if not (find_title_end(sentence, item.title) or rules.find_objection(sentence, language) or leans or denied or inside):
            yield start, end


def _find_late_dependence(sentence: str, heard: set[str], language: Language) -> str:
    """Return why a sentence in mid-text cannot be understood; "the blast" can be once a blast was heard of."""
    first, _, rest = sentence.partition(" ")
    known = first.lower() in language.pointers and _extract_words(rest.partition(" ")[0]) & heard
    return rules.find_late_dependence(rest if known else sentence, language)


def _has_same_names(our_title: str, ours: str, their_title: str, theirs: str, language: Language) -> bool:
    """Return whether two sentences, each with its headline, name the same places and people, and no other day."""
    mine, their = _find_names(ours), _find_names(theirs)
    days = {name for names in language.days.weekdays.values() for name in names}
    return their <= mine | _find_names(our_title) and mine - days <= their | _find_names(their_title)


def _find_names(sentence: str) -> set[str]:
    """Return the words after the first that are written as names."""
    words = (word.strip(".,;:!?\"'()“”„«»") for word in sentence.split()[1:])
    return {word for word in words if word[:1].isupper() and len(word) > 1}


def _find_news(
    teller: Item, lines: Sequence[Line], other: OtherSource, task: Task, summarizer: Summarizer, language: Language
) -> list[Line]:
    """Return one or two sentences of another source that belong to the story and tell what the teller has not told, or nothing."""
    spans = split_sentences(other.item.text, language, other.item.title)[:DEEPEST]
    lead = [other.item.text[start:end] for start, end in spans[:1]]  # it tells the story once more
    found = list(summarizer.summarize(other.item, replace(task, told=(*task.told, other.item.title, *lead))))
    said = " ".join(line.text for line in lines)
    whole = f"{teller.title}\n{teller.text}\n{said}"
    near = [line for line in found if line.sources[0].start < spans[-1][1] and line.text not in lead]
    if not 1 <= len(found) <= 2 or near != found or not _belongs_to_story(found[0].text, said):
        return []
    apart = any(may_disagree(line.text, one.text, language) for line in lines for one in found)
    return found if not apart and all(_has_new_facts(line.text, whole, language) for line in found) else []


def _belongs_to_story(sentence: str, story: str) -> bool:
    """Return whether a sentence belongs to the story: it shares words and a name with it."""
    return len(_extract_words(sentence) & _extract_words(story)) >= SHARED and any(name in story for name in _find_names(sentence))


def _has_new_facts(sentence: str, text: str, language: Language) -> bool:
    """Return whether a sentence has a name or a number that a text does not have, and shares little else with it."""
    facts = find_values(sentence, language) - find_values(text, language) or {
        name for name in _find_names(sentence) if name not in text
    }
    words = _extract_words(sentence)
    return bool(facts) and len(words & _extract_words(text)) <= KNOWN * len(words)


def _extract_words(text: str) -> set[str]:
    """Return the longer words of a text, cut to what their forms share."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return {word[:STEM] for word in words if len(word) >= SHORTEST}
