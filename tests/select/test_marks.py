"""How sources say that they took something back, and what only looks like it."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.select.marks import find_label, find_notice, is_ongoing


@pytest.mark.parametrize(
    ("title", "mark", "rest", "language"),
    [
        pytest.param("Correction: Bridge opens", "marked", "Bridge opens", "en", id="in front"),
        pytest.param("CORRECTED-Bridge opens", "marked", "Bridge opens", "en", id="joined by a hyphen"),
        pytest.param("[Corrected] Bridge opens", "marked", "Bridge opens", "en", id="in brackets"),
        pytest.param("Bridge opens (corrected)", "marked", "Bridge opens", "en", id="behind"),
        pytest.param("Bridge opens | Correction", "marked", "Bridge opens", "en", id="behind a bar"),
        pytest.param("Retracted: Bridge opens", "withdrawn", "Bridge opens", "en", id="retracted"),
        pytest.param("WITHDRAWN - Bridge opens", "withdrawn", "Bridge opens", "en", id="withdrawn"),
        pytest.param("Correction officers strike", None, "Correction officers strike", "en", id="officers"),
        pytest.param("Correction-facility fire", None, "Correction-facility fire", "en", id="a facility"),
        pytest.param("Corrected course saves ship", None, "Corrected course saves ship", "en", id="a course"),
        pytest.param("Troops withdrawn from town", None, "Troops withdrawn from town", "en", id="troops"),
        pytest.param("Виправлено: Міст відкрито", "marked", "Міст відкрито", "uk", id="uk"),
        pytest.param("Спростування: Міст відкрито", "withdrawn", "Міст відкрито", "uk", id="uk: withdrawn"),
        pytest.param("Виправлення доріг триває", None, "Виправлення доріг триває", "uk", id="uk: roads"),
        pytest.param("Korrektur: Brücke offen", "marked", "Brücke offen", "de", id="de"),
        pytest.param("Brücke offen (korrigiert)", "marked", "Brücke offen", "de", id="de: behind"),
        pytest.param("Korrektur an der Börse", None, "Korrektur an der Börse", "de", id="de: the market"),
    ],
)
def test_labels(title: str, mark: str | None, rest: str, language: str) -> None:
    """A label stands apart at an end of a title; a word that begins a sentence is none."""
    found, start, end = find_label(title, load_language(language).corrections)
    assert (found, title[start:end]) == (mark, rest)


@pytest.mark.parametrize(
    ("sentence", "mark", "language"),
    [
        pytest.param("Correction: The pier is 90 metres long.", "marked", "en", id="in front"),
        pytest.param("Correction, 22 November: The pier is 90 metres long.", "marked", "en", id="with its day"),
        pytest.param("An earlier version of this article misstated its length.", "marked", "en", id="an earlier version"),
        pytest.param("A previous version of this story gave a wrong name.", "marked", "en", id="a previous version"),
        pytest.param("This article was amended on 22 November 2026.", "marked", "en", id="amended"),
        pytest.param("This story has been corrected.", "marked", "en", id="corrected"),
        pytest.param("This article has been retracted.", "withdrawn", "en", id="retracted"),
        pytest.param("This story has been updated.", None, "en", id="updated"),
        pytest.param("This article was amended to include a comment by the mayor.", None, "en", id="amended to include"),
        pytest.param("An earlier version of this story was published in May.", None, "en", id="published before"),
        pytest.param("The court corrected its own record.", None, "en", id="a court"),
        pytest.param("Markets saw a correction of ten percent.", None, "en", id="a market"),
        pytest.param("Виправлення: довжина пірса 90 метрів.", "marked", "uk", id="uk"),
        pytest.param("У попередній версії матеріалу була помилка в назві.", "marked", "uk", id="uk: earlier version"),
        pytest.param("Редакція перепрошує за помилку.", "marked", "uk", id="uk: sorry"),
        pytest.param("Матеріал оновлюється.", None, "uk", id="uk: goes on"),
        pytest.param("In einer früheren Fassung stand fälschlich ein anderer Name.", "marked", "de", id="de"),
        pytest.param("Dieser Artikel wurde korrigiert.", "marked", "de", id="de: corrected"),
        pytest.param("Dieser Bericht wurde zurückgezogen.", "withdrawn", "de", id="de: withdrawn"),
        pytest.param("Dieser Artikel wird laufend aktualisiert.", None, "de", id="de: goes on"),
    ],
)
def test_notices(sentence: str, mark: str | None, language: str) -> None:
    """A sentence about its own article says that it was wrong; that it goes on says nothing."""
    assert find_notice(sentence, load_language(language).corrections) == mark


def test_a_hostile_sentence_is_no_notice() -> None:
    """What is longer than any notice is not looked at."""
    assert find_notice("An earlier version of this article " * 5000 + "was wrong.", load_language("en").corrections) is None


@pytest.mark.parametrize(
    ("title", "live"),
    [
        pytest.param("Live: storm reaches the coast", True, id="live"),
        pytest.param("Storm reaches the coast - as it happened", True, id="as it happened"),
        pytest.param("UPDATE 2-Storm reaches the coast", True, id="an update"),
        pytest.param("Live concert draws thousands", False, id="a concert"),
    ],
)
def test_what_goes_on(title: str, live: bool) -> None:
    """A live report says so in its title."""
    assert is_ongoing(title, load_language("en").corrections) is live
