"""May an item be used at all? Directive (EU) 2019/790, Article 4(3): who reserves a text from text and data mining is obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from babel import Locale

from briefing.model.language import NotNews
from briefing.model.news import Item
from briefing.model.show import Feed, Show


def find_reservation(item: Item, feed: Feed) -> str:
    """Return why an item may not be used, or ""; a feed whose rights are `own` or `licensed` has permission anyway."""
    if not item.reserved or feed.rights != "quote":
        return ""
    return f"its publisher reserved it from text and data mining: {item.reserved}"


NORWEGIAN = ("nb", "nn")  # items have `no` for both ways to write it


def find_foreign_language(item: Item, show_language: str) -> str:
    """Return why an item cannot be told in a show of this language (BCP 47), or ""; regions do not matter."""
    own = show_language.partition("-")[0].lower()
    own = "no" if own in NORWEGIAN else own
    if item.language in ("", own):
        return ""
    return f"is in {_get_language_name(item.language)}, the programme is in {_get_language_name(own)}"


def _get_language_name(tag: str) -> str:
    """Return the English name of a language, or its tag where it has none."""
    return str(Locale("en").languages.get(tag, tag))


LONGEST = 500  # characters of a title or of a text's beginning that are looked at
SHOWN = 60  # characters of what was found that a reason shows

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:/]\d+)*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<cut>[|:()\[\]{}–—•]|(?<=\s)-(?=\s))|(?P<any>#)"
)
_MONTH = re.compile(r"/(?:1[89]|20)\d\d[/-](?:0?[1-9]|1[0-2])(?=/)")
# Within one line; a straight single mark inside a word is an apostrophe.
_QUOTED = re.compile(
    r"“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|»[^«\n]*«|\"[^\"\n]*\"|(?<!\w)‘(?:[^’\n]|’(?=\w))*’|(?<!\w)'(?:[^'\n]|'(?=\w))*'(?!\w)"
)


def collect_rules(language: Collection[NotNews], show: Show) -> tuple[NotNews, ...]:
    """Return the rules of a show: the language's rules except those it allows, and one rule with its own phrases."""
    links = {phrase for phrase in show.not_news if phrase.startswith("/")}
    own = NotNews("also", title=frozenset(show.not_news) - links, link=frozenset(link.strip("/").casefold() for link in links))
    return (*(rule for rule in language if rule.name not in show.allow), own)


def find_not_news_reason(item: Item, rules: Iterable[NotNews]) -> str:
    """Return why an item is not news, naming the rule and the match, or ""."""
    title, text = _fold_text(item.title[:LONGEST]), _fold_text(item.text[:LONGEST])
    said = _blank_quotations(f"{item.title[:LONGEST]}\n{' '.join(item.text[:LONGEST].split())}")
    parts = _split_path(item.url)
    words = len(item.text.split())
    for rule in rules:
        if rule.below and words >= rule.below:
            continue
        found = (
            _find_longest_phrase(rule.title, title)
            or _find_longest_phrase(rule.text, text)
            or min(rule.link & parts, default="")
            or _find_match(rule.matches, said)
            or (_find_old_month(item) if rule.years and _count_years(item) >= rule.years else "")
        )
        if found:
            return f'not news: {rule.name} ("{found.strip("|: ")}")'
    return ""


def _find_longest_phrase(phrases: Collection[str], folded: str) -> str:
    """Return the longest of the phrases found in a folded text, or ""."""
    there = (phrase for phrase in phrases if _fold_phrase(phrase) in folded)
    return max(there, key=lambda phrase: (len(phrase), phrase), default="")


def _find_match(expressions: Collection[str], said: str) -> str:
    """Return what the first of the regular expressions finds, on one line, or ""."""
    found = (match for expression in sorted(expressions) if (match := _compile(expression).search(said)))
    return next((" ".join(match.group().split())[:SHOWN] for match in found), "")


def _find_old_month(item: Item) -> str:
    """Return the year and month that the path of an item's address names, as in /1966/06/10/ or /2023-07/, or ""."""
    try:
        found = _MONTH.search(urlsplit(item.url).path)
    except ValueError:
        return ""
    return found.group().strip("/") if found else ""


def _count_years(item: Item) -> int:
    """Return how many years before its date the month in an item's address is; 0 where there is none, or no date."""
    month = _find_old_month(item)
    return item.published.year - int(month[:4]) if month and item.dated else 0


@lru_cache(maxsize=256)
def _compile(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _blank_quotations(text: str) -> str:
    """Return the text with what stands in quotation marks as blanks: those words are somebody else's."""
    return _QUOTED.sub(lambda quoted: quoted[0][0] + " " * (len(quoted[0]) - 2) + quoted[0][-1], text)


@lru_cache(maxsize=4096)
def _fold_phrase(phrase: str) -> str:
    return f" {' '.join(word for _, word in _tokenize(phrase))} "


def _fold_text(text: str) -> str:
    """Return a text as lower-case words in four forms: separated by | or by : only, with numbers or with # for each.

    A part ends at a colon, a bar, a bracket or a dash. The | form also has a | at both ends of the text; the : form has none.
    """
    tokens = list(_tokenize(text.replace("#", " ")))
    lines = []
    for number in (None, "#"):
        words = [number or word if kind == "number" else word for kind, word in tokens]
        inner = " ".join(":" if word in (":", "|") else word for word in words)
        lines += [f" {inner} ", f" | {inner.replace(':', '|')} | "]
    return "\n".join(lines)


def _tokenize(text: str) -> Iterable[tuple[str, str]]:
    """Yield kind and word; of the separators, : stays : and all others become |."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    for match in _TOKEN.finditer(plain):
        kind, word = str(match.lastgroup), match.group()
        if kind == "cut":
            kind = word = ":" if word == ":" else "|"
        yield kind, word


def _split_path(url: str) -> frozenset[str]:
    """Return the parts of a URL's path in lower case, without .html or .htm."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return frozenset()
    return frozenset(unquote(part).casefold().removesuffix(".html").removesuffix(".htm") for part in path.split("/") if part)
