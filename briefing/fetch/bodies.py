"""What an entry says: one text of its description and its contents. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def join_texts(description: str, contents: Iterable[str]) -> str:
    """Return an entry's text: its description, then the lines of its contents that the description does not have.

    Of a description that a content begins with, or that was cut and so may be made of it, only the content stays.
    """
    told = description
    for content in contents:
        if _begins_with(content, told) or (told.endswith("…") and len(content) >= len(told)):
            told = content
            continue
        known = _keep_letters(told)
        told = "\n".join([told, *(line for line in content.split("\n") if _keep_letters(line) not in known)])
    return told


def _begins_with(content: str, description: str) -> bool:
    return _keep_letters(content).startswith(_keep_letters(description))


def _keep_letters(text: str) -> str:
    """Return letters and digits alone: an excerpt loses the line breaks of what it is made of, and often the marks."""
    return "".join(filter(str.isalnum, text.casefold()))
