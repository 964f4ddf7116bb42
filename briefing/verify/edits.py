"""Edit checks: whether an edited line is its quotation changed only by permitted kinds of edits, which add and drop no fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefing.model.episode import Cue
from briefing.model.news import NAMES_SOURCE, Edit


def find_edit_error(cue: Cue) -> str:
    """Return the reason why an edited line does not follow from its quotation by its edits; "" when it does."""
    if not cue.sources or not cue.edits:
        return "an edited line has a source, and edits"
    in_full = [edit.said.casefold() for edit in cue.edits if edit.reason == NAME]
    if in_full != [source.quote.casefold() for source in cue.sources[1:]]:
        return "an edited line cites more than its quotation and the names that it gives in full"
    quote = cue.sources[0].quote
    if not _is_in_order(cue.edits, len(quote)):
        return "its edits are not in order, apart and inside its quotation"
    for edit in cue.edits:
        kind = next((kind for kind in KINDS if edit.reason.startswith(kind)), None)
        if kind is None:
            return f"it was edited for no reason of ours: {edit.reason!r}"
        names = kind != NAMES_SOURCE or _names_only(edit.said, quote[edit.start : edit.end], cue.sources[0].feed_name)
        if not names or not KINDS[kind](quote[edit.start : edit.end], edit.said):
            return f"{quote[edit.start : edit.end]!r} as {edit.said!r} is not {kind!r}"
    return "" if cue.text == _apply_edits(quote, cue.edits) else f"is not its quotation with the edits made: {quote!r}"


def _is_wordless(text: str) -> bool:
    return not any(char.isalnum() for char in text)


FRAME = 12  # letters of the longest word for saying, "повідомляє", and a little
NAME = "a name in full"


def _names_only(said: str, was: str, feed: str) -> bool:
    """Return whether what is said holds a feed's name and beside it hardly more than a word for saying."""
    letters = [sum(map(str.isalnum, text)) for text in (said, was, feed)]
    return feed in said and letters[0] - letters[1] - letters[2] <= FRAME


def _only_names(was: str, said: str) -> bool:
    """Return whether words end in the naming of a source instead of their full stop, or follow it with their first letter."""
    after = said.endswith(".") and (was == "." or said.startswith(was.rstrip(".")))
    return after or (len(was) == 1 and said.casefold().endswith(was.casefold()))


# What the reason of an edit begins with, and whether words and what is said in their place are of that kind.
KINDS: Mapping[str, Callable[[str, str], bool]] = {
    NAMES_SOURCE: _only_names,
    NAME: lambda was, said: not _is_wordless(was) and said.split()[-1] == was.split()[-1].rstrip(),
    "a headline as a sentence": lambda was, said: said == f"{was}.",
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
