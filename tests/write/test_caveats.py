"""No claim without the sentence, anywhere in the text, that says it is not verified, or denies it."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.model.ports import Task
from briefing.model.show import Rights
from briefing.write.summarizers.extractive import ExtractiveSummarizer
from tests.support.make import item

FILLER = "Schools in the region stay open. Buses run every hour. Bakers in Odesa baked a record loaf."


def read(text: str, *, words: int = 70, rights: Rights = "own", language: str = "en") -> list[str]:
    """Return what is read of a text."""
    return [
        line.text for line in ExtractiveSummarizer(load_language(language)).summarize(item("A headline", text), Task(words, rights))
    ]


VIDEO = "A video from Mariupol shows a burning depot. Rescuers in Mariupol have not been there."
PLEA = "Ivan Petrenko of Lutsk is accused of robbing a bank. The trial begins in May."


@pytest.mark.parametrize(
    ("text", "claim", "caveat"),
    [
        pytest.param(f"{VIDEO} {FILLER} Reuters could not verify the Mariupol video.", "A video", "Reuters", id="far behind"),
        pytest.param(f"{PLEA} {FILLER} Petrenko has pleaded not guilty.", "Ivan", "Petrenko has", id="a plea"),
        pytest.param(
            f"Moscow claimed that forty trucks burned near Sumy. {FILLER} But Kyiv denied that any trucks burned near Sumy.",
            "Moscow claimed", ("Kyiv denied", "But Kyiv denied"), id="a denial that opens with But",
        ),
        pytest.param(
            f"Police found no evidence that the Lutsk bank was robbed. {FILLER} A paper claimed that the Lutsk bank was robbed.",
            "A paper", "Police", id="in front",
        ),
    ],
)  # fmt: skip
def test_a_claim_brings_its_caveat(text: str, claim: str, caveat: str | tuple[str, ...]) -> None:
    """A claim is read with the caveat wherever that stands, as far as there is room; without room neither is."""
    both = read(text)
    assert any(line.startswith(caveat) for line in both) or not any(line.startswith(claim) for line in both)
    for words in range(4, 40, 3):
        lines = read(text, words=words)
        assert not any(line.startswith(claim) for line in lines) or any(line.startswith(caveat) for line in lines)


def test_a_far_caveat_is_read() -> None:
    """The caveat is jumped to when it can stand by itself."""
    lines = read(f"{VIDEO} {FILLER} Reuters could not verify the Mariupol video.", words=16)
    assert lines == ["A video from Mariupol shows a burning depot.", "Reuters could not verify the Mariupol video."]


def test_a_caveat_that_may_not_be_read_takes_its_claim_along() -> None:
    """Where the caveat is in the first person, the claim is left out too."""
    assert not any(line.startswith("A video") for line in read(f"{VIDEO} {FILLER} We could not verify the Mariupol video."))


def test_a_caveat_about_something_else() -> None:
    """A denial of another matter is not read with a claim."""
    text = f"{FILLER} A Lutsk theatre opens in May. Minister Koval denied that taxes rise."
    assert "Bakers in Odesa baked a record loaf." in read(text)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Turkey denied him entry in May.", id="entry"),
        pytest.param("The court denied his appeal in May.", id="an appeal"),
        pytest.param("The keeper saved twice to deny Lviv further goals.", id="a goal"),
        pytest.param("Border disputes go on in May.", id="a dispute"),
    ],
)
def test_not_a_denial(sentence: str) -> None:
    """What only sounds like a denial takes nothing back."""
    assert "Moscow said a depot burned in Kursk." in read(f"Moscow said a depot burned in Kursk. {sentence}", words=8)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "uk",
            "Росія заявляє, що біля Сум згоріли вантажівки. У Луцьку відкрили театр. Київ заперечив, що біля Сум щось згоріло.",
            id="Ukrainian",
        ),
        pytest.param(
            "de",
            "Moskau behauptet, bei Sumy brannten Laster. Luzk baut ein Theater. Kiew dementiert, dass bei Sumy Laster brannten.",
            id="German",
        ),
    ],
)  # fmt: skip
def test_in_other_languages(language: str, text: str) -> None:
    """Ukrainian and German claims keep their denial."""
    claim, _, denial = text.replace(". ", ".\n").split("\n")
    for words in range(5, 40, 3):
        lines = read(text, words=words, language=language)
        assert claim not in lines or denial in lines
    assert {claim, denial} <= set(read(text, language=language))
