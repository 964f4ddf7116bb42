"""Quotation marks: which belong together, which text is outside them, and where one was never closed."""

from __future__ import annotations

import re
from functools import lru_cache

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"})
_SINGLE = re.compile(r"(?<![\w'’])['‘](?=[^\s'‘’\d])(?:[^'‘’]|(?<=\w)['’](?=\w))*(?<=[\w.,!?…])['’](?!\w)")


def straighten_quotes(text: str) -> str:
    """Return the text with every quotation mark replaced by the plain one; offsets stay the same."""
    return text.translate(_STRAIGHT)


def _opens_quotation(text: str, at: int) -> bool:
    if text[at] in "“„":
        return True
    if text[at] == "”":
        return False
    if text[at] in "«»" and _points_inwards(text, at):
        return text[at] == "»"
    if text[at] in "«»":
        return text[at] == "«"
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([{-–—/'‘"


def _points_inwards(text: str, at: int) -> bool:
    """Return whether a guillemet points at the words it quotes, as in German: »Ja«."""
    blank_before = at == 0 or text[at - 1].isspace() or text[at - 1] in "([{-–—/"
    word_behind = text[at + 1 : at + 2].isalnum()
    return (blank_before and word_behind) if text[at] == "»" else not (blank_before or word_behind)


def pair_quotes(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the double quotations of one paragraph as `[start, end)` with their marks, and the unpaired marks."""
    found: list[tuple[int, int]] = []
    alone: list[int] = []
    start = -1
    for at, char in enumerate(text):
        if char not in '"“”„«»':
            continue
        german_close = char == "“" and start >= 0 and text[start] == "„"
        apart = char == '"' and start >= 0 and text[at - 1 : at].isspace() and not text[at + 1 : at + 2].strip()
        if _opens_quotation(text, at) and not (german_close or apart):
            if start >= 0:
                alone.append(start)
            start = at
        elif start >= 0:
            found.append((start, at + 1))
            start = -1
        else:
            alone.append(at)
    return found, alone + ([start] if start >= 0 else [])


def extract_quoted(text: str) -> str:
    """Return the words of all double quotations, in lower case and without punctuation, one quotation per line."""
    return "\n".join(normalize_words(text[start:end]) for start, end in pair_quotes(text)[0])


def normalize_words(text: str) -> str:
    """Return the words of a text in lower case, without punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def find_unclosed_quote(paragraph: str) -> int:
    """Return the start of the quotation that is still open at the paragraph's end, or its length when there is none."""
    alone = pair_quotes(paragraph)[1]
    last = max(alone, default=-1)
    return (
        last if last >= 0 and _opens_quotation(paragraph, last) and last >= max(map(paragraph.rfind, '"“”„«»')) else len(paragraph)
    )


@lru_cache(maxsize=1024)  # a dozen rules ask it of each sentence
def blank_quotations(text: str) -> str:
    """Return the text with quoted words, in double or single marks, replaced by spaces; offsets stay the same."""
    chars = list(text)
    for start, end in [*pair_quotes(text)[0], *(match.span() for match in _SINGLE.finditer(text))]:
        chars[start + 1 : end - 1] = " " * (end - start - 2)
    return "".join(chars)
