"""Whether a headline is a sentence that can be spoken: a subject, a finite verb, and nothing that only a reader understands.

Word lists, no parser: a list that does not know a verb loses a headline, and a headline that is no sentence is never read.
"""

from __future__ import annotations

import re

from briefing.model.language import Language
from briefing.write.phrases import compile_expressions
from briefing.write.quotations import straighten_quotes
from briefing.write.rules import check_leftovers

FEWEST = 4  # words
LONGEST = 25  # words; one that is longer is harder to follow than the sentence of the article


def find_unspeakable(title: str, language: Language) -> str:
    """Return why a headline is no sentence that can be spoken, or ""."""
    plain = " ".join(straighten_quotes(title).split())
    words = len(plain.split())
    if not FEWEST <= words <= LONGEST:
        return "too short for a sentence" if words < FEWEST else f"{words} words are too long for a headline"
    if left := check_leftovers(plain, language):
        return left
    found = compile_expressions(language.bulletin.never).search(plain)
    if found:
        return f'no sentence of news: "{found.group().strip()}"'
    aside = compile_expressions(language.bulletin.aside).search(plain)
    if aside:
        plain = f"{plain[: aside.start('aside')]}{plain[aside.end('aside') :]}"
    clause, tail = _split_main_clause(plain, language)
    verb = compile_expressions(language.bulletin.finite).search(clause)
    if not verb or not clause[: verb.start()].strip():
        return "no finite verb in its main clause"
    if tail and not compile_expressions(language.bulletin.tails).match(tail):
        return f'only a reader understands what follows the comma: "{tail}"'
    return ""


def is_grave(title: str, language: Language) -> bool:
    """Return whether a headline tells of a death, a charge or an accusation, which is never told by a headline alone."""
    return bool(compile_expressions(language.bulletin.grave).search(straighten_quotes(title)))


def _split_main_clause(plain: str, language: Language) -> tuple[str, str]:
    """Return a headline up to its first subordinate clause or comma, and what follows its first comma."""
    end = compile_expressions(language.bulletin.ends).search(plain)
    _, comma, tail = plain.partition(", ")
    return (plain[: end.start()] if end else plain), (tail if comma else "")


def close_headline(text: str) -> str:
    """Return what is said at the end of a headline in place of its last character: that and a full stop, or "" for nothing."""
    return "" if re.search(r"[.!?]$", text) else f"{text[-1]}."
