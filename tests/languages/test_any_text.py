"""Reading aloud and splitting, in every language, of whatever a feed may hold."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import list_languages, load_language
from briefing.model.language import Language
from briefing.speak.normalize.reading import read_aloud
from briefing.write.sentences import split_sentences
from tests.support import make

LANGUAGES = [pytest.param(load_language(code), id=code) for code in list_languages()]
PIECES = st.sampled_from([
    "1", "2", "5", "11", "21", "0", "007", "100", "1000", "1998", "2026", "123456", "3,5", "3.5", "1.200", "1 200",
    "1234567890123456789",
    " ", " ", ".", ",", ":", "-", "–", "/", "%", "$", "€", "№", "§", "°C", "²", "½", "р.", "рр.", "ст.", "XX", "ХІ", "IIX",
    "грн", "млн",
    "тис.", "км", "-й", "-го", "-х", "-річний", "о", "до", "у", "на", "з", "року", "році", "листопада", "гривні", "осіб",
    "ч.", "Uhr",
    "Mio.", "Euro", "am", "der", "November", "er", "-jährig", "th", "pm", "s", "'",
])  # fmt: skip
HOSTILE = ("1,", "1-", "1.", "1 ", "1:1", "XX ", "2026 р. ", "5 грн ", "1. Mai ", "до 5 ", "о 5:", "1 а ", "а.")
NEWSY = st.lists(PIECES, max_size=10).map("".join)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.one_of(NEWSY, st.lists(PIECES, max_size=8).map(" ".join), st.text(max_size=40)))
@settings(max_examples=120, deadline=None)
def test_every_line_can_be_read(language: Language, text: str) -> None:
    """Reading never raises and loses no line; no figure, sign or control character is left, and no digit lacks its words."""
    said = read_aloud(make.line("l", text), language).text
    assert bool(said) or not any(char.isalpha() or char.isdecimal() for char in text)
    assert all(unicodedata.category(char)[0] in "LM" or char in " .,;:!?'\"()-" for char in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [pytest.param(piece * 2000, id=piece) for piece in HOSTILE])
def test_long_hostile_lines_do_not_take_long(language: Language, text: str) -> None:
    """Thousands of repetitions take seconds at most to read and to split."""
    began = time.process_time()
    read_aloud(make.line("l", text), language)
    split_sentences(text, language)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=NEWSY)
@settings(max_examples=50, deadline=None)
def test_sentences_lose_nothing(language: Language, text: str) -> None:
    """Sentences stand in order, without overlap; between them is only white space."""
    at = 0
    for start, end in split_sentences(text, language):
        assert at <= start < end <= len(text)
        at = end
