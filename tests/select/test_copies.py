"""Which texts are copies."""

from __future__ import annotations

import time

import pytest

from briefing.select.copies import build_shingles, is_copy
from tests.support import make

TEXT = (
    "A fire destroyed a grain store in the port of Velm on Saturday night, the harbour master said. Two hundred tonnes of barley "
    "burned before fire boats reached the quay. Nobody was hurt, but 12 families had to leave their homes for the night."
)
MORE = "The mayor thanked the crews and promised that the families would be home within days, once the smoke had gone."


def copies(one: str, other: str) -> bool:
    """Whether the two are copies, whichever comes first."""
    first, second = build_shingles(make.item(text=one)), build_shingles(make.item(text=other))
    assert is_copy(first, second) == is_copy(second, first)
    return is_copy(first, second)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT, id="the same"),
        pytest.param("VELM (Wire) - " + TEXT, id="dateline"),
        pytest.param(TEXT + " " + MORE, id="a paragraph more behind"),
        pytest.param(MORE + " " + TEXT, id="the live blog's newest entry in front"),
        pytest.param(TEXT.replace("destroyed", "gutted"), id="a word edited"),
    ],
)
def test_the_same_text_edited_lightly_is_a_copy(other: str) -> None:
    """Datelines, further paragraphs before or behind and a word here or there make no other text."""
    assert copies(TEXT, other)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT.replace("Velm", "Arden"), id="place"),
        pytest.param(TEXT.replace("12", "31"), id="number"),
        pytest.param(TEXT.replace("Saturday", "Sunday"), id="day"),
        pytest.param(MORE, id="another text"),
        pytest.param(
            " ".join(word + letter for letter in "abcdefg" for word in MORE.split()) + " " + TEXT, id="a round-up that holds it"
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_a_pattern_filled_in_anew_is_no_copy(other: str) -> None:
    """Another place, number or day in the same words is another report; a round-up of many is no copy of one."""
    assert not copies(TEXT, other)


def test_texts_too_short_to_tell_are_no_copies() -> None:
    """A sentence of a few words is the same by chance."""
    assert not copies("More on this story soon.", "More on this story soon.")


@pytest.mark.parametrize(
    "piece", [pytest.param("Aa ", id="capitals"), pytest.param("a ", id="one word"), pytest.param("aA1", id="no words")]
)
def test_a_megabyte_takes_no_time(piece: str) -> None:
    """What is compared of a text has a bound."""
    began = time.process_time()
    copies(piece * 400_000, piece * 400_000 + "b")
    assert time.process_time() - began < 2
