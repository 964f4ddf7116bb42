"""Average-linkage clustering: the two groups with the highest mean likeness are merged, repeatedly.

Single linkage would chain everything together on big stories. The most alike are merged first, so the input order does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush, nlargest
from math import ceil, fsum

LARGE = 10  # members; with 8 events of ECB+ run together
SMALL = 5
NEAREST = 0.3  # of the pairs with a large group count
ROUNDS = 3  # what was added draws others in

Groups = dict[int, list[int]]
Sums = dict[int, dict[int, float]]


def link_groups(groups: Sequence[Sequence[int]], links: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Return the groups, merged as long as two have a mean likeness of `least` or more.

    `links` has the likeness of pairs of members; a missing pair counts as 0, and minus infinity keeps two groups apart.
    Among equal means the groups with the earliest members come first.
    """
    live: Groups = {number: list(group) for number, group in enumerate(groups)}
    sums = _sum_likeness(groups, links)
    queue = [
        (-total / (len(live[one]) * len(live[other])), one, other)
        for one in sums
        for other, total in sums[one].items()
        if one < other
    ]
    heapify(queue)
    while queue and -queue[0][0] >= least:
        _, one, other = heappop(queue)
        if one in live and other in live:
            made = len(groups) + len(groups) - len(live)
            for near, total in _join_groups(one, other, made, live, sums).items():
                mean = total / (len(live[made]) * len(live[near]))
                if mean >= least:
                    heappush(queue, (-mean, near, made))
    return list(live.values())


def add_to_large(groups: Sequence[Sequence[int]], links: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Return the groups, each small one added to the large one whose nearest members it is like, `least` or more on the mean.

    A big event has many sides, and an item that is like a third of its tellers need not be like the rest. A pair below 0 keeps two
    groups apart.
    """
    near: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), alike in links.items():
        near[one][other] = near[other][one] = alike
    live = {number: list(group) for number, group in enumerate(groups)}
    for _ in range(ROUNDS):
        home = {place: number for number, group in live.items() for place in group}
        found = sorted((-alike, small, large) for small, large, alike in _find_large(live, home, near) if alike >= least)
        if not found:
            break
        for _, small, large in found:
            if small in live and large in live:
                live[large] += live.pop(small)
    return list(live.values())


def _find_large(live: Groups, home: Mapping[int, int], near: Mapping[int, Mapping[int, float]]) -> Iterator[tuple[int, int, float]]:
    """Yield each small group, a large one that nothing keeps it from, and the mean of its nearest pairs with it."""
    for small, group in live.items():
        if len(group) > SMALL:
            continue
        pairs: defaultdict[int, list[float]] = defaultdict(list)
        for place in group:
            for other, alike in near.get(place, {}).items():
                pairs[home[other]].append(alike)
        for large, values in pairs.items():
            if large != small and len(live[large]) >= LARGE and min(values) >= 0:
                count = ceil(NEAREST * len(group) * len(live[large]))
                yield small, large, fsum(nlargest(count, values)) / count


def _sum_likeness(groups: Sequence[Sequence[int]], links: Mapping[tuple[int, int], float]) -> Sums:
    """Return the likeness of any two groups, summed over the pairs of their members."""
    home = {place: number for number, group in enumerate(groups) for place in group}
    sums: Sums = defaultdict(lambda: defaultdict(float))
    for (one, other), alike in sorted(links.items()):
        here, there = home[one], home[other]
        if here != there:
            sums[here][there] += alike
            sums[there][here] += alike
    return sums


def _join_groups(one: int, other: int, made: int, live: Groups, sums: Sums) -> dict[int, float]:
    """Merge two groups into one, and return its sums with the groups it is linked to."""
    live[made] = live.pop(one) + live.pop(other)
    joined: defaultdict[int, float] = defaultdict(float)
    for gone in (one, other):
        for near, total in sums.pop(gone, {}).items():
            if near not in (one, other):
                joined[near] += total
                del sums[near][gone]
    for near, total in joined.items():
        sums[near][made] = total
    sums[made] = joined
    return joined
