"""The language of items: words first, then what the feed says."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.items import Origin, build_items
from briefing.fetch.language import detect_language, get_primary_subtag
from briefing.fetch.parse import parse_feed
from tests.fetch.feeds import entry, rss
from tests.support import make
from tests.support.fast import READER
from tests.support.make import NOW

WORDS = {
    "en": "The council adopted the budget for the coming year, its press office said on Monday.",
    "uk": "Рада ухвалила бюджет міста на наступний рік, повідомила в понеділок пресслужба мерії.",
    "ru": "Совет принял бюджет города на следующий год, сообщила в понедельник пресс-служба мэрии.",
    "be": "Савет прыняў бюджэт горада на наступны год, паведаміла ў панядзелак прэс-служба мэрыі.",
    "bg": "Съветът прие бюджета на града за следващата година, съобщиха в понеделник от кметството.",
    "de": "Der Rat hat den Haushalt für das kommende Jahr beschlossen, teilte die Pressestelle am Montag mit.",
    "nl": "De raad heeft de begroting voor volgend jaar aangenomen, meldde de persdienst maandag.",
    "pl": "Rada przyjęła budżet miasta na przyszły rok, poinformowało w poniedziałek biuro prasowe.",
    "cs": "Rada schválila rozpočet města na příští rok, oznámil v pondělí tiskový odbor.",
    "fr": "Le conseil a adopté le budget de l'année prochaine, a indiqué lundi le service de presse.",
    "es": "El consejo aprobó el presupuesto del próximo año, informó el lunes la oficina de prensa.",
    "pt": "O conselho aprovou o orçamento do próximo ano, informou na segunda-feira a assessoria de imprensa.",
    "it": "Il consiglio ha approvato il bilancio del prossimo anno, ha detto lunedì l'ufficio stampa.",
    "ro": "Consiliul a adoptat bugetul orașului pentru anul viitor, a anunțat luni biroul de presă.",
    "tr": "Belediye meclisi gelecek yılın bütçesini kabul etti, basın bürosu pazartesi günü duyurdu.",
    "el": "Το συμβούλιο ενέκρινε τον προϋπολογισμό του επόμενου έτους, ανακοίνωσε τη Δευτέρα.",
    "ar": "أقر المجلس ميزانية المدينة للعام المقبل، حسبما أعلن المكتب الصحفي يوم الاثنين.",
    "he": "המועצה אישרה את תקציב העיר לשנה הבאה, כך הודיעה ביום שני לשכת העיתונות.",
    "ja": "市議会は来年度の予算を可決したと、広報室が月曜日に発表した。",
    "zh": "市议会通过了明年的预算，新闻办公室周一表示。",
}
PLAIN = {
    "en": "The council said that the bridge, which was closed for two years, will be opened by the mayor on Monday.",
    "de": "Der Rat teilte mit, dass die Brücke, die für zwei Jahre gesperrt war, nach dem Umbau von der Stadt eröffnet wird.",
    "fr": "Le conseil a annoncé que le pont, fermé pour les travaux, sera ouvert par la mairie dans deux semaines avec une fête.",
    "uk": "Рада повідомила, що міст, який був закритий під час ремонту, відкриють від понеділка, і це буде свято.",
    "pl": "Rada podała, że most, który był zamknięty przez dwa lata, otworzą w poniedziałek, i że nie jest to koniec prac.",
}


@pytest.mark.parametrize("tag", [pytest.param(tag, id=tag) for tag in WORDS])
def test_a_sentence_tells_its_language_whatever_is_declared(tag: str) -> None:
    """One sentence of news is enough, and a feed that says another language is not believed."""
    assert [detect_language(WORDS[tag], declared) for declared in ("", tag, "en", "uk")] == [tag] * 4


@pytest.mark.parametrize(
    ("words", "declared", "found"),
    [
        pytest.param("Ok", "de-AT", "de", id="too short: as declared"),
        pytest.param("Ok", "", "", id="too short and nothing declared"),
        pytest.param("", "fr", "fr", id="no words"),
        pytest.param("12:30 — 15 %", "fr", "fr", id="no letters"),
        pytest.param("Пальне", "en-US", "", id="too short, and surely not what is declared"),
        pytest.param("Пальне", "uk", "uk", id="too short, and it may be"),
        pytest.param(f"{WORDS['en'] * 2} {WORDS['de'] * 2}", "", "", id="half English, half German"),
        pytest.param(f"{WORDS['en'] * 2} {WORDS['de'] * 2}", "de", "de", id="mixed, and one of them declared"),
        pytest.param("Ok", "tlh", "tlh", id="a language the model does not know"),
        pytest.param("Ok", "<b>en</b>" * 1000, "", id="10 kB of no tag"),
        pytest.param(WORDS["en"].upper(), "", "en", id="capitals"),
    ],
)
def test_what_words_leave_open(words: str, declared: str, found: str) -> None:
    """Short and mixed words are in the declared language, unless that cannot be; else nobody can tell."""
    assert detect_language(words, declared) == found


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        pytest.param("en", "en", id="primary"),
        pytest.param(" EN_us ", "en", id="region"),
        pytest.param("zh-Hant-TW", "zh", id="script"),
        pytest.param("nb-NO", "no", id="one of two ways to write Norwegian"),
        pytest.param("iw", "he", id="old name"),
        pytest.param("english", "", id="a word"),
        pytest.param("", "", id="nothing"),
        pytest.param("e\x00n", "", id="control character"),
    ],
)
def test_primary(tag: str, found: str) -> None:
    """Of a tag the primary subtag counts; what is no tag is nothing."""
    assert get_primary_subtag(tag) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(rss(entry("Ok", "")).replace(b"<channel>", b"<channel><language>de-de</language>"), "de", id="RSS"),
        pytest.param(rss(entry("Ok", "")).replace(b"version=", b"xml:lang='pl' version="), "pl", id="xml:lang"),
        pytest.param(
            rss(entry("Ok", "").replace("<title>", "<language xmlns='http://purl.org/dc/elements/1.1/'>fr</language><title>")),
            "fr", id="dc:language of the entry",
        ),
        pytest.param(rss(entry("Ok", "")), "", id="not said"),
        pytest.param(
            b'{"version": "https://jsonfeed.org/version/1.1", "language": "it", "items": [{"id": "1", "title": "Ok"}]}', "it",
            id="JSON Feed",
        ),
    ],
)  # fmt: skip
def test_what_a_feed_declares(body: bytes, found: str) -> None:
    """Each kind of feed has its own way to say its language."""
    parsed = parse_feed(body, "", "https://e.example/")
    (made,) = build_items(parsed.entries, Origin("f", "", "", NOW, declared=parsed.language)).items
    assert made.language == found


def test_the_producer_knows_best(tmp_path: Path) -> None:
    """A language that feeds.yaml gives a feed counts for all its items, through the process that reads it; without it words do."""
    (tmp_path / "f.xml").write_bytes(rss(entry("One", f"<p>{WORDS['uk']}</p>")))
    fetcher = FeedFetcher(tmp_path, per_host=1, bench=READER)
    feed = make.feed(path="f.xml")
    first, second = fetcher.fetch([feed, replace(feed, language="de-AT")], {}, NOW)
    assert [item.language for item in (*first.items, *second.items)] == ["uk", "de"]


def test_no_version_for_another_language() -> None:
    """What is found out about an item does not make it another version."""
    raw = parse_feed(rss(entry()), "", "").entries
    (one,) = build_items(raw, Origin("f", "", "", NOW)).items
    (other,) = build_items(raw, Origin("f", "", "", NOW, language="de", license="CC BY 4.0", reserved="by its server")).items
    assert (one.id, one.version) == (other.id, other.version)


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("code", ["en", "de", "fr", "uk", "pl"])
def test_what_is_plainly_as_declared_costs_nothing(code: str, declared: bool) -> None:
    """The model, which takes half a second, is left alone where the small words bear out what the feed says, or it says nothing."""
    program = (
        "import sys; from briefing.fetch.language import detect_language; "
        "print(detect_language(*sys.argv[1:]), 'py3langid' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, PLAIN[code], code if declared else ""], check=True, capture_output=True, text=True
    ).stdout
    assert said.split() == [code, "False"]


@pytest.mark.parametrize("other", ["en", "de", "fr", "uk", "pl"])
@pytest.mark.parametrize("code", ["en", "de", "fr", "uk", "pl"])
def test_a_wrong_declaration_is_not_borne_out(code: str, other: str) -> None:
    """Words are told for what they are, whatever the feed says."""
    assert detect_language(PLAIN[code], other) == code
