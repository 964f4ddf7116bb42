"""Sentences: where they start and end in the original text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load
from briefing.ports import Language
from briefing.write.sentences import split

HARD = [
    pytest.param("Dr. Smith met the U.S. envoy.| They spoke.", id="title and initials"),
    pytest.param("Gov. Brown left at 5 p.m. on Monday.| Rain fell.", id="hour and weekday"),
    pytest.param("It was launched at 2:10 a.m. Wednesday from Vandenberg.| It flew.", id="a day behind the hour"),
    pytest.param("He arrived at 5 p.m.| The meeting began.", id="hour at the end"),
    pytest.param('He said: "It is over. We won. Go home."| Then he left.', id="three sentences quoted"),
    pytest.param("He said: “It is over. We won. Go home.”| Then he left.", id="curly quotation"),
    pytest.param("Er sagte: «It is over. We won.» and left.| Then it rained.", id="guillemets"),
    pytest.param('"It is over. We won," he said.| The crowd left.', id="quotation first"),
    pytest.param("'It is bad. Very bad,' he said.| She agreed.", id="single marks"),
    pytest.param("The fans' team won.| They sang.", id="plural apostrophe"),
    pytest.param("She lives in the U.S.| She works for No. 10.", id="initials at the end"),
    pytest.param("The U.S. Senate voted.| It passed.", id="initials before a name"),
    pytest.param("It cost $3.5 million.| It rose 2.5% to 3.1.| Nobody knew.", id="decimals"),
    pytest.param("Gen. Valerii Zaluzhnyi spoke at St. Mary's on Nov. 5.| Rain fell.", id="three abbreviations"),
    pytest.param("J. K. Rowling wrote it.| J.K. Rowling read it.", id="initials of a person"),
    pytest.param("Apple Inc. said sales rose.| Google Ltd. did not.", id="companies"),
    pytest.param("It ended...| Then it began.", id="ellipsis between sentences"),
    pytest.param("It ended... and then it began.", id="ellipsis within a sentence"),
    pytest.param("The firm Yahoo! said it grew.| OK then.", id="name with an exclamation mark"),
    pytest.param("He saw Mr. and Mrs. Jones vs. the State.| Court sat.", id="titles in a row"),
    pytest.param("Sen. Ed Markey, D-Mass. said so.| He left.", id="state behind a name"),
    pytest.param("They met at Ft. Lauderdale and Mt. Everest.| Prof. Lee spoke.", id="places"),
    pytest.param("Approx. 5 died.| It rained.", id="approximately"),
    pytest.param("The film, e.g. this one, won, i.e. it did.| It ran.", id="e.g. and i.e."),
    pytest.param("What now?!| Nothing happened.", id="two marks"),
    pytest.param("He left early (she did not. She stayed) and slept.| It rained.", id="parenthesis"),
    pytest.param("Stir in a new law, then -- boom! -- the debate explodes.| It ends.", id="exclamation between dashes"),
    pytest.param("A heading without an end\n|The text begins.| It goes on.", id="line break"),
    pytest.param("One paragraph ends.\r\n\r\n|Another begins.\u2028|A third.", id="all kinds of line breaks"),
    pytest.param("It rose 5%.| 🚀 Then it fell by 3 points.| All was well.", id="emoji keep offsets"),
]


@pytest.mark.parametrize("marked", HARD)
def test_hard_cases(marked: str, english: Language) -> None:
    """Every sentence is found where it stands, whatever its abbreviations and quotations."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split(text, english)] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("(CNN)U.S. Senator Cruz spoke. He left.", "U.S. Senator Cruz spoke.", id="agency alone"),
        pytest.param("Hong Kong (CNN)Six people were hurt. It burned.", "Six people were hurt.", id="place and agency"),
        pytest.param("KYIV, Nov 22 (Reuters) - The bridge opened. It held.", "The bridge opened.", id="place, date, agency"),
        pytest.param("KYIV, Ukraine — The bridge opened. It held.", "The bridge opened.", id="place and country"),
        pytest.param("(Rolling Stone)Kanye West sings. He left.", "Kanye West sings.", id="magazine"),
        pytest.param("John Smith (Labour) said it was over. He left.", "John Smith (Labour) said it was over.", id="party is kept"),
        pytest.param("NATO and the EU – both talk. They left.", "NATO and the EU – both talk.", id="dash in a sentence is kept"),
    ],
)
def test_datelines_are_left_out(text: str, first: str, english: Language) -> None:
    """A sentence starts behind its dateline, so that what is read still stands word for word in the text."""
    start, end = split(text, english)[0]
    assert text[start:end] == first


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("Aab.!? \n\"“”'’‘«»„()é🚀1-,"), max_size=80))
def test_spans_stand_in_order_and_lose_nothing(text: str) -> None:
    """Spans are trimmed, in order, without overlap; between them is only white space."""
    at = 0
    for start, end in split(text, load("en")):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        at = end
    assert not text[at:].strip()
