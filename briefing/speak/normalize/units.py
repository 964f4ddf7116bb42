"""Amounts: money, percentages and measures, with the unit said after the number.

A unit is an abbreviation whose spoken form has `one|many`, or as many forms as CLDR has for the language; it counts only beside a
number. A currency is a unit that may also stand before it: a sign (`$`, `US$`) or an ISO code (`UAH`). `$m`, `$bn` say how
magnitudes are shortened, after money and before another unit. Behind `;` stands what hundredths are: `dollar|dollars; cent|cents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefing.model.language import Language
from briefing.speak.normalize.numbers import NUMBER, agreed, around, cardinal, counted
from briefing.speak.normalize.ranges import between

_CENTS = re.compile(r"(\d[\d,]*)\.(\d\d)")
_MANY = "1000000"  # what is counted in thousands or millions is counted like a million


def money(text: str, language: Language) -> str:
    """Read `$4.5 million`, `€3bn` and `£10-12` with the currency last."""
    signs, sizes = _currencies(language.abbreviations), _sizes(language.abbreviations)
    to = language.abbreviations.get("-", "-")

    def read(found: re.Match[str]) -> str:
        return _amount(found, language.abbreviations[found["sign"]], sizes.get(_key(found["size"], sizes), ""), language)

    high = rf"(?:\s?(?:-|\b{re.escape(to)}\b)\s?(?:{_either(signs)})?(?P<high>{NUMBER}))?"
    size = rf"(?:[\s-]?(?P<size>(?i:{_either({*sizes, *sizes.values()})})))?"
    return re.sub(rf"(?<!\w)(?P<sign>{_either(signs)})\s?(?P<low>{NUMBER}){high}{size}(?!\w)", read, text) if signs else text


def measures(text: str, language: Language) -> str:
    """Read `5%`, `12 km/h`, `-3°C`, `300 UAH`, `5 million km`: the number, then its unit in full."""
    units, sizes = _units(language.abbreviations), _sizes(language.abbreviations)

    def read(found: re.Match[str]) -> str:
        return _amount(found, units[found["unit"]], sizes.get(_key(found["size"], sizes), ""), language)

    size = rf"(?:(?P<size>{_either({*sizes, *sizes.values()})})\s?)?"
    shape = rf"(?<![\w.])(?P<low>{NUMBER})(?P<high>)[\s-]?{size}(?P<unit>{_either(units)})(?!\w)"
    return re.sub(shape, read, text) if units else text


def _amount(found: re.Match[str], unit: str, size: str, language: Language) -> str:
    """Return number, magnitude and unit in words, each agreeing with what it counts."""
    low, high = found["low"], found["high"]
    nouns, _, parts = unit.partition(";")
    before, _after = around(found)
    last = high or low
    names = size or nouns
    form = agreed(last, language, before, f" {counted(last, language, names)}")
    noun = counted(_MANY if size else last, language, nouns, form)
    exact = _CENTS.fullmatch(low)
    if exact and not high and not size and (parts or found.re.groupindex.get("sign")):
        return _with_hundredths(exact, nouns, parts.strip(), language)
    number = cardinal(low, language, form) + (f"{between(language)}{cardinal(high, language, form)}" if high else "")
    return " ".join(part for part in (number, size and counted(last, language, size, form), noun) if part)


def _with_hundredths(exact: re.Match[str], nouns: str, parts: str, language: Language) -> str:
    words = _counted(exact[1], nouns, language)
    hundredths = str(int(exact[2]))
    if hundredths == "0":
        return words
    return f"{words} {_counted(hundredths, parts, language) if parts else cardinal(hundredths, language)}"


def _counted(number: str, nouns: str, language: Language) -> str:
    noun = counted(number, language, nouns)
    return f"{cardinal(number, language, agreed(number, language, '', f' {noun}'))} {noun}"


def _key(size: str | None, sizes: Mapping[str, str]) -> str:
    """Return the key of a magnitude, however it is written."""
    written = (size or "").lower()
    return next((key for key, said in sizes.items() if written in (key.lower(), said.lower())), "")


def _units(abbreviations: Mapping[str, str]) -> Mapping[str, str]:
    return {written: said for written, said in abbreviations.items() if "|" in said and not re.match(r"\$\w", written)}


def _currencies(abbreviations: Mapping[str, str]) -> list[str]:
    return [name for name in _units(abbreviations) if re.fullmatch(r"[A-Z]{0,2}[$€£₴¥₹]|[A-Z]{3}", name)]


def _sizes(abbreviations: Mapping[str, str]) -> Mapping[str, str]:
    return {written[1:]: said for written, said in abbreviations.items() if re.match(r"\$\w", written)}


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) or "(?!)"
