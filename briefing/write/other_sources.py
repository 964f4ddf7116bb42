"""What other sources of a story add to the lines of its teller, and where they give another figure."""

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
from briefing.write.amounts import at_odds, disagree, values
from briefing.write.quotations import pairs
from briefing.write.relative_days.apply import apply, reckon, written
from briefing.write.render import render
from briefing.write.sentences import paragraphs, runs_on, split

DEEPEST = 10  # sentences: what matters stands near the top
LONGEST = 35  # words of what is added
OLDER = timedelta(hours=3)  # who reported so much before the teller knew less, and does not disagree
STEM = 6  # letters in which the forms of a word meet
SHORTEST = 4  # letters of a word that says what a sentence is about
SHARED = 2  # words in common with the story: it is the same story
KNOWN = 0.6  # of its words that were heard already: it says nothing new


@dataclass(frozen=True, slots=True)
class Other:
    """An item of another publisher that tells the story, and its feed."""

    item: Item
    feed: Feed


def others(story: Story, feeds: Mapping[str, Feed]) -> list[Other]:
    """Return the best item of each other publisher; the same name or the same site is the same publisher."""
    teller, *rest = story.items
    seen = {*_publisher(teller, feeds)}
    found = []
    for item in rest:
        if item.feed in feeds and not (publisher := _publisher(item, feeds)) & seen:
            seen |= publisher
            found.append(Other(item, feeds[item.feed]))
    return found


def _publisher(item: Item, feeds: Mapping[str, Feed]) -> set[str]:
    try:
        host = urlsplit(item.url).hostname or ""
    except ValueError:
        host = ""
    return {feeds[item.feed].name.casefold(), host.removeprefix("www.")} - {""}


def added(
    teller: Item, lines: Sequence[Line], found: Sequence[Other], task: Task, summarizer: Summarizer, language: Language
) -> list[Line]:
    """Return lines that name another source, with what it says: another figure first, else what only it has; or nothing.

    `lines` are those of the story; `task` says how many words there are, its rights are each source's own.
    """
    words = min(task.words, LONGEST)
    for other in found:
        line = _other_figure(teller, lines, other.item, task, language)
        if line and (said := _introduced("disagree", other, [line], words, language)):
            return said
    for other in found:
        news = _news(teller, lines, other, replace(task, words=words, rights=other.feed.rights), summarizer, language)
        if news and (said := _introduced("also", other, news, words, language)):
            return said
    return []


def _introduced(template: str, other: Other, lines: Sequence[Line], words: int, language: Language) -> list[Line]:
    """Return lines behind the naming of their source, or nothing when they are too long together."""
    naming = [Line("", text, "template", ()) for text in render(language.templates[template], feed=other.feed.name)]
    said = [*naming, *lines]
    return said if sum(len(line.text.split()) for line in said) <= words else []


def _other_figure(teller: Item, lines: Sequence[Line], item: Item, task: Task, language: Language) -> Line | None:
    """Return the first sentence of another item that gives another figure than a line does.

    Not when it is older, for it knew less; nor when either text has the figure of the other too, for then both know both.
    """
    if teller.dated and item.dated and item.published < teller.published - OLDER:
        return None
    known = values(f"{teller.title}\n{teller.text}", language)
    theirs = values(f"{item.title}\n{item.text}", language)
    heard = _words(" ".join((teller.title, *(line.text for line in lines))))
    for start, end in _standing_alone(item, heard, language):
        said = item.text[start:end]
        edits = reckon(said, written(item, task.timezone, language), task.day, task.timezone, language)
        for line in (line for line in lines if line.sources):
            mine, new = values(line.text, language), values(said, language)
            told = disagree(line.text, said, language) and _same_names(teller.title, line.text, item.title, said, language)
            if told and isinstance(edits, tuple) and not (new - mine) & known and not (mine - new) & theirs:
                return _cited(item, start, end, edits)
    return None


def _cited(item: Item, start: int, end: int, edits: tuple[Edit, ...]) -> Line:
    quote, digest = item.text[start:end], hashlib.sha256(item.text.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "text", start, end, quote, digest)
    return Line("", apply(quote, edits), "edited" if edits else "verbatim", (source,), edits)


def _standing_alone(item: Item, heard: set[str], language: Language) -> Iterator[tuple[int, int]]:
    """Yield the sentences near the top of an item that may be read once words were `heard`, and that no other takes back."""
    spans = split(item.text, language, item.title)
    unclosed = [span for span in paragraphs(item.text) if pairs(item.text[slice(*span)])[1]]
    doubted = [rules.doubts(item.text[start:end], language) for start, end in spans]
    if rules.CAVEAT_REACH in doubted:  # what is not verified may be any of its claims
        return
    for number, (start, end) in enumerate(spans[:DEEPEST]):
        sentence = item.text[start:end]
        leans = rules.leans(sentence, language) or (number and _late(sentence, heard, language))
        denied = any(doubted[number : number + 2]) or sentence.endswith("?")
        inside = any(first <= start < last for first, last in unclosed)
        if not (runs_on(sentence, item.title) or rules.against(sentence, language) or leans or denied or inside):
            yield start, end


def _late(sentence: str, heard: set[str], language: Language) -> str:
    """Return why a sentence in mid-text cannot be understood; "the blast" can where a blast was heard of."""
    first, _, rest = sentence.partition(" ")
    known = first.lower() in language.pointers and _words(rest.partition(" ")[0]) & heard
    return rules.leans_when_late(rest if known else sentence, language)


def _same_names(our_title: str, ours: str, their_title: str, theirs: str, language: Language) -> bool:
    """Return whether two sentences name the same places and people, each with what its headline names, and no other day."""
    mine, their = _names(ours), _names(theirs)
    days = {name for names in language.days.weekdays.values() for name in names}
    return their <= mine | _names(our_title) and mine - days <= their | _names(their_title)


def _names(sentence: str) -> set[str]:
    """Return the words that are written as names, behind the first."""
    words = (word.strip(".,;:!?\"'()“”„«»") for word in sentence.split()[1:])
    return {word for word in words if word[:1].isupper() and len(word) > 1}


def _news(teller: Item, lines: Sequence[Line], other: Other, task: Task, summarizer: Summarizer, language: Language) -> list[Line]:
    """Return one or two sentences of another source that belong to the story and tell what the teller has not, or nothing."""
    spans = split(other.item.text, language, other.item.title)[:DEEPEST]
    lead = [other.item.text[start:end] for start, end in spans[:1]]  # it tells the story once more
    found = list(summarizer.summarize(other.item, replace(task, told=(*task.told, other.item.title, *lead))))
    said = " ".join(line.text for line in lines)
    whole = f"{teller.title}\n{teller.text}\n{said}"
    near = [line for line in found if line.sources[0].start < spans[-1][1] and line.text not in lead]
    if not 1 <= len(found) <= 2 or near != found or not _belongs(found[0].text, said):
        return []
    apart = any(at_odds(line.text, one.text, language) for line in lines for one in found)
    return found if not apart and all(_new(line.text, whole, language) for line in found) else []


def _belongs(sentence: str, story: str) -> bool:
    """Return whether a sentence is of the same story: it shares words with it, and a name."""
    return len(_words(sentence) & _words(story)) >= SHARED and any(name in story for name in _names(sentence))


def _new(sentence: str, text: str, language: Language) -> bool:
    """Return whether a sentence has a name or a number that a text has not, and little else of it."""
    facts = values(sentence, language) - values(text, language) or {name for name in _names(sentence) if name not in text}
    words = _words(sentence)
    return bool(facts) and len(words & _words(text)) <= KNOWN * len(words)


def _words(text: str) -> set[str]:
    """Return what a text is about: its longer words, cut so that their forms meet."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return {word[:STEM] for word in words if len(word) >= SHORTEST}
