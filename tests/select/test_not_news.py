"""What is no news: sixty titles and more, each with the rule that must or must not hit it."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import languages
from briefing.languages import load_language
from briefing.languages.pack import read_not_news
from briefing.model.language import NotNews
from briefing.model.show import Show
from briefing.select.choose import choose
from briefing.select.eligible import collect_rules, find_not_news_reason
from tests.support import make

KINDS = load_language("en").not_news
SHOW = make.show()
RULES = collect_rules(KINDS, SHOW)
LONG = "The council said the work would take a year. " * 10


def why(title: str, text: str = LONG, url: str = "https://news.example/2026/story", show: Show = SHOW) -> str:
    """Why an item is no news in English, or nothing."""
    return find_not_news_reason(make.item(title, text, url=url), collect_rules(KINDS, show))


NO_NEWS = [
    ("sponsored", "Sponsored: Five reasons to visit the lakes"),
    ("sponsored", "[Sponsor] Timing — Automatic Time Tracking"),
    ("sponsored", "Five reasons to visit the lakes (Sponsored)"),
    ("sponsored", "SPONSORED CONTENT | How banks plan for winter"),
    ("sponsored", "How banks plan for winter – Paid Post"),
    ("sponsored", "Sponsored by Acme: the future of bridges"),
    ("sponsored", "Advertisement feature: A kitchen for life"),
    ("sponsored", "Paid for by Acme: why the cloud matters"),
    ("horoscope", "Horoscope for Sunday, 22 November"),
    ("horoscope", "Horoscopes: what the stars hold for you"),
    ("horoscope", "Your daily horoscope: Gemini, take a rest"),
    ("horoscope", "Horoscope 22/11/2026"),
    ("horoscope", "Today’s horoscope for Aries"),
    ("horoscope", "These zodiac signs will have luck in love"),
    ("quiz", "Quiz: How well did you follow the news?"),
    ("quiz", "News quiz | Who won the election?"),
    ("quiz", "Quiz of the week: What did the king plant?"),
    ("quiz", "Test your knowledge of the Tour de France"),
    ("quiz", "How much do you know about bees?"),
    ("puzzle", "Quick crossword No 17,021"),
    ("puzzle", "Cryptic crossword 29,842"),
    ("puzzle", "Sudoku 6,512 medium"),
    ("puzzle", "Wordle 1,234 hints and answer"),
    ("puzzle", "NYT Connections hints for November 22"),
    ("lottery", "Powerball numbers for Saturday's $50 million draw"),
    ("lottery", "Lottery results: Saturday, 21 November"),
    ("lottery", "Mega Millions winning numbers for Nov. 20"),
    ("lottery", "Here are the winning numbers for the EuroMillions"),
    ("deals", "Best Buy promo codes: 20% off in November"),
    ("deals", "The best deals on headphones"),
    ("deals", "Best Black Friday TV offers"),
    ("deals", "25 best deals of the morning"),
    ("deals", "Gift guide: 30 presents for readers"),
    ("deals", "Deal alert: AirPods for less"),
    ("watch-live", "Watch live: President addresses parliament"),
    ("watch-live", "WATCH LIVE | President addresses parliament"),
    ("watch-live", "Watch live as the rocket takes off"),
    ("watch-live", "How to watch the World Cup final"),
    ("watch-live", "Rocket launch - Live stream"),
    ("gallery", "In pictures: Floods in the valley"),
    ("gallery", "Floods in the valley – in pictures"),
    ("gallery", "Photos: Floods in the valley"),
    ("gallery", "The week in pictures"),
    ("gallery", "Best photos of the week: otters and kings"),
    ("podcast", "Podcast: Ring is back and scarier than ever"),
    ("podcast", "Ring is back and scarier than ever – podcast"),
    ("podcast", "Episode 165: What can we expect from 2027?"),
    ("newsletter", "The War Room newsletter: What the attack tells us"),
    ("newsletter", "Sign up for our newsletter"),
]


@pytest.mark.parametrize(("rule", "title"), [pytest.param(*row, id=row[1]) for row in NO_NEWS])
def test_what_is_no_news_is_named(rule: str, title: str) -> None:
    """A title that says its own kind is rejected by the rule of that kind, however much text it has."""
    assert why(title).startswith(f'not news: {rule} ("')


NEWS = [
    "Man sues newspaper over horoscope",
    "Horoscope app leaks data of two million users",
    "Zodiac killer's cipher is solved after 51 years",
    "Sponsored athletes must declare income, court rules",
    "City drops stadium sponsor over sanctions",
    "Sponsors leave the tournament after a scandal",
    "Quiz show host dies at 84",
    "Students fail a quiz on the constitution",
    "Compiler of the first crossword honoured in Liverpool",
    "Lottery winner gives millions to her village",
    "Powerball jackpot climbs to one billion dollars",
    "EU and UK strike a deal on fishing",
    "EU fines retailer over discount codes",
    "Shoppers stay away from Black Friday deals",
    "Oil falls to its lowest price ever",
    "Gunman showed attack on live stream",
    "Police watch live pictures of the border",
    "Residents who live near the plant are moved",
    "Avalanche: six skiers found alive",
    "Live music returns to the harbour",
    "Missing hiker's last hours seen in photos",
    "Gallery returns looted bronzes to Nigeria",
    "Photos of prisoners were published, army says",
    "Video shows police shooting in Ohio",
    "Accused appears in court by video link",
    "Podcast host is charged with fraud",
    "Newsletter editor is freed in Belarus",
    "Economist launches a newsletter",
    "Puzzle of the missing submarine is solved",
    "Ad spending falls for a third year",
    "Watchdog opens inquiry into live exports",
    "How should India promote Hindi? By doing nothing",
    "Second episode of bird flu in the valley, ministry says",
    "Enter the dragon: China's car makers come to Europe",
]


@pytest.mark.parametrize("title", NEWS)
def test_news_about_such_things_is_news(title: str) -> None:
    """A title that only speaks of quizzes, deals or horoscopes stays."""
    assert why(title) == ""


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param("Live: Storm hits the coast", "Follow along.", 'not news: live-blog ("live")', id="live stub"),
        pytest.param("Live: Storm hits the coast", LONG, "", id="live, with a story"),
        pytest.param("Middle East crisis live: Talks begin", "", 'not news: live-blog ("live")', id="live at the end of a part"),
        pytest.param("Storm hits the coast - as it happened", "", 'not news: live-blog ("as it happened")', id="after it"),
        pytest.param("Watch: Storm hits the coast", "", 'not news: video ("watch")', id="video stub"),
        pytest.param("Watch: Storm hits the coast", LONG, "", id="video, with a story"),
        pytest.param("Lunar New Year in photos", "Crowds came.", 'not news: pictures ("in photos")', id="pictures stub"),
        pytest.param(
            "A kitchen", "This is a sponsored post. It is blue.", 'not news: sponsored ("this is a sponsored")', id="text"
        ),
        pytest.param("A kitchen", "Paid for by Acme. It is blue.", 'not news: sponsored ("paid for by")', id="text begins"),
        pytest.param("New rules", "Influencers must label sponsored content.", "", id="text speaks of it"),
    ],
)
def test_a_stub_is_known_by_its_length_and_a_text_by_its_beginning(title: str, text: str, expected: str) -> None:
    """A live blog, a video or pictures with a text of their own are told; a sponsored text says so at its beginning."""
    assert why(title, text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://a.example/horoscopes/aries.html", 'not news: horoscope ("horoscopes")', id="part of the path"),
        pytest.param("https://a.example/News/Quizzes/1?x=y", 'not news: quiz ("quizzes")', id="in any case"),
        pytest.param("https://a.example/sponsored-content/a", 'not news: sponsored ("sponsored-content")', id="sponsored"),
        pytest.param("https://a.example/quiz.html", 'not news: quiz ("quiz")', id="without the file's ending"),
        pytest.param("https://a.example/the-quiz-show-scandal", "", id="a word of a part"),
        pytest.param("https://quiz.example/story", "", id="the host"),
        pytest.param("https://a.example/story?from=quiz#quiz", "", id="query and fragment"),
        pytest.param("", "", id="no address"),
        pytest.param("https://[broken/quiz", "", id="broken address"),
    ],
)
def test_the_address_tells_the_kind_by_a_whole_part(url: str, expected: str) -> None:
    """A part of the path tells, a word within it does not."""
    assert why("Bridge opens in Lviv", url=url) == expected


def test_a_producer_adds_and_allows() -> None:
    """A show's own phrases and address parts count beside the language's, and rules it allows do not."""
    own = replace(SHOW, not_news=("Weekly puzzle", "|From our readers|", "/partners/"), allow=("quiz",))
    assert why("Our weekly puzzle returns", show=own) == 'not news: also ("Weekly puzzle")'
    assert why("From our readers: A storm", show=own) == 'not news: also ("From our readers")'
    assert why("A letter from our readers", show=own) == ""
    assert why("A storm", url="https://a.example/Partners/1", show=own) == 'not news: also ("partners")'
    assert why("Quiz: Who won?", show=own) == ""
    assert why("Horoscope for Sunday", show=own) == 'not news: horoscope ("horoscope for")'


def test_the_rundown_says_why() -> None:
    """select leaves such an item out before anything else, with the reason."""
    news, stars = make.item(), make.item("Horoscope for Sunday")
    rundown = choose(
        SHOW, [stars, news], frozenset(), titles=load_language("en").titles, now=make.NOW, words_per_minute=100, frame_words=20,
        story_words=3, kinds=KINDS,
    )  # fmt: skip
    assert [chosen.story.items for chosen in rundown.stories] == [(news,)]
    assert [out.reason for out in rundown.rejected] == ['not news: horoscope ("horoscope for")']


FILES = sorted(Path(str(files(languages))).glob("*/not_news.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_rules_hold_phrases_that_can_be_found(file: Path) -> None:
    """Every phrase of each language has a word, and hits a title or text made of itself; parts of addresses are whole ones."""
    found = read_not_news(file)
    assert {rule.name for rule in found} <= {rule.name for rule in KINDS}, "a show in any language may allow the same names"
    for rule in found:
        for phrase in (*rule.title, *rule.text):
            said = phrase.strip("|").replace("#", "12") + (" x" if phrase.endswith(":") else "")
            assert any(map(str.isalpha, phrase)), phrase
            assert find_not_news_reason(make.item(said, said), [replace(rule, below=0)]), phrase
        assert all(part == part.casefold().strip("/") and "/" not in part for part in rule.link), rule.name
        assert rule.title or rule.text or rule.link


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_title_is_read(title: str, url: str) -> None:
    """No text makes it fail, and what it finds is told in one line."""
    assert "\n" not in find_not_news_reason(make.item(title, title, url=url), RULES)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("a" * 100_000, id="one word"),
        pytest.param(": " * 50_000, id="cuts"),
        pytest.param("a'" * 50_000, id="apostrophes"),
        pytest.param("1," * 50_000, id="numbers"),
        pytest.param(" -" * 50_000, id="dashes"),
        pytest.param("horoscope " * 10_000, id="phrases begun"),
    ],
)
def test_hostile_titles_take_no_time(title: str) -> None:
    """A hundred items with a hostile title and text take less than half a second."""
    item = make.item(title, title)
    began = time.process_time()
    for _ in range(100):
        find_not_news_reason(item, RULES)
    assert time.process_time() - began < 5


def test_no_real_article_is_taken_for_something_else(shared: Path) -> None:
    """Of a thousand real articles only three film reviews are rejected: no other by its headline or by how its text begins."""
    hit = []
    for name in ("ecbplus", "inshorts", "cnndm", "writers"):
        for row in map(json.loads, (shared / f"data/news/{name}.jsonl").read_text("utf-8").splitlines()):
            if found := why(row["title"] or row["text"][:90], row["text"], row.get("url", "")):
                hit.append((found, row["title"]))
    assert [found for found, _ in hit] == ['not news: opinion ("movie-reviews")'] * 3


OTHERS = [
    pytest.param("de", "Horoskop für Sonntag, 22. November", "horoscope", id="de horoscope"),
    pytest.param("de", "Anzeige: Eine Küche fürs Leben", "sponsored", id="de sponsored"),
    pytest.param("de", "Lottozahlen vom Samstag", "lottery", id="de lottery"),
    pytest.param("de", "Liveticker: Sturm trifft die Küste", "live-blog", id="de live blog"),
    pytest.param("de", "Lottogewinner spendet Millionen", "", id="de news of a lottery"),
    pytest.param("de", "Quizmaster stirbt mit 84 Jahren", "", id="de news of a quiz"),
    pytest.param("uk", "Гороскоп на 22 листопада: що чекає на Тельців", "horoscope", id="uk horoscope"),
    pytest.param("uk", "Кухня на все життя (на правах реклами)", "sponsored", id="uk sponsored"),
    pytest.param("uk", "Вікторина: чи знаєте ви Карпати?", "quiz", id="uk quiz"),
    pytest.param("uk", "Фоторепортаж: повінь у долині", "gallery", id="uk gallery"),
    pytest.param("uk", "Подкаст | Як живе місто", "podcast", id="uk podcast"),
    pytest.param("uk", "Ведучий вікторини помер у 84 роки", "", id="uk news of a quiz"),
    pytest.param("uk", "Рада заборонила рекламу азартних ігор", "", id="uk news of advertising"),
]


@pytest.mark.parametrize(("code", "title", "rule"), OTHERS)
def test_other_languages_have_rules_too(code: str, title: str, rule: str) -> None:
    """The same kinds are recognised in German and Ukrainian, and news about them is not."""
    kinds = read_not_news(Path(str(files(languages))) / code / "not_news.toml")
    found = find_not_news_reason(make.item(title, "Kurz."), collect_rules(kinds, SHOW))
    assert found.startswith(f"not news: {rule} (") if rule else found == ""


def test_a_language_without_rules_has_none() -> None:
    """Without rules everything is news, except what the show adds."""
    assert find_not_news_reason(make.item("Horoscope for Sunday"), collect_rules((), SHOW)) == ""
    assert find_not_news_reason(make.item("Horoscope for Sunday"), [NotNews("x")]) == ""
