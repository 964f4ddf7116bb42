"""Sentence boundaries: sentencex, corrected for line breaks, datelines, quotations and abbreviations."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from babel.dates import get_day_names, get_month_names
from sentencex import get_sentence_boundaries

from briefing.model.language import Language
from briefing.write.datelines import measure_dateline
from briefing.write.phrases import compile_expressions
from briefing.write.quotations import pair_quotes, straighten_quotes

NEAR = 60  # characters around a boundary that are looked at, so that a text of any length takes linear time
_ABBREVIATION = re.compile(r"\w\.\w\.\s*$")
_BEGINNING = re.compile(r"\s+[\"'(]*(?=[^\W\d_])(?=\w)")
_ASIDE = re.compile(r"(?:^|(?<=[.!?]\s))\([^()]+[.!?][\"']?\)(?=\s)")  # a sentence in brackets
_ZONE = re.compile(r"(?:[A-Z]{1,3}T|UTC)\b")
_RUN_ON = re.compile(  # "at noon.The bridge": a line break was lost
    r"(?<=[a-zа-яіїєґäöüß]{3}\.|\w\w[\"”]\.)(?=[A-ZА-ЯІЇЄҐÄÖÜ][^\W\d_A-ZА-Я]*\s)"
)
SHORTEST_TITLE, LONGEST_TITLE = 4, 40  # words: a shorter title may be how a sentence begins ("Man dies"), a longer one is a text
_PARAGRAPH = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the non-blank lines of the text as `[start, end)` in code points."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if match.group().strip()]


def split_sentences(text: str, language: Language, title: str = "") -> list[tuple[int, int]]:
    """Return the sentences as `[start, end)` in code points, without datelines and outer white space; none crosses a line break.

    A headline repeated at the start of a paragraph is left out as well.
    """
    return [span for start, end in split_paragraphs(text) for span in _split_paragraph(text, start, end, language, title)]


def _split_paragraph(text: str, start: int, end: int, language: Language, title: str) -> list[tuple[int, int]]:
    start += measure_repeated_title(text[start:end], title, language)
    start += measure_dateline(text[start:end], language.agencies)
    paragraph = text[start:end]
    quoted = bytearray(len(paragraph) + 1)
    for first, last in pair_quotes(paragraph)[0]:
        quoted[first + 1 : last] = b"\x01" * (last - first - 1)
    cuts = [0]
    for cut in _find_boundaries(paragraph, language):
        before, after = paragraph[max(0, cut - NEAR) : cut], paragraph[cut : cut + NEAR]
        if not (quoted[cut] or ends_unfinished(before, language) or _continues_sentence(before, after, language)):
            cuts.append(cut)
    spans = (_trim_span(text, start + first, start + last) for first, last in pairwise([*cuts, len(paragraph)]))
    return [span for span in spans if span]


def measure_repeated_title(paragraph: str, title: str, language: Language) -> int:
    """Return the length of a repeated headline at the start of a paragraph, if a sign or a function word follows it; else 0."""
    end = find_title_end(paragraph, title)
    first = paragraph[end:].split(maxsplit=1)[:1]
    parted = paragraph[:end].rstrip().endswith((".", "!", "?", "-", "–", "—", ":", "|"))
    return end if first and (parted or first[0].casefold() in language.function_words) else 0


def find_title_end(paragraph: str, title: str) -> int:
    """Return the end of a headline that a paragraph starts with and continues after with a capital, or 0."""
    words = title.split()
    if not SHORTEST_TITLE <= len(words) <= LONGEST_TITLE:
        return 0
    found = re.match(r"\s+".join(map(re.escape, words)) + r"\s*[.!?:|–—-]?\s+(?=\W?[^\W_])", paragraph, re.IGNORECASE)
    return found.end() if found and not paragraph[found.end() :].lstrip("\"'“‘(")[:1].islower() else 0


def _find_boundaries(paragraph: str, language: Language) -> list[int]:
    """Return where sentencex finds an end, and where a sentence in brackets or an abbreviation may end, before a capital."""
    plain = straighten_quotes(paragraph)
    found = {int(boundary["end_index"]) for boundary in get_sentence_boundaries(language.code, plain)}
    ends = [match.end() for pattern in (compile_expressions(language.may_end), _ASIDE) for match in pattern.finditer(plain)]
    run_on = {match.start() for match in _RUN_ON.finditer(plain)}
    return sorted(found | run_on | {end for end in ends if _BEGINNING.match(plain, end)})


def _continues_sentence(before: str, after: str, language: Language) -> bool:
    """Return whether the sentence goes on: with a small letter, dash or comma, or day or zone after an hour ("5 p.m. Monday")."""
    word = (after.split(maxsplit=1) or [""])[0]
    behind_an_hour = word.strip(",.").lower() in _list_days_and_months(language.code) or _ZONE.match(word)
    if behind_an_hour and _ABBREVIATION.search(before):
        return True
    return word.islower() or word[:1] in tuple("-–—,;:)")


@cache
def _list_days_and_months(code: str) -> frozenset[str]:
    names = [*get_day_names("wide", locale=code).values(), *get_month_names("wide", locale=code).values()]
    return frozenset(name.lower() for name in names)


def ends_unfinished(text: str, language: Language) -> bool:
    """Return whether the text ends in an abbreviation that never ends a sentence, such as "Gen."."""
    if any(match.end() == len(text.rstrip()) for match in compile_expressions(language.may_end).finditer(text)):
        return False
    last = text.split()[-1:]
    return bool(last) and last[0].lstrip("(\"'“‘").lower() in language.never_final


def _trim_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    return (start + len(part) - len(part.lstrip()), start + len(part.rstrip())) if part.strip() else None
