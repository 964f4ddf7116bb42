"""The chance that two items tell one event, from their likeness and from the names and numbers in which they differ.

The constants are a logistic fit to pairs of ECB+ cut to title and 30 words and of two English mornings, rounded, and checked by
leaving out a third of the topics at a time: docs/events.md.
"""

from __future__ import annotations

import math

from briefing.model.language import Titles
from briefing.model.news import Item
from briefing.select.apart import weigh_differences
from briefing.select.likeness import SHORT, Likeness
from briefing.select.mentions import compare_names, has_crossed_numbers
from briefing.select.opposite import OTHER_NAMES, follows_one_pattern, has_opposite_titles
from briefing.select.titles import Words, has_label

SAME_EVENT = 0.18  # mean likeness of long texts; docs/events.md has the curve
SAME = 0.42  # mean chance at which two groups become one; a long pair of likeness SAME_EVENT has it too
ONE_SOURCE = 0.75  # a desk tells an event once, unless it says that it updates: its own items are more often two of one topic
ONE_DESK = 0.5  # the same for brief items: of what .75 joined on a morning of 354, six groups of one feed were two things
MAY_BE_COPY = 0.3  # likeness from which it is worth looking; the leads of copies are alike too
FLOOR = 0.12  # likeness of long texts below it counts as none; at .08 the groups on ECB+ are the same
FLOOR_BRIEF = 0.1  # of brief items; at .07 the groups are nearly the same
PATTERN = 0.15  # likeness below which no two sentences are of one pattern
APART = 2.0  # less where two items are opposite or parallel news: it outweighs what others have in common with both
UNLIKELY = 0.15  # a smaller chance needs no evidence against it
LEAST = 0.04  # a smaller chance counts as none, so that many together do not join what no pair joins

# Of brief items: 1 / (1 + exp(-(STEEP (sqrt(cosine) - MIDDLE) - NAMES crossed + SHARED shared - NUMBERS counted))).
STEEP = 13.0
MIDDLE = 0.38
NAMES = 2.5  # times the share of crossed names
SHARED = 1.3  # times the weight of shared ones
NUMBERS = 1.6  # where the counts are crossed
# Of long ones, which mention more: their likeness, less these parts of it.
NAMES_LONG = 0.2
NUMBERS_LONG = 0.2


def rate_pair(one: Item, other: Item, told: tuple[Words, Words], cosine: float, likeness: Likeness, titles: Titles) -> float:
    """Return the chance that two items tell one event, below 0 where they are certainly two; `told` are their titles in words.

    `cosine` comes from `Likeness.find_close_pairs`. The result is 0 to 1 for brief items; a long pair may have more.
    """
    if cosine >= MAY_BE_COPY and likeness.is_near_copy(one, other):
        return 1.0 - weigh_differences(one, other, *told, likeness, titles)
    chance = _compute_chance(one, other, cosine, likeness, titles)
    if not chance:
        return 0.0
    if one.feed == other.feed and not (has_label(one.title, titles) or has_label(other.title, titles)):
        chance *= ONE_DESK if is_brief_pair(one, other, likeness) else ONE_SOURCE
    if 0 < chance < UNLIKELY:
        return chance
    return chance - weigh_differences(one, other, *told, likeness, titles)


def rate_topic(one: Item, other: Item, cosine: float, likeness: Likeness) -> float:
    """Return the chance of 0 to 1 that two items belong to one topic, whatever tells them apart: numbers, opposites, days."""
    known = likeness.get_mentions(one), likeness.get_mentions(other)
    weights = likeness.weigh_names(one), likeness.weigh_names(other)
    crossed, shared = compare_names(*known, *weights)
    return 1 / (1 + math.exp(-(STEEP * (math.sqrt(cosine) - MIDDLE) - NAMES * crossed + SHARED * shared)))


def is_brief_pair(one: Item, other: Item, likeness: Likeness) -> bool:
    """Return whether both items have too few words for their likeness alone to be trusted: a headline and a teaser."""
    return likeness.count_words(one) < SHORT and likeness.count_words(other) < SHORT


def _compute_chance(one: Item, other: Item, cosine: float, likeness: Likeness, titles: Titles) -> float:
    """Return the chance of two items that are no copies; less than 0 where they are opposite or parallel news."""
    brief = is_brief_pair(one, other, likeness)
    if not brief and cosine < FLOOR:
        return 0.0
    known = likeness.get_mentions(one), likeness.get_mentions(other)
    weights = likeness.weigh_names(one), likeness.weigh_names(other)
    crossed, shared = compare_names(*known, *weights)
    counted = has_crossed_numbers(*known)
    if not brief:
        chance = cosine * SAME / SAME_EVENT * (1 - NAMES_LONG * crossed) * (1 - NUMBERS_LONG * counted)
        return chance - APART if has_opposite_titles(one.title, other.title, titles) else chance
    evidence = STEEP * (math.sqrt(cosine) - MIDDLE) - NAMES * crossed + SHARED * shared - NUMBERS * counted
    chance = 1 / (1 + math.exp(-evidence))
    if chance < LEAST or not likeness.share_event(one, other):
        return 0.0
    if has_opposite_titles(one.title, other.title, titles) or (
        cosine >= PATTERN
        and (counted or crossed >= OTHER_NAMES or likeness.has_swapped_facts(one, other))
        and follows_one_pattern(one, other, *known)
    ):
        return chance - APART
    return chance
