"""May an item be used at all? Directive (EU) 2019/790, Article 4(3): who reserves a text from text and data mining is obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from briefing.model.language import NotNews
from briefing.model.news import Item
from briefing.model.show import Feed, Show


def reserved(item: Item, feed: Feed) -> str:
    """Return why an item may not be used, or nothing; with a licence, or as the owner, one has another permission."""
    if not item.reserved or feed.rights != "quote":
        return ""
    return f"its publisher reserved it from text and data mining: {item.reserved}"


NORWEGIAN = ("nb", "nn")  # items have `no` for both ways to write it


def foreign(item: Item, show_language: str) -> str:
    """Return why an item cannot be told in a show of this language (BCP 47), or nothing; regions do not matter."""
    own = show_language.partition("-")[0].lower()
    own = "no" if own in NORWEGIAN else own
    if item.language in ("", own):
        return ""
    return f"is in {_name(item.language)}, the programme is in {_name(own)}"


def _name(tag: str) -> str:
    """Return what English calls a language, or the tag where it has no name."""
    from babel import Locale  # here, since most editions have no foreign item

    return str(Locale("en").languages.get(tag, tag))


LONGEST = 500  # characters of a title or of a text's beginning that are looked at

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:/]\d+)*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<cut>[|:()\[\]{}–—•]|(?<=\s)-(?=\s))|(?P<any>#)"
)


def rules(language: Collection[NotNews], show: Show) -> tuple[NotNews, ...]:
    """Return the rules that hold for a show: the language's without those it allows, and one of its own phrases."""
    links = {phrase for phrase in show.not_news if phrase.startswith("/")}
    own = NotNews("also", title=frozenset(show.not_news) - links, link=frozenset(link.strip("/").casefold() for link in links))
    return (*(rule for rule in language if rule.name not in show.allow), own)


def against(item: Item, rules: Iterable[NotNews]) -> str:
    """Return why an item is no news, naming the rule and what it found, or nothing."""
    title, text = _fold(item.title[:LONGEST]), _fold(item.text[:LONGEST])
    parts = _parts(item.url)
    words = len(item.text.split())
    for rule in rules:
        if rule.below and words >= rule.below:
            continue
        found = _first(rule.title, title) or _first(rule.text, text) or min(rule.link & parts, default="")
        if found:
            return f'not news: {rule.name} ("{found.strip("|: ")}")'
    return ""


def _first(phrases: Collection[str], folded: str) -> str:
    """Return the longest of the phrases that stands in a folded text, or nothing."""
    there = (phrase for phrase in phrases if _phrase(phrase) in folded)
    return max(there, key=lambda phrase: (len(phrase), phrase), default="")


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> str:
    return f" {' '.join(word for _, word in _tokens(phrase))} "


def _fold(text: str) -> str:
    """Return a text as words in lower case, in four forms: parted by | or by : alone, with numbers or with # for each.

    A part ends at a colon, a bar, a bracket or a dash; its | stands at the ends of the text as well, its : does not.
    """
    tokens = list(_tokens(text.replace("#", " ")))
    lines = []
    for number in (None, "#"):
        words = [number or word if kind == "number" else word for kind, word in tokens]
        inner = " ".join(":" if word in (":", "|") else word for word in words)
        lines += [f" {inner} ", f" | {inner.replace(':', '|')} | "]
    return "\n".join(lines)


def _tokens(text: str) -> Iterable[tuple[str, str]]:
    """Yield kind and word; of a phrase's own cuts : stays : and all others are |."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    for match in _TOKEN.finditer(plain):
        kind, word = str(match.lastgroup), match.group()
        if kind == "cut":
            kind = word = ":" if word == ":" else "|"
        yield kind, word


def _parts(url: str) -> frozenset[str]:
    """Return the parts of an address's path, lower case, without a file's ending."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return frozenset()
    return frozenset(unquote(part).casefold().removesuffix(".html").removesuffix(".htm") for part in path.split("/") if part)
