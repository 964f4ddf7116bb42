"""Amounts in a sentence: numbers as ranges, and whether two sentences give different numbers for the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product, takewhile

from babel.dates import get_month_names

from briefing.model.language import Language
from briefing.write.phrases import compile_whole
from briefing.write.quotations import straighten_quotes

REACH = 4  # words between a number and what is counted
EXACT_BELOW = 100  # larger numbers may be rounded, smaller ones are counted
FARTHEST = 2.0  # times as many: beyond that it is rather another thing that was counted
STEM = 6  # letters in which the forms of a word meet
KIND = "="  # marks what was counted, among the words for who
LEAST = 4  # words that two sentences have in common at least to say the same

_PIECE = r"(?P<number>(?<![\w.,:/-]){number}(?![\w:/-]|[.,]\d))|(?P<word>\w+(?:['’-]\w+)*)|(?P<sign>[^\w\s])"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or a number with its value; `exactness` is half the value of its last digit when it may be rounded."""

    text: str
    kind: str
    value: float = 0
    exactness: float = 0


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, from `low` to `high`, of the things named in `of`; `value` is the number as written."""

    of: frozenset[str]
    low: float
    high: float
    value: float


def differ(one: Amount, other: Amount) -> bool:
    """Return whether both count the same and cannot both be right, allowing for rounding."""
    return one.of == other.of and _is_disjoint(one, other)


def _is_disjoint(one: Amount, other: Amount) -> bool:
    return one.low > other.high or other.low > one.high


def _is_near(one: Amount, other: Amount) -> bool:
    return max(one.value, other.value) <= FARTHEST * min(one.value, other.value)


def disagree(one: str, other: str, language: Language) -> bool:
    """Return whether two sentences give different numbers for the same thing; when that is uncertain they do not."""
    pairs = product(find_amounts(one, language), find_amounts(other, language))
    if any(differ(mine, their) and _is_near(mine, their) for mine, their in pairs):
        return True
    return _differ_in_number(_tokenize(one, language), _tokenize(other, language), language)


def may_disagree(one: str, other: str, language: Language) -> bool:
    """Return whether two sentences may give different numbers for the same thing: they are not read side by side unexplained."""
    pairs = product(find_amounts(one, language), find_amounts(other, language))
    return disagree(one, other, language) or any(
        _list_kinds(mine) & _list_kinds(their) and _is_disjoint(mine, their) for mine, their in pairs
    )


def _list_kinds(amount: Amount) -> set[str]:
    """Return what was counted (killed, hurt ...), without the words for who."""
    return {of for of in amount.of if of.startswith(KIND)}


def find_values(text: str, language: Language) -> frozenset[float]:
    """Return every number in a text, in digits or in words."""
    tokens = _tokenize(text, language)
    return frozenset(
        _make_amount(tokens, at, frozenset(), language).value for at, token in enumerate(tokens) if token.kind == "number"
    )


def find_amounts(sentence: str, language: Language) -> list[Amount]:
    """Return how many were killed, hurt, arrested ... in a sentence; none of a kind that occurs twice, or over a longer time."""
    tokens = _tokenize(sentence, language)
    if compile_whole(language.amounts.totals).search(straighten_quotes(sentence)) or any(map(_is_year, tokens)):
        return []
    found = [amount for at in range(len(tokens)) if (amount := _find_amount(tokens, at, language))]
    kinds = [_list_kinds(amount) for amount in found]
    return [amount for amount, kind in zip(found, kinds, strict=True) if kinds.count(kind) == 1]


def _find_amount(tokens: Sequence[Token], at: int, language: Language) -> Amount | None:
    """Return the amount of the number at a place, when a word for what it counts is near in the same clause."""
    if tokens[at].kind != "number" or _is_date(tokens, at, language):
        return None
    begin, behind = _find_start(tokens, at, language), _find_end(tokens, at, language)
    if _count_ending_words(tokens[:begin], language.amounts.parts) or _count_ending_words(
        tokens[: behind + 1], language.amounts.parts
    ):
        return None
    ahead = _take_words(tokens[behind:], language)
    back = _take_words(tokens[:begin][::-1], language)
    kinds = {kind for run in (ahead, back) for word in run if (kind := _find_kind(word, language))}
    if len(kinds) != 1:
        return None
    return _make_amount(tokens, at, frozenset([KIND + kinds.pop(), *_find_who(ahead, language)]), language)


def _find_who(ahead: Sequence[str], language: Language) -> list[str]:
    """Return the first two words after a number that say who was counted."""
    words = takewhile(lambda word: not _find_kind(word, language), ahead)
    said = (word for word in words if word not in language.amounts.anyone and word not in language.titles.fillers)
    return [word[:STEM] for word in islice(said, 2)]


def _take_words(tokens: Sequence[Token], language: Language) -> list[str]:
    """Return the words up to the next number, sign or bound, within the reach of a number."""
    found: list[str] = []
    for token in tokens[: REACH + 1]:
        if token.kind != "word" or token.text in language.amounts.bounds:
            break
        found.append(token.text)
        if _find_kind(token.text, language):
            break
    return found


def _find_kind(word: str, language: Language) -> str:
    return next((name for name, words in language.amounts.counted.items() if _compile_any(words).fullmatch(word)), "")


def _make_amount(tokens: Sequence[Token], at: int, of: frozenset[str], language: Language) -> Amount:
    times = 1
    for token in tokens[at + 1 : _find_end(tokens, at, language)]:
        times *= language.amounts.times[token.text]
    value, slack = tokens[at].value * times, tokens[at].exactness * times
    low, high = value - slack, value + slack
    before = tokens[:at]
    if _count_ending_words(before, language.amounts.about):
        low, high = min(low, value * 0.9), max(high, value * 1.1)
    if _count_ending_words(before, language.amounts.least):
        high = float("inf")
    if _count_ending_words(before, language.amounts.most):
        low = 0
    return Amount(of, low, high, value)


def _find_start(tokens: Sequence[Token], at: int, language: Language) -> int:
    """Return where the words that make the number at a place inexact begin."""
    lists = language.amounts
    return at - max(_count_ending_words(tokens[:at], words) for words in (lists.least, lists.most, lists.about))


def _find_end(tokens: Sequence[Token], at: int, language: Language) -> int:
    end = at + 1
    while end < len(tokens) and tokens[end].text in language.amounts.times:
        end += 1
    return end


def _count_ending_words(tokens: Sequence[Token], phrases: frozenset[str]) -> int:
    """Return the number of words of the longest phrase that the tokens end with, or 0."""
    lengths = (len(words) for words in map(str.split, phrases) if [token.text for token in tokens[-len(words) :]] == words)
    return max(lengths, default=0)


def _differ_in_number(one: Sequence[Token], other: Sequence[Token], language: Language) -> bool:
    """Return whether each has one number, of the same unit, and one sentence says nothing that the other does not say as well."""
    places = [[at for at, token in enumerate(tokens) if token.kind == "number"] for tokens in (one, other)]
    if any(len(found) != 1 or _is_date(tokens, found[0], language) for found, tokens in zip(places, (one, other), strict=True)):
        return False
    said = [_extract_content(tokens, language) for tokens in (one, other)]
    first, second = (
        _make_amount(tokens, at, _find_unit(tokens, at, language), language)
        for tokens, [at] in zip((one, other), places, strict=True)
    )
    same = len(said[0] & said[1]) >= LEAST and (said[0] <= said[1] or said[1] <= said[0])
    return same and bool(first.of) and differ(first, second) and _is_near(first, second)


def _find_unit(tokens: Sequence[Token], at: int, language: Language) -> frozenset[str]:
    """Return the unit of a number: the currency sign before it, or the word or sign after it."""
    end = _find_end(tokens, at, language)
    near = [token.text[:STEM] for token in (*tokens[at - 1 : at], *tokens[end : end + 1])]
    return frozenset(near[:1] if near and near[0] in "$€£₴¥" else near[-1:] if len(tokens) > end else [])


def _extract_content(tokens: Sequence[Token], language: Language) -> frozenset[str]:
    words = {token.text for token in tokens if token.kind == "word" and len(token.text) > 2}
    hedges = {
        part
        for words_ in (language.amounts.least, language.amounts.most, language.amounts.about)
        for part in " ".join(words_).split()
    }
    return frozenset(word[:STEM] for word in words - hedges - language.titles.fillers)


def _is_year(token: Token) -> bool:
    return token.kind == "number" and token.text.isdecimal() and len(token.text) == 4 and 1800 < token.value < 2100


def _is_date(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Return whether a number stands next to a month."""
    return any(token.text in _list_months(language.code) for token in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 3]))


def _tokenize(text: str, language: Language) -> list[Token]:
    return [_make_token(match, language) for match in _get_pattern(language).finditer(straighten_quotes(text).casefold())]


def _make_token(match: re.Match[str], language: Language) -> Token:
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
def _compile_any(expressions: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in sorted(expressions)))


def _get_pattern(language: Language) -> re.Pattern[str]:
    return _compile_numbers(language.counting.thousands, language.counting.decimal)


@cache
def _compile_numbers(thousands: str, decimal: str) -> re.Pattern[str]:
    gap = rf"(?:{re.escape(thousands)}|[ \u00a0\u202f])" if thousands else r"[ \u00a0\u202f]"
    number = rf"(?:\d{{1,3}}(?:{gap}\d{{3}})+(?:{re.escape(decimal)}\d+)?|\d+(?:{re.escape(decimal)}\d+)?)"
    return re.compile(_PIECE.replace("{number}", number))


@cache
def _list_months(code: str) -> frozenset[str]:
    widths = (get_month_names(width, context, code) for width in ("wide", "abbreviated") for context in ("format", "stand-alone"))
    return frozenset(name.casefold().rstrip(".") for names in widths for name in names.values())
