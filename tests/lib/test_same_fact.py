"""Whether two sentences tell the same fact: strict, since what slips through is a falsehood on air."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from briefing.languages import load_language
from briefing.lib.same_fact import covers_same_event, find_same_fact, weigh_stems
from briefing.model.language import FactWords

WORDS = load_language("en").facts
SPOKEN = "Bardale police have arrested Ada Brown over the fire at the Kelstead library."
OTHER = "Ada Brown was arrested by police in Bardale over a fire at the library of Kelstead."
BACKGROUND = [
    "The council of Morwick met on the budget. It was a long night for the mayor.",
    "Growers in the valley report a good harvest of apples. Prices may fall.",
    "A ferry of the island company ran aground near Tanbury. Nobody was hurt in the fog.",
    "Nurses in Fenton walked out over pay. The union said more would follow.",
    "The police in Zulmouth look for a stolen van. It was seen by the library on Monday.",
] * 3


def words() -> FactWords:
    """The English words; the pack has them."""
    assert WORDS is not None
    return WORDS


def tells(spoken: str, other: str, *, ours: str = "", theirs: str = "") -> bool:
    """Whether another item with this title tells the fact of a spoken sentence."""
    weights = weigh_stems([*BACKGROUND, f"x {spoken} {ours}", f"x {other} {theirs}"])
    return find_same_fact(spoken, f"{spoken} {ours}", other, theirs, [], weights, words()) is not None


def test_the_same_fact_in_other_words() -> None:
    """Same actor, same event, and enough words in common."""
    assert tells(SPOKEN, OTHER)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Ada Brown was not arrested by police in Bardale over a fire at the library of Kelstead.", id="not"),
        pytest.param("Ada Brown may be arrested by police in Bardale over a fire at the library of Kelstead.", id="may"),
        pytest.param(
            "Ada Brown was allegedly arrested by police in Bardale over a fire at the library of Kelstead.", id="allegedly"
        ),
        pytest.param("Ada Brown will be arrested by police in Bardale over a fire at the library of Kelstead.", id="will"),
        pytest.param("Was Ada Brown arrested by police in Bardale over a fire at the library of Kelstead?", id="a question"),
        pytest.param("Max Green was arrested by police in Bardale over a fire at the library of Kelstead.", id="another name"),
        pytest.param("Ada Brown was released by police in Bardale after a fire at the library of Kelstead.", id="the opposite"),
        pytest.param("Ada Brown was charged in Bardale over a fire at the library of Kelstead.", id="another stage"),
        pytest.param("Ada Brown has opened the new library of Kelstead.", id="another event of the same people"),
        pytest.param("Police in Bardale speak of the fire.", id="too little"),
    ],
)
def test_another_fact(other: str) -> None:
    """Another negation, modality, time, actor or stage makes another fact."""
    assert not tells(SPOKEN, other)


@pytest.mark.parametrize(
    ("spoken", "other"),
    [
        pytest.param(
            "A fire in Kelstead killed 12 people at the Brown hotel.", "A fire in Kelstead killed 15 people at the Brown hotel.",
            id="another figure",
        ),
        pytest.param(
            "The Kelstead Rovers have won against Bardale Town.", "The Kelstead Rovers have lost against Bardale Town.", id="lost"
        ),
        pytest.param(
            "The Kelstead inquiry into the Brown fire has begun.", "The Kelstead inquiry into the Brown fire has ended.",
            id="begun, ended",
        ),
        pytest.param(
            "The Brown fire in Kelstead broke out on Monday.", "The Brown fire in Kelstead broke out on Friday.", id="day"
        ),
    ],
)  # fmt: skip
def test_at_odds(spoken: str, other: str) -> None:
    """Sentences that contradict each other tell no same fact."""
    assert not tells(spoken, other)


def test_the_weights_kept_judge_as_all_did() -> None:
    """What is kept of the weights, those of the words of both sentences, is enough to judge again."""
    weights = weigh_stems([*BACKGROUND, SPOKEN, OTHER])
    match = find_same_fact(SPOKEN, SPOKEN, OTHER, "", [], weights, words())
    assert match is not None
    assert len(match.weights.stems) < len(weights.stems)
    assert find_same_fact(SPOKEN, SPOKEN, OTHER, "", [], match.weights, words()) == match


def test_coverage_is_of_the_same_event() -> None:
    """For "has more on this story" a name, a kind of event and words are shared, and no titles with crossed names."""
    ours, theirs = ("Ada Brown arrested over library fire", SPOKEN), ("Police arrest Ada Brown in Kelstead", OTHER)
    other = ("Max Green arrested over theft in Zulmouth", "Max Green was arrested by police over a theft in Zulmouth.")
    weights = weigh_stems([*BACKGROUND, *map("\n".join, (ours, theirs, other))])
    assert covers_same_event(ours, theirs, weights, words())
    assert not covers_same_event(ours, other, weights, words())


def _negate(text: str) -> str:
    return re.sub(r"\b(is|are|was|were|has|have|had|will)\b", r"\1 not", text, count=1)


FALSIFIED: Mapping[str, Callable[[str], str]] = {
    "not": _negate,
    "may": lambda text: re.sub(r"\b(?:has|have|was|were|is|are)\b", "may have", text, count=1),
    "allegedly": lambda text: re.sub(r"\b(has|have|was|were|is|are)\b", r"\1 allegedly", text, count=1),
    "will": lambda text: re.sub(r"\b(?:has|have|was|were|is|are)\b", "will", text, count=1),
    "question": lambda text: f"{text.rstrip('.')}?",
    "figure": lambda text: re.sub(r"\b\d+\b", lambda found: str(int(found.group()) + 7), text),
    "opposite": lambda text: text.replace("killed", "injured").replace("won", "lost").replace("arrested", "released"),
}


def test_labelled_pairs(shared: Path) -> None:
    """Of real pairs none that tells another fact fires; of what fires, falsified by machine, at most one in each way still does."""
    rows = [json.loads(line) for line in (shared / "data/news/same_fact.jsonl").read_text("utf-8").splitlines()]
    weights = weigh_stems(text for row in rows for text in (row["context"], f"{row['title']}\n{' '.join(row['sentences'])}"))

    def fires(row: Mapping[str, str], spoken: str) -> bool:
        text = " ".join(row["sentences"])
        return bool(find_same_fact(spoken, row["context"], row["title"], text, row["sentences"], weights, words()))

    fired = [row for row in rows if fires(row, row["spoken"])]
    labels = Counter(row["label"] for row in fired)
    assert labels.keys() == {"same"}
    assert labels["same"] >= 20
    for change in FALSIFIED.values():
        changed = [(row, change(row["spoken"])) for row in fired if change(row["spoken"]) != row["spoken"]]
        assert sum(fires(row, spoken) for row, spoken in changed) <= 1
