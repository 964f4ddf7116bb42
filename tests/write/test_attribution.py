"""The source inside the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.episode import Citation, Cue
from briefing.model.news import Edit, Line
from briefing.verify.sources import find_grounding_error
from briefing.write.attribution import LONGEST, drop_source_name, get_told_text, name_source
from tests.support import make

ENGLISH, GERMAN, UKRAINIAN = map(load_language, ("en", "de", "uk"))
LONG = (
    "The council of Bardale has opened a library with 40,000 books in a hall beside the old harbour after " + "many " * 4 + "years."
)
SMALL = frozenset({"entry", "the"})


def lines(*texts: str, feed: str = make.FEED_ID) -> list[Line]:
    """Sentences of one item, as a summarizer gives them."""
    item = make.item(text=" ".join(texts), feed=feed)
    return [Line("", text, "verbatim", (make.cite(item, text),)) for text in texts]


def named(*texts: str, feed: str = "Valley Ledger") -> list[str]:
    """What is said of sentences when their source is named."""
    return [line.text for line in name_source(lines(*texts), feed, ENGLISH, SMALL)]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        pytest.param(["The hall is open."], ["The hall is open, Valley Ledger reports."], id="after the first sentence"),
        pytest.param(
            ["It is open in the U.S."], ["It is open in the U.S., Valley Ledger reports."], id="an abbreviation at the end"
        ),
        pytest.param(
            ["The hall is shut, the mayor said.", "Entry was free."],
            ["The hall is shut, the mayor said.", "Entry was free, Valley Ledger reports."], id="the first has a speaker",
        ),
        pytest.param(
            ['The mayor called it "a gift."', 'She said: "It is yours."'],
            ['The mayor called it "a gift."', "That is from Valley Ledger.", 'She said: "It is yours."'], id="two quotations",
        ),
        pytest.param(["Is the hall open?"], ["Is the hall open?", "That is from Valley Ledger."], id="a question"),
        pytest.param(["The hall is open!"], ["The hall is open!", "That is from Valley Ledger."], id="an exclamation"),
        pytest.param([LONG], [LONG, "That is from Valley Ledger."], id="too long, alone"),
        pytest.param([LONG, "Entry is free."], [LONG, "Entry is free, Valley Ledger reports."], id="too long, the second is not"),
        pytest.param(
            ["Valley Ledger has seen it.", "It is open."], ["Valley Ledger has seen it.", "It is open."], id="named already"
        ),
        pytest.param([], [], id="no lines"),
    ],
)  # fmt: skip
def test_where_the_source_is_named(texts: Sequence[str], said: Sequence[str]) -> None:
    """Once, within the first two sentences, or in a sentence after the first; never before it as a label."""
    assert named(*texts) == list(said)


def test_the_source_before_the_second_sentence() -> None:
    """Where the second sentence ends on a speaker's name of its own there is room before it: "X says the ..."."""
    second = "The hall " + "and the garden " * 5 + "are open again."
    assert len(f"{second} Valley Ledger reports".split()) <= LONGEST
    assert named(LONG, second)[1].endswith(", Valley Ledger reports.")


def test_another_source_is_not_named_by_the_first() -> None:
    """A second line of another publisher's item is not given this one's name."""
    mine, theirs = lines(LONG), lines("Entry is free.", feed="f2")
    assert [line.text for line in name_source([*mine, *theirs], "Valley Ledger", ENGLISH)] == [
        LONG, "That is from Valley Ledger.", "Entry is free.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param(GERMAN, "Die Halle ist offen, berichtet Tal-Bote.", id="German"),
        pytest.param(UKRAINIAN, "Die Halle ist offen, повідомляє Tal-Bote.", id="Ukrainian"),
    ],
)
def test_other_languages(language: object, said: str) -> None:
    """The language pack gives the words."""
    (line,) = name_source(lines("Die Halle ist offen."), "Tal-Bote", language)  # type: ignore[arg-type]  # a Language, as the rows give it
    assert line.text == said


def test_a_relative_day_at_the_end_keeps_its_edit() -> None:
    """An edit that reaches the end and the name of the source are both recorded, and both can be undone."""
    (line,) = lines("The hall opened today.")
    dated = replace(line, text="The hall opened on Friday.", basis="edited", edits=(Edit(16, 21, "on Friday", "relative day"),))
    (said,) = name_source([dated], "Valley Ledger", ENGLISH)
    assert said.text == "The hall opened on Friday, Valley Ledger reports."
    assert get_told_text(said) == dated.text
    assert drop_source_name(said) == dated


@given(
    st.lists(
        st.sampled_from(["The hall is open.", "Entry is free.", LONG, "It rained, she said.", 'He said: "No."', "Why?"]), max_size=4
    ),
    st.sampled_from(["Valley Ledger", "The Hill", "X"]),
)
def test_the_name_can_be_taken_away_again(texts: list[str], feed: str) -> None:
    """Without the name each line is exactly the line before, and nothing else is added but one template."""
    before = lines(*dict.fromkeys(texts))
    after = name_source(before, feed, ENGLISH, SMALL)
    assert [drop_source_name(line) for line in after if line.sources] == before
    assert sum(not line.sources for line in after) <= 1
    assert all(len(line.text.split()) <= LONGEST for line in after if line.edits)


def cue(line: Line, feed: str) -> Cue:
    """A line as it is published."""
    cited = tuple(
        Citation(one.feed, feed, one.item, "", "", one.field, one.start, one.end, one.quote, one.hash) for one in line.sources
    )
    return Cue(0, 1, line.text, "s-1", "s", line.basis, cited, line.edits)


@pytest.mark.parametrize(
    ("said", "proved"),
    [
        pytest.param(", Valley Ledger reports.", True, id="as it was"),
        pytest.param(", Hill Gazette reports.", False, id="another publisher"),
        pytest.param(", Valley Ledger reports, and nobody was hurt.", False, id="a clause added"),
        pytest.param(", Valley Ledger reports", False, id="without an end"),
    ],
)
def test_verify_proves_the_name(said: str, proved: bool) -> None:
    """Verify takes the publisher's own name with hardly more than a word for saying, and nothing else."""
    (line,) = name_source(lines("The hall is open."), "Valley Ledger", ENGLISH)
    changed = replace(line, text=f"The hall is open{said}", edits=(replace(line.edits[0], said=said),))
    assert (find_grounding_error(cue(changed, "Valley Ledger")) == "") is proved
