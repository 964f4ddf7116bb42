"""Caveats and denials: which sentences may be read only together with another that says they are unverified, or denies them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.write.examine import Sentence, Terms
from briefing.write.rules import CAVEAT_REACH

SHARED = 2.0  # content words in common: the same subject as a denial's
CLAIMED = 1.5  # the same as a caveat's, which says less of what it means ("the video could not be verified")
COMMON = 0.2  # of the sentences: a word that more of them have says half as much, since the whole text is about it
HALF = 0.5
BESIDE = 0.4  # what a word says that a caveat has before its sign, as against behind: "Moscow denied that a depot burned"


def find_qualifiers(sentences: Sequence[Sentence], most: int) -> list[frozenset[int]]:
    """Return, for each of the first `most` sentences, which others must be read with it.

    A caveat qualifies the sentences right before it within its reach, and every other one, before or after, on the same subject:
    what it names itself and, where it refers to a sentence before ("the claim", "its authenticity"), what that one names. Near
    the caveat, or where a sentence is an accusation or says that it is alleged, one word in common is enough; none is needed when
    all charges are denied at once. Of distant caveats of one kind (unverified or denied), the nearest is enough.
    """
    caveats = [at for at, sentence in enumerate(sentences) if sentence.doubts]
    common = _find_common_terms(sentences) if caveats else frozenset()
    topics = {at: _weigh_topic(sentences, at, common) for at in caveats}
    return [_find_caveats(sentences, at, topics) for at in range(min(most, len(sentences)))]


def _find_caveats(sentences: Sequence[Sentence], at: int, topics: Mapping[int, Mapping[str, float]]) -> frozenset[int]:
    near = {caveat for caveat in topics if 0 < caveat - at <= sentences[caveat].doubts}
    settled = {sentences[caveat].doubts for caveat in near} | {sentences[at].doubts}  # a denial is not itself denied
    nearest: dict[int, int] = {}
    for caveat in sorted(topics, key=lambda caveat: abs(caveat - at)):
        kind = sentences[caveat].doubts
        if kind not in settled and kind not in nearest and _is_same_subject(sentences, at, caveat, topics[caveat]):
            nearest[kind] = caveat
    return frozenset(near | set(nearest.values()))


def _is_same_subject(sentences: Sequence[Sentence], at: int, caveat: int, topic: Mapping[str, float]) -> bool:
    """Return whether a sentence has a caveat's subject; a denial also answers accusations, a lack of proof only claims."""
    unverified = sentences[caveat].doubts == CAVEAT_REACH
    shared = sum(topic[term] for term in sentences[at].terms if term in topic)
    alleged = sentences[at].alleged >= (2 if unverified else 1)
    if alleged and sentences[caveat].sweeping:
        return True
    close = 0 < caveat - at <= CAVEAT_REACH and shared > BESIDE
    return close or (alleged and shared > 0) or shared >= (CLAIMED if unverified else SHARED)


def _find_common_terms(sentences: Sequence[Sentence]) -> Terms:
    found = Counter(term for sentence in sentences for term in sentence.terms)
    return frozenset(term for term, times in found.items() if times > max(2.0, COMMON * len(sentences)))


def _weigh_topic(sentences: Sequence[Sentence], at: int, common: Terms) -> dict[str, float]:
    """Return the subject of a caveat: its words and the weight of each."""
    caveat = sentences[at]
    before, sign, behind = caveat.doubted
    topic = dict.fromkeys(before, BESIDE)
    if caveat.doubts == CAVEAT_REACH or caveat.leans or caveat.late:
        for other in range(max(0, at - caveat.doubts), at):
            topic |= dict.fromkeys(sentences[other].terms, BESIDE)
    if at > 0 and (len(behind) <= SHARED or caveat.doubts == CAVEAT_REACH):
        topic |= dict.fromkeys(sentences[at - 1].terms, 1.0)
    topic |= dict.fromkeys(sign | behind, 1.0)
    return {term: weight * (HALF if term in common else 1.0) for term, weight in topic.items() if not term.isdecimal()}
