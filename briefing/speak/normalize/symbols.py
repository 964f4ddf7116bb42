"""Signs, addresses and abbreviations in words, from the language's table."""

from __future__ import annotations

import re

from briefing.model.language import Language

_REST = r"(?::\d+)?(?:[/?#][^\s\"')>]*[^\s\"').,;:!?>])?/?"  # of an address, but not the full stop that ends the sentence
_URL = re.compile(rf"\b(?:https?://(?:www\.)?|www\.)((?:[\w-]+\.)+\w+){_REST}", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]+\.)+\w+)")
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.){2,})(?!\w)")
_FRACTION = re.compile(r"(?:(?<![\w.,/])(\d+) )?(?:(\d⁄\d)(?!\d)|(?<![\w.,/])(\d/\d)(?![\w/]|[.,]\d))")
_SIGNS = ("&", "@", "+", "=", "%")


def spell_addresses(text: str, language: Language) -> str:
    """Spell the host of a web address, `bbc dot com`, and the whole of an e-mail address."""
    dot, at = (f" {language.abbreviations.get(sign, '')} " for sign in (".", "@"))
    text = _URL.sub(lambda m: m[1].replace(".", dot), text)
    return _EMAIL.sub(lambda m: f"{m[1].replace('.', dot)}{at}{m[2].replace('.', dot)}", text)


def expand_abbreviations(text: str, language: Language) -> str:
    """Replace abbreviations by their spoken form: `Dr.` Doctor, `No. 5` number 5; initials keep the dots between them."""
    everywhere = {w: s for w, s in language.abbreviations.items() if re.match(r"\w", w) and "|" not in s}
    before_number = {written[:-2]: said for written, said in everywhere.items() if written.endswith(" #")}
    text = _replace_names(text, before_number, r"(?=\s?\d)")
    text = _replace_names(text, {w: s for w, s in everywhere.items() if not w.endswith(" #")}, r"(?!\w)")
    return _DOTTED.sub(lambda m: m[1][:-1], text)


def spell_signs(text: str, language: Language) -> str:
    """Replace `&`, `@`, `+`, `=`, `%` and `#` by their names; before a number `#` and `№` have the same name."""
    said = language.abbreviations
    text = re.sub(r"#\s?(?=\d)", f" {said.get('№', '')} ", text)
    text = re.sub(r"#(?=\w)", f" {said.get('#', '')} ", text)
    for sign in _SIGNS:
        text = text.replace(sign, f" {said.get(sign, '')} ")
    return text


def spell_fractions(text: str, language: Language) -> str:
    """Spell `2½` as two and a half and `2/3` as two thirds; spell a fraction that the table lacks one number after the other."""
    return _FRACTION.sub(lambda m: _spell_fraction(m, language), text)


def _spell_fraction(found: re.Match[str], language: Language) -> str:
    whole, part = found[1], (found[2] or found[3]).replace("/", "⁄")
    said = language.abbreviations.get(part, part.replace("⁄", " ") if found[2] else "")
    if not said:
        return found[0]
    return f"{whole} {language.abbreviations.get('&', '')} {said}" if whole else said


def _replace_names(text: str, table: dict[str, str], after: str) -> str:
    if not table:
        return text
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.sub(rf"(?<![\w.])({names}){after}", lambda m: table[m[1]] + (" " if "\\d" in after else ""), text)
