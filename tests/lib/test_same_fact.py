"""Which sentence of another publisher tells the same fact: pairs that do, and pairs that differ in one word that matters."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.lib.same_fact import covers_same_event, find_same_fact, weigh_stems
from briefing.model.fact_words import FactWords

EDITION = (
    "Orvand's parliament passes the harbour bill\nLawmakers in Orvand met on Tuesday. The bill goes to President Lena Marsk.",
    "Storm closes the airport of Veltry\nThe airport of Veltry in Orvand was closed on Monday. No planes left Veltry.",
    "Tomas Brell wins the Corrin Cup\nThe rider Tomas Brell of Orvand won the Corrin Cup. Ada Holm was second.",
    "Mine collapses near Dunmore\nA mine near Dunmore collapsed. The company Halden runs the mine of Dunmore.",
    "Halden buys Sorvik\nThe company Halden said that it buys Sorvik, a rival. Sorvik makes pumps.",
    "Kestria and Orvand sign an accord\nThe ministers of Kestria and Orvand met. In Kestria, people cheered.",
    "Judge hears Pavel Rusk\nThe trial of Pavel Rusk began. Lawyers for Pavel Rusk spoke for an hour.",
    "The price of bread rises\nBakers said that flour costs more. The price rose by a tenth.",
)
WEIGHTS = weigh_stems(EDITION)


def find(spoken: str, other: str, words: FactWords) -> bool:
    """Return whether a headline alone is found to tell what is spoken."""
    return find_same_fact(spoken, spoken, other, "", (), WEIGHTS, words) is not None


@pytest.fixture(scope="module")
def words() -> FactWords:
    """The words of English."""
    facts = load_language("en").facts
    assert facts is not None
    return facts


@pytest.mark.parametrize(
    ("spoken", "other"),
    [
        pytest.param("Tomas Brell wins the Corrin Cup", "Tomas Brell has won the Corrin Cup", id="another tense"),
        pytest.param(
            "Parliament in Orvand passes the harbour bill", "Orvand's parliament approves the harbour bill", id="approves"
        ),
        pytest.param("Pavel Rusk was arrested in Dunmore", "Police arrest Pavel Rusk in Dunmore", id="passive without an agent"),
        pytest.param("Three people died in a mine near Dunmore", "3 dead in mine near Dunmore", id="a figure in words"),
        pytest.param("Halden buys Sorvik for $40 million", "Halden acquires Sorvik for $40 million", id="acquires"),
        pytest.param("Lena Marsk resigns as president of Orvand", "Orvand President Lena Marsk resigns", id="order of an office"),
        pytest.param(
            "A storm has closed the airport of Veltry", "Storm shuts Veltry airport, officials say", id="officials at the end"
        ),
    ],
)
def test_the_same_fact(words: FactWords, spoken: str, other: str) -> None:
    """The same actor, verb and figures in other words are the same fact."""
    assert find(spoken, other, words)


DUEL, CLAIM = "Tomas Brell beats Ada Holm in the Corrin Cup", "Kestria says Orvand closed the airport of Veltry"
PRICES, TWELVE = "Prices in Orvand rose by 5 percent", "Twelve killed in a mine near Dunmore on Monday"
BRELL, BILL = "Tomas Brell wins the Corrin Cup", "Parliament in Orvand passes the harbour bill"
RUSK, MINE = "Pavel Rusk was arrested in Dunmore", "Three people were killed in a mine near Dunmore"
SALE, MARSK = "Halden buys Sorvik for $40 million", "Lena Marsk resigns as president of Orvand"


@pytest.mark.parametrize(
    ("spoken", "other"),
    [
        pytest.param(BRELL, "Tomas Brell does not win the Corrin Cup", id="not"),
        pytest.param(BRELL, "Tomas Brell may win the Corrin Cup", id="may"),
        pytest.param(RUSK, "Pavel Rusk was allegedly arrested in Dunmore", id="allegedly"),
        pytest.param(MARSK, "Lena Marsk will resign as president of Orvand", id="will"),
        pytest.param(MARSK, "Lena Marsk to resign as president of Orvand", id="to resign"),
        pytest.param(BRELL, "Has Tomas Brell won the Corrin Cup?", id="a question"),
        pytest.param(MARSK, "Why Lena Marsk resigns as president of Orvand", id="why"),
        pytest.param(MARSK, "Opinion: Lena Marsk resigns as president of Orvand", id="opinion"),
        pytest.param(MARSK, "Fact check: Lena Marsk resigns as president of Orvand", id="fact check"),
        pytest.param(MARSK, "Correction: Lena Marsk resigns as president of Orvand", id="correction"),
        pytest.param(MARSK, "Paper retracts report that Lena Marsk resigns as president of Orvand", id="retraction"),
        pytest.param(MARSK, "Lena Marsk denies that she resigns as president of Orvand", id="deny"),
        pytest.param(MARSK, "Lena Marsk refuses to resign as president of Orvand", id="refuses"),
        pytest.param(MARSK, "Lena Marsk threatens to resign as president of Orvand", id="threatens"),
        pytest.param(MARSK, "Ilse Tovar resigns as president of Orvand", id="another name"),
        pytest.param(MARSK, "Aide of Lena Marsk resigns as president of Orvand party", id="an aide"),
        pytest.param(MARSK, "Lena Marsk resigns as vice president of Orvand", id="vice president"),
        pytest.param(BRELL, "Tomas Brell loses the Corrin Cup", id="loses"),
        pytest.param(BRELL, "Tomas Brell nearly wins the Corrin Cup", id="nearly"),
        pytest.param(DUEL, "Ada Holm beats Tomas Brell in the Corrin Cup", id="who beats whom"),
        pytest.param(DUEL, "Tomas Brell beaten by Ada Holm in the Corrin Cup", id="beaten by"),
        pytest.param("Halden sues Sorvik in Dunmore", "Sorvik sues Halden in Dunmore", id="who sues whom"),
        pytest.param(BILL, "Parliament in Orvand passes the fisheries bill", id="another bill"),
        pytest.param(BILL, "Parliament in Orvand rejects the harbour bill", id="rejects"),
        pytest.param(BILL, "Committee of parliament in Orvand blocks the harbour bill", id="blocks"),
        pytest.param(BILL, "Parliament in Orvand debates the harbour bill", id="debates"),
        pytest.param(BILL, "Parliament in Orvand repeals the harbour bill", id="repeals"),
        pytest.param("Parliament in Orvand unanimously passes the harbour bill", BILL, id="unanimously"),
        pytest.param(RUSK, "Pavel Rusk was charged in Dunmore", id="charged for arrested"),
        pytest.param(RUSK, "Pavel Rusk was released in Dunmore", id="released"),
        pytest.param(RUSK, "Pavel Rusk was questioned in Dunmore", id="questioned"),
        pytest.param(RUSK, "Police search for Pavel Rusk in Dunmore", id="wanted"),
        pytest.param("Pavel Rusk was charged in Dunmore", "Pavel Rusk was convicted in Dunmore", id="convicted for charged"),
        pytest.param("Pavel Rusk murdered a guard in Dunmore", "Pavel Rusk killed a guard in Dunmore", id="killed for murdered"),
        pytest.param("Lawyer of Pavel Rusk arrested in Dunmore", "Pavel Rusk arrested in Dunmore", id="the lawyer"),
        pytest.param(MINE, "Three people were injured in a mine near Dunmore", id="injured for killed"),
        pytest.param(MINE, "Four people were killed in a mine near Dunmore", id="another figure"),
        pytest.param(MINE, "At least three people were killed in a mine near Dunmore", id="at least"),
        pytest.param(MINE, "Nearly three people were killed in a mine near Dunmore", id="nearly a figure"),
        pytest.param(MINE, "Three people were rescued from a mine near Dunmore", id="rescued"),
        pytest.param(MINE, "Three people feared killed in a mine near Dunmore", id="feared"),
        pytest.param(TWELVE, "Twelve killed in a mine near Dunmore on Friday", id="another day"),
        pytest.param(MINE, "Dunmore marks a year since three people were killed in a mine", id="anniversary"),
        pytest.param(MINE, "Three people were killed in a mine near Dunmore in 1987, archives show", id="another year"),
        pytest.param(MINE, "Film shows how three people were killed in a mine near Dunmore", id="a film"),
        pytest.param("A quake of magnitude 5.1 hits Dunmore", "A quake of magnitude 6.4 hits Dunmore", id="another quake"),
        pytest.param("The second storm shuts the port of Veltry", "The third storm shuts the port of Veltry", id="an ordinal"),
        pytest.param("A storm closes the airport of Veltry", "The airport of Veltry reopens after a storm", id="reopens"),
        pytest.param("Storm closes north of Veltry", "Storm closes south of Veltry", id="north and south"),
        pytest.param(PRICES, "Prices in Orvand rose by 5 percentage points", id="percentage points"),
        pytest.param(PRICES, "Prices in Orvand fell by 5 percent", id="fell"),
        pytest.param(SALE, "Halden sells Sorvik for $40 million", id="sells"),
        pytest.param(SALE, "Halden agrees to buy Sorvik for $40 million", id="agrees to buy"),
        pytest.param(SALE, "Halden buys Sorvik for $70 million", id="another price"),
        pytest.param(SALE, "Halden says it buys Sorvik for $40 million", id="somebody says"),
        pytest.param(CLAIM, "Orvand closed the airport of Veltry", id="says so only here"),
        pytest.param(CLAIM, "Orvand says Kestria closed the airport of Veltry", id="who says"),
        pytest.param("Kestria and Orvand sign an accord", "Kestria signs an accord", id="one of two actors"),
        pytest.param("A lockdown ends after three people were killed in a mine near Dunmore", MINE, id="the main clause alone"),
        pytest.param("Storm closes the airport of Veltry permanently", "Storm closes the airport of Veltry", id="permanently"),
        pytest.param("Navy of Kestria holds drill off Veltry", "Navy of Kestria attacks off Veltry", id="a drill"),
    ],
)  # fmt: skip
def test_another_fact(words: FactWords, spoken: str, other: str) -> None:
    """One word makes another fact of a sentence, whichever of the two is spoken."""
    assert not find(spoken, other, words)


@pytest.mark.parametrize("spoken", [BRELL, BILL, RUSK, MINE, SALE, MARSK, DUEL, CLAIM, PRICES, TWELVE])
def test_a_sentence_tells_its_own_fact(words: FactWords, spoken: str) -> None:
    """What the pairs above are made of would be confirmed, were it not for the word that differs."""
    assert find(spoken, spoken, words)


def test_nothing_is_compared_with_too_little(words: FactWords) -> None:
    """A sentence of two words tells too little to be confirmed."""
    assert not find("Storm hits", "Storm hits", words)


def test_the_weights_of_a_match_judge_it_again(words: FactWords) -> None:
    """What is kept of the weights is enough to find the same, and names which text tells it and how much of it."""
    text = "A storm came at night. Orvand's parliament approves the harbour bill."
    found = find_same_fact(BILL, BILL, "Night in Orvand", text, text.split(". "), WEIGHTS, words)
    assert found is not None
    again = find_same_fact(BILL, BILL, "Night in Orvand", text, text.split(". "), found.weights, words)
    assert again == found
    assert (found.place, 0.6 <= max(found.shares) <= 1) == (2, True)


def test_a_fourth_sentence_is_not_asked(words: FactWords) -> None:
    """What stands further down is not what another publisher reports first."""
    sentences = (
        "The night was cold.",
        "The wind was strong.",
        "The sea was high.",
        "Orvand's parliament approves the harbour bill.",
    )
    assert find_same_fact(BILL, BILL, "Night", " ".join(sentences), sentences, WEIGHTS, words) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "covers"),
    [
        pytest.param(
            ("Mine collapses near Dunmore", "Three people died when a mine of Halden collapsed near Dunmore on Monday."),
            ("Dunmore mourns its dead", "Relatives of three who died in the collapsed mine of Halden near Dunmore spoke."),
            True,
            id="one event",
        ),
        pytest.param(
            ("Mine collapses near Dunmore", "Three people died when a mine of Halden collapsed near Dunmore on Monday."),
            ("Halden buys Sorvik", "The company pays $40 million for its rival."),
            False,
            id="another event of one actor",
        ),
        pytest.param(
            ("Tomas Brell arrested in Dunmore", "Police arrested the rider Tomas Brell in Dunmore at his home."),
            ("Ada Holm arrested in Dunmore", "Police arrested the rider Ada Holm in Dunmore at her home."),
            False,
            id="crossed names",
        ),
        pytest.param(
            ("Mine collapses near Dunmore", "A mine of Halden near Dunmore collapsed and killed 3 miners on Monday."),
            ("Mine collapses near Dunmore", "A mine of Halden near Dunmore collapsed and killed 9 miners on Monday."),
            False,
            id="figures at odds",
        ),
    ],
)
def test_more_on_a_story(words: FactWords, ours: tuple[str, str], theirs: tuple[str, str], covers: bool) -> None:
    """Coverage of the event asks for less than the same fact, but not for nothing."""
    assert covers_same_event(ours, theirs, WEIGHTS, words) is covers


def test_the_weights_kept_judge_as_all_did(words: FactWords) -> None:
    """What is kept of the weights, also of what a word stands for, gives the same answer and the same shares years later."""
    spoken, other = "Tomas Brell wins the American Cup in Corrin", "Tomas Brell has won the US Cup in Corrin"
    weights = weigh_stems([*EDITION, "The US is far away. In the US, people cheered.", spoken, other])
    match = find_same_fact(spoken, spoken, other, "", (), weights, words)
    assert match is not None
    assert len(match.weights.stems) < len(weights.stems)
    assert find_same_fact(spoken, spoken, other, "", (), match.weights, words) == match
