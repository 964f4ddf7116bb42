"""The `Language` value: words, patterns and number forms of one language, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.model.fact_words import FactWords


@dataclass(frozen=True, slots=True)
class Form:
    """A way to say a number: the request to num2words, then regular expressions with their replacements.

    `to` is `cardinal`, `ordinal` or `year`; `plural` says which CLDR category a counted noun takes instead of its usual one;
    `parts` names the form of wholes and tenths.
    """

    to: str
    options: Mapping[str, str]
    changes: tuple[tuple[str, str], ...]
    plural: Mapping[str, str]
    parts: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The context in which a number takes a form: three regular expressions, for the text before, the digits and the text after."""

    form: str
    before: str
    number: str
    after: str


@dataclass(frozen=True, slots=True)
class Counting:
    """How a language writes and says numbers; the first agreement that matches a number decides its form.

    `decimal` and `thousands` are the separators in digits, `year` the form of four bare digits, `parts` the words after whole,
    tenths, hundredths ... (empty: num2words has them). `days` are regular expressions for a day and a month in digits, `first`
    and `last` such expressions and what is said, before and after all other rules; `<1:form>` is group 1 as a number.
    """

    decimal: str
    thousands: str
    year: str
    parts: tuple[str, ...]
    days: tuple[str, ...]
    forms: Mapping[str, Form]
    agreements: tuple[Agreement, ...]
    first: tuple[tuple[str, str], ...]
    last: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """Words in a language's headlines that say nothing about the event, and words that make two headlines two events."""

    labels: frozenset[str]
    press: frozenset[str]
    fillers: frozenset[str]
    changing: frozenset[str]
    spelled: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    breaking: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    opposites_of_one: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class DayRow:
    """Words that count days from another, as a regular expression, where the text `before` and `after` them matches.

    `means` gives the meaning, `said` names the form in which that day is said; `ahead` is set where the words refer to the future.
    At local hours outside `since` (included) to `until` (excluded) the day is ambiguous. docs/languages.md has the kinds.
    """

    find: str
    means: str
    said: str = ""
    before: str = ""
    after: str = ""
    ahead: bool = False
    since: int = 0
    until: int = 24


@dataclass(frozen=True, slots=True)
class Days:
    """How a language counts days from another, and how it says the day that is meant.

    `said` are forms by name: for a weekday of the week around, and for a date. `weekdays` (Monday first) and `months` are names
    by case, `numbers` the number of days by word, `parts` the spoken form of a part of the day, `ordinals` the 31 days of a month
    where digits will not do; `date` is a date, `dated` one with its year; `sounds` are regular expressions and their
    replacements. Where the expression `cue` does not match, no row is tried.
    """

    cue: str
    rows: tuple[DayRow, ...]
    said: Mapping[str, tuple[str, str]]
    weekdays: Mapping[str, tuple[str, ...]]
    months: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    parts: Mapping[str, str]
    ordinals: tuple[str, ...]
    date: str
    dated: str
    sounds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """How a language marks what a source withdrew or corrected, and which words change the facts of a sentence.

    All are regular expressions, except the words in `auxiliaries`, `aliases`, `honorifics` and `joiners`, and the phrases in
    `weekdays`, Monday first; `magnitudes` are expressions with their power of ten, `on_date` is a CLDR pattern.
    docs/languages.md explains each list.
    """

    labels: frozenset[str]
    retractions: frozenset[str]
    progress: frozenset[str]
    notices: frozenset[str]
    retracted: frozenset[str]
    negations: frozenset[str]
    developing: frozenset[str]
    auxiliaries: frozenset[str]
    honorifics: frozenset[str]
    joiners: frozenset[str]
    alternatives: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, ...], ...]
    aliases: tuple[frozenset[str], ...]
    magnitudes: tuple[tuple[str, int], ...]
    weekdays: tuple[str, ...]
    on_date: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """How a language expresses amounts: words that make a number inexact, a part or a total, and the things counted, by name.

    `anyone` says nothing about who was counted, a number does not reach across `bounds`, `times` is the factor of a word;
    `counted` are regular expressions by name.
    """

    least: frozenset[str]
    most: frozenset[str]
    about: frozenset[str]
    parts: frozenset[str]
    anyone: frozenset[str]
    bounds: frozenset[str]
    totals: frozenset[str]
    counted: Mapping[str, frozenset[str]]
    times: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """How a language names a source inside a sentence, and which headlines can be spoken.

    `after` is said in place of a sentence's full stop and holds `{feed}`; `before` holds `{feed}` and `{sentence}` and is empty
    where the language would have to turn the sentence; `apart` is a sentence of its own. The others are regular expressions for
    headlines: `finite` verbs, `ends` of the main clause, `tails` that may follow a comma, an `aside` between two commas, what is
    `never` a sentence of news, and what is too `grave` to be told by a headline alone. Words before a name, as written: `offices`,
    `titles` that a full name does not need, and what `limits` an office ("former"). docs/languages.md explains each list.
    """

    after: str
    before: str
    apart: str
    finite: frozenset[str]
    ends: frozenset[str]
    tails: frozenset[str]
    aside: frozenset[str]
    never: frozenset[str]
    grave: frozenset[str]
    offices: frozenset[str]
    titles: frozenset[str]
    limits: frozenset[str]


@dataclass(frozen=True, slots=True)
class NotNews:
    """How to recognise one kind of entry that is not news: phrases in its title or at the start of its text, parts of its URL.

    `matches` are regular expressions for the title, a line break and the start of the text, without quotations. With `years` an
    address that names a month so many years before the item's date is enough. With `below` it applies only when the text has fewer
    words. docs/languages.md explains how phrases are written.
    """

    name: str
    title: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    below: int = 0
    matches: frozenset[str] = frozenset()
    years: int = 0


@dataclass(frozen=True, slots=True)
class Language:
    """One folder of `languages/`, loaded: data only.

    `templates` and `words` are looked up by name and checked for completeness when loaded; `abbreviations` maps written to spoken
    forms; the word lists are lower case, except `not_first_person` and `agencies`; `speakers`, `may_end`, `caveats`, `denials`,
    `claims`, `accusations`, `charges`, `sayings`, `asides`, `connectives`, `pointing`, `addressing` and `copyright` are regular
    expressions; `capitals` is what a
    capital within a sentence marks, `names` or all `nouns`; `script` is the beginning of the Unicode names of its letters.
    docs/languages.md explains each list.
    """

    code: str
    disclosure: str
    voice: str
    date_format: str
    capitals: str
    script: str
    templates: Mapping[str, str]
    words: Mapping[str, str]
    abbreviations: Mapping[str, str]
    relative_days: frozenset[str]
    first_person: frozenset[str]
    not_first_person: frozenset[str]
    dangling_openers: frozenset[str]
    pointers: frozenset[str]
    pronouns: frozenset[str]
    speakers: frozenset[str]
    dangling_endings: frozenset[str]
    never_final: frozenset[str]
    may_end: frozenset[str]
    agencies: frozenset[str]
    caveats: frozenset[str]
    denials: frozenset[str]
    claims: frozenset[str]
    accusations: frozenset[str]
    charges: frozenset[str]
    sayings: frozenset[str]
    asides: frozenset[str]
    connectives: frozenset[str]
    expletives: frozenset[str]
    boilerplate: frozenset[str]
    pointing: frozenset[str]
    addressing: frozenset[str]
    copyright: frozenset[str]
    function_words: frozenset[str]
    counting: Counting
    titles: Titles
    days: Days
    corrections: Corrections
    amounts: Amounts
    bulletin: Bulletin
    facts: FactWords | None
    not_news: tuple[NotNews, ...]
