"""What became of what was aired, item by item: told to listeners, to the producer, or to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from briefing.languages import load_language
from briefing.model.news import Item, Line, Source, Story
from briefing.model.rundown import Change, Earlier
from briefing.select.changes import FoundChanges, find_changes
from briefing.write.sentences import split_sentences
from tests.support import make

ENGLISH = load_language("en")
MONDAY = date(2026, 11, 16)
TITLE = "Fire at the mill of Bardale kills 12"
TEXT = (
    "The fire at the mill of Bardale killed 12 people on Sunday. Police arrested Ivan Petrenko near the station. "
    "The owner of the mill said the roof had been repaired in May. Firefighters from three towns were there until the morning."
)
OLD = make.item(TITLE, TEXT, id="mill")


def version(title: str = TITLE, text: str = TEXT) -> Item:
    """The item as it stands now."""
    return replace(OLD, title=title, text=text, version=sha256(f"{title}\n{text}".encode()).hexdigest()[:12])


def aired(item: Item = OLD, day: int = 0) -> Earlier:
    """The headline and every sentence of an item, as an edition told them so many days after Monday."""
    digest = sha256(item.title.encode()).hexdigest()
    title = Source(item.feed, item.id, item.version, "title", 0, len(item.title), item.title, digest)
    quotes = [item.text[start:end] for start, end in split_sentences(item.text, ENGLISH)]
    lines = [Line("0", item.title, "verbatim", (title,)), *(make.line("1", quote, make.cite(item, quote)) for quote in quotes)]
    when = MONDAY + timedelta(days=day)
    return Earlier(f"morning-{when}", when, Story(item.id, (item,)), item.title, (make.line("t", "It is said."), *lines))


def found(
    now: Item | None, *history: Earlier, withdrawn: Sequence[str] = (), before: Sequence[Change] = (), language: str = "en"
) -> FoundChanges:
    """What is found when the item stands so now."""
    newest = {now.id: now} if now else {}
    return find_changes(history or (aired(),), newest, withdrawn, before, load_language(language), split_sentences)


def told(result: FoundChanges) -> list[tuple[str, str, str]]:
    """Kind, what was said, and what stands there now."""
    return [(change.kind, change.line.text, change.now.quote if change.now else "") for change in result.changes]


def test_what_stands_as_it_was_is_nothing() -> None:
    """The same version, an item nobody knows any more, and one whose changed words were not aired, give neither change nor note."""
    for now in (OLD, None, version(text=f"{TEXT} The mill is to be rebuilt.")):
        result = found(now)
        assert (result.changes, result.notes) == ([], [])


def test_one_fact_in_two_lines_is_told_once() -> None:
    """A number that changed in headline and text alike is told by the headline; two facts are told both, more are not."""
    both = version(TITLE.replace("12", "21"), TEXT.replace("12", "21"))
    assert told(found(both)) == [("changed", TITLE, TITLE.replace("12", "21"))]
    text = TEXT.replace("Ivan Petrenko", "Oleh Koval").replace("in May", "in March")
    result = found(version(TITLE.replace("12", "21"), text))
    assert [now for _, _, now in told(result)] == [TITLE.replace("12", "21"), "Police arrested Oleh Koval near the station."]
    assert result.changes[1].lead == aired().lines[1]


def test_where_the_new_words_stand() -> None:
    """What stands there now is cited in the newest version: field, offsets and hash."""
    now = version(text=TEXT.replace("Ivan Petrenko", "Oleh Koval"))
    (change,) = found(now).changes
    assert change.now
    assert now.text[change.now.start : change.now.end] == change.now.quote == "Police arrested Oleh Koval near the station."
    assert (change.now.version, change.now.hash) == (now.version, sha256(now.text.encode()).hexdigest())
    assert (change.edition, change.day, change.item) == ("morning-2026-11-16", MONDAY, now)


SHORTER = TEXT.replace("Police arrested Ivan Petrenko near the station. ", "")
MOVED = TEXT.replace("killed 12 people", "killed 9 people").replace("from three", "who brought out 12 dead from three")


@pytest.mark.parametrize(
    ("now", "why"),
    [
        pytest.param(version(text=SHORTER), "no longer stands", id="left out"),
        pytest.param(version(text=MOVED), "may only have moved", id="a number that moved"),
        pytest.param(version("Live: " + TITLE.replace("12", "21")), "goes on", id="a live blog"),
        pytest.param(version(TITLE.replace("12", "21"), "Nothing was left of it, say those who saw it."), "goes on", id="renewed"),
        pytest.param(version("Twenty families lose their homes in a great fire"), "another sentence", id="a new headline"),
    ],
)
def test_what_is_doubtful_is_only_noted(now: Item, why: str) -> None:
    """The producer reads what was aired and what became of it; listeners hear nothing."""
    result = found(now)
    assert result.changes == []
    assert any(why in note.message and note.message.endswith("nothing is said") for note in result.notes)
    assert {(note.stage, note.subject) for note in result.notes} == {("select", TITLE)}


@pytest.mark.parametrize("kind", ["withdrawn", "marked", "changed"])
def test_what_was_told_is_not_told_again(kind: str) -> None:
    """What an earlier edition put right is over."""
    now = version(f"Correction: {TITLE}") if kind == "marked" else version(TITLE.replace("12", "21"))
    gone = ["mill"] if kind == "withdrawn" else []
    (change,) = found(now, withdrawn=gone).changes
    assert change.kind == kind
    assert found(now, withdrawn=gone, before=[change]).changes == []


def test_a_later_edition_that_told_the_new_version_put_it_right() -> None:
    """Who heard the story again as it stands now needs no correction; who heard an older version again does, of that."""
    now = version(TITLE.replace("12", "21"))
    assert found(now, aired(now, 1), aired()).changes == []
    (change,) = found(now, aired(day=1), aired()).changes
    assert change.day == MONDAY + timedelta(days=1)


def test_a_line_that_was_edited_is_known_by_its_source() -> None:
    """What is compared are the words of the source, not what was made of them for the day."""
    earlier = aired()
    edited = replace(earlier.lines[2], text="The fire at the mill of Bardale killed 12 people on the 15th.", basis="edited")
    earlier = replace(earlier, lines=(edited,))
    assert found(version(text=f"{TEXT} More to come."), earlier).changes == []
    assert len(found(version(text=TEXT.replace("12", "21")), earlier).changes) == 1


def test_other_quotation_marks_and_spaces_are_the_same_words() -> None:
    """A text set in another type says the same."""
    old = make.item("The mayor's plan", 'She called it "a loss" for all. It was late.', id="mill")
    now = replace(old, title="The mayor’s  plan", text="She called it “a loss” for all.  It was late.", version="new")
    result = found(now, aired(old))
    assert (result.changes, result.notes) == ([], [])
