"""Who else reports it: other publishers whose own item tells the fact that a story's first sentence tells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from briefing.lib.same_fact import LEAD as LEAD_CHARACTERS
from briefing.lib.same_fact import Match, covers_same_event, find_same_fact, weigh_stems
from briefing.model.language import Language
from briefing.model.news import FactWeights, Item, Line, Source, Story
from briefing.model.show import Feed
from briefing.write.other_sources import OtherSource, find_other_sources
from briefing.write.render import render
from briefing.write.sentences import split_sentences

NAMED = 4  # publishers that are named; of more the first three are, and the others are counted
SENTENCES = 3  # of another item that may tell the fact, beside its title
LEAD = 60  # words in which copies of one agency report are alike
SHINGLE = 3  # words
FEWEST = 8  # shingles; fewer are alike by chance
COPIED = 0.5  # of the shorter lead's shingles stand in the other


def confirm_lead(line: Line, story: Story, feeds: Mapping[str, Feed], weights: FactWeights, language: Language) -> Line | None:
    """Return "X also reports this." for the publishers that tell the fact of a story's first sentence, or None.

    The line cites the sentence, and of each publisher the words that tell the same; its weights let `verify` judge it again.
    """
    if not line.sources or line.sources[0].item != story.items[0].id:
        return None
    names, sources, stems, known = [], [line.sources[0]], dict[str, float](), frozenset[str]()
    for other, match in list_confirming(line.sources[0].quote, story, feeds, weights, language):
        names.append(other.feed.name)
        sources.append(_cite(other.item, match.text))
        stems |= match.weights.stems
        known |= match.weights.names
    if not names:
        return None
    text = _render_names("confirmed", names, language)
    return Line("", text, "confirmed", tuple(sources), (), FactWeights(stems, known))


def list_confirming(
    said: str, story: Story, feeds: Mapping[str, Feed], weights: FactWeights, language: Language
) -> list[tuple[OtherSource, Match]]:
    """Return the independent publishers whose item tells the fact of a sentence of the story's first item, and where."""
    if language.facts is None:
        return []
    ours, found = f"{story.items[0].title}\n{story.items[0].text}", []
    for other in list_independent(story, feeds):
        sentences = [other.item.text[start:end] for start, end in split_sentences(other.item.text, language, other.item.title)]
        match = find_same_fact(said, ours, other.item.title, other.item.text, sentences[:SENTENCES], weights, language.facts)
        if match:
            found.append((other, match))
    return found


def weigh_items(items: Iterable[Item]) -> FactWeights:
    """Return the weights of the words of an edition's items."""
    return weigh_stems(f"{item.title}\n{item.text[:LEAD_CHARACTERS]}" for item in items)


def find_coverage(story: Story, feeds: Mapping[str, Feed], weights: FactWeights, language: Language) -> Line | None:
    """Return "X has more on this story." for a publisher that covers the event, without saying that it confirms anything."""
    if language.facts is None:
        return None
    teller = story.items[0]
    for other in list_independent(story, feeds):
        if covers_same_event((teller.title, teller.text), (other.item.title, other.item.text), weights, language.facts):
            return Line("", _render_names("covers", [other.feed.name], language), "template", ())
    return None


def list_independent(story: Story, feeds: Mapping[str, Feed]) -> list[OtherSource]:
    """Return the items of other publishers that are no copies of the teller's or of one another, such as of one agency's report."""
    kept: list[OtherSource] = []
    shown = [story.items[0]]
    for other in find_other_sources(story, feeds):
        if not any(_is_copy(other.item, one) for one in shown):
            kept.append(other)
            shown.append(other.item)
    return kept


def _is_copy(one: Item, other: Item) -> bool:
    """Return whether two leads share half the runs of three words of the shorter one."""
    mine, theirs = _shingle(one.text), _shingle(other.text)
    short = min(len(mine), len(theirs))
    return short >= FEWEST and len(mine & theirs) >= COPIED * short


def _shingle(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text[: LEAD * 12].casefold())[:LEAD]
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _cite(item: Item, text: str) -> Source:
    field = "title" if text == item.title else "text"
    whole = item.title if field == "title" else item.text
    start = whole.index(text)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Source(item.feed, item.id, item.version, "title" if field == "title" else "text", start, start + len(text), text, digest)


def _render_names(template: str, names: Sequence[str], language: Language) -> str:
    shown = list(names) if len(names) <= NAMED else list(names[: NAMED - 1])
    said = render(
        language.templates[template], first=", ".join(shown[:-1]), last=shown[-1], number=len(names), more=len(names) - len(shown)
    )
    return " ".join(said)
