"""Who else reports it: other publishers whose own item tells the fact that a story's first sentence tells."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from briefing.lib.independence import list_independent as lib_list_independent
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


def find_coverage(
    story: Story, feeds: Mapping[str, Feed], weights: FactWeights, language: Language, heard: Collection[str]
) -> Line | None:
    """Return "X has more on this story." for a publisher that covers the event, without saying that it confirms anything.

    `heard` are the feeds whose words the story reads; none of them is named again.
    """
    if language.facts is None:
        return None
    teller = story.items[0]
    for other in list_independent(story, feeds):
        if other.feed.id not in heard and covers_same_event(
            (teller.title, teller.text), (other.item.title, other.item.text), weights, language.facts
        ):
            return Line("", _render_names("covers", [other.feed.name], language), "template", ())
    return None


def list_independent(story: Story, feeds: Mapping[str, Feed]) -> list[OtherSource]:
    """Return the items of other publishers that were written without the teller's and without one another, one of each owner."""
    found = find_other_sources(story, feeds)
    by_item = {(other.item.id, other.item.version, other.feed.id): other for other in found}
    teller = story.items[0]
    named = [(feeds[teller.feed].name, teller), *((other.feed.name, other.item) for other in found)]
    _, *kept = lib_list_independent(named)
    return [by_item[item.id, item.version, item.feed] for _, item in kept]


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
