"""Numbers in words: num2words spells them, and the language says in which form.

At this stage figures are written the plain way, `1,200.5`, whatever the language's own marks are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from babel import Locale
from num2words import num2words

from briefing.model.language import Agreement, Form, Language

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
MAX_DIGITS = 15  # digits; beyond a quadrillion a cardinal cannot be followed by ear, and a serial number is read digit by digit
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


def spell_cardinal(written: str, language: Language, form: str = "") -> str:
    """Return `1,200.5` in words; spell long numbers and those with a leading zero digit by digit."""
    digits = written.replace(",", "")
    if len(digits) > MAX_DIGITS or re.match(r"0\d", digits):
        return " ".join(_spell_value(int(digit), language) for digit in digits if digit != ".")
    if "." in digits and language.counting.parts:
        return _spell_decimal(digits, language, form)
    return _spell_value(Decimal(digits) if "." in digits else int(digits), language, form)


def spell_in_form(written: str, language: Language, form: str) -> str:
    """Return a number, in figures or Roman numerals, in a named form; as a cardinal where it cannot have that form (0.5th)."""
    digits = written.replace(",", "") if written[:1].isdigit() else str(_parse_roman(written))
    if _get_form(language, form).to == "cardinal":
        return spell_cardinal(digits, language, form)
    return (
        _spell_value(int(digits), language, form)
        if digits.isdigit() and 0 < int(digits) < 10**MAX_DIGITS
        else spell_cardinal(digits, language)
    )


def spell_number(written: str, language: Language, before: str, after: str) -> str:
    """Return a bare number in words, in the form that the text around it calls for; four digits may be a year."""
    if re.fullmatch(r"\d{4}", written) and FIRST_YEAR <= int(written) <= LAST_YEAR:
        form = find_agreeing_form(written, language, before, after) or language.counting.year
        return spell_in_form(written, language, form)
    return spell_cardinal(written, language, find_agreeing_form(written, language, before, after))


def find_agreeing_form(written: str, language: Language, before: str, after: str) -> str:
    """Return the name of the form that a number takes between these words, or "" when they call for none."""
    before, after, digits = _RANGE_BEFORE.sub("", before), _RANGE_AFTER.sub("", after), written.replace(",", "")
    return next((row.form for row in language.counting.agreements if _is_applicable(row, before, digits, after)), "")


def choose_plural(written: str, language: Language, nouns: str, form: str = "") -> str:
    """Return the form of a noun, of `one|few|many|other` in CLDR's order, that goes with a number; the last serves for the rest."""
    forms = nouns.split("|")
    category = _find_plural_category(written.replace(",", ""), language.code)
    names = _list_plural_categories(language.code)
    return forms[min(names.index(_get_form(language, form).plural.get(category, category)), len(forms) - 1)]


def spell_remaining_numbers(text: str, language: Language) -> str:
    """Spell every number that is still in digits; spell those of an address or a version one after the other."""
    text = _CHAIN.sub(lambda m: re.sub(r"[.:'\"]", " ", m[0]), text)
    return _ANY.sub(lambda m: pad_words(m, spell_number(m[0], language, *get_context(m))), text)


def get_context(found: re.Match[str]) -> tuple[str, str]:
    """Return the text shortly before and after a match."""
    return found.string[max(0, found.start() - NEAR) : found.start()], found.string[found.end() : found.end() + NEAR]


def pad_words(found: re.Match[str], words: str) -> str:
    """Separate the words from letters on either side with spaces: `G7` is G seven."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{' ' * before.isalnum()}{words}{' ' * after.isalnum()}"


def _spell_decimal(digits: str, language: Language, form: str) -> str:
    """Return `3.25` as three wholes twenty-five hundredths, or as num2words spells it where the language names no such part."""
    whole, part = digits.split(".")
    names = language.counting.parts
    if len(part) >= len(names):
        return _spell_value(Decimal(digits), language, form)
    how = _get_form(language, form)
    form, how = (how.parts, _get_form(language, how.parts)) if how.parts else (form, how)
    pair = ((whole, names[0]), (part.lstrip("0") or "0", names[len(part)]))
    return _apply_changes(
        " ".join(f"{_spell_value(int(n), language, form)} {choose_plural(n, language, name, form)}" for n, name in pair), how
    )


def _spell_value(value: int | Decimal, language: Language, form: str = "") -> str:
    how = _get_form(language, form)
    return _apply_changes(str(num2words(value, lang=language.code, to=how.to, **how.options)).replace(",", ""), how)


def _apply_changes(words: str, how: Form) -> str:
    for pattern, instead in how.changes:
        words = re.sub(pattern, instead, words)
    return words


def _get_form(language: Language, name: str) -> Form:
    return language.counting.forms.get(name or "cardinal", PLAIN)


def _is_applicable(row: Agreement, before: str, digits: str, after: str) -> bool:
    near = (row.before and not re.search(f"(?:{row.before})$", before)) or (row.after and not re.match(row.after, after))
    return not near and bool(re.search(row.number, digits))


def _parse_roman(letters: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in letters]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


@cache
def _list_plural_categories(code: str) -> tuple[str, ...]:
    return tuple(name for name in PLURALS if name in Locale(code).plural_form.tags | {"other"})


def _find_plural_category(digits: str, code: str) -> str:
    return str(Locale(code).plural_form(Decimal(digits)))
