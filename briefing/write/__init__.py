"""The write stage: rundown in, script out. `summarize` shortens one text from Python, without feeds or a show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.news import Line


def summarize(text: str, title: str, *, words: int, language: str = "en") -> list[Line]:
    """Return whole sentences of `text`, at most `words` words, each citing its source; raises KeyError for an unknown language."""
    from briefing.write.entry import summarize as do

    return do(text, title, words=words, language=language)
