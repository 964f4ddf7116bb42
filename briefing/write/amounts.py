"""How many, of what: the figures of a sentence as ranges, and whether two sentences give different ones for the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product, takewhile

from babel.dates import get_month_names

from briefing.model.language import Language
from briefing.write.phrases import whole
from briefing.write.quotations import straight

REACH = 4  # words between a number and what is counted
EXACT_BELOW = 100  # larger numbers may be rounded, smaller ones are counted
FARTHEST = 2.0  # times as many: beyond that it is rather another thing that was counted
STEM = 6  # letters in which the forms of a word meet
KIND = "="  # marks what was counted, among the words for who
LEAST = 4  # words that two sentences have in common at least to say the same

_PIECE = r"(?P<number>(?<![\w.,:/-]){number}(?![\w:/-]|[.,]\d))|(?P<word>\w+(?:['’-]\w+)*)|(?P<sign>[^\w\s])"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or a number with its value; `exactness` is half its last figure's worth when it may be rounded."""

    text: str
    kind: str
    value: float = 0
    exactness: float = 0


@dataclass(frozen=True, slots=True)
class Amount:
    """So many, from `low` to `high`, of what is named; `value` as it is written."""

    of: frozenset[str]
    low: float
    high: float
    value: float


def differ(one: Amount, other: Amount) -> bool:
    """Return whether both count the same and cannot both be right, rounding allowed for."""
    return one.of == other.of and _apart(one, other)


def _apart(one: Amount, other: Amount) -> bool:
    return one.low > other.high or other.low > one.high


def _near(one: Amount, other: Amount) -> bool:
    return max(one.value, other.value) <= FARTHEST * min(one.value, other.value)


def disagree(one: str, other: str, language: Language) -> bool:
    """Return whether two sentences give different figures for the same thing; when that is unsure they do not."""
    pairs = product(counted(one, language), counted(other, language))
    if any(differ(mine, their) and _near(mine, their) for mine, their in pairs):
        return True
    return _but_for_the_number(_tokens(one, language), _tokens(other, language), language)


def at_odds(one: str, other: str, language: Language) -> bool:
    """Return whether two sentences may give different figures for the same thing: they are not read side by side without a word."""
    pairs = product(counted(one, language), counted(other, language))
    return disagree(one, other, language) or any(_kinds(mine) & _kinds(their) and _apart(mine, their) for mine, their in pairs)


def _kinds(amount: Amount) -> set[str]:
    """Return what was counted, whoever they were."""
    return {of for of in amount.of if of.startswith(KIND)}


def values(text: str, language: Language) -> frozenset[float]:
    """Return every number in a text, in figures or in words."""
    tokens = _tokens(text, language)
    return frozenset(_amount(tokens, at, frozenset(), language).value for at, token in enumerate(tokens) if token.kind == "number")


def counted(sentence: str, language: Language) -> list[Amount]:
    """Return how many were killed, hurt, arrested ... in a sentence; none of a kind that it counts twice, or over a longer time."""
    tokens = _tokens(sentence, language)
    if whole(language.amounts.totals).search(straight(sentence)) or any(map(_year, tokens)):
        return []
    found = [amount for at in range(len(tokens)) if (amount := _counted(tokens, at, language))]
    kinds = [_kinds(amount) for amount in found]
    return [amount for amount, kind in zip(found, kinds, strict=True) if kinds.count(kind) == 1]


def _counted(tokens: Sequence[Token], at: int, language: Language) -> Amount | None:
    """Return what the number at a place counts, where a word for it stands near in the same clause."""
    if tokens[at].kind != "number" or _date(tokens, at, language):
        return None
    begin, behind = _begin(tokens, at, language), _end(tokens, at, language)
    if _ends_with(tokens[:begin], language.amounts.parts) or _ends_with(tokens[: behind + 1], language.amounts.parts):
        return None
    ahead = _run(tokens[behind:], language)
    back = _run(tokens[:begin][::-1], language)
    kinds = {kind for run in (ahead, back) for word in run if (kind := _kind(word, language))}
    if len(kinds) != 1:
        return None
    return _amount(tokens, at, frozenset([KIND + kinds.pop(), *_who(ahead, language)]), language)


def _who(ahead: Sequence[str], language: Language) -> list[str]:
    """Return the first two words behind a number that say who was counted."""
    words = takewhile(lambda word: not _kind(word, language), ahead)
    said = (word for word in words if word not in language.amounts.anyone and word not in language.titles.fillers)
    return [word[:STEM] for word in islice(said, 2)]


def _run(tokens: Sequence[Token], language: Language) -> list[str]:
    """Return the words before the next number, sign or bound, as far as a number reaches."""
    found: list[str] = []
    for token in tokens[: REACH + 1]:
        if token.kind != "word" or token.text in language.amounts.bounds:
            break
        found.append(token.text)
        if _kind(token.text, language):
            break
    return found


def _kind(word: str, language: Language) -> str:
    return next((name for name, words in language.amounts.counted.items() if _any(words).fullmatch(word)), "")


def _amount(tokens: Sequence[Token], at: int, of: frozenset[str], language: Language) -> Amount:
    times = 1
    for token in tokens[at + 1 : _end(tokens, at, language)]:
        times *= language.amounts.times[token.text]
    value, slack = tokens[at].value * times, tokens[at].exactness * times
    low, high = value - slack, value + slack
    before = tokens[:at]
    if _ends_with(before, language.amounts.about):
        low, high = min(low, value * 0.9), max(high, value * 1.1)
    if _ends_with(before, language.amounts.least):
        high = float("inf")
    if _ends_with(before, language.amounts.most):
        low = 0
    return Amount(of, low, high, value)


def _begin(tokens: Sequence[Token], at: int, language: Language) -> int:
    """Return where the words begin that make the number at a place inexact."""
    lists = language.amounts
    return at - max(_ends_with(tokens[:at], words) for words in (lists.least, lists.most, lists.about))


def _end(tokens: Sequence[Token], at: int, language: Language) -> int:
    end = at + 1
    while end < len(tokens) and tokens[end].text in language.amounts.times:
        end += 1
    return end


def _ends_with(tokens: Sequence[Token], phrases: frozenset[str]) -> int:
    """Return how many words the longest of the phrases has that the tokens end with, or 0."""
    lengths = (len(words) for words in map(str.split, phrases) if [token.text for token in tokens[-len(words) :]] == words)
    return max(lengths, default=0)


def _but_for_the_number(one: Sequence[Token], other: Sequence[Token], language: Language) -> bool:
    """Return whether each has one number, of the same unit, and one says nothing that the other does not say as well."""
    places = [[at for at, token in enumerate(tokens) if token.kind == "number"] for tokens in (one, other)]
    if any(len(found) != 1 or _date(tokens, found[0], language) for found, tokens in zip(places, (one, other), strict=True)):
        return False
    said = [_content(tokens, language) for tokens in (one, other)]
    first, second = (
        _amount(tokens, at, _unit(tokens, at, language), language) for tokens, [at] in zip((one, other), places, strict=True)
    )
    same = len(said[0] & said[1]) >= LEAST and (said[0] <= said[1] or said[1] <= said[0])
    return same and bool(first.of) and differ(first, second) and _near(first, second)


def _unit(tokens: Sequence[Token], at: int, language: Language) -> frozenset[str]:
    """Return what a number is of: the sign of money before it, or the word or sign behind it."""
    end = _end(tokens, at, language)
    near = [token.text[:STEM] for token in (*tokens[at - 1 : at], *tokens[end : end + 1])]
    return frozenset(near[:1] if near and near[0] in "$€£₴¥" else near[-1:] if len(tokens) > end else [])


def _content(tokens: Sequence[Token], language: Language) -> frozenset[str]:
    words = {token.text for token in tokens if token.kind == "word" and len(token.text) > 2}
    hedges = {
        part
        for words_ in (language.amounts.least, language.amounts.most, language.amounts.about)
        for part in " ".join(words_).split()
    }
    return frozenset(word[:STEM] for word in words - hedges - language.titles.fillers)


def _year(token: Token) -> bool:
    return token.kind == "number" and token.text.isdecimal() and len(token.text) == 4 and 1800 < token.value < 2100


def _date(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Return whether a number stands beside a month."""
    return any(token.text in _months(language.code) for token in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 3]))


def _tokens(text: str, language: Language) -> list[Token]:
    return [_token(match, language) for match in _pattern(language).finditer(straight(text).casefold())]


def _token(match: re.Match[str], language: Language) -> Token:
    said = match.group()
    if (figure := language.titles.spelled.get(said, "")).isdecimal():
        return Token(said, "number", float(figure))
    if match.lastgroup != "number":
        return Token(said, str(match.lastgroup))
    wholes, _, decimals = (
        re.sub(r"[\s\u00a0\u202f]", "", said).replace(language.counting.thousands, "").partition(language.counting.decimal)
    )
    value = float(f"{wholes}.{decimals or 0}")
    zeros = len(wholes) - len(wholes.rstrip("0")) if not decimals else -len(decimals)
    return Token(said, "number", value, 10.0**zeros / 2 if decimals or value >= EXACT_BELOW else 0)


@cache
def _any(expressions: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in sorted(expressions)))


def _pattern(language: Language) -> re.Pattern[str]:
    return _numbers(language.counting.thousands, language.counting.decimal)


@cache
def _numbers(thousands: str, decimal: str) -> re.Pattern[str]:
    gap = rf"(?:{re.escape(thousands)}|[ \u00a0\u202f])" if thousands else r"[ \u00a0\u202f]"
    number = rf"(?:\d{{1,3}}(?:{gap}\d{{3}})+(?:{re.escape(decimal)}\d+)?|\d+(?:{re.escape(decimal)}\d+)?)"
    return re.compile(_PIECE.replace("{number}", number))


@cache
def _months(code: str) -> frozenset[str]:
    widths = (get_month_names(width, context, code) for width in ("wide", "abbreviated") for context in ("format", "stand-alone"))
    return frozenset(name.casefold().rstrip(".") for names in widths for name in names.values())
