"""Where sentences start and end: sentencex, with what it cannot know about line breaks, curly quotation marks and abbreviations."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from briefing.ports import Language
from briefing.write.quotations import pairs, straight

_PARAGRAPH = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the lines of the text that hold anything, as `[start, end)` in code points."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if match.group().strip()]


def split(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the sentences as `[start, end)` in code points, without the white space around them; none crosses a line break."""
    return [
        (start + first, start + last)
        for start, end in paragraphs(text)
        for first, last in _within(text[start:end], language)
    ]  # fmt: skip


def _within(paragraph: str, language: Language) -> list[tuple[int, int]]:
    quotations = pairs(paragraph)[0]
    ends: list[int] = []
    for boundary in get_sentence_boundaries(language.code, straight(paragraph)):
        end = int(boundary["end_index"])
        quoted = any(first < end < last for first, last in quotations)
        goes_on = paragraph[end:].split(maxsplit=1)[:1]
        if not (quoted or unfinished(paragraph[:end], language) or (goes_on and goes_on[0].islower())):
            ends.append(end)
    if not ends or ends[-1] < len(paragraph):
        ends.append(len(paragraph))
    return [span for start, end in zip([0, *ends], ends, strict=False) if (span := _trimmed(paragraph, start, end))]


def unfinished(text: str, language: Language) -> bool:
    """Return whether the text ends in an abbreviation that no sentence ends in, such as "Gen."."""
    last = text.split()[-1:]
    return bool(last) and last[0].lstrip("(\"'“‘").lower() in language.never_final


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    if not part.strip():
        return None
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
