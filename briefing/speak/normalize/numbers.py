"""Numbers as words: num2words counts, and the language says in which form.

Figures are written the plain way by now, `1,200.5`, whatever the language's own marks are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from num2words import num2words

from briefing.model.language import Agreement, Form, Language

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
LONGEST = 15  # digits; beyond a quadrillion nobody follows a cardinal, and a serial number is read digit by digit
FIRST_YEAR, LAST_YEAR = 1100, 2099
NEAR = 40  # characters on either side of a number that decide its form
PLURALS = ("zero", "one", "two", "few", "many", "other")  # CLDR's categories, in its order
PLAIN = Form("cardinal", {}, (), {}, "")

_CHAIN = re.compile(r"\d+(?:[.:]\d+){2,}|\d+:(?=\d)|\d+['\"](?=\d)")
_ANY = re.compile(rf"(?<![\d.])({NUMBER})(?!\d)|(\d+)")
_RANGE_BEFORE, _RANGE_AFTER = (
    re.compile(r"[\d.,]+\s?-\s?$"),
    re.compile(r"^\s?-\s?[\d.,]+"),
)  # "in 5-7 days": both count days, in both
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000, "І": 1, "Х": 10}  # the last two are Cyrillic


def cardinal(written: str, language: Language, form: str = "") -> str:
    """Return `1,200.5` as words; long numbers and those with a leading zero digit by digit."""
    digits = written.replace(",", "")
    if len(digits) > LONGEST or re.match(r"0\d", digits):
        return " ".join(_say(int(digit), language) for digit in digits if digit != ".")
    if "." in digits and language.counting.parts:
        return _in_parts(digits, language, form)
    return _say(Decimal(digits) if "." in digits else int(digits), language, form)


def said(written: str, language: Language, form: str) -> str:
    """Return a number, in figures or in Roman letters, in a form by name; one that cannot have it (0.5th) as a cardinal."""
    digits = written.replace(",", "") if written[:1].isdigit() else str(_roman(written))
    if _form(language, form).to == "cardinal":
        return cardinal(digits, language, form)
    return _say(int(digits), language, form) if digits.isdigit() and 0 < int(digits) < 10**LONGEST else cardinal(digits, language)


def number(written: str, language: Language, before: str, after: str) -> str:
    """Return a bare number as words, in the form that what stands around it asks for; four digits may be a year."""
    if re.fullmatch(r"\d{4}", written) and FIRST_YEAR <= int(written) <= LAST_YEAR:
        form = agreed(written, language, before, after) or language.counting.year
        return said(written, language, form)
    return cardinal(written, language, agreed(written, language, before, after))


def agreed(written: str, language: Language, before: str, after: str) -> str:
    """Return the name of the form a number takes between these words, empty when they ask for none."""
    before, after, digits = _RANGE_BEFORE.sub("", before), _RANGE_AFTER.sub("", after), written.replace(",", "")
    return next((row.form for row in language.counting.agreements if _fits(row, before, digits, after)), "")


def counted(written: str, language: Language, nouns: str, form: str = "") -> str:
    """Return which of a noun's forms, `one|few|many|other` in CLDR's order, goes with a number; the last serves for more."""
    forms = nouns.split("|")
    category = _category(written.replace(",", ""), language.code)
    names = _categories(language.code)
    return forms[min(names.index(_form(language, form).plural.get(category, category)), len(forms) - 1)]


def remaining(text: str, language: Language) -> str:
    """Read every number that is still written in digits; those of an address or a version one after the other."""
    text = _CHAIN.sub(lambda m: re.sub(r"[.:'\"]", " ", m[0]), text)
    return _ANY.sub(lambda m: apart(m, number(m[0], language, *around(m))), text)


def around(found: re.Match[str]) -> tuple[str, str]:
    """Return what stands near before and after."""
    return found.string[max(0, found.start() - NEAR) : found.start()], found.string[found.end() : found.end() + NEAR]


def apart(found: re.Match[str], words: str) -> str:
    """Keep the words apart from letters on either side: `G7` is G seven."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{' ' * before.isalnum()}{words}{' ' * after.isalnum()}"


def _in_parts(digits: str, language: Language, form: str) -> str:
    """Return `3.25` as three wholes twenty-five hundredths, or as num2words says it where the language has no word for the part."""
    whole, part = digits.split(".")
    names = language.counting.parts
    if len(part) >= len(names):
        return _say(Decimal(digits), language, form)
    how = _form(language, form)
    form, how = (how.parts, _form(language, how.parts)) if how.parts else (form, how)
    pair = ((whole, names[0]), (part.lstrip("0") or "0", names[len(part)]))
    return _changed(" ".join(f"{_say(int(n), language, form)} {counted(n, language, name, form)}" for n, name in pair), how)


def _say(value: int | Decimal, language: Language, form: str = "") -> str:
    how = _form(language, form)
    return _changed(str(num2words(value, lang=language.code, to=how.to, **how.options)).replace(",", ""), how)


def _changed(words: str, how: Form) -> str:
    for pattern, instead in how.changes:
        words = re.sub(pattern, instead, words)
    return words


def _form(language: Language, name: str) -> Form:
    return language.counting.forms.get(name or "cardinal", PLAIN)


def _fits(row: Agreement, before: str, digits: str, after: str) -> bool:
    near = (row.before and not re.search(f"(?:{row.before})$", before)) or (row.after and not re.match(row.after, after))
    return not near and bool(re.search(row.number, digits))


def _roman(letters: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in letters]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


@cache
def _categories(code: str) -> tuple[str, ...]:
    from babel import Locale

    return tuple(name for name in PLURALS if name in Locale(code).plural_form.tags | {"other"})


def _category(digits: str, code: str) -> str:
    from babel import Locale

    return str(Locale(code).plural_form(Decimal(digits)))
