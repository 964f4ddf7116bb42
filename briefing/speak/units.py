"""Amounts: money, percentages and measures, with the unit said after the number.

A unit is an abbreviation whose spoken form has `one|many`; it counts only beside a number. A currency is a unit that may also stand
before it: a sign (`$`, `US$`) or an ISO code (`UAH`). `$m`, `$bn` say how magnitudes are shortened after money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefing.ports import Language
from briefing.speak.numbers import NUMBER, cardinal

_CENTS = re.compile(r"(\d[\d,]*)\.(\d\d)")


def money(text: str, language: Language) -> str:
    """Read `$4.5 million`, `€3bn` and `£10-12` with the currency last."""
    currency, magnitude = _patterns(language)
    said = language.abbreviations
    to = said.get("-", "-")

    def read(found: re.Match[str]) -> str:
        sign, low, high = found["sign"], found["low"], found["high"]
        size = found["size"].lower() if found["size"] else ""
        size = said.get(f"${size}", size) if size else ""
        if not high and not size and (exact := _CENTS.fullmatch(low)):
            return _with_cents(exact, said[sign], language.code)
        amount = cardinal(low, language.code) + (f" {to} {cardinal(high, language.code)}" if high else "")
        unit = _unit(said[sign], one=amount == cardinal("1", language.code) and not size)
        return " ".join(part for part in (amount, size, unit) if part)

    high = rf"(?:\s?(?:-|\b{re.escape(to)}\b)\s?(?:{currency})?(?P<high>{NUMBER}))?"
    size = rf"(?:[\s-]?(?P<size>{magnitude}))?"
    return re.sub(rf"(?<!\w)(?P<sign>{currency})\s?(?P<low>{NUMBER}){high}{size}(?!\w)", read, text) if currency else text


def measures(text: str, language: Language) -> str:
    """Read `5%`, `12 km/h`, `-3°C`, `300 UAH`: the number, then its unit in full."""
    units = _units(language.abbreviations)
    names = _either(units)

    def read(found: re.Match[str]) -> str:
        amount = cardinal(found[1], language.code)
        return f"{amount} {_unit(units[found[2]], one=found[1] == '1')}"

    return re.sub(rf"(?<![\w.])({NUMBER})[\s-]?({names})(?!\w)", read, text) if names else text


def _with_cents(exact: re.Match[str], forms: str, lang: str) -> str:
    whole, cents = cardinal(exact[1], lang), int(exact[2])
    amount = f"{whole} {_unit(forms, one=exact[1] == '1')}"
    return f"{amount} {cardinal(str(cents), lang)}" if cents else amount


def _unit(forms: str, *, one: bool) -> str:
    single, _, many = forms.partition("|")
    return single if one else many


def _units(abbreviations: Mapping[str, str]) -> Mapping[str, str]:
    return {written: said for written, said in abbreviations.items() if "|" in said}


def _patterns(language: Language) -> tuple[str, str]:
    signs = [name for name in _units(language.abbreviations) if re.fullmatch(r"[A-Z]{0,2}[$€£₴¥₹]|[A-Z]{3}", name)]
    sizes = {written[1:]: said for written, said in language.abbreviations.items() if re.fullmatch(r"\$[a-z]+", written)}
    both = {*sizes, *sizes.values()}
    return _either(signs), f"(?i:{_either(both)})" if both else "(?!)"


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
