"""The sentence that a story told by an item would begin with, for those who choose the teller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from briefing.model.language import Language
from briefing.model.news import Item, Story
from briefing.model.ports import Task
from briefing.model.show import Show
from briefing.write.confirm import list_confirming, weigh_items
from briefing.write.examine import examine_sentences
from briefing.write.lead import build_headline, choose_lead, is_sound
from briefing.write.summarizers.extractive import ExtractiveSummarizer


def make_first_sentence(show: Show, language: Language, heard: date) -> Callable[[Item], tuple[str, bool]]:
    """Return a function from an item to the sentence that would be said first of it, "" where nothing of it may be read.

    With it comes whether that sentence is sound: it tells what the headline tells, and refers to nothing that is not read.

    It asks the extractive summarizer, whatever the show's: many items are asked, and most are not told.
    """
    summarizer = ExtractiveSummarizer(language)
    feeds = {feed.id: feed for feed in show.feeds}

    def say_first(item: Item) -> tuple[str, bool]:
        task = Task(show.summarizer.words, feeds[item.feed].rights, heard, show.timezone)
        summary = summarizer.summarize(item, task)
        headline = build_headline(item, heard, show.timezone, language, feeds[item.feed].name)
        lines = choose_lead(item, headline, summary, examine_sentences(item, task, language), language)
        if isinstance(lines, str):
            return "", False
        first = lines[0]
        title = first.sources[0].field == "title"
        return first.text, title or is_sound(first.text, item.title, language)

    return say_first


def make_confirmation_counter(show: Show, language: Language, items: Sequence[Item]) -> Callable[[Item, str, Sequence[Item]], int]:
    """Return a function that counts the independent publishers among items that tell what the first item's sentence tells.

    `items` are those of the edition's window, by which words are weighted.
    """
    feeds = {feed.id: feed for feed in show.feeds}
    weights = weigh_items(items)

    def count_confirming(item: Item, sentence: str, told: Sequence[Item]) -> int:
        story = Story("", (item, *(other for other in told if other is not item)))
        return len(list_confirming(sentence, story, feeds, weights, language))

    return count_confirming
