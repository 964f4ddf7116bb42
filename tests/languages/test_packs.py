"""Language packs: complete, and their templates and dates say what they should."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta

import pytest
from babel.dates import format_date

from briefing.languages import list_languages, load_language
from briefing.languages.pack import TEMPLATES
from briefing.model.language import Language
from briefing.write.attribution import format_spoken_day
from briefing.write.render import render

VALUES: dict[str, str | int] = {
    "date": "Monday, 1 June 2026",
    "disclosure": "Made with AI.",
    "title": "The News",
    "site": "The Site",
    "feed": "The Paper",
    "reason": "a name was wrong",
    "when": "On Monday",
    "words": "yes",
    "link": "the-site.example",
    "day": "on Saturday",
    "first": "The Gazette",
    "last": "The Paper",
    "number": 2,
    "more": 0,
}
AS_WRITTEN = (
    "not_first_person", "agencies", "speakers", "may_end", "caveats", "denials", "claims", "accusations", "charges", "sayings",
    "asides", "connectives", "pointing", "addressing", "copyright",
)  # fmt: skip
LANGUAGES = [pytest.param(load_language(code), id=code) for code in list_languages()]


def test_english_is_there() -> None:
    """English is a pack, found by any of its tags; an unknown language is a KeyError."""
    assert load_language("en-GB") == load_language("EN") == load_language("en")
    with pytest.raises(KeyError):
        load_language("xx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_holds_something(language: Language) -> None:
    """No key of a pack is empty, and no word in a list is."""
    for field in dataclasses.fields(language):
        value = getattr(language, field.name)
        assert value or field.name == "facts", field.name  # a language without them says of nobody that he reports it too
        if isinstance(value, frozenset):
            assert all(word.strip() == word and word for word in value), field.name
            assert field.name in AS_WRITTEN or all(word == word.lower() for word in value), field.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_compile(language: Language) -> None:
    """Every regular expression is one, and names no set or form that is not there."""
    counting, titles = language.counting, language.titles
    patterns = [*language.caveats, *language.denials, *language.may_end, *titles.labels]
    patterns += [part for row in counting.agreements for part in (row.before, row.number, row.after)]
    patterns += [pattern for pattern, _ in (*counting.first, *counting.last, *titles.endings)]
    patterns += [pattern for form in counting.forms.values() for pattern, _ in form.changes]
    taken = language.corrections
    patterns += [*taken.labels, *taken.retractions, *taken.progress, *taken.notices, *taken.retracted, *taken.negations]
    patterns += [*taken.developing, *(one for group in (*taken.alternatives, *taken.units) for one in group)]
    patterns += [pattern for pattern, _ in taken.magnitudes]
    for pattern in patterns:
        re.compile(pattern)
    assert len(taken.weekdays) == 7
    asked = {row.form for row in counting.agreements} | {counting.year}
    asked |= {name for _, said in (*counting.first, *counting.last) for name in re.findall(r"<\d:(\w+)>", said)}
    assert asked - {"cardinal"} <= counting.forms.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_speak_whole_sentences(language: Language, name: str) -> None:
    """Every template gives at least one line, each a sentence with an end; a colon is one before words of others."""
    for turn in range(12):
        lines = render(language.templates[name], **{**VALUES, "turn": turn, "empty": False})
        assert lines
        assert all(line.endswith((".", "!", "?", ":")) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_begins_with_date_and_disclosure(language: Language) -> None:
    """The date is the first line, the disclosure exactly the second."""
    lines = render(language.templates["opening"], **VALUES)
    assert str(VALUES["date"]) in lines[0]
    assert lines[1] == VALUES["disclosure"]
    assert any(str(VALUES["title"]) in line for line in lines[2:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_names_its_source(language: Language) -> None:
    """The source is named within a sentence, in one of its own, and with others that report the same."""
    bulletin = language.bulletin
    for form in (bulletin.after, bulletin.apart):
        assert "The Paper" in form.format(feed="The Paper")
        assert form.format(feed="The Paper").endswith(".")
    assert not bulletin.before or bulletin.before.format(feed="The Paper", sentence="it rains.").endswith("it rains.")
    for names, more in ((("", "The Paper"), 0), (("The Gazette", "The Paper"), 0), (("The Gazette, The Wire", "The Paper"), 3)):
        (said,) = render(
            language.templates["confirmed"], first=names[0], last=names[1], number=1 + bool(names[0]) + more, more=more
        )
        assert all(name in said for name in names)
        assert (str(more) in said) == bool(more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_says_when(language: Language) -> None:
    """The day on which a story was told is said: a weekday within the week, else a date."""
    heard = date(2026, 11, 22)
    near, far = (format_spoken_day(heard - timedelta(days=days), heard, language) for days in (1, 30))
    assert (any(char.isdigit() for char in near), any(char.isdigit() for char in far)) == (False, True)
    assert any(near in line for line in render(language.templates["followup"], day=near))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(date(2026, 1, 1), "Thursday, 1 January 2026", id="the first"),
        pytest.param(date(2028, 2, 29), "Tuesday, 29 February 2028", id="leap day"),
        pytest.param(date(2026, 3, 29), "Sunday, 29 March 2026", id="clocks go forward"),
        pytest.param(date(2026, 10, 25), "Sunday, 25 October 2026", id="clocks go back"),
        pytest.param(date(2026, 11, 22), "Sunday, 22 November 2026", id="an ordinary day"),
        pytest.param(date(2026, 12, 31), "Thursday, 31 December 2026", id="the last, in a week of next year"),
    ],
)
@pytest.mark.parametrize("locale", ["en_US", "en_GB"])
def test_english_dates(day: date, said: str, locale: str) -> None:
    """The date is spoken the same way all year round and in every English."""
    assert format_date(day, load_language("en").date_format, locale=locale) == said
