"""The same rule in German and Ukrainian, where nouns or names change their form and order says little: rather no than a guess."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.lib.same_fact import find_same_fact, weigh_stems

GERMAN = (
    "Parlament in Orvand beschließt das Hafengesetz\nDie Abgeordneten in Orvand trafen sich. Lena Marsk sprach.",
    "Erdbeben erschüttert Dunmore\nIn Dunmore bebte die Erde. Die Grube von Halden wurde geräumt.",
    "Pavel Rusk vor Gericht\nDer Fahrer Pavel Rusk schwieg. In Dunmore begann der Tag.",
    "Brot wird teurer\nDie Bäcker klagen über hohe Kosten.",
)
UKRAINIAN = (
    "Парламент Орванду зібрався\nДепутати в Орванді говорили. Лена Марск мовчала.",
    "Землетрус у Данморі\nУ Данморі здригнулася земля. Шахта компанії Халден стоїть.",
    "Суд над Павлом Руском\nВодій Павло Руск мовчав. У Данморі почався день.",
    "Хліб дорожчає\nПекарі скаржаться на витрати.",
)


def find(language: str, spoken: str, other: str) -> bool:
    """Return whether a headline alone is found to tell what is spoken."""
    words = load_language(language).facts
    assert words is not None
    weights = weigh_stems(GERMAN if language == "de" else UKRAINIAN)
    return find_same_fact(spoken, spoken, other, "", (), weights, words) is not None


DE_RUSK, DE_LAW, DE_DEAD = (
    "Pavel Rusk in Dunmore festgenommen",
    "Parlament in Orvand beschließt Hafengesetz",
    "Drei Tote bei Erdbeben in Dunmore",
)
UK_RUSK, UK_LAW, UK_DEAD = (
    "Павла Руска затримали в Данморі",
    "Парламент Орванду ухвалив закон про порт",
    "Троє людей загинули в Данморі",
)


@pytest.mark.parametrize(
    ("language", "spoken", "other"),
    [
        pytest.param("de", DE_RUSK, "Pavel Rusk in Dunmore verhaftet", id="German: another word for an arrest"),
        pytest.param("de", DE_LAW, "Parlament in Orvand billigt Hafengesetz", id="German: another word for passing"),
        pytest.param("de", DE_DEAD, "Erdbeben in Dunmore: 3 Menschen getötet", id="German: a figure in words"),
        pytest.param("uk", UK_RUSK, "У Данморі затримали Павла Руска", id="Ukrainian: another order"),
        pytest.param("uk", UK_LAW, "Парламент Орванду схвалив закон про порт", id="Ukrainian: another word for passing"),
    ],
)
def test_the_same_fact(language: str, spoken: str, other: str) -> None:
    """The same actor and event in other words are the same fact."""
    assert find(language, spoken, other)


@pytest.mark.parametrize(
    ("language", "spoken", "other"),
    [
        pytest.param("de", DE_RUSK, "Pavel Rusk in Dunmore nicht festgenommen", id="German: not"),
        pytest.param("de", DE_RUSK, "Pavel Rusk in Dunmore angeblich festgenommen", id="German: allegedly"),
        pytest.param("de", DE_RUSK, "Pavel Rusk soll in Dunmore festgenommen werden", id="German: is to be"),
        pytest.param("de", DE_RUSK, "Pavel Rusk in Dunmore freigelassen", id="German: released"),
        pytest.param("de", DE_RUSK, "Pavel Rusk in Dunmore angeklagt", id="German: charged"),
        pytest.param("de", DE_RUSK, "Anwalt von Pavel Rusk in Dunmore festgenommen", id="German: the lawyer"),
        pytest.param("de", DE_RUSK, "Ilse Tovar in Dunmore festgenommen", id="German: another name"),
        pytest.param("de", DE_LAW, "Parlament in Orvand lehnt Hafengesetz ab", id="German: rejects"),
        pytest.param("de", DE_LAW, "Parlament in Orvand beschließt Fischereigesetz", id="German: another law"),
        pytest.param(
            "de", DE_LAW, "Dementi: Parlament in Orvand bestreitet, dass es das Hafengesetz beschließt", id="German: denies"
        ),
        pytest.param("de", DE_LAW, "Beschließt das Parlament in Orvand das Hafengesetz?", id="German: a question"),
        pytest.param("de", DE_DEAD, "Drei Verletzte bei Erdbeben in Dunmore", id="German: injured"),
        pytest.param("de", DE_DEAD, "Vier Tote bei Erdbeben in Dunmore", id="German: another figure"),
        pytest.param("de", DE_DEAD, "Mindestens drei Tote bei Erdbeben in Dunmore", id="German: at least"),
        pytest.param("uk", UK_RUSK, "Павла Руска не затримали в Данморі", id="Ukrainian: not"),
        pytest.param("uk", UK_RUSK, "Павла Руска нібито затримали в Данморі", id="Ukrainian: allegedly"),
        pytest.param("uk", UK_RUSK, "Павла Руска відпустили в Данморі", id="Ukrainian: released"),
        pytest.param("uk", UK_RUSK, "Павло Руск затримав злодія в Данморі", id="Ukrainian: who arrested whom"),
        pytest.param("uk", UK_RUSK, "Ілзу Товар затримали в Данморі", id="Ukrainian: another name"),
        pytest.param("uk", UK_LAW, "Парламент Орванду відхилив закон про порт", id="Ukrainian: rejects"),
        pytest.param("uk", UK_LAW, "Чи ухвалив парламент Орванду закон про порт?", id="Ukrainian: a question"),
        pytest.param("uk", UK_LAW, "Парламент Орванду планує ухвалити закон про порт", id="Ukrainian: plans to"),
        pytest.param("uk", UK_DEAD, "Троє людей поранені в Данморі", id="Ukrainian: injured"),
        pytest.param("uk", UK_DEAD, "Четверо людей загинули в Данморі", id="Ukrainian: another figure"),
    ],
)
def test_another_fact(language: str, spoken: str, other: str) -> None:
    """One word makes another fact of a sentence."""
    assert not find(language, spoken, other)
