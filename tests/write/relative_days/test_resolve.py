"""Relative days: said as the day they mean, or not read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.language import Language
from briefing.model.news import Edit
from briefing.write.phrases import compile_whole
from briefing.write.relative_days.apply import apply_edits, find_writing_time, resolve_days, resolve_headline_days
from tests.support import make

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)  # 14:00 in Kyiv
WEDNESDAY = date(2026, 11, 25)


def heard(sentence: str, published: datetime | None = TUESDAY, day: date | None = WEDNESDAY, zone: str = "Europe/Kyiv") -> str:
    """Return what is said of an English sentence, or "" when it is not read."""
    edits = resolve_days(sentence, published, day, zone, load_language("en"))
    return "" if isinstance(edits, str) else apply_edits(sentence, edits)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        pytest.param("The mayor said yesterday that it fell.", "The mayor said on Monday that it fell.", id="yesterday"),
        pytest.param("Yesterday, the bridge fell.", "On Monday, the bridge fell.", id="at the beginning"),
        pytest.param("Today the mayor opened the bridge.", "On Tuesday the mayor opened the bridge.", id="today at the beginning"),
        pytest.param("The court today cleared him.", "The court on Tuesday cleared him.", id="before the verb"),
        pytest.param("The bridge was closed today.", "The bridge was closed on Tuesday.", id="at the end"),
        pytest.param("The city has today closed the bridge.", "The city on Tuesday closed the bridge.", id="perfect"),
        pytest.param("The bridge has today been closed.", "The bridge was on Tuesday closed.", id="perfect passive"),
        pytest.param("Closed since yesterday, it may fall.", "Closed since Monday, it may fall.", id="since"),
        pytest.param("Two hurt in yesterday's crash lost a leg.", "Two hurt in Monday's crash lost a leg.", id="possessive"),
        pytest.param("It fell in today's storm.", "", id="possessive of what may be to come"),
        pytest.param("Sales fell after today's ruling.", "Sales fell after Tuesday's ruling.", id="possessive of what has been"),
        pytest.param("It fell yesterday evening.", "It fell on Monday evening.", id="part of the day"),
        pytest.param("It fell late last night.", "It fell late on Monday night.", id="last night"),
        pytest.param("It fell earlier today.", "It fell earlier on Tuesday.", id="earlier today"),
        pytest.param("It fell this morning.", "It fell on Tuesday morning.", id="this morning"),
        pytest.param("It fell the day before yesterday.", "It fell on Sunday.", id="the day before yesterday"),
        pytest.param("It fell two days ago.", "It fell on Sunday.", id="days ago"),
        pytest.param("It fell 3 days ago.", "It fell on Saturday.", id="days ago in figures"),
        pytest.param("It fell last Friday.", "It fell on Friday.", id="last Friday"),
        pytest.param("It fell last Tuesday.", "It fell on the 17th of November.", id="a week ago"),
        pytest.param("It opens this Friday.", "It opens on Friday.", id="this Friday"),
        pytest.param("It opens next Monday.", "It opens on Monday.", id="next Monday"),
        pytest.param("The bridge will open tomorrow.", "The bridge will open on Wednesday.", id="tomorrow"),
        pytest.param("It is scheduled for tomorrow.", "It is scheduled for Wednesday.", id="for tomorrow"),
        pytest.param("It fell yesterday, police said today.", "It fell on Monday, police said on Tuesday.", id="two"),
        pytest.param("It fell today (Tuesday).", "It fell on Tuesday.", id="the weekday beside"),
        pytest.param("It fell yesterday (23 November).", "It fell on Monday.", id="the date beside"),
        pytest.param("It fell this week.", "It fell this week.", id="the same week"),
        pytest.param("Exports fell last year.", "Exports fell last year.", id="the same year"),
    ],
)
def test_said_as_the_day_it_means(sentence: str, said: str) -> None:
    """A relative day becomes the day it means, in the grammar of its place."""
    assert heard(sentence) == said


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param('"It fell yesterday," the mayor said.', id="quoted"),
        pytest.param("'It fell yesterday,' the mayor said.", id="quoted in single marks"),
        pytest.param("“It fell yesterday. It was old.", id="in a quotation that never closes"),
        pytest.param("Young people today read less.", id="nowadays"),
        pytest.param("Today, the city has two bridges.", id="nowadays at the beginning"),
        pytest.param("The house he was born in is today a museum.", id="nowadays and a past beside"),
        pytest.param("It was worth three million in today's money.", id="today's money"),
        pytest.param("The bridge is safer than it was yesterday, or today.", id="or today"),
        pytest.param("Today is a holiday.", id="today is"),
        pytest.param("Yesterday was cold.", id="yesterday was"),
        pytest.param("She was not born yesterday.", id="an idiom"),
        pytest.param("He said this Friday was a holiday.", id="this Friday was"),
        pytest.param("Young people today said little.", id="people today"),
        pytest.param("It opened two days ago today.", id="days ago today"),
        pytest.param("It will open in two days.", id="in so many days"),
        pytest.param("They dream of a better tomorrow.", id="tomorrow, a noun"),
        pytest.param("The bridge could fall tomorrow.", id="any day"),
        pytest.param("Stations open later today.", id="ahead then, over now"),
        pytest.param("The Queen will visit Leeds today.", id="will today"),
        pytest.param("The Queen faces Leeds tonight.", id="present tense tonight"),
        pytest.param("It fell an hour ago.", id="an hour ago"),
        pytest.param("It fell about three days ago.", id="about so many days"),
        pytest.param("It fell a few days ago.", id="a few days"),
        pytest.param("It fell last Monday.", id="yesterday or a week before"),
        pytest.param("It opens next Friday.", id="this week or the next"),
        pytest.param("It fell on Wednesday.", id="a weekday that is today when heard"),
        pytest.param("It fell today (Monday).", id="the weekday beside is another"),
        pytest.param("On Saturday he said it fell yesterday.", id="another weekday to count from"),
        pytest.param("He wrote on 3 May that it fell yesterday.", id="a date to count from"),
        pytest.param("Ships sank overnight.", id="overnight"),
        pytest.param("Police have arrested a man this morning.", id="perfect"),
    ],
)
def test_not_read_when_unsure(sentence: str) -> None:
    """Quoted, nowadays, idiom, ambiguous or over by now: the sentence is not read."""
    assert heard(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("She told USA Today that it fell.", id="USA Today"),
        pytest.param("He hosts The Tonight Show in New York.", id="The Tonight Show"),
        pytest.param("It fell on Black Friday.", id="Black Friday"),
        pytest.param("The Sunday Times wrote of it.", id="The Sunday Times"),
        pytest.param("Rallies are held every Wednesday.", id="every Wednesday"),
        pytest.param("It fell on Wednesday, 4 March.", id="a date"),
        pytest.param("The next week, it fell.", id="the next week"),
        pytest.param("It was built in two days.", id="as long as it took"),
        pytest.param("He made an overnight stay in Leeds.", id="overnight stay"),
    ],
)
def test_what_counts_from_no_day_stays(sentence: str) -> None:
    """Names, dates and repeated days are true on any day."""
    assert heard(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "published", "day", "zone", "said"),
    [
        pytest.param(
            "It fell today.", "2026-11-24T22:30Z", "2026-11-25", "Europe/Kyiv", "", id="after midnight, evening in New York"
        ),
        pytest.param("It fell today.", "2026-11-24T05:30Z", "2026-11-24", "Europe/Kyiv", "", id="before eight"),
        pytest.param("It fell today.", "2026-11-24T06:30Z", "2026-11-24", "Europe/Kyiv", "It fell on Tuesday.", id="after eight"),
        pytest.param("It fell today.", "2026-11-24T20:30Z", "2026-11-25", "Europe/Kyiv", "", id="before midnight"),
        pytest.param(
            "It fell today (Tuesday).",
            "2026-11-24T22:30Z",
            "2026-11-25",
            "Europe/Kyiv",
            "It fell on Tuesday.",
            id="the weekday tells",
        ),
        pytest.param(
            "It fell last night.", "2026-11-24T17:30Z", "2026-11-25", "Europe/Kyiv", "", id="last night, said in the evening"
        ),
        pytest.param(
            "It fell on Monday.", "2026-11-24T22:30Z", "2026-11-25", "Europe/Kyiv", "It fell on Monday.", id="weekday at night"
        ),
        pytest.param("It fell today.", "2026-11-24T22:30Z", "2026-11-25", "America/New_York", "It fell on Tuesday.", id="New York"),
        pytest.param("It fell today.", "2026-11-24T03:00Z", "2026-11-24", "Asia/Tokyo", "It fell on Tuesday.", id="Tokyo"),
        pytest.param(
            "It fell yesterday.", "2026-03-29T08:00Z", "2026-03-30", "Europe/Kyiv", "It fell on Saturday.", id="clocks forward"
        ),
        pytest.param(
            "It fell yesterday.", "2026-10-25T08:00Z", "2026-10-26", "Europe/Kyiv", "It fell on Saturday.", id="clocks back"
        ),
        pytest.param(
            "It fell today.", "2026-03-29T05:10Z", "2026-03-29", "Europe/Kyiv", "It fell on Sunday.", id="eight in summer"
        ),
        pytest.param("It fell today.", "2026-10-25T05:10Z", "2026-10-25", "Europe/Kyiv", "", id="seven in winter"),
        pytest.param(
            "It fell yesterday.",
            "2028-03-01T12:00Z",
            "2028-03-10",
            "Europe/Kyiv",
            "It fell on the 29th of February.",
            id="leap day",
        ),
        pytest.param(
            "It fell today.", "2026-12-20T12:00Z", "2027-01-03", "Europe/Kyiv", "It fell on the 20th of December 2026.", id="year"
        ),
        pytest.param(
            "It fell on Friday.", "2026-11-20T12:00Z", "2026-11-26", "Europe/Kyiv", "It fell on Friday.", id="six days later"
        ),
        pytest.param("It fell on Friday.", "2026-11-20T12:00Z", "2026-11-27", "Europe/Kyiv", "", id="seven days later"),
        pytest.param("It will open on Friday.", "2026-11-24T12:00Z", "2026-11-28", "Europe/Kyiv", "", id="its weekday has passed"),
        pytest.param("It fell this week.", "2026-11-22T12:00Z", "2026-11-23", "Europe/Kyiv", "", id="another week"),
        pytest.param(
            "It fell this week.", "2026-11-21T12:00Z", "2026-11-22", "Europe/Kyiv", "", id="another week where Sunday is first"
        ),
        pytest.param("It fell last month.", "2026-11-30T12:00Z", "2026-12-01", "Europe/Kyiv", "It fell in October.", id="month"),
        pytest.param(
            "It fell last month.", "2026-01-31T12:00Z", "2026-02-01", "Europe/Kyiv", "It fell in December.", id="month and year"
        ),
        pytest.param("It fell last year.", "2026-12-31T12:00Z", "2027-01-01", "Europe/Kyiv", "It fell in 2025.", id="last year"),
        pytest.param("It fell today.", "2026-11-24T12:00Z", "2026-11-23", "Europe/Kyiv", "", id="heard before it was published"),
    ],
)
def test_reckoned_in_the_zone_of_the_show(sentence: str, published: str, day: str, zone: str, said: str) -> None:
    """Hours that are another day elsewhere, clock changes and ends of weeks, months and years are seen."""
    assert heard(sentence, datetime.fromisoformat(published), date.fromisoformat(day), zone) == said


def test_nothing_to_reckon_from() -> None:
    """Without the time of publication or the day it is heard, a relative day is not read; a bare weekday is put up with."""
    assert heard("It fell yesterday.", published=None) == heard("It fell yesterday.", day=None) == ""
    assert heard("It fell on Sunday.", published=None, day=None) == "It fell on Sunday."


def test_an_edit_says_where_and_why(english: Language) -> None:
    """Offsets are the sentence's, also behind curly quotation marks."""
    sentence = "Its “spine” broke yesterday."
    edits = resolve_days(sentence, TUESDAY, WEDNESDAY, "Europe/Kyiv", english)
    assert edits == (Edit(18, 27, "on Monday", "relative day"),)
    assert sentence[18:27] == "yesterday"


@pytest.mark.parametrize(
    ("text", "dated", "sure"),
    [
        pytest.param("The bridge fell.", True, True, id="no dateline"),
        pytest.param("KYIV, Nov 24 (Reuters) - The bridge fell.", True, True, id="dateline of the day"),
        pytest.param("KYIV, Nov 22 (Reuters) - The bridge fell.", True, False, id="dateline of another day"),
        pytest.param("The bridge fell.", False, False, id="the feed gave no date"),
    ],
)
def test_when_it_was_written(text: str, dated: bool, sure: bool, english: Language) -> None:
    """An item that was republished on another day, or has no date, gives nothing to reckon from."""
    item = replace(make.item(text=text, title="Bridge fell yesterday"), published=TUESDAY, dated=dated)
    assert (find_writing_time(item, "Europe/Kyiv", english) == TUESDAY) is sure
    edits = resolve_headline_days(item, WEDNESDAY, "Europe/Kyiv", english)
    assert isinstance(edits, str) is not sure
    assert not sure or apply_edits(item.title, [edit for edit in edits if not isinstance(edit, str)]) == "Bridge fell on Monday"


PIECES = [
    "yesterday", "today", "this morning", "last Friday", "next Monday", "two days ago", "the mayor said", "it fell", ",",
    "on Sunday", "last year", '"', "since", "Tonight", "will open", "tomorrow", "USA Today", "in May", "'s vote", "(Tuesday)",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(lambda words: f"The {' '.join(words)}."),
    st.integers(0, 24 * 400),
    st.integers(0, 9),
)
def test_edits_stand_apart_and_leave_nothing_relative(sentence: str, hours: int, later: int) -> None:
    """Edits are in order and apart, and what is said in their place counts from no day; what is said twice is the same."""
    english = load_language("en")
    published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    edits = resolve_days(sentence, published, published.date() + timedelta(later), "Europe/Kyiv", english)
    assert edits == resolve_days(sentence, published, published.date() + timedelta(later), "Europe/Kyiv", english)
    if isinstance(edits, str):
        assert edits.startswith("relative day")
        return
    at = 0
    for edit in edits:
        assert at <= edit.start < edit.end <= len(sentence)
        at = edit.end
    said = re.sub(r"USA Today|The (?:last Friday|next Monday)", "", apply_edits(sentence, edits))
    assert not compile_whole(english.relative_days - {"this week"}).search(said)
