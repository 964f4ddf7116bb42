"""The language that words are written in: what the words themselves say goes before what a feed says of them.

Words that are plainly in a language, and not declared to be in another, are not asked further. Of others py3langid tells: it
carries its model (4.5 MB) and is loaded when first asked, 0.6 s and 90 MB with NumPy, in the killable process only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,6}")
SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "sh": "sr", "mo": "ro"}  # old names, and two ways to write one language

# Of 3,764 titles, articles and pieces of 40 and 60 characters one was told wrongly above it; of the articles all but one were told.
SURE = 0.7
UNLIKELY = 0.01  # a feed that says it is in a language which its words have less of than this is not believed
FEWEST = 20  # letters
ENOUGH = 1000  # characters
LONG = 500  # characters; a shorter text is in one language
DIFFERENT = 3  # small words that a part has at least ...
PLAIN = 0.12  # ... and their share of its words, with four times as many as of another language's
# Left out of the model: languages without news of their own, which short English and Spanish is taken for.
NOT_IN_NEWS = frozenset({
    "an", "br", "cy", "dz", "eo", "fo", "ga", "gd", "ht", "jv", "la", "lb", "ln", "mg", "oc", "om", "qu", "rw", "sa", "se", "sn",
    "so", "st", "sw", "tl", "vo", "wa", "xh", "zu",
})  # fmt: skip


def get_primary_subtag(tag: str) -> str:
    """Return the primary subtag of a language tag (BCP 47), lower case, in its present name; nothing for what is no tag."""
    found = TAG.fullmatch(tag.strip()[:100])
    return SAME.get(found[1].lower(), found[1].lower()) if found else ""


def detect_language(words: str, declared: str) -> str:
    """Return the language of words (primary subtag): the one they surely are in, else a declared one that may be, else nothing."""
    words, declared = words[:ENOUGH], get_primary_subtag(declared)
    if not any(map(str.isalpha, words)):
        return declared
    if (plain := next((tag for tag in _count_small_words() if _is_plainly(words, tag)), "")) and declared in (plain, ""):
        return plain
    ranked = _rank(words)
    best, share = max(ranked.items(), key=lambda one: one[1])
    if sum(map(str.isalpha, words)) >= FEWEST and share >= SURE and not _is_mixed(words):
        return get_primary_subtag(best)
    likely = sum(share for tag, share in ranked.items() if get_primary_subtag(tag) == declared)
    known = any(get_primary_subtag(tag) == declared for tag in ranked)
    return declared if likely >= UNLIKELY or not known else ""


def _is_plainly(words: str, language: str) -> bool:
    """Return whether words have many of a language's small words, and hardly one of another's; of a long text each half."""
    middle = len(words) // 2
    parts = (words[:middle], words[middle:]) if len(words) >= LONG else (words,)
    return all(_has_many(part, language) for part in parts)


def _has_many(words: str, language: str) -> bool:
    said = _WORD.findall(words.lower())
    counts = {tag: sum(word in small for word in said) for tag, small in _count_small_words().items()}
    others = max(count for tag, count in counts.items() if tag != language)
    return (
        counts[language] >= max(DIFFERENT, PLAIN * len(said), 4 * others)
        and len(set(said) & _count_small_words()[language]) >= DIFFERENT
    )


@cache
def _count_small_words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((files(__package__) / "function_words.toml").read_text("utf-8"))
    return {tag: frozenset(words.split()) for tag, words in table.items()}


def _is_mixed(words: str) -> bool:
    """Return whether the two halves are each surely in a language, and not in the same."""
    middle = len(words) // 2
    found = set()
    for half in (words[:middle], words[middle:]):
        best, share = max(_rank(half).items(), key=lambda one: one[1])
        if share >= SURE and sum(map(str.isalpha, half)) >= FEWEST:
            found.add(get_primary_subtag(best))
    return len(found) > 1


def _rank(words: str) -> dict[str, float]:
    found: list[tuple[str, float]] = _load_identifier().rank(words)
    return dict(found)


@cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages({tag for tag in made.labels if len(tag) == 2 and tag not in NOT_IN_NEWS})
    return made
