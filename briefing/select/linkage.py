"""Average-linkage clustering: the two groups with the highest mean likeness are merged, repeatedly.

Single linkage would chain everything together on big stories. The most alike are merged first, so the input order does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

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
