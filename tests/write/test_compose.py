"""Composing: opening, stories, closing, within the minutes."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from briefing.languages import load_language
from briefing.model.codec import dumps, loads
from briefing.model.errors import Faulty
from briefing.model.news import Item, Story
from briefing.model.pauses import SECONDS_WITHOUT_WORDS
from briefing.model.rundown import Chosen, Rejected, Rundown
from briefing.model.script import Script
from briefing.model.show import Show
from briefing.write.compose import (
    compose,
    count_frame_words,
    count_spoken_words,
    count_story_words,
    update_rundown,
)
from briefing.write.corrections import announce_reason
from briefing.write.headlines import count_kept_words
from briefing.write.summarizers.extractive import ENGINE
from tests.support.make import edition, feed, item, show, site

ENGLISH = load_language("en")
OTHER = Rejected("Old bridge closes", "f", "aired before")
TWO = "The bridge in Lviv opened at noon for all cars and buses. Thousands of people came there to see it by tram."


def rundown(*items: Item, rate: float = 165) -> Rundown:
    """A rundown of one story an item."""
    return Rundown(tuple(Chosen(Story(f"story{n}", (told,)), 1.0, "new") for n, told in enumerate(items, 1)), (), rate)


def composed(*items: Item, programme: Show | None = None, rate: float = 165) -> Script:
    """The script of these items."""
    return compose(edition(), programme or show(), site(), rundown(*items, rate=rate), ENGLISH, ENGINE.open(ENGLISH))


def test_the_opening() -> None:
    """First the date, then the disclosure exactly as the show has it, then the title."""
    opening = composed(item()).segments[0]
    assert (opening.id, opening.kind) == ("opening", "opening")
    assert [line.text for line in opening.lines] == [
        "Sunday, 22 November 2026.",
        "This audio is created with AI assistance.",
        "This is The Morning Briefing.",
    ]
    assert {line.basis for line in opening.lines} == {"template"}


def test_a_story() -> None:
    """A story gives the sentences with the places they stand at, the first with its source; the headline is the chapter's title."""
    told = item("Bridge opens in Lviv", "The bridge opened at noon. Thousands came there.")
    story = composed(told).segments[1]
    assert (story.id, story.kind, story.title, story.url) == ("story1", "story", told.title, told.url)
    assert [(line.id, line.text, line.basis) for line in story.lines] == [
        ("story1-1", "The bridge opened at noon, Example News reports.", "edited"),
        ("story1-2", "Thousands came there.", "verbatim"),
    ]
    (source,) = story.lines[0].sources
    assert (source.field, source.start, source.end, source.quote) == ("text", 0, 26, "The bridge opened at noon.")
    assert source.hash == hashlib.sha256(told.text.encode()).hexdigest()
    assert [(edit.start, edit.end, edit.said) for edit in story.lines[0].edits] == [(25, 26, ", Example News reports.")]


def test_the_closing() -> None:
    """The programme ends with where to read more and with its title; an address is said when it is a host alone."""
    closing = composed(item()).segments[-1]
    assert closing.kind == "closing"
    assert [line.text for line in closing.lines] == [
        "All sources and links are with this edition.",
        "That was The Morning Briefing.",
        "Thank you for listening.",
    ]
    short = compose(edition(), show(), site("https://www.news.example"), rundown(item()), ENGLISH, ENGINE.open(ENGLISH))
    assert short.segments[-1].lines[0].text == "All sources and links are with this edition, at news.example."


def test_line_ids_are_unique_and_stable() -> None:
    """Composing the same again gives the same script, and no line id twice."""
    items = [item(f"Bridge {n} opens", id=f"i{n}") for n in range(5)]
    ids = [line.id for segment in composed(*items).segments for line in segment.lines]
    assert len(set(ids)) == len(ids)
    assert composed(*items) == composed(*items)


def test_a_script_survives_the_codec() -> None:
    """What was composed is the same after JSON."""
    script = composed(item())
    assert loads(dumps(script), Script) == script


def test_a_headline_alone() -> None:
    """A story of which no sentence may be read is told by its headline, as a sentence that cites the title."""
    (line,) = composed(item("Bridge opens in Lviv", "Read more...")).segments[1].lines
    assert (line.text, line.basis) == ("Bridge opens in Lviv, Example News reports.", "edited")
    assert [(source.field, source.quote) for source in line.sources] == [("title", "Bridge opens in Lviv")]


@pytest.mark.parametrize(
    ("title", "chapter"),
    [
        pytest.param("The new bridge in Lviv is open to...", "The new bridge in Lviv is open", id="dots"),
        pytest.param("The new bridge in Lviv, …", "The new bridge in Lviv", id="a comma"),
        pytest.param("We open the bridge in Lviv…", TWO.split(". ")[0] + ".", id="also in the first person"),
    ],
)
def test_a_headline_that_was_cut(title: str, chapter: str) -> None:
    """A headline that was cut off is not read; the chapter shows it without its dots, unless it may not be shown either."""
    story = composed(item(title, TWO)).segments[1]
    assert (story.title, story.lines[0].text) == (chapter, TWO.split(". ")[0] + ", Example News reports.")
    assert not [source for line in story.lines for source in line.sources if source.field == "title"]


def test_a_story_without_its_headline() -> None:
    """A headline that may not be read is no chapter's title either: the first sentence is."""
    story = composed(item("We open the bridge", "The bridge opened at noon.")).segments[1]
    assert [line.text for line in story.lines] == ["The bridge opened at noon, Example News reports."]
    assert story.title == "The bridge opened at noon."


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        pytest.param("We open the bridge", 'first person "We"', id="headline"),
        pytest.param(" ", "there is none", id="no headline"),
    ],
)
def test_nothing_may_be_read(title: str, reason: str) -> None:
    """A story of which nothing may be read is dropped with the reason; the others are told."""
    script = composed(item(title, "We saw it."), item("Other bridge opens", id="other"))
    assert [segment.id for segment in script.segments] == ["opening", "story2", "closing"]
    (dropped,) = script.dropped
    assert dropped.title == title
    assert reason in dropped.reason


def test_a_feed_that_was_taken_out() -> None:
    """A story of a feed that the show no longer has is dropped, since nobody could be named."""
    (dropped,) = composed(item(feed="gone")).dropped
    assert "no longer" in dropped.reason


def test_the_last_story_goes_when_the_words_exceed() -> None:
    """Words over the minutes cost the last story, with the reason, when no sentence of it fits the room that is left."""
    items = [
        item(f"Bridge number {n} opens in Lviv", "A" + " very" * 12 + f" long bridge {n} opened.", id=f"i{n}") for n in range(3)
    ]
    whole = composed(*items)
    words = count_spoken_words(whole.segments)
    minute = show(minutes=1 + SECONDS_WITHOUT_WORDS / 60)
    assert composed(*items, programme=minute, rate=words) == whole
    shorter = composed(*items, programme=minute, rate=words - 1)
    assert [segment.id for segment in shorter.segments] == ["opening", "story1", "story2", "closing"]
    assert [(gone.title, gone.reason) for gone in shorter.dropped] == [(items[2].title, "does not fit 1.045 minutes")]


def test_a_story_is_told_shorter_in_the_room_that_is_left() -> None:
    """The first sentence is read where both do not fit; the programme never has more words than its minutes."""
    guests = ("Thousands", "Hundreds")  # what was heard in one story is not told in the next
    texts = [TWO.replace("bridge", f"bridge {n}").replace("Thousands", guests[n]) for n in range(2)]
    items = [item(f"Bridge number {n} opens in Lviv", text, id=f"i{n}") for n, text in enumerate(texts)]
    whole = count_spoken_words(composed(*items).segments)
    shorter = composed(*items, programme=show(minutes=1 + SECONDS_WITHOUT_WORDS / 60), rate=whole - 1)
    first = "The bridge 1 in Lviv opened at noon for all cars and buses, Example News reports."
    assert [line.text for line in shorter.segments[2].lines] == [first]
    assert count_spoken_words(shorter.segments) < whole
    assert shorter.dropped == ()


def test_one_story_longer_than_the_programme_is_told_by_its_headline() -> None:
    """When not one sentence fits, the first story's headline is the news; a second headline alone is not worth a story."""
    items = [item(f"Bridge number {n} opens in Lviv", "A" + " very" * 40 + " long bridge opened.", id=f"i{n}") for n in range(2)]
    script = composed(*items, programme=show(minutes=0.5), rate=100)
    assert [segment.id for segment in script.segments] == ["opening", "story1", "closing"]
    assert [line.text for line in script.segments[1].lines] == [f"{items[0].title}, Example News reports."]
    assert [gone.reason for gone in script.dropped] == ["does not fit 0.5 minutes"]


def test_a_reserve_takes_the_room_of_a_story_that_cannot_be_read() -> None:
    """It is told in the order of scores, the rundown then has it among its stories, and it is no longer rejected."""
    second, unread, spare, fourth = (
        item(f"{word} opens its bridge", f"{word} opened its bridge for all cars and buses. {word} had waited for years.", id=word)
        for word in ("Lviv", "Rivne", "Lutsk", "Uman")
    )  # fmt: skip
    unread = replace(unread, title="We open the bridge", text="We saw it.")
    stories = rundown(second, unread, fourth).stories
    reserve = Chosen(Story("spare", (spare,)), 2.5, "r")
    given = replace(
        rundown(second, unread, fourth), reserves=(reserve,), rejected=(Rejected(spare.title, spare.feed, "no room"), OTHER)
    )
    given = replace(given, stories=tuple(replace(one, score=3.0 - n) for n, one in enumerate(stories)))
    script = compose(edition(), show(), site(), given, ENGLISH, ENGINE.open(ENGLISH))
    assert [segment.id for segment in script.segments] == ["opening", "story1", "spare", "story3", "closing"]
    now = update_rundown(given, script)
    assert [chosen.story.id for chosen in now.stories] == ["story1", "spare", "story2", "story3"]
    assert (now.rejected, now.reserves) == ((OTHER,), ())


def test_a_reserve_that_does_not_fit_stays_rejected() -> None:
    """Nothing is said twice about it: neither is it told, nor dropped, nor taken from the rejected."""
    spare = item("Spare bridge opens", TWO, id="spare")
    given = replace(rundown(item()), reserves=(Chosen(Story("spare", (spare,)), 0.5, "r"),), rejected=(OTHER,))
    words = count_spoken_words(composed(item()).segments)
    script = compose(
        edition(),
        show(minutes=1 + SECONDS_WITHOUT_WORDS / 60),
        site(),
        replace(given, words_per_minute=words),
        ENGLISH,
        ENGINE.open(ENGLISH),
    )
    assert [segment.id for segment in script.segments] == ["opening", "story1", "closing"]
    assert script.dropped == ()
    assert update_rundown(given, script) == given


def test_no_story_left() -> None:
    """With nothing to tell the programme says so, and has no segment of kind story."""
    script = composed()
    assert [segment.kind for segment in script.segments] == ["opening", "headlines", "closing"]
    assert [line.text for line in script.segments[1].lines] == ["There are no stories in this edition."]
    assert [line.text for line in script.segments[2].lines] == ["That was The Morning Briefing.", "Thank you for listening."]


def test_hostile_values_stay_text() -> None:
    """Titles and names that look like templates or carry line breaks are said as they stand, on one line."""
    programme = replace(show("morning", feed(name="{{ 7 * 7 }}\nNews")), title="{% raw %} Show!")
    script = composed(item("Bridge opens in Lviv", "The bridge in Lviv opened."), programme=programme)
    said = [line.text for segment in script.segments for line in segment.lines]
    assert "This is {% raw %} Show!" in said
    assert "The bridge in Lviv opened, {{ 7 * 7 }} News reports." in said


def test_the_disclosure_is_never_left_out() -> None:
    """A language whose opening forgets the disclosure, or a show without one, is refused."""
    mute = replace(ENGLISH, templates={**ENGLISH.templates, "opening": "{{ date }}."})
    with pytest.raises(Faulty, match="disclosure"):
        compose(edition(), show(), site(), rundown(item()), mute, ENGINE.open(mute))
    with pytest.raises(Faulty, match="disclosure"):
        composed(item(), programme=replace(show(), disclosure=" "))


def test_words_for_the_budget() -> None:
    """What select budgets for the frame is what opening and closing really have."""
    script = composed(item())
    ends = count_spoken_words([script.segments[0], script.segments[-1]])
    assert count_frame_words(show(minutes=4), site(), edition(), ENGLISH) == ends
    assert count_frame_words(show(minutes=4.1), site(), edition(), ENGLISH) == ends + count_kept_words(ENGLISH)
    assert count_story_words(ENGLISH) == 5


def test_a_correction_says_so_behind_the_opening() -> None:
    """The reason is a sentence of its own in a segment of its own, its words are budgeted, and its braces are only data."""
    reason = "the {{ 7 * 7 }} was\nwrong"
    script = compose(edition(), show(), site(), rundown(item()), ENGLISH, ENGINE.open(ENGLISH), reason)
    assert [segment.kind for segment in script.segments] == ["opening", "correction", "story", "closing"]
    (line,) = script.segments[1].lines
    assert (line.text, line.basis, line.sources) == ("This is a corrected edition: the {{ 7 * 7 }} was wrong.", "template", ())
    assert script.segments[1].title == "Corrected"
    frame = [segment for segment in script.segments if segment.kind != "story"]
    assert count_frame_words(show(minutes=4), site(), edition(), ENGLISH, reason) == count_spoken_words(frame)


def test_a_script_is_announced_anew() -> None:
    """A script that was kept gives the new reason in the place of the old one, and is otherwise what it was."""
    script = composed(item())
    once = announce_reason(script, "a name was wrong", ENGLISH)
    assert announce_reason(once, "a date was wrong", ENGLISH) == announce_reason(script, "a date was wrong", ENGLISH)
    assert announce_reason(once, "", ENGLISH) == script
