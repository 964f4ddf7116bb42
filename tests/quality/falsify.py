"""Sentences falsified by machine in ways that a listener would call false: those that still pass show the rule's holes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from briefing.lib.fact_sentence import find_rows
from briefing.model.fact_words import FactWords

_FINITE = re.compile(
    r"(?:is|are|was|were|has|have|had|says?|said|holds?|held|makes?|made|takes?|took|votes?|voted|announces?|announced|carried|"
    r"conducts?|begins?|began|agrees?|agreed|met|wraps?|gets?|gives?|gave|finds?|found|fell|goes|went|extends?|fouls?|tells?|told)"
)
_AUXILIARY = frozenset(["is", "are", "was", "were", "has", "have", "had"])
_OPPOSITES = {
    "approves": "rejects", "rejects": "approves", "arrest": "release", "arrested": "released", "arrests": "releases",
    "acquires": "sells", "acquire": "sell", "acquired": "sold", "buys": "sells", "buy": "sell", "bought": "sold", "opens": "closes",
    "closed": "reopened", "closes": "reopens", "closure": "reopening", "wins": "loses", "won": "lost", "beats": "loses to",
    "beat": "lost to", "killed": "rescued", "kills": "rescues", "kill": "rescue", "killing": "rescuing", "dies": "survives",
    "died": "survived", "dead": "alive", "convicted": "acquitted", "guilty": "innocent", "sentenced": "pardoned",
    "impeach": "acquit", "removes": "reinstates", "removed": "reinstated", "voted": "refused", "votes": "refuses",
    "nominated": "rejected", "nominates": "rejects", "named": "ruled out as", "names": "rules out", "resigns": "stays",
    "resigned": "stayed", "quits": "stays", "fired": "hired", "releases": "withdraws", "released": "withdrew", "rises": "falls",
    "fell": "rose", "falls": "rises", "agrees": "refuses", "agreed": "refused", "offers": "refuses", "offer": "refusal",
    "holds": "cancels", "held": "cancelled", "meet": "avoid", "met": "snubbed", "begins": "ends", "starts": "ends",
    "thwarted": "suffered", "thwarts": "suffers", "escaped": "surrendered", "escapes": "surrenders", "charged": "cleared",
    "injured": "unhurt", "attacks": "defends", "cut": "repaired", "disrupts": "restores",
}  # fmt: skip
_NUMBERS = {"one": "seven", "two": "eight", "three": "nine", "four": "six", "five": "nine", "six": "two", "ten": "thirty"}


def _find_verb(text: str, words: FactWords) -> int:
    """The place of the first finite verb, as well as word lists can tell, not at the very beginning; -1 where none is seen."""
    for found in re.finditer(r"[^\W\d_]+", text):
        word = found[0].casefold()
        if found.start() and (_FINITE.fullmatch(word) or (find_rows(word, words) and not word.endswith(("ing", "ly")))):
            return found.start()
    return -1


def _put(added: str, text: str, words: FactWords) -> str | None:
    at = _find_verb(text, words)
    return f"{text[:at]}{added} {text[at:]}" if at > 0 else None


def _insert_not(text: str, words: FactWords) -> str | None:
    at = _find_verb(text, words)
    if at <= 0:
        return None
    verb, rest = text[at:].split(" ", 1) if " " in text[at:] else (text[at:], "")
    return f"{text[:at]}{verb} not {rest}" if verb.casefold() in _AUXILIARY else f"{text[:at]}did not {text[at:]}"


def _rename(text: str, words: FactWords) -> str | None:
    """Another name for the first run of two capitals, else for the first capital inside the sentence."""
    pattern = r"(?:[A-Z][^\W\d_]+['’]?[^\W\d_]* )+[A-Z][^\W\d_]{2,}|(?<=[a-z,] )[A-Z][^\W\d_]{3,}"
    return re.sub(pattern, "Torvald Quillmere", text, count=1) if re.search(pattern, text) else None


def _renumber(text: str, words: FactWords) -> str | None:
    def change(found: re.Match[str]) -> str:
        return _NUMBERS.get(found[0].casefold()) or str(int(found[0]) + 3)

    pattern = rf"(?i:\b(?:{'|'.join(_NUMBERS)})\b)|(?<![\d.,])\d{{1,4}}(?![\d.,]*\d)"
    return re.sub(pattern, change, text, count=1) if re.search(pattern, text) else None


def _oppose(text: str, words: FactWords) -> str | None:
    for found in re.finditer(r"[^\W\d_]+", text):
        if opposite := _OPPOSITES.get(found[0].casefold()):
            return f"{text[: found.start()]}{opposite}{text[found.end() :]}"
    return None


WAYS: Mapping[str, Callable[[str, FactWords], str | None]] = {
    "not": _insert_not,
    "may": lambda text, words: _put("may", text, words),
    "allegedly": lambda text, words: _put("allegedly", text, words),
    "will": lambda text, words: _put("will", text, words),
    "question": lambda text, words: f"Is it true that {text[0].lower()}{text[1:].rstrip('.')}?",
    "deny": lambda text, words: f"Officials deny that {text.rstrip('.')}.",
    "other name": _rename,
    "other figure": _renumber,
    "opposite verb": _oppose,
}
