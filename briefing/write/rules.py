"""Rules for sentences that may not be read: pure functions, each returning its reason in words, or "" when it has no objection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

from briefing.model.language import Language
from briefing.write.phrases import compile_beginnings, compile_exact, compile_expressions, compile_speakers, compile_whole
from briefing.write.purpose import check_purpose, check_title_end, check_title_purpose
from briefing.write.quotations import blank_quotations, pair_quotes, straighten_quotes
from briefing.write.sentences import ends_unfinished

LONGEST = 60  # words that can be spoken and followed in one breath of attention
SHORTEST = 3
CAVEAT_REACH = 3  # sentences
AT_ONCE = 30  # characters behind a denial in which it says what is denied
NEAR = 200  # characters beside the sign of a caveat that are about it

_INITIALS = re.compile(r"\w-$|\b\w\.$")
_INITIALS_APART = re.compile(r"\w-$|\b\w\.\s?$")
_WITHIN = re.compile(r"[\w,(]\s?$")  # not behind the end of a sentence, a colon or a quotation mark
_FINAL = re.compile(r"[.!?][\"')\]]*$")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)[\"')\]]*$|\[(?:\.\.\.|…)\]|\(\.\.\.\)")
_LEFTOVER = re.compile(
    r"https?:|www\.|\S@\S|\b\w+\.(?:com|org|net|co\.uk|ua|de)\b|(?<!\w)[#@]\w"  # addresses
    r"|\b(?:19|20)\d\d[A-Z][a-z]"  # two lines run into one
    r"|[|©®™»›→►▶•<>{}*]"  # signs of a page
    r"|\?\?|\?\.|\w\?\w| \?(?:\s|$)|\?\s+(?-i:[a-zа-яіїєґ])"  # question marks in the place of a sign that was lost
)


def check_relative_days(sentence: str, language: Language) -> str:
    """Object to a day counted from now, quoted or not: it is false when heard on another day."""
    found = compile_whole(language.relative_days).search(straighten_quotes(sentence))
    return f'relative day "{found.group().lower()}"' if found else ""


def check_first_person(sentence: str, language: Language) -> str:
    """Object to the first person outside quotation marks: the author's "we" would become our own."""
    rest = straighten_quotes(
        compile_exact(language.not_first_person).sub(lambda name: " " * len(name.group()), blank_quotations(sentence))
    )
    for found in compile_whole(language.first_person).finditer(rest):
        if not (_is_initial(rest, found) or _is_in_title(rest, found)):
            return f'first person "{found.group()}" outside quotation marks'
    return ""


def _is_initial(text: str, found: re.Match[str]) -> bool:
    """Return whether a letter is an initial among others: F.B.I., P-I, F. B. I."""
    among = _INITIALS_APART if text[found.end() : found.end() + 1] == "." else _INITIALS
    return len(found.group()) == 1 and bool(among.search(text, 0, found.start()))


def _is_in_title(text: str, found: re.Match[str]) -> bool:
    """Return whether a capital within a lower-case sentence belongs to a name ("About My Mother"); I is always a capital."""
    word, words = found.group(), text.split()
    named = len(word) > 1 and word.istitle() and not text[found.end() :].lstrip()[:1].islower()
    return named and bool(_WITHIN.search(text, 0, found.start())) and 2 * sum(each.islower() for each in words) > len(words)


def check_completeness(sentence: str, language: Language) -> str:
    """Object to a sentence without a beginning or an end."""
    plain = straighten_quotes(sentence)
    words = plain.split()
    if not _FINAL.search(plain) or _ELLIPSIS.search(plain) or ends_unfinished(plain, language):
        return "cut off: it has no end"
    if words[-1].strip(".!?\"')]").lower() in language.dangling_endings and words[-1].strip("\"')]").endswith("."):
        return "cut off: it ends in the air"
    if words[0].lstrip("\"'([").islower():
        return "cut off: it has no beginning"
    return "fragment" if len(words) < SHORTEST or not any(char.isalpha() for char in plain) else ""


def check_balance(sentence: str, _: Language) -> str:
    """Object to a quotation or bracket that is not opened and closed in the sentence."""
    curly = sentence.count("‘") > sentence.count("’")
    if (
        curly
        or pair_quotes(sentence)[1]
        or sentence.count("(") != sentence.count(")")
        or sentence.count("[") != sentence.count("]")
    ):
        return "unbalanced quotation marks or brackets"
    return ""


def check_quotation_speaker(sentence: str, _: Language) -> str:
    """Object to a quotation without its speaker: spoken, it would be our own claim."""
    unquoted = blank_quotations(sentence)
    rest = re.findall(r"\w+", unquoted)
    return "quotation without its speaker" if unquoted != sentence and len(rest) < 2 else ""


def check_leftovers(sentence: str, language: Language) -> str:
    """Object to addresses, signs and phrases that belong to a web page and cannot be spoken."""
    plain = straighten_quotes(sentence)
    found = _LEFTOVER.search(plain) or compile_beginnings(language.boilerplate).search(plain)
    return f'left over from a page: "{found.group()}"' if found else ""


def check_length(sentence: str, _: Language) -> str:
    """Object to a sentence that is too long to follow by ear."""
    words = len(sentence.split())
    return f"{words} words are too long to be spoken" if words > LONGEST else ""


def check_words(text: str, language: Language) -> str:
    """Object to a text without letters and digits: a voice has nothing to say."""
    return "" if any(char.isalnum() for char in text) else "it has no words"


def check_letters(text: str, language: Language) -> str:
    """Object to a text mainly in letters that the voice would spell out; a single name in such letters is accepted."""
    letters = [char for char in text if char.isalpha()]
    own = sum(unicodedata.name(char, "").startswith(language.script) for char in letters)
    return "written in letters that the voice does not speak" if 2 * own < len(letters) else ""


HEADLINE_CHECKS: tuple[Callable[[str, Language], str], ...] = (
    check_words,
    check_letters,
    check_first_person,
    check_title_end,
    check_title_purpose,
)
SENTENCE_CHECKS = (
    check_letters,
    check_first_person,
    check_completeness,
    check_balance,
    check_quotation_speaker,
    check_leftovers,
    check_purpose,
    check_length,
)


def find_headline_objection(title: str, language: Language) -> str:
    """Return the first reason why a headline may not be read: no words, foreign letters, relative days, the first person."""
    return check_relative_days(title, language) or find_resolved_objection(title, language)


def find_resolved_objection(title: str, language: Language) -> str:
    """Return the first reason why a headline whose days were resolved may not be read."""
    return next((reason for rule in HEADLINE_CHECKS if (reason := rule(title, language))), "")


def find_objection(sentence: str, language: Language, *, days: bool = True) -> str:
    """Return the first reason why a single sentence may not be read; `days` is false where its days were resolved."""
    found = check_relative_days(sentence, language) if days else ""
    return found or next((reason for rule in SENTENCE_CHECKS if (reason := rule(sentence, language))), "")


def find_dependence(sentence: str, language: Language, first: bool = False) -> str:
    """Return why a sentence cannot be understood without the one before it, or ""; `first` means that it opens its text.

    In an opening sentence "it" may stand for nothing ("It is official: ..."), and a pronoun as speaker may be named earlier in it.
    """
    plain = straighten_quotes(sentence)
    opening = compile_whole(language.dangling_openers).match(plain.lstrip("\"'([ "))
    if opening and not (first and opening.group().casefold().split("'")[0] in language.expletives):
        return f'the opening "{opening.group()}" refers to a sentence before'
    said = compile_speakers(language.speakers, language.pronouns).search(plain)
    if said and not (first and names_somebody(blank_quotations(plain)[: said.start()], language)):
        return "its speaker is named in a sentence before"
    return ""


def looks_ahead(sentence: str, language: Language) -> bool:
    """Return whether only the next sentence says what a text's first one is about: "It was always going to be hard"."""
    opening = compile_whole(language.expletives).match(straighten_quotes(sentence)) if language.expletives else None
    return bool(opening) and not names_somebody(sentence, language)


def find_late_dependence(sentence: str, language: Language, known: Collection[str] = ()) -> str:
    """Return why a sentence in mid-text cannot be the first that is read, or ""; `known` are names in the text."""
    plain = straighten_quotes(sentence)
    if plain.startswith(('"', "'")):
        return "a quotation goes with what is before"
    pointer = compile_whole(language.pointers).match(plain)
    if pointer and (language.capitals == "nouns" or _begins_with_common(plain[pointer.end() :])):
        return f'the opening "{" ".join(plain.split()[:2])}" refers to a sentence before'
    pronoun = compile_whole(language.pronouns).search(blank_quotations(plain))
    named = re.split(r"\W", plain, maxsplit=1)[0] in known
    if pronoun and not (named or names_somebody(plain[: pronoun.start()], language)):
        return f'"{pronoun.group()}" refers to a sentence before'
    return ""


def find_pointed_word(sentence: str, language: Language) -> str:
    """Return the word after "the" that names something already known, or ""."""
    plain = straighten_quotes(sentence)
    pointer = compile_whole(language.pointers).match(plain)
    words = re.findall(r"\w+", plain[pointer.end() :][:80]) if pointer else []
    return next((word for word in words if word.casefold() not in language.function_words), "")


def find_mentioned_names(text: str, language: Language) -> frozenset[str]:
    """Return the words that a text writes with a capital within a sentence and never in lower case: names that it mentions."""
    if language.capitals != "names":
        return frozenset()
    small = {word for word in re.findall(r"\w+", text) if word.islower()}
    within = re.findall(r"(?<=[\w,] )[^\W\d_]\w+", text)
    return frozenset(word for word in within if word[0].isupper() and word.casefold() not in small)


def _begins_with_common(text: str) -> bool:
    """Return whether a text continues with a word that is not a name."""
    letter = text.lstrip()[:1] if text[:1].isspace() else ""
    return letter.isalnum() and not letter.isupper()


def _extract_own_words(sentence: str, language: Language) -> str:
    """Return a sentence's own words: without quotations, agencies and a page link that runs on after it."""
    said = compile_exact(language.agencies).sub(" ", straighten_quotes(blank_quotations(sentence)))
    link = compile_beginnings(language.boilerplate).search(said)
    return said[: link.start()] if link else said


def count_doubted(sentence: str, language: Language) -> int:
    """Return how many preceding sentences a sentence takes back: a caveat may cover several, a denial answers one."""
    said = _extract_own_words(sentence, language)
    if compile_expressions(language.caveats).search(said):
        return CAVEAT_REACH
    return 1 if compile_expressions(language.denials).search(said) else 0


def says_who(sentence: str, language: Language) -> bool:
    """Return whether a sentence has a word for saying outside quotation marks."""
    return bool(compile_expressions(language.sayings).search(straighten_quotes(blank_quotations(sentence))))


def rate_allegation(sentence: str, language: Language) -> int:
    """Return 2 when a sentence says that it is a claim or suspicion, 1 when it only accuses somebody, else 0."""
    plain = straighten_quotes(sentence)
    if compile_expressions(language.claims).search(plain):
        return 2
    return 1 if compile_expressions(language.accusations).search(plain) else 0


def denies_all(sentence: str, language: Language) -> bool:
    """Return whether a sentence denies the charges, or guilt, without saying which: then it answers every accusation."""
    said = _extract_own_words(sentence, language)
    sign = compile_expressions(language.denials).search(said)
    return sign is not None and bool(compile_expressions(language.charges).search(said, sign.start(), sign.end() + AT_ONCE))


def split_at_doubt(sentence: str, language: Language) -> tuple[str, str, str]:
    """Return the text shortly before the sign of a caveat or denial, the sign, and the text shortly after; without agencies."""
    said = _extract_own_words(sentence, language)
    sign = compile_expressions(language.caveats).search(said) or compile_expressions(language.denials).search(said)
    return (said[: sign.start()][-NEAR:], sign.group(), said[sign.end() :][:NEAR]) if sign else ("", "", "")


def names_somebody(sentence: str, language: Language) -> bool:
    """Return whether a word after the first is written as a name; false where all nouns have capitals."""
    return language.capitals == "names" and any(
        word.lstrip("\"'([")[:1].isupper() for word in straighten_quotes(sentence).split()[1:]
    )
