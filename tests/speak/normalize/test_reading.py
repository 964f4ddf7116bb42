"""How lines are read aloud, row by row."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from num2words import CONVERTER_CLASSES

from briefing.languages import list_languages, load_language
from briefing.model.language import Language
from briefing.speak.normalize.reading import read_aloud
from tests.support import make

ROWS = [
    pytest.param("War kills 3", "War kills three.", id="cardinal"),
    pytest.param("1,200,000 people", "one million two hundred thousand people.", id="thousands"),
    pytest.param("1\u202f200\u202f000 people", "one million two hundred thousand people.", id="thousands with thin spaces"),
    pytest.param("10 000 people", "ten thousand people.", id="tens of thousands with a space"),
    pytest.param("3.5 children", "three point five children.", id="decimal"),
    pytest.param("0.05 points", "zero point zero five points.", id="decimal below one"),
    pytest.param("In 1998 he left", "In nineteen ninety-eight he left.", id="year"),
    pytest.param("Since 2026", "Since twenty twenty-six.", id="year after 2000"),
    pytest.param("The war of 1905", "The war of nineteen oh-five.", id="year with oh"),
    pytest.param("1,998 men", "one thousand nine hundred and ninety-eight men.", id="not a year with a comma"),
    pytest.param("1998 km", "one thousand nine hundred and ninety-eight kilometers.", id="not a year with a unit"),
    pytest.param("the 1990s", "the nineteen nineties.", id="decade"),
    pytest.param("the '90s", "the nineties.", id="short decade"),
    pytest.param("two F-16s", "two F-sixteens.", id="plane in the plural"),
    pytest.param("the 1st and 22nd", "the first and twenty-second.", id="ordinal"),
    pytest.param("the 103rd day", "the one hundred and third day.", id="ordinal in the hundreds"),
    pytest.param("agent 007", "agent zero zero seven.", id="leading zeros"),
    pytest.param(
        "12345678901234567890",
        "one two three four five six seven eight nine zero one two three four five six seven eight nine zero.",
        id="serial number",
    ),
    pytest.param("COVID-19", "COVID-nineteen.", id="number in a name"),
    pytest.param("the G7", "the G seven.", id="number after a letter"),
    pytest.param("5G", "five G.", id="number before a letter"),
    pytest.param("a 10-year-old boy", "a ten-year-old boy.", id="age"),
    pytest.param("-5 degrees", "minus five degrees.", id="minus"),
    pytest.param("−5 degrees", "minus five degrees.", id="typographic minus"),
    pytest.param("$4", "four dollars.", id="dollars"),
    pytest.param("$1", "one dollar.", id="one dollar"),
    pytest.param("$4 million", "four million dollars.", id="million dollars"),
    pytest.param("$4.5m", "four point five million dollars.", id="shortened million"),
    pytest.param("€3bn", "three billion euros.", id="billion euros"),
    pytest.param("£20k", "twenty thousand pounds.", id="thousand pounds"),
    pytest.param("₴300", "three hundred hryvnias.", id="hryvnias"),
    pytest.param("UAH 300", "three hundred hryvnias.", id="currency code before"),
    pytest.param("300 UAH", "three hundred hryvnias.", id="currency code after"),
    pytest.param("US$12", "twelve US dollars.", id="named dollars"),
    pytest.param("$1.50", "one dollar fifty.", id="cents"),
    pytest.param("$2.00", "two dollars.", id="no cents"),
    pytest.param("£10-12 million", "ten to twelve million pounds.", id="range of money"),
    pytest.param("-$5 million", "minus five million dollars.", id="negative money"),
    pytest.param("5%", "five percent.", id="percent"),
    pytest.param("10%-12%", "ten percent to twelve percent.", id="percent range"),
    pytest.param("at 5:30", "at five thirty.", id="five thirty"),
    pytest.param("at 5:05", "at five oh five.", id="oh five"),
    pytest.param("at 6:00", "at six o'clock.", id="o'clock"),
    pytest.param("at 17:00", "at seventeen hundred.", id="hundred hours"),
    pytest.param("at 10am", "at ten a.m.", id="morning"),
    pytest.param("at 6:30 p.m.", "at six thirty p.m.", id="evening with dots"),
    pytest.param("at 5.05pm", "at five oh five p.m.", id="British time"),
    pytest.param("10-12 people", "ten to twelve people.", id="range"),
    pytest.param("10–12 people", "ten to twelve people.", id="range with a dash"),
    pytest.param("2019–2020", "twenty nineteen to twenty twenty.", id="years as a range"),
    pytest.param("They won 2-1", "They won two to one.", id="score"),
    pytest.param("a 3:1 vote", "a three to one vote.", id="ratio"),
    pytest.param("Sunday, 22 November 2026", "Sunday, the twenty-second of November twenty twenty-six.", id="date in full"),
    pytest.param("November 22, 2026", "November twenty-second, twenty twenty-six.", id="American date"),
    pytest.param("On Nov. 22", "On November twenty-second.", id="shortened month"),
    pytest.param("on 2026-11-22", "on November twenty-second, twenty twenty-six.", id="ISO date"),
    pytest.param("2026-99-99", "twenty twenty-six-ninety-nine-ninety-nine.", id="no such date"),
    pytest.param("№ 7", "number seven.", id="numero sign"),
    pytest.param("#1", "number one.", id="number sign"),
    pytest.param("No. 5", "number five.", id="No."),
    pytest.param("He said no. ", "He said no.", id="no as a word"),
    pytest.param("12 km", "twelve kilometers.", id="kilometers"),
    pytest.param("1 km", "one kilometer.", id="one kilometer"),
    pytest.param("2.5kg", "two point five kilograms.", id="kilograms"),
    pytest.param("-3°C", "minus three degrees Celsius.", id="degrees Celsius"),
    pytest.param("80 km/h", "eighty kilometers per hour.", id="speed"),
    pytest.param("5 km²", "five square kilometers.", id="square kilometers"),
    pytest.param("½ cup", "a half cup.", id="half"),
    pytest.param("2½ hours", "two and a half hours.", id="two and a half"),
    pytest.param("Nearly 2/3 of voters", "Nearly two thirds of voters.", id="two thirds with a slash"),
    pytest.param("5 1/2 million tonnes", "five and a half million tonnes.", id="five and a half with a slash"),
    pytest.param("a 50/50 chance", "a fifty fifty chance.", id="fifty-fifty"),
    pytest.param("after 9/11", "after nine eleven.", id="nine eleven"),
    pytest.param("3/7 of it", "three seven of it.", id="fraction the table lacks"),
    pytest.param("1/2/2026", "one two twenty twenty-six.", id="slashes of a date"),
    pytest.param("Dr. Smith", "Doctor Smith.", id="Doctor"),
    pytest.param("Mr. Jones", "Mister Jones.", id="Mister"),
    pytest.param("the U.S. Army", "the U.S Army.", id="initials"),
    pytest.param("in the U.S.", "in the U.S.", id="initials at the end"),
    pytest.param("IMF chief", "I.M.F chief.", id="spelled initials"),
    pytest.param("NATO and the EU", "NATO and the EU.", id="capitals are the voice's affair"),
    pytest.param("Smith & Sons", "Smith and Sons.", id="ampersand"),
    pytest.param("@user", "at user.", id="at"),
    pytest.param("#peace", "hashtag peace.", id="hashtag"),
    pytest.param("and/or", "and or.", id="slash"),
    pytest.param("24/7", "twenty-four seven.", id="twenty-four seven"),
    pytest.param("See https://www.bbc.co.uk/news/world-1?x=1.", "See bbc dot co dot uk.", id="web address"),
    pytest.param("a.b@c.org", "a dot b at c dot org.", id="e-mail"),
    pytest.param("v1.52.0", "v one fifty-two zero.", id="version"),
    pytest.param("Good 😀 news", "Good news.", id="emoji"),
    pytest.param("“It’s over”", '"It\'s over".', id="curly quotes"),
    pytest.param("quiet — at last", "quiet, at last.", id="dash"),
    pytest.param("And then…", "And then...", id="ellipsis"),
    pytest.param("Why?", "Why?", id="question"),
    pytest.param('He said "no."', 'He said "no."', id="quoted end"),
    pytest.param("Bridge opens in Lviv", "Bridge opens in Lviv.", id="headline"),
    pytest.param("ﬁne ＮＥＷＳ", "fine NEWS.", id="ligatures and wide letters"),
    pytest.param("<speak>hi</speak>", "speak hi speak.", id="markup"),
    pytest.param("[[h@'loU]] {x} \\pau=9\\", "h at 'loU x pau equals nine.", id="engine commands"),
    pytest.param("Ky\u200biv\u202e", "Kyiv.", id="hidden characters"),
    pytest.param("٣ and ③", "three and three.", id="other digits"),
    pytest.param("5'10 tall", "five ten tall.", id="feet and inches"),
    pytest.param("*** !!!", "", id="only signs"),
]
ENGLISH = load_language("en")
NEWSY = st.text(alphabet="0123456789 .,:-/%$€£#№&'°½²stndMapmbkUAH\u00a0–", max_size=40)


def read(text: str, language: Language = ENGLISH) -> str:
    """The words of one line."""
    return read_aloud(make.line("l", text), language).text


@pytest.mark.parametrize(("written", "said"), ROWS)
def test_what_is_written_is_said_like_this(written: str, said: str) -> None:
    """Each row reads as a newsreader would."""
    assert read(written) == said


def test_the_reading_keeps_the_id_of_its_line() -> None:
    """Cues find their line by it."""
    assert read_aloud(make.line("story-2.3", "Yes."), ENGLISH).line == "story-2.3"


@given(st.one_of(st.text(max_size=60), NEWSY))
@settings(max_examples=150)
@example("http://[::1")
@example("$" * 40 + "1")
@example("1" * 400 + ".5")
@example("\ud800 1⁄2 ௰ 𐄇 ¼¼ ꠳")
@example("2026-13-41 25:61 0:0:0 1.2.3.4 99:99")
def test_nothing_is_lost_and_nothing_is_a_command(text: str) -> None:
    """Never raises; a line with letters or digits has words; no digit, sign, markup or control character is left."""
    said = read(text)
    if any(char.isalpha() or char.isdecimal() for char in text):
        assert said
    assert not any(char.isdigit() for char in said)
    assert not set(said) & set("<>[]{}|\\^~*_=&@#/%$€+`")
    assert all(unicodedata.category(char)[0] in "LM" or char in " .,;:!?'\"()-" for char in said)


@given(st.one_of(st.text(max_size=60), NEWSY))
@settings(max_examples=50)
def test_reading_twice_is_reading_once(text: str) -> None:
    """What is in words already stays as it is; the sign at the end keeps a last word from becoming an abbreviation."""
    once = read(f"{text} !")
    assert read(once) == once


@pytest.mark.parametrize(
    "text",
    [pytest.param(piece * 4000, id=piece) for piece in ("a.", "1,", "1-", "$1 ", "www.", "a@", "#", "'9", "Dr. ", "1:1", "((")],
)
def test_long_hostile_lines_do_not_take_long(text: str) -> None:
    """Thousands of repetitions take seconds at most, not minutes as a careless pattern would."""
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("code", list_languages())
def test_every_language_has_number_words(code: str) -> None:
    """A language pack is of no use when num2words does not count in it."""
    assert code in CONVERTER_CLASSES


def test_a_language_without_a_table_still_has_words() -> None:
    """With no abbreviation at all signs fall silent and numbers are read."""
    bare = replace(ENGLISH, abbreviations={})
    assert read("Dr. Smith & 5% of $4 at 5:05, 10-12", bare) == "Dr. Smith five of four at five five, ten twelve."
