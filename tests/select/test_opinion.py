"""Opinion, first-person pieces, reviews, and what was published long ago: each is known, and news about such things is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.languages import load_language
from briefing.select.eligible import collect_rules, find_not_news_reason
from tests.support import make

TEXT = "The council said the work would take a year."
URL = "https://news.example/world/story"


def kind_of(title: str, text: str = TEXT, url: str = URL, code: str = "en") -> str:
    """The kind of what is no news, or nothing."""
    reason = find_not_news_reason(make.item(title, text, url=url), load_language(code).not_news)
    return reason.removeprefix("not news: ").partition(" ")[0]


TITLES = [
    ("en", "opinion", "Opinion: The bridge was a mistake"),
    ("en", "opinion", "OPINION | The bridge was a mistake"),
    ("en", "opinion", "The bridge was a mistake – opinion"),
    ("en", "opinion", "Editorial: A bridge for all"),
    ("en", "opinion", "Letters: The bridge is ugly"),
    ("en", "opinion", "Column: The bridge and I"),
    ("en", "opinion", "Guest essay: Why bridges matter"),
    ("en", "opinion", "Film review: A bridge in winter"),
    ("en", "opinion", "‘A Bridge in Winter’ review: cold and long"),
    ("en", "opinion", "How I swapped the bank for a farm"),
    ("en", "opinion", "Why I left the city"),
    ("en", "opinion", "What I learned from a year without a phone"),
    ("en", "opinion", "I was a bridge keeper for forty years"),
    ("en", "opinion", "I’ve lived on a boat since May"),
    ("en", "opinion", "My husband built a bridge in the garden"),
    ("en", "opinion", "Storm at home: How I saved the roof"),
    ("en", "archive", "From the archive: The bridge of 1966"),
    ("en", "archive", "On this day: The bridge opens"),
    ("en", "archive", "June 10, 1966: The bridge opens"),
    ("de", "opinion", "Kommentar: Die Brücke war ein Fehler"),
    ("de", "opinion", "Die Brücke war ein Fehler Ein Essay von Anna Muster"),
    ("de", "opinion", "Gartenkolumne: Im Beet"),
    ("de", "opinion", "Filmkritik: Eine Brücke im Winter"),
    ("de", "opinion", "Warum ich die Stadt verließ"),
    ("de", "opinion", "Meine Mutter, die Brückenwärterin"),
    ("de", "archive", "Aus dem Archiv: Die Brücke von 1966"),
    ("uk", "opinion", "Думка: міст був помилкою"),
    ("uk", "opinion", "Колонка | Міст був помилкою"),
    ("uk", "opinion", "Чому я поїхала з міста"),
    ("uk", "opinion", "Моя мама будувала цей міст"),
    ("uk", "archive", "З архіву: міст 1966 року"),
]


@pytest.mark.parametrize(("code", "kind", "title"), [pytest.param(*row, id=f"{row[0]} {row[2]}") for row in TITLES])
def test_a_title_says_it(code: str, kind: str, title: str) -> None:
    """A title that is somebody's opinion or life, or an old piece, is known by its words."""
    assert kind_of(title, "", code=code) == kind


@pytest.mark.parametrize(
    ("code", "kind", "text"),
    [
        pytest.param("en", "opinion", "OPINION: The bridge was a mistake.", id="en label"),
        pytest.param("en", "opinion", "REVIEW: A film about a bridge.", id="en review"),
        pytest.param("en", "opinion", "I was one of the first to cross it.", id="en first person"),
        pytest.param("en", "opinion", "When I moved to Lviv, the bridge was old.", id="en when I"),
        pytest.param("en", "opinion", "Why this town, asks our columnist.", id="en columnist"),
        pytest.param("en", "archive", "The bridge fell. This obituary was first published on June 10, 1966.", id="en obituary"),
        pytest.param("en", "archive", "This story originally appeared in print in 1998.", id="en appeared"),
        pytest.param("de", "opinion", "Ein Kommentar von Anna Muster.", id="de label"),
        pytest.param("de", "opinion", "Ich war eine der ersten auf der Brücke.", id="de first person"),
        pytest.param("de", "archive", "Dieser Text erschien zuerst im Mai 1996.", id="de archive"),
        pytest.param("uk", "opinion", "Я був одним із перших на мосту.", id="uk first person"),
        pytest.param("uk", "archive", "Цей текст вперше опублікований у 1996 році.", id="uk archive"),
    ],
)
def test_a_text_says_it(code: str, kind: str, text: str) -> None:
    """A text that begins as opinion or says that it is old is known, whatever its title."""
    assert kind_of("The bridge" if code == "en" else "", text, code=code) == kind


def test_a_columnist_stands_before_title_and_text() -> None:
    """A name in capitals before the title and again before the text is a columnist's; before one of them it is not."""
    assert kind_of("ANNA CARTER: Bridges were a mistake", "ANNA CARTER: No town needs two.") == "opinion"
    assert kind_of("Dr ANNA CARTER: Bridges were a mistake", "DR ANNA CARTER: No town needs two.") == "opinion"
    assert kind_of("WORLD CUP: Norway win", "Norway have won the cup.") == ""


@pytest.mark.parametrize(
    ("code", "part", "kind"),
    [
        pytest.param("en", "opinion/a", "opinion", id="opinion"),
        pytest.param("en", "2026/11/22/opinions/a", "opinion", id="opinions"),
        pytest.param("en", "commentisfree/2026/nov/22/a", "opinion", id="comment"),
        pytest.param("en", "books/reviews/a", "opinion", id="reviews"),
        pytest.param("en", "world/opinion-polls", "", id="a word of a part"),
        pytest.param("en", "1966/06/10/archives/a", "archive", id="an old month"),
        pytest.param("en", "politics/2023-07/a", "archive", id="an old month with a hyphen"),
        pytest.param("en", "2026/11/22/a", "", id="this month"),
        pytest.param("en", "2025/12/31/a", "", id="last year"),
        pytest.param("en", "history/1966/a", "", id="a year without a month"),
        pytest.param("en", "1966/60/a", "", id="no month"),
        pytest.param("de", "meinung/a", "opinion", id="de"),
        pytest.param("uk", "columns/2026/11/22/1", "opinion", id="uk"),
    ],
)
def test_an_address_says_it(code: str, part: str, kind: str) -> None:
    """A part of the address names the kind, or a month years before the item's date."""
    assert kind_of("", "", f"https://news.example/{part}/1.html", code) == kind


def test_without_a_date_no_address_is_old() -> None:
    """Of an item without a date, whose date is when it was seen, the month in the address says nothing."""
    item = replace(make.item(url="https://news.example/2019/06/10/a"), dated=False)
    assert find_not_news_reason(item, load_language("en").not_news) == ""
    assert (
        find_not_news_reason(replace(item, dated=True, published=datetime(2019, 6, 11, tzinfo=UTC)), load_language("en").not_news)
        == ""
    )


NEWS = [
    ("en", "Court gives its opinion: the ban is void"),
    ("en", "Public opinion turns against the bridge"),
    ("en", "Letters of a king are sold for millions"),
    ("en", "Editorial board resigns over the merger"),
    ("en", "Columnist is freed in Belarus"),
    ("en", "Post office: Review finds a thousand errors"),
    ("en", "Government orders a review of the police"),
    ("en", "Film critics give their prize to a Pole"),
    ("en", "‘I was a hostage for two years’"),
    ("en", "'I shot him': man admits killing"),
    ("en", "I was wrong about the bridge: minister"),
    ("en", "I have no regrets, says the president"),
    ("en", "I, Robot is back in cinemas"),
    ("en", "I-95 is closed after a crash"),
    ("en", "My son is innocent – mother of the accused"),
    ("en", "My Chemical Romance plays in Lviv"),
    ("en", "My Lai trial is told anew"),
    ("en", "World War I shell is found in a garden"),
    ("en", "National Archive opens the files of 1966"),
    ("en", "1984 is banned from schools"),
    ("en", "BREAKING NEWS: The bridge falls"),
    ("de", "Kritik: Opposition fordert einen neuen Plan"),
    ("de", "Kolumne sorgt für Streit in Wien"),
    ("de", "„Ich war es“: Angeklagter gesteht"),
    ("de", "Ich trete zurück, sagt der Minister"),
    ("de", "Meine Frau ist unschuldig: Angeklagter"),
    ("de", "Archiv der Stadt Köln wird neu gebaut"),
    ("uk", "Громадська думка змінилася"),
    ("uk", "Колонка військових рухається на схід"),
    ("uk", "«Я не винен»: суддя про справу"),
    ("uk", "Я готовий піти – президент"),
    ("uk", "Блог-платформу заблокували"),
]


@pytest.mark.parametrize(("code", "title"), [pytest.param(*row, id=f"{row[0]} {row[1]}") for row in NEWS])
def test_news_about_such_things_is_news(code: str, title: str) -> None:
    """A title that quotes the first person, or speaks of opinions, letters and reviews, stays."""
    assert kind_of(title, code=code) == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“I was there when it fell,” Anna Carter said.", id="quoted"),
        pytest.param("I. M. Pei drew the bridge.", id="initials"),
        pytest.param("The report was first published in 1998 and names two banks.", id="a report"),
        pytest.param("It rained.\nI was there, said Anna Carter.", id="a later line"),
        pytest.param("The book, first published in 1937, sold out again.", id="a book"),
        pytest.param("The majority opinion by the chief judge was short.", id="a judge"),
    ],
)
def test_texts_of_the_news(text: str) -> None:
    """A text of the news that quotes somebody, or speaks of old publications, stays."""
    assert kind_of("The bridge", text) == ""


def test_a_show_allows_them() -> None:
    """A show that allows `opinion` or `archive` tells such items."""
    essay = make.item("Opinion: The bridge was a mistake", url="https://news.example/1966/06/10/archives/a")
    show = make.show()
    for allowed, left in (((), "opinion"), (("opinion",), "archive"), (("opinion", "archive"), "")):
        rules = collect_rules(load_language("en").not_news, replace(show, allow=allowed))
        assert left in find_not_news_reason(essay, rules)
        assert bool(find_not_news_reason(essay, rules)) == bool(left)
