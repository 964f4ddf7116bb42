"""Numbers as words, in the language's own grammar as num2words knows it."""

from __future__ import annotations

import re
from decimal import Decimal

from num2words import num2words

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
LONGEST = 15  # digits; beyond a quadrillion nobody follows a cardinal, and a serial number is read digit by digit
FIRST_YEAR, LAST_YEAR = 1100, 2099

_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,6}|\d{1,3},\d{3})(?:st|nd|rd|th)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?<![\w.,'-])'?(\d0|\d{3}0)'?s\b|(?<=[A-Za-z]-)(\d{1,4})'?s\b")
_CHAIN = re.compile(r"\d+(?:[.:]\d+){2,}|\d+:(?=\d)|\d+['\"](?=\d)")
_ANY = re.compile(rf"(?<![\d.])({NUMBER})(?!\d)|(\d+)")


def cardinal(written: str, lang: str) -> str:
    """Return `1,200.5` as words; long numbers and those with a leading zero digit by digit."""
    digits = written.replace(",", "")
    if len(digits) > LONGEST or re.match(r"0\d", digits):
        return " ".join(_say(int(digit), lang) for digit in digits if digit != ".")
    return _say(Decimal(digits) if "." in digits else int(digits), lang)


def year(written: str, lang: str) -> str:
    """Return `1998` as a year is said."""
    return _say(int(written), lang, to="year")


def ordinal(value: int, lang: str) -> str:
    """Return 21 as twenty-first."""
    return _say(value, lang, to="ordinal")


def number(written: str, lang: str) -> str:
    """Return a bare number as words: four digits from 1100 to 2099 without a comma are taken for a year."""
    if re.fullmatch(r"\d{4}", written) and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return year(written, lang)
    return cardinal(written, lang)


def ordinals(text: str, lang: str) -> str:
    """Read `21st` as twenty-first."""
    return _ORDINAL.sub(lambda m: _apart(m, ordinal(int(m[1].replace(",", "")), lang)), text)


def plurals(text: str, lang: str) -> str:
    """Read `1990s` as nineteen nineties and `F-16s` as sixteens."""
    return _PLURAL.sub(lambda m: _apart(m, _plural(number(m[1] or m[2], lang))), text)


def remaining(text: str, lang: str) -> str:
    """Read every number that is still written in digits; those of an address or a version one after the other."""
    text = _CHAIN.sub(lambda m: re.sub(r"[.:'\"]", " ", m[0]), text)
    return _ANY.sub(lambda m: _apart(m, number(m[0], lang)), text)


def _say(value: int | Decimal, lang: str, to: str = "cardinal") -> str:
    return str(num2words(value, lang=lang, to=to)).replace(",", "")


def _plural(words: str) -> str:
    return words[:-1] + "ies" if words.endswith("y") else words + ("es" if words.endswith("x") else "s")


def _apart(found: re.Match[str], words: str) -> str:
    """Keep the words apart from letters on either side: `G7` is G seven."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{' ' * before.isalnum()}{words}{' ' * after.isalnum()}"
