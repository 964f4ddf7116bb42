"""What sources change in what was aired, over several editions of one show, in a studio of fakes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.languages import load_language
from briefing.model.edition import Run
from briefing.model.news import Answer
from briefing.model.show import Rights
from briefing.pipeline.rework import rework
from tests.support import make
from tests.support.newsdesk import FIRST, TEXT, TITLE, desk, entry

LEAD = "At least 12 people were killed in the strike on the harbour of Bardale."


def corrections(run: Run) -> list[list[str]]:
    """What a run says in its corrections, segment by segment."""
    assert run.script
    return [[line.text for line in segment.lines] for segment in run.script.segments if segment.kind == "correction"]


def about(run: Run) -> list[str]:
    """What the producer is told of the strike."""
    return [note.message for note in run.notes if note.subject == TITLE]


def test_a_number_that_changes_is_put_right_once() -> None:
    """The next edition quotes what we said and what the source says now, right after the opening; the next edition is silent."""
    here = desk()
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    second = here.edition(1)
    assert corrections(second) == [
        [
            "On Monday we reported:",
            "At least 12 people were killed in the strike on the harbour of Bardale.",
            "The Bardale Courier now reports:",
            "At least 21 people were killed in the strike on the harbour of Bardale.",
        ]
    ]
    assert second.script
    assert [segment.kind for segment in second.script.segments] == ["opening", "correction", "story", "closing"]
    line = second.script.segments[1].lines
    assert [source.version for one in line for source in one.sources] == [
        entry("strike", TITLE, TEXT, FIRST).version,
        here.studio.items.load_newest(["strike"])[0].version,
    ]
    assert [one.basis for one in line] == ["template", "verbatim", "template", "verbatim"]
    assert about(second) == [
        'aired on 2026-11-16, "At least 12 people were killed in the strike on the harbour of Bardale.": '
        "changed at its source: 12 -> 21: to be told"
    ]
    third = here.edition(2)
    assert (corrections(third), about(third)) == ([], [])


def test_what_was_put_right_may_have_to_be_put_right_again() -> None:
    """What listeners heard last is what the source is held against: a second change is told of the correction's own day."""
    here = desk()
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    here.edition(1)
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "20 people"))
    assert corrections(here.edition(2)) == [
        [
            "On Tuesday we reported:",
            "At least 21 people were killed in the strike on the harbour of Bardale.",
            "The Bardale Courier now reports:",
            "At least 20 people were killed in the strike on the harbour of Bardale.",
        ]
    ]
    assert corrections(here.edition(3)) == []


def test_an_item_whose_page_is_gone_is_withdrawn() -> None:
    """An item that left its feed and whose page says 404 was withdrawn: told once."""
    here = desk()
    (page,) = (item.url for item in here.wire.items if item.id == "strike")
    here.wire.items = [item for item in here.wire.items if item.id != "strike"]
    here.wire.pages.lost.add(page)
    second = here.edition(1)
    assert corrections(second) == [
        ["On Monday we reported:", LEAD, "The Bardale Courier has since withdrawn this report."],
    ]
    assert second.withdrawn == ("strike",)
    assert second.script
    assert second.script.segments[1].url == ""
    assert corrections(here.edition(2)) == []


def test_an_item_that_made_room_for_another_is_only_noted() -> None:
    """An item that left its feed while its page stands was not withdrawn; the producer hears of it once."""
    here = desk()
    here.wire.items = [item for item in here.wire.items if item.id != "strike"]
    second = here.edition(1)
    assert corrections(second) == []
    what = "1 aired item no longer in the feed, which holds older ones; not known to be withdrawn: nothing is said"
    assert [note.message for note in second.notes if note.subject == "The Bardale Courier"] == [what]
    assert [note.message for note in here.edition(2).notes if note.subject == "The Bardale Courier"] == []


def test_a_site_that_lost_every_page_withdrew_nothing() -> None:
    """Where the page of an item that is in the feed is gone as well, the site has moved or shuts us out."""
    here = desk()
    here.wire.pages.lost |= {item.url for item in here.wire.items} | {"https://news.example/own1"}
    here.wire.items = [item for item in here.wire.items if item.id != "strike"]
    second = here.edition(1)
    assert (corrections(second), second.withdrawn) == ([], ())


def test_pages_are_asked_only_for_what_is_missing() -> None:
    """As long as everything aired is in its feed, no page is asked for."""
    here = desk()
    here.edition(1)
    assert here.wire.pages.asked == []


@pytest.mark.parametrize(
    ("rights", "said"), [pytest.param("own", True, id="an own feed"), pytest.param("quote", False, id="somebody's")]
)
def test_an_item_without_a_page(rights: Rights, said: bool) -> None:
    """What has no page is withdrawn when our own feed lacks it; of others' feeds that is unknown."""
    here = desk(rights)
    here.wire.items = [replace(item, url="") for item in here.wire.items if item.id != "strike"]
    for item in here.studio.items.load_newest(["strike"]):
        here.studio.items.save(Answer(make.feed(), (replace(item, version="x", url=""),), None, ()))
    assert bool(corrections(here.edition(1))) is said


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        pytest.param(
            f"Correction: {TITLE}", TEXT,
            ["On Monday we reported:", LEAD, "The Bardale Courier has since corrected this report."],
            id="by its title",
        ),
        pytest.param(
            TITLE, f"{TEXT}\nCorrection: An earlier version of this article gave a wrong name of the pier.",
            [
                "On Monday we reported:", LEAD, "The Bardale Courier has since corrected this report:",
                "Correction: An earlier version of this article gave a wrong name of the pier.",
            ],
            id="by a sentence",
        ),
        pytest.param(
            f"CORRECTED-{TITLE}", TEXT.replace("12 people", "21 people"),
            [
                "On Monday we reported:", "At least 12 people were killed in the strike on the harbour of Bardale.",
                "The Bardale Courier has since corrected this report:",
                "At least 21 people were killed in the strike on the harbour of Bardale.",
            ],
            id="by its title, and a number changed",
        ),
        pytest.param(
            f"Retracted: {TITLE}", TEXT,
            ["On Monday we reported:", LEAD, "The Bardale Courier has since withdrawn this report."],
            id="retracted",
        ),
        pytest.param(TITLE, TEXT.replace("Rescue teams", "The rescue teams").replace("help", "kind help"), None, id="a typo"),
        pytest.param(TITLE, f"{TEXT} This story has been updated.", None, id="an update"),
        pytest.param(f"Live: {TITLE}", TEXT.replace("12 people", "21 people"), None, id="a live blog"),
        pytest.param(TITLE, "Nobody knows how the fire began. It took the whole pier.", None, id="written anew"),
    ],
)  # fmt: skip
def test_marked_by_its_source(title: str, text: str, said: list[str] | None) -> None:
    """What a source marks is told once, with what changed or what it says of it; what is no correction is never told as one."""
    here = desk()
    here.wire.now_says("strike", title, text)
    assert corrections(here.edition(1)) == ([said] if said else [])
    assert corrections(here.edition(2)) == []


def test_a_change_that_may_not_be_read_is_told_without_its_words() -> None:
    """Where the source's new sentence cannot be read aloud, listeners hear that it changed."""
    here = desk()
    here.wire.now_says(
        "strike", TITLE, TEXT.replace("12 people", "21 people").replace("Bardale. R", "Bardale (www.bardale.com). R")
    )
    was, *_ = TEXT.split(" Rescue")
    assert corrections(here.edition(1)) == [["On Monday we reported:", was, "The Bardale Courier has since changed this report."]]


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        pytest.param("en", 6, "On Monday we reported:", id="en: within a week"),
        pytest.param("en", 7, "On 16 November we reported:", id="en: beyond"),
        pytest.param("uk", 6, "У понеділок ми повідомили:", id="uk: within a week"),
        pytest.param("uk", 7, "16 листопада ми повідомили:", id="uk: beyond"),
        pytest.param("de", 6, "Am Montag haben wir gemeldet:", id="de: within a week"),
        pytest.param("de", 7, "Am 16. November haben wir gemeldet:", id="de: beyond"),
    ],
)
def test_the_day_on_which_it_was_said(language: str, days: int, said: str) -> None:
    """Within a week it is a weekday, beyond it is a date, as the language says them."""
    here = desk()
    here.studio = replace(here.studio, language=load_language(language))
    here.studio = replace(
        here.studio, show=replace(here.studio.show, language=language, disclosure=load_language(language).disclosure)
    )
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    (told,) = corrections(here.edition(days))
    assert told[0] == said


def test_eight_days_later_nothing_is_compared() -> None:
    """What was aired more than a week ago is over."""
    here = desk()
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    assert corrections(here.edition(8)) == []


def test_a_correction_waits_for_an_edition() -> None:
    """A day without news has no edition, and the correction is told in the next that there is."""
    here = desk()
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    assert here.run(1).state == "nothing"
    assert len(corrections(here.edition(2))) == 1
    assert corrections(here.edition(3)) == []


def test_corrections_leave_room_for_the_news() -> None:
    """At most half of a short programme is corrections; what does not fit is told in the next edition."""
    here = desk()
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    usual = here.studio
    here.studio = replace(usual, show=replace(usual.show, minutes=0.45))
    second = here.edition(1)
    assert (second.state, corrections(second)) == ("published", [])
    here.studio = usual
    assert len(corrections(here.edition(2))) == 1


def test_a_correction_of_the_edition_keeps_those_of_its_sources() -> None:
    """An edition that is corrected itself gives its own reason and still the corrections of others."""
    here = desk()
    here.wire.now_says("strike", TITLE, TEXT.replace("12 people", "21 people"))
    second = here.edition(1)
    episode = here.studio.episodes.find(second.edition.id)
    anew = rework(second, episode, "speak", "The level was wrong", here.studio.language)
    assert [said[0] for said in corrections(anew)] == [
        "This is a corrected edition: The level was wrong.",
        "On Monday we reported:",
    ]
