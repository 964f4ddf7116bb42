"""Sentences: where they start and end in the original text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import load_language
from briefing.model.language import Language
from briefing.write import summarize
from briefing.write.sentences import split_sentences

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
    assert [text[start:end] for start, end in split_sentences(text, english)] == [part.strip() for part in marked.split("|")]


MORE = {
    "en": [
        "Sen. John McCain, R-Ariz., spoke.| He left.",
        "The vote is at 10 a.m. Monday.| Doors open at 9.",
        "It opens at 5 p.m. EST on Friday.| Rain fell.",
        "The U.S.-led force left Mosul.| It held.",
        "He holds a Ph.D. in law.| She does not.",
        "George W. Bush met Tony B. Liar.| They ate.",
        'He said, "Stop!" and ran.| Nobody stopped.',
        '"Stop!" he said.| Nobody stopped.',
        '"Will it hold?" asked the mayor.| Nobody knew.',
        'The mayor asked, "Will it hold?"| Nobody knew.',
        'The mayor said "it holds."| Nobody knew.',
        "The mayor said 'it holds.'| Nobody knew.",
        "The bridge (built in 1990) fell.| (Nobody was hurt.)| Rain fell.",
        "The bridge [sic] fell.| It was old.",
        "It fell 3.5 percent vs. 2.1 percent in Q. 4.| It rose later.",
        "Prices rose by .5 percent.| Sales fell.",
        "He lives on St. James St. in London.| She does not.",
        "No. 1 seed Serena won.| No. 2 lost.",
        "Ford Motor Co. cut jobs.| GM did not.",
        "It was built by Skanska Corp.| It fell.",
        "The bridge cost approx. £1.5m.| It fell.",
        "Mr. Smith Jr. won.| Mr. Jones Sr. lost.",
        "It is 5 ft. tall.| It fell.",
        "The bridge fell at 11:30 p.m.| Police came at once.",
        "The bill, H.R. 25, passed.| It is law.",
        "The case, Roe v. Wade, is old.| It stands.",
        "Lt. Col. James A. Smith spoke.| He left.",
        "Rep. Smith (D-Calif.) voted.| He left.",
        "The book “Hello. Goodbye.” sold well.| It is old.",
        "The film ‘Help! I Sank.’ sold well.| It is old.",
        "It ended … Then it began.",
        "He was born on Jan. 5, 1990.| He died on Feb. 3.",
        "The E.U. agreed.| The U.N. did not.",
        "Washington D.C. is hot.| Paris is not.",
        "He left Washington, D.C.| He went to Paris.",
        "What?| Why?| Nobody knew.",
        "It fell!!| It rose.",
        "The site bbc.co.uk was down.| It is up.",
        "Version 2.0.1 is out.| It runs.",
        'It was "old."| She said "no."',
        "The firm (Acme Inc.) grew.| It hired.",
        "The Rev. Al Sharpton spoke.| The Rt. Hon. Smith did too.",
        "It weighs 5 lbs. and costs $5.| It sold.",
        "He is the No. 2.| She is first.",
        "The meeting, set for Sept. 3, moved.| It rained.",
        "He said it was over.”| Then he left.",
        "Col. Muammar al-Gaddafi's Gen. Younis fell.| He ran.",
        "They said: “We won.”| “We did it.”| They left.",
    ],
    "uk": [
        "Це сталося у 2020 р.| Потім мости закрили.",
        "У м. Київ живе 3 млн. осіб.| Це багато.",
        "Міст коштував 5 млн грн.| Його відкрили.",
        "Міст коштував 5 млрд. грн. і впав.| Його закрили.",
        "На вул. Хрещатик, буд. 5 сталася пожежа.| Її загасили.",
        "Проф. І. Франко та ім. Т. Шевченка.| Це імена.",
        "Т. Г. Шевченко народився 9 березня.| Він поет.",
        "Він сказав: «Ми переможемо. Ми разом».| Усі встали.",
        "«Ми переможемо!» — сказав він.| Усі встали.",
        "«Чи буде міст?» — запитав мер.| Ніхто не знав.",
        "У с. Нове Одеської обл. впав дрон.| Люди цілі.",
        "Про це пише «Укр. правда».| Інші мовчать.",
        "О 5:30 ранку був вибух.| О 6.15 приїхали рятувальники.",
        "Курс зріс до 41,5 грн.| Євро впав.",
        "Див. ст. 5 закону.| Там сказано все.",
        "ТОВ «Міст і Ко.» збудувало дорогу.| Вона ціла.",
        "Міст (збуд. 1990 р.) упав.| Ніхто не постраждав.",
        "Це було до н. е. і після.| Давно.",
        "Приїхали лікарі, рятувальники та ін.| Поліція теж.",
        "Там були лікарі, поліція тощо.| Усі цілі.",
        "Це т. зв. республіка.| Її не визнали.",
        "Гол. ред. пішов.| Новий прийшов.",
        "Вибух був... і стих.| Потім тиша.",
        "Ген. Залужний і полк. Петренко приїхали.| Вони говорили.",
        "Пожежа сталася на просп. Миру.| Її загасили.",
    ],
    "de": [
        "Dr. Merkel sprach mit Prof. Müller.| Sie ging.",
        "Am 3. Oktober wurde gefeiert.| Es regnete.",
        "Am 3. 10. wurde gefeiert.| Es regnete.",
        "Das kostet z. B. 5 Mio. Euro.| Das ist viel.",
        "Das kostet ca. 3,5 Mrd. Euro.| Das ist viel.",
        "Er kam u. a. aus Berlin.| Sie nicht.",
        "Er sagte: »Es ist vorbei. Wir gehen.«| Dann ging er.",
        "„Es ist vorbei. Wir gehen“, sagte er.| Dann ging er.",
        "„Ist es vorbei?“, fragte sie.| Niemand wusste es.",
        "Die Sitzung beginnt um 9.30 Uhr.| Sie endet um 11 Uhr.",
        "Ludwig XIV. war König.| Er starb.",
        "Die 2. Bundesliga beginnt.| Die 1. Liga nicht.",
        "Das geschah im 19. Jahrhundert.| Es ist lange her.",
        "In der Friedrichstr. 5 brannte es.| Niemand wurde verletzt.",
        "Die Dt. Bahn AG fuhr nicht.| Das war schlecht.",
        "Das sind Äpfel, Birnen usw.| Die Leute kaufen.",
        "Laut § 5 Abs. 2 gilt das.| So ist es.",
        "Der sog. Staat fiel.| Er war klein.",
        "Er wurde am 5. geboren.| Sie nicht.",
        "Frankfurt a. M. ist groß.| Mainz nicht.",
        "Die Firma (gegr. 1990) wuchs.| Sie stellte ein.",
        "Das Spiel endete 2:1.| Danach wurde gefeiert.",
        "Er war ... müde.| Sie nicht.",
        "Bundeskanzler a. D. Schröder kam.| Er ging.",
        "Der Minister (CDU, geb. 1970) sprach.| Er ging.",
    ],
}


@pytest.mark.parametrize(("code", "marked"), [pytest.param(code, row, id=f"{code} {row}") for code in MORE for row in MORE[code]])
def test_hard_cases_of_each_language(code: str, marked: str) -> None:
    """Abbreviations, initials, decimals, dates, quotations, brackets and dots of each language keep a sentence whole."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text, load_language(code))] == [
        part.strip() for part in marked.split("|")
    ]


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
    start, end = split_sentences(text, english)[0]
    assert text[start:end] == first


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("Aab.!? \n\"“”'’‘«»„()é🚀1-,"), max_size=80))
def test_spans_stand_in_order_and_lose_nothing(text: str) -> None:
    """Spans are trimmed, in order, without overlap; between them is only white space."""
    at = 0
    for start, end in split_sentences(text, load_language("en")):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        at = end
    assert not text[at:].strip()


HEADLINE = "Harbour bridge opens after repairs"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(f"{HEADLINE} The bridge opened at noon.", "The bridge opened at noon.", id="a small word behind it"),
        pytest.param(f"{HEADLINE}. Thousands came.", "Thousands came.", id="a full stop behind it"),
        pytest.param(f"{HEADLINE} - Thousands came.", "Thousands came.", id="a dash behind it"),
        pytest.param(f"{HEADLINE.upper()}: “Thousands came.”", "“Thousands came.”", id="in capitals"),
        pytest.param(f"{HEADLINE} Company says so.", f"{HEADLINE} Company says so.", id="perhaps a longer sentence"),
        pytest.param(f"{HEADLINE} that took two years.", f"{HEADLINE} that took two years.", id="the sentence goes on"),
        pytest.param(HEADLINE, HEADLINE, id="nothing behind it"),
    ],
)
def test_a_headline_that_the_text_repeats_is_not_its_first_sentence(text: str, first: str, english: Language) -> None:
    """Many feeds put the headline before the text; where it surely ends the text begins, and else nothing is cut."""
    start, end = split_sentences(text, english, HEADLINE)[0]
    assert text[start:end] == first


def test_a_headline_that_runs_into_a_sentence_is_not_read(english: Language) -> None:
    """Where nobody can tell the end of the headline, the sentence behind it is left out."""
    found = summarize(f"{HEADLINE} Pressure to open it had grown. Mayor Anna Carter cut the ribbon at noon.", HEADLINE, words=60)
    assert [line.text for line in found] == ["Mayor Anna Carter cut the ribbon at noon."]
