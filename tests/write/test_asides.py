"""What is left out of a sentence: asides for the eye, and openings that join it to one that is not read."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.model.language import Language
from briefing.model.news import Edit
from briefing.write.asides import cut_asides, cut_connective, merge_edits
from briefing.write.relative_days.apply import apply_edits


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        pytest.param("Mayor Sadovyi (pictured, left) came.", "Mayor Sadovyi came.", id="pictured"),
        pytest.param("Acme (NYSE: ACM) closed.", "Acme closed.", id="ticker"),
        pytest.param("Prices rose (see below).", "Prices rose.", id="see below"),
        pytest.param('He called it "unecessary [sic] work".', 'He called it "unecessary work".', id="sic"),
        pytest.param("The bridge (built in 1990) fell.", "The bridge (built in 1990) fell.", id="a fact stays"),
        pytest.param("Acme (the left party) won.", "Acme (the left party) won.", id="left is more than a side"),
        pytest.param("The World Health Organization (WHO) said so.", "The World Health Organization (WHO) said so.", id="initials"),
    ],
)
def test_asides(sentence: str, said: str, english: Language) -> None:
    """An aside that only a reader can use is cut with its blank; one that tells something stays."""
    assert apply_edits(sentence, cut_asides(sentence, english)) == said


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        pytest.param("en", "But Kyiv denied it.", "Kyiv denied it.", id="but"),
        pytest.param("en", "However, rain fell in Lviv.", "Rain fell in Lviv.", id="however"),
        pytest.param("en", "However Smith tried, he lost.", "However Smith tried, he lost.", id="however much"),
        pytest.param("en", "But for the rain he won.", "But for the rain he won.", id="but for"),
        pytest.param("en", "Instead, rain fell in Lviv.", "Instead, rain fell in Lviv.", id="instead says something"),
        pytest.param("uk", "Проте Київ це заперечив.", "Київ це заперечив.", id="Ukrainian"),
        pytest.param("uk", "Крім того, міст закрили.", "Міст закрили.", id="Ukrainian, with a comma"),
        pytest.param("de", "Doch die Brücke hielt.", "Die Brücke hielt.", id="German"),
        pytest.param("de", "Allerdings hielt die Brücke.", "Allerdings hielt die Brücke.", id="German word order"),
    ],
)
def test_connectives(language: str, sentence: str, said: str) -> None:
    """An opening that only joins is cut where grammar stays whole, and what follows begins with a capital."""
    assert apply_edits(sentence, cut_connective(sentence, (), load_language(language))) == said


def test_a_connective_stays_before_another_edit(english: Language) -> None:
    """Where the word behind it is said differently, the opening is not cut: two edits cannot change one place."""
    sentence = "But the bridge fell."
    assert cut_connective(sentence, (Edit(4, 7, "a", "test"),), english) == ()


def test_edits_are_apart() -> None:
    """Edits come in order; of two that overlap the first given stays."""
    first, over, later = Edit(4, 8, "", "a"), Edit(6, 9, "x", "b"), Edit(0, 2, "y", "c")
    assert merge_edits([first], [over, later]) == (later, first)
