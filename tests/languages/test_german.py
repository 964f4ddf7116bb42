"""German, row by row: how it is read aloud, and where its sentences end."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from briefing.languages import load_language
from briefing.speak.normalize.reading import read_aloud
from briefing.write.sentences import split_sentences
from tests.support import make

LANGUAGE = load_language("de")
READ: Mapping[str, Mapping[str, str]] = {
    "days": {
        "Sonntag, 22. November 2026": "Sonntag, zweiundzwanzigster November zweitausendsechsundzwanzig.",
        "am 22. November": "am zweiundzwanzigsten November.",
        "der 3. Oktober 1990": "der dritte Oktober neunzehnhundertneunzig.",
        "vom 5. bis 7. Dezember": "vom fünften bis siebten Dezember.",
        "am Sonntag, 22. November": "am Sonntag, zweiundzwanzigsten November.",
        "22.11.2026": "zweiundzwanzigster November zweitausendsechsundzwanzig.",
        "am 27.11. und bleibt bis zum 23.12.": "am siebenundzwanzigsten November und bleibt bis zum dreiundzwanzigsten Dezember.",
        "am 27.11 in Berlin": "am siebenundzwanzigsten November in Berlin.",
        "vom 24.–26.12. geschlossen": "vom vierundzwanzigsten bis sechsundzwanzigsten Dezember geschlossen.",
        "(27.11. bis 23.12.)": "(siebenundzwanzigster November bis dreiundzwanzigsten Dezember).",
        "am 31.2. nie": "am einunddreißig Komma zwei. nie.",
        "am 27.11.2026": "am siebenundzwanzigsten November zweitausendsechsundzwanzig.",
        "Version 3.5 ist da": "Version drei Komma fünf ist da.",
        "um 3,5. Sie": "um drei Komma fünf. Sie.",
        "zum 3,12-fachen": "zum drei Komma eins zwei-fachen.",
        "2026-11-22": "zweiundzwanzigster November zweitausendsechsundzwanzig.",
    },
    "years": {
        "Im Jahr 1998": "Im Jahr neunzehnhundertachtundneunzig.",
        "seit 2026": "seit zweitausendsechsundzwanzig.",
        "die 1990er Jahre": "die neunzehnhundertneunziger Jahre.",
        "in den 80ern und 90er Jahren": "in den achtzigern und neunziger Jahren.",
    },
    "money": {
        "1 Euro": "ein Euro.",
        "1,50 Euro": "ein Euro fünfzig.",
        "3,50 €": "drei Euro fünfzig.",
        "5 Mio. Euro": "fünf Millionen Euro.",
        "1 Mio. Euro": "eine Million Euro.",
        "3,5 Mrd. Dollar": "drei Komma fünf Milliarden Dollar.",
        "$5": "fünf Dollar.",
        "€3 Mrd.": "drei Milliarden Euro.",
        "1.200 Euro": "eintausendzweihundert Euro.",
    },
    "percent": {
        "5 %": "fünf Prozent.",
        "3,5 %": "drei Komma fünf Prozent.",
        "1 %": "ein Prozent.",
        "10–12 %": "zehn bis zwölf Prozent.",
    },
    "times of day and scores": {
        "um 17.30 Uhr": "um siebzehn Uhr dreißig.",
        "um 17:05 Uhr": "um siebzehn Uhr fünf.",
        "um 1.00 Uhr": "um ein Uhr.",
        "von 9 bis 18 Uhr": "von neun bis achtzehn Uhr.",
        "gewann 2:1": "gewann zwei zu eins.",
    },
    "counts": {
        "1 Mensch starb": "ein Mensch starb.",
        "1 Frau starb": "eine Frau starb.",
        "mit 1 Kind": "mit einem Kind.",
        "vor 1 Stunde": "vor einer Stunde.",
        "21 Menschen": "einundzwanzig Menschen.",
        "1.200.000 Menschen": "eine Million zweihunderttausend Menschen.",
        "10 000 Menschen": "zehntausend Menschen.",
        "1.200,5 Tonnen": "eintausendzweihundert Komma fünf Tonnen.",
        "12345678901234567": "eins zwei drei vier fünf sechs sieben acht neun null eins zwei drei vier fünf sechs sieben.",
        "007": "null null sieben.",
    },
    "ordinals and compounds": {
        "zum 3. Mal": "zum dritten Mal.",
        "in der 2. Liga": "in der zweiten Liga.",
        "Papst Leo XIV. betet": "Papst Leo der vierzehnte betet.",
        "mit Papst Leo XIV.": "mit Papst Leo dem vierzehnten.",
        "Johannes Paul II. starb": "Johannes Paul der zweite starb.",
        "der 1. FC Köln": "der erste FC Köln.",
        "ein 3. Platz": "ein dritter Platz.",
        "35-jährige Frau": "fünfunddreißig-jährige Frau.",
    },
    "running text": {
        "Betroffen sind v. a. Kinder": "Betroffen sind vor allem Kinder.",
    },
    "fractions": {
        "2/3 der Stimmen": "zwei Drittel der Stimmen.",
        "1/3 der Stände": "ein Drittel der Stände.",
        "1/2 der Stände": "die Hälfte der Stände.",
        "5 1/2 Millionen Tonnen": "fünfeinhalb Millionen Tonnen.",
        "1½ Stunden": "eineinhalb Stunden.",
        "24/7 und 9/11": "vierundzwanzig sieben und neun elf.",
    },
    "ranges": {
        "10–12 Menschen": "zehn bis zwölf Menschen.",
        "2019–2020": "zweitausendneunzehn bis zweitausendzwanzig.",
    },
    "measures": {
        "12 km": "zwölf Kilometer.",
        "80 km/h": "achtzig Kilometer pro Stunde.",
        "5 km²": "fünf Quadratkilometer.",
        "-3 °C": "minus drei Grad Celsius.",
        "2 t": "zwei Tonnen.",
        "1 t": "eine Tonne.",
    },
    "abbreviations and signs": {
        "Dr. Müller und Prof. Schmidt": "Doktor Müller und Professor Schmidt.",
        "z. B. in Köln": "zum Beispiel in Köln.",
        "Nr. 5": "Nummer fünf.",
        "§ 5 Abs. 2": "Paragraf fünf Absatz zwei.",
        "die EU und die USA": "die E.U und die U.S.A.",
        "Meier & Söhne": "Meier und Söhne.",
        "»Ja«, sagte er": '"Ja", sagte er.',
    },
}
SENTENCES = [
    "Am 22. November kam Dr. Müller.| Er sagte nichts.",
    "Er nannte z. B. Köln.| Dort regnete es.",
    "Es kostete 3 Mio. Euro.| Das war viel.",
    "Der 1. FC Köln gewann.| Die Fans sangen.",
    "Es gab Brot, Käse usw.| Dann war Schluss.",
    "Prof. Dr. Anna Schmidt sprach.| Es war still.",
    "»Es ist vorbei. Wir gehen«, sagte sie.| Dann ging sie.",
    "„Es ist vorbei. Wir gehen“, sagte sie.| Dann ging sie.",
    "Um 17.30 Uhr begann es.| Um 18 Uhr war es vorbei.",
    "Nach § 5 Abs. 2 ist es verboten.| Das Gericht prüft.",
    "Er wohnt in der Hauptstr. 5 in Bonn.| Dort ist es ruhig.",
    "Das war u. a. in Bonn so.| Auch in Köln.",
    "Wirklich?!| Niemand weiß es.",
]

ROWS = [pytest.param(*row, id=f"{group}: {row[0]}") for group, read in READ.items() for row in read.items()]


@pytest.mark.parametrize(("written", "said"), ROWS)
def test_what_is_written_is_said_like_this(written: str, said: str) -> None:
    """Each row reads as a newsreader would, and reading it again changes nothing."""
    read = read_aloud(make.line("l", written), LANGUAGE).text
    assert read == said
    assert read_aloud(make.line("l", read), LANGUAGE).text == said


@pytest.mark.parametrize("marked", [pytest.param(marked, id=marked) for marked in SENTENCES])
def test_sentences_end_where_they_do(marked: str) -> None:
    """Every sentence is found where it stands, whatever its abbreviations and quotations."""
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text, LANGUAGE)] == [part.strip() for part in marked.split("|")]
