"""Restoration of lost signs: a question mark where grammar allows only a quotation mark or a dash."""

from __future__ import annotations

import re

from briefing.model.news import Edit

_NEAR = 160  # characters: how far back the opening mark may lie
_CLOSING = re.compile(r"(?<=\w)\?(?=[,;]|\.(?:\s|$|[A-Z])|\s+[^\W\d_A-ZÀ-ÖØ-ÞА-ЯҐЄІЇ])")
_DASH = re.compile(r"(?<=\S\s)\?(?=\s\w)")
_ALONE = re.compile(r'(?<!\w)"(?=\w)[^"?\n]{1,80}(?<=\w)(\?)(?=\s)[^"?\n]{0,160}(?<=\s)"(?=\w)')
_APOSTROPHE = re.compile(r"(?<=[^\W\d_]s)\?(?=\s+[a-z])")
_LAST = re.compile(r'"[^"]*$')


def restore_signs(text: str) -> str:
    """Return the text with lost closing marks and dashes restored; offsets stay the same.

    Some publishers turn every typographic sign into "?": `was called "unsafe?, the ministry said`, `two parks ? both in the south`.
    A question mark before a comma, a full stop or a small letter, after an opening mark that is not closed, ends no question;
    nor does the only one between two opening marks.
    """
    if "?" not in text:
        return text
    chars = list(text)
    for match in _DASH.finditer(text):
        chars[match.start()] = "–"
    for match in _CLOSING.finditer(text):
        before = "".join(chars[max(0, match.start() - _NEAR) : match.start()])
        opening = _LAST.search(before)
        if opening and before[opening.start() + 1 :][:1].isalnum() and not before[: opening.start()][-1:].isalnum():
            chars[match.start()] = '"'
    for match in _APOSTROPHE.finditer(text):
        if chars[match.start()] == "?":
            chars[match.start()] = "’"
    for match in _ALONE.finditer(text):
        chars[match.start(1)] = '"'
    return "".join(chars)


def list_restored_signs(quote: str, mended: str) -> tuple[Edit, ...]:
    """Return the edits that turn a quotation into its restored form."""
    signs = enumerate(zip(quote, mended, strict=True))
    return tuple(Edit(at, at + 1, now, "a sign that was lost on the way") for at, (was, now) in signs if was != now)
