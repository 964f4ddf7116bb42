"""Why a sentence may not be read: pure rules, each returning its reason in words, or "" when it has nothing against it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

from briefing.model.language import Language
from briefing.write.phrases import beginnings, matching, names, said_by, whole
from briefing.write.quotations import outside, pairs, straight
from briefing.write.sentences import unfinished

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


def relative_day(sentence: str, language: Language) -> str:
    """A day counted from now is false when it is heard on another, quoted or not."""
    found = whole(language.relative_days).search(straight(sentence))
    return f'relative day "{found.group().lower()}"' if found else ""


def first_person(sentence: str, language: Language) -> str:
    """Outside quotation marks the author's "we" would become our own."""
    rest = straight(names(language.not_first_person).sub(lambda name: " " * len(name.group()), outside(sentence)))
    for found in whole(language.first_person).finditer(rest):
        if not (_initial(rest, found) or _in_a_title(rest, found)):
            return f'first person "{found.group()}" outside quotation marks'
    return ""


def _initial(text: str, found: re.Match[str]) -> bool:
    """A letter among others: F.B.I., P-I, F. B. I. of a careless page."""
    among = _INITIALS_APART if text[found.end() : found.end() + 1] == "." else _INITIALS
    return len(found.group()) == 1 and bool(among.search(text, 0, found.start()))


def _in_a_title(text: str, found: re.Match[str]) -> bool:
    """A capital within a sentence in small letters is a name that goes on or ends there ("About My Mother"); I has one anyway."""
    word, words = found.group(), text.split()
    named = len(word) > 1 and word.istitle() and not text[found.end() :].lstrip()[:1].islower()
    return named and bool(_WITHIN.search(text, 0, found.start())) and 2 * sum(each.islower() for each in words) > len(words)


def cut_off(sentence: str, language: Language) -> str:
    """A sentence has a beginning and an end."""
    plain = straight(sentence)
    words = plain.split()
    if not _FINAL.search(plain) or _ELLIPSIS.search(plain) or unfinished(plain, language):
        return "cut off: it has no end"
    if words[-1].strip(".!?\"')]").lower() in language.dangling_endings and words[-1].strip("\"')]").endswith("."):
        return "cut off: it ends in the air"
    if words[0].lstrip("\"'([").islower():
        return "cut off: it has no beginning"
    return "fragment" if len(words) < SHORTEST or not any(char.isalpha() for char in plain) else ""


def unbalanced(sentence: str, _: Language) -> str:
    """A quotation or bracket that opens here closes here."""
    curly = sentence.count("‘") > sentence.count("’")
    if curly or pairs(sentence)[1] or sentence.count("(") != sentence.count(")") or sentence.count("[") != sentence.count("]"):
        return "unbalanced quotation marks or brackets"
    return ""


def bare_quotation(sentence: str, _: Language) -> str:
    """Spoken, a quotation without its speaker would be our own claim."""
    unquoted = outside(sentence)
    rest = re.findall(r"\w+", unquoted)
    return "quotation without its speaker" if unquoted != sentence and len(rest) < 2 else ""


def leftover(sentence: str, language: Language) -> str:
    """Addresses, signs and phrases that belong to a web page cannot be spoken."""
    plain = straight(sentence)
    found = _LEFTOVER.search(plain) or beginnings(language.boilerplate).search(plain)
    return f'left over from a page: "{found.group()}"' if found else ""


def too_long(sentence: str, _: Language) -> str:
    """Nobody can follow it by ear."""
    words = len(sentence.split())
    return f"{words} words are too long to be spoken" if words > LONGEST else ""


def wordless(text: str, language: Language) -> str:
    """Return why not: a voice has nothing to say where there is neither letter nor digit."""
    return "" if any(char.isalnum() for char in text) else "it has no words"


def foreign(text: str, language: Language) -> str:
    """A voice spells out letters that its language does not have; a name in such letters is put up with."""
    letters = [char for char in text if char.isalpha()]
    own = sum(unicodedata.name(char, "").startswith(language.script) for char in letters)
    return "written in letters that the voice does not speak" if 2 * own < len(letters) else ""


RECKONED: tuple[Callable[[str, Language], str], ...] = (wordless, foreign, first_person)
SENTENCE = (foreign, first_person, cut_off, unbalanced, bare_quotation, leftover, too_long)


def against_headline(title: str, language: Language) -> str:
    """Return the first reason why a headline may not be read: no words, foreign letters, relative days, the first person."""
    return relative_day(title, language) or against_reckoned(title, language)


def against_reckoned(title: str, language: Language) -> str:
    """Return the first reason why a headline whose days were reckoned may not be read."""
    return next((reason for rule in RECKONED if (reason := rule(title, language))), "")


def against(sentence: str, language: Language, *, days: bool = True) -> str:
    """Return the first reason why a sentence, taken by itself, may not be read; `days` is false where its days were reckoned."""
    found = relative_day(sentence, language) if days else ""
    return found or next((reason for rule in SENTENCE if (reason := rule(sentence, language))), "")


def leans(sentence: str, language: Language, first: bool = False) -> str:
    """Return why a sentence cannot be understood without the one before it; a text's first one has none before it.

    There "it" stands for nothing ("It is official: ..."), and a speaker who is only a pronoun is named further up in the sentence.
    """
    plain = straight(sentence)
    opening = whole(language.dangling_openers).match(plain.lstrip("\"'([ "))
    if opening and not (first and opening.group().casefold().split("'")[0] in language.expletives):
        return f'the opening "{opening.group()}" refers to a sentence before'
    said = said_by(language.speakers, language.pronouns).search(plain)
    if said and not (first and names_somebody(outside(plain)[: said.start()], language)):
        return "its speaker is named in a sentence before"
    return ""


def looks_ahead(sentence: str, language: Language) -> bool:
    """Return whether a text's first sentence says only in the next what it is about: "It was always going to be hard"."""
    opening = whole(language.expletives).match(straight(sentence)) if language.expletives else None
    return bool(opening) and not names_somebody(sentence, language)


def leans_when_late(sentence: str, language: Language, known: Collection[str] = ()) -> str:
    """Return why a sentence that is not the first of its text cannot be the first that is read; `known` are names of the text."""
    plain = straight(sentence)
    if plain.startswith(('"', "'")):
        return "a quotation goes with what is before"
    pointer = whole(language.pointers).match(plain)
    if pointer and (language.capitals == "nouns" or _common(plain[pointer.end() :])):
        return f'the opening "{" ".join(plain.split()[:2])}" refers to a sentence before'
    pronoun = whole(language.pronouns).search(outside(plain))
    named = re.split(r"\W", plain, maxsplit=1)[0] in known
    if pronoun and not (named or names_somebody(plain[: pronoun.start()], language)):
        return f'"{pronoun.group()}" refers to a sentence before'
    return ""


def pointed(sentence: str, language: Language) -> str:
    """Return the word, after "the", for what must be known already, or nothing."""
    plain = straight(sentence)
    pointer = whole(language.pointers).match(plain)
    words = re.findall(r"\w+", plain[pointer.end() :][:80]) if pointer else []
    return next((word for word in words if word.casefold() not in language.function_words), "")


def mentioned(text: str, language: Language) -> frozenset[str]:
    """Return the words that a text writes with a capital within a sentence and never small: names, known from further up."""
    if language.capitals != "names":
        return frozenset()
    small = {word for word in re.findall(r"\w+", text) if word.islower()}
    within = re.findall(r"(?<=[\w,] )[^\W\d_]\w+", text)
    return frozenset(word for word in within if word[0].isupper() and word.casefold() not in small)


def _common(text: str) -> bool:
    """Return whether a text goes on with a word that is no name."""
    letter = text.lstrip()[:1] if text[:1].isspace() else ""
    return letter.isalnum() and not letter.isupper()


def _told(sentence: str, language: Language) -> str:
    """Return what a sentence tells itself: no quotation, no agency, no link that runs on behind it."""
    said = names(language.agencies).sub(" ", straight(outside(sentence)))
    link = beginnings(language.boilerplate).search(said)
    return said[: link.start()] if link else said


def doubts(sentence: str, language: Language) -> int:
    """Return how many sentences before it a sentence takes back: several may be unverified, a denial answers one."""
    said = _told(sentence, language)
    if matching(language.caveats).search(said):
        return CAVEAT_REACH
    return 1 if matching(language.denials).search(said) else 0


def says_who(sentence: str, language: Language) -> bool:
    """Return whether a sentence has a word for saying outside quotation marks."""
    return bool(matching(language.sayings).search(straight(outside(sentence))))


def alleged(sentence: str, language: Language) -> int:
    """Return 2 when a sentence says itself that it is somebody's claim or suspicion, 1 when it only accuses somebody, else 0."""
    plain = straight(sentence)
    if matching(language.claims).search(plain):
        return 2
    return 1 if matching(language.accusations).search(plain) else 0


def denies_all(sentence: str, language: Language) -> bool:
    """Return whether a sentence denies the charges, or guilt, without saying which: then it answers whatever accuses."""
    said = _told(sentence, language)
    sign = matching(language.denials).search(said)
    return sign is not None and bool(matching(language.charges).search(said, sign.start(), sign.end() + AT_ONCE))


def doubted(sentence: str, language: Language) -> tuple[str, str, str]:
    """Return what stands near before the sign of a caveat or denial, the sign, and what stands near behind; without agencies."""
    said = _told(sentence, language)
    sign = matching(language.caveats).search(said) or matching(language.denials).search(said)
    return (said[: sign.start()][-NEAR:], sign.group(), said[sign.end() :][:NEAR]) if sign else ("", "", "")


def names_somebody(sentence: str, language: Language) -> bool:
    """Return whether a word after the first is written as a name; where all nouns have capitals nobody can tell."""
    return language.capitals == "names" and any(word.lstrip("\"'([")[:1].isupper() for word in straight(sentence).split()[1:])
