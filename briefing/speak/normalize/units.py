"""Amounts in words: money, percentages and measures, with the unit after the number.

A unit is an abbreviation whose spoken form has `one|many`, or as many forms as CLDR has for the language; it counts only beside
a number. A currency is a unit that may also stand before it: a sign (`$`, `US$`) or an ISO code (`UAH`). `$m`, `$bn` say how
magnitudes are shortened, after money and before another unit. The part after `;` names hundredths: `dollar|dollars;
cent|cents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefing.model.language import Language
from briefing.speak.normalize.numbers import NUMBER, choose_plural, find_agreeing_form, get_context, spell_cardinal
from briefing.speak.normalize.ranges import get_range_word

_CENTS = re.compile(r"(\d[\d,]*)\.(\d\d)")
_MANY = "1000000"  # what is counted in thousands or millions is counted like a million


def spell_money(text: str, language: Language) -> str:
    """Spell `$4.5 million`, `€3bn` and `£10-12` with the currency last."""
    signs, sizes = _list_currencies(language.abbreviations), _list_magnitudes(language.abbreviations)
    to = language.abbreviations.get("-", "-")

    def read(found: re.Match[str]) -> str:
        return _spell_amount(
            found, language.abbreviations[found["sign"]], sizes.get(_find_magnitude(found["size"], sizes), ""), language
        )

    high = rf"(?:\s?(?:-|\b{re.escape(to)}\b)\s?(?:{_join_alternatives(signs)})?(?P<high>{NUMBER}))?"
    size = rf"(?:[\s-]?(?P<size>(?i:{_join_alternatives({*sizes, *sizes.values()})})))?"
    return (
        re.sub(rf"(?<!\w)(?P<sign>{_join_alternatives(signs)})\s?(?P<low>{NUMBER}){high}{size}(?!\w)", read, text)
        if signs
        else text
    )


def spell_measures(text: str, language: Language) -> str:
    """Spell `5%`, `12 km/h`, `-3°C`, `300 UAH`, `5 million km`: the number, then its unit in full."""
    units, sizes = _list_units(language.abbreviations), _list_magnitudes(language.abbreviations)

    def read(found: re.Match[str]) -> str:
        return _spell_amount(found, units[found["unit"]], sizes.get(_find_magnitude(found["size"], sizes), ""), language)

    size = rf"(?:(?P<size>{_join_alternatives({*sizes, *sizes.values()})})\s?)?"
    shape = rf"(?<![\w.])(?P<low>{NUMBER})(?P<high>)[\s-]?{size}(?P<unit>{_join_alternatives(units)})(?!\w)"
    return re.sub(shape, read, text) if units else text


def _spell_amount(found: re.Match[str], unit: str, size: str, language: Language) -> str:
    """Return number, magnitude and unit in words, each in agreement with its count."""
    low, high = found["low"], found["high"]
    nouns, _, parts = unit.partition(";")
    before, _after = get_context(found)
    last = high or low
    names = size or nouns
    form = find_agreeing_form(last, language, before, f" {choose_plural(last, language, names)}")
    noun = choose_plural(_MANY if size else last, language, nouns, form)
    exact = _CENTS.fullmatch(low)
    if exact and not high and not size and (parts or found.re.groupindex.get("sign")):
        return _spell_hundredths(exact, nouns, parts.strip(), language)
    number = spell_cardinal(low, language, form) + (
        f"{get_range_word(language)}{spell_cardinal(high, language, form)}" if high else ""
    )
    return " ".join(part for part in (number, size and choose_plural(last, language, size, form), noun) if part)


def _spell_hundredths(exact: re.Match[str], nouns: str, parts: str, language: Language) -> str:
    words = _spell_counted(exact[1], nouns, language)
    hundredths = str(int(exact[2]))
    if hundredths == "0":
        return words
    return f"{words} {_spell_counted(hundredths, parts, language) if parts else spell_cardinal(hundredths, language)}"


def _spell_counted(number: str, nouns: str, language: Language) -> str:
    noun = choose_plural(number, language, nouns)
    return f"{spell_cardinal(number, language, find_agreeing_form(number, language, '', f' {noun}'))} {noun}"


def _find_magnitude(size: str | None, sizes: Mapping[str, str]) -> str:
    """Return the table key of a magnitude, short or in full, or ""."""
    written = (size or "").lower()
    return next((key for key, said in sizes.items() if written in (key.lower(), said.lower())), "")


def _list_units(abbreviations: Mapping[str, str]) -> Mapping[str, str]:
    return {written: said for written, said in abbreviations.items() if "|" in said and not re.match(r"\$\w", written)}


def _list_currencies(abbreviations: Mapping[str, str]) -> list[str]:
    return [name for name in _list_units(abbreviations) if re.fullmatch(r"[A-Z]{0,2}[$€£₴¥₹]|[A-Z]{3}", name)]


def _list_magnitudes(abbreviations: Mapping[str, str]) -> Mapping[str, str]:
    return {written[1:]: said for written, said in abbreviations.items() if re.match(r"\$\w", written)}


def _join_alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) or "(?!)"
