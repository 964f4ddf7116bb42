"""Edit checks: whether an edited line is its quotation changed only by permitted kinds of edits, which add and drop no fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefing.model.episode import Cue
from briefing.model.news import Edit


def find_edit_error(cue: Cue) -> str:
    """Return the reason why an edited line does not follow from its quotation by its edits; "" when it does."""
    if len(cue.sources) != 1 or not cue.edits:
        return "an edited line has one source, and edits"
    quote = cue.sources[0].quote
    if not _is_in_order(cue.edits, len(quote)):
        return "its edits are not in order, apart and inside its quotation"
    for edit in cue.edits:
        kind = next((kind for kind in KINDS if edit.reason.startswith(kind)), None)
        if kind is None:
            return f"it was edited for an unknown reason: {edit.reason!r}"
        if not KINDS[kind](quote[edit.start : edit.end], edit.said):
            return f"{quote[edit.start : edit.end]!r} as {edit.said!r} is not {kind!r}"
    return "" if cue.text == _apply_edits(quote, cue.edits) else f"is not its quotation with the edits made: {quote!r}"


def _is_wordless(text: str) -> bool:
    return not any(char.isalnum() for char in text)


# What the reason of an edit begins with, and whether words and what is said in their place are of that kind.
KINDS: Mapping[str, Callable[[str, str], bool]] = {
    "relative day": lambda was, said: not _is_wordless(was),
    "an aside": lambda was, said: _is_wordless(said),
    "a sign that was lost": lambda was, said: _is_wordless(was) and _is_wordless(said),
    "the sentence before it is not read": lambda was, said: said.casefold() == was[-1:].casefold(),  # "But he" as "He"
}


def _is_in_order(edits: Sequence[Edit], length: int) -> bool:
    at = 0
    for edit in edits:
        if not at <= edit.start < edit.end <= length:
            return False
        at = edit.end
    return True


def _apply_edits(quote: str, edits: Sequence[Edit]) -> str:
    for edit in reversed(edits):
        quote = quote[: edit.start] + edit.said + quote[edit.end :]
    return quote
