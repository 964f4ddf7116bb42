"""Rules: which sentences may not be read, and why."""

from __future__ import annotations

import pytest

from briefing.model.language import Language
from briefing.write.rules import count_doubted, find_dependence, find_headline_objection, find_late_dependence, find_objection

REFUSED = [
    pytest.param("The bridge will open today.", "relative day", id="today"),
    pytest.param("Tonight's match was moved.", "relative day", id="tonight with an apostrophe"),
    pytest.param('"The bridge fell yesterday," the mayor said.', "relative day", id="yesterday, quoted"),
    pytest.param("The bridge fell last\u00a0Friday at noon.", "relative day", id="two words and a hard space"),
    pytest.param("Rain began early this morning in Lviv.", "relative day", id="this morning"),
    pytest.param("The bridge fell three days ago.", "relative day", id="days ago"),
    pytest.param("We saw the bridge fall.", "first person", id="we"),
    pytest.param("The minister told us about it.", "first person", id="us"),
    pytest.param("The bridge, I'm told, fell.", "first person", id="I'm"),
    pytest.param("The bridge, I’m told, fell.", "first person", id="I'm with a curly apostrophe"),
    pytest.param('He said "it fell" and we saw it.', "first person", id="beside a quotation"),
    pytest.param("LET'S GO, WE MUST ACT.", "first person", id="capitals"),
    pytest.param("In the U.S. I saw it fall.", "first person", id="I behind initials"),
    pytest.param("The mayor and I saw it fall.", "first person", id="I behind and"),
    pytest.param("It fell on a friend of mine.", "first person", id="of mine"),
    pytest.param("Here is the news We saw it fall.", "first person", id="a lost full stop"),
    pytest.param("The answer: We saw it fall.", "first person", id="behind a colon"),
    pytest.param("The bridge fell and", "cut off", id="no end"),
    pytest.param("The bridge fell, but.", "cut off", id="ends in the air"),
    pytest.param("The bridge fell...", "cut off", id="three dots"),
    pytest.param("The bridge fell […]", "cut off", id="dots in brackets"),
    pytest.param("The bridge fell […].", "cut off", id="dots in brackets and a full stop"),
    pytest.param("The bridge fell…", "cut off", id="ellipsis"),
    pytest.param("The bridge was built by Gen.", "cut off", id="abbreviation"),
    pytest.param("Here is what happened:", "cut off", id="colon"),
    pytest.param("and the bridge fell in Lviv.", "cut off", id="no beginning"),
    pytest.param("Not so.", "fragment", id="two words"),
    pytest.param("1 2 3 4.", "fragment", id="no letters"),
    pytest.param('The mayor said "the bridge fell.', "unbalanced", id="quotation not closed"),
    pytest.param("The mayor said ‘the bridge fell.", "unbalanced", id="single quotation not closed"),
    pytest.param("The bridge (built in 1990 fell.", "unbalanced", id="bracket not closed"),
    pytest.param('"The bridge fell at noon."', "without its speaker", id="quotation alone"),
    pytest.param("“The bridge fell at noon.”", "without its speaker", id="curly quotation alone"),
    pytest.param("Read more about the bridge.", "left over", id="read more"),
    pytest.param("Follow us on every channel.", "first person", id="follow us"),
    pytest.param("Click here for the whole story.", "left over", id="click here"),
    pytest.param("The plan is at https://news.example/plan now.", "left over", id="address"),
    pytest.param("The plan is at news.com now.", "left over", id="bare address"),
    pytest.param("Write to desk@news.example for more.", "left over", id="e-mail"),
    pytest.param("The song by @singer won.", "left over", id="handle"),
    pytest.param("The song #win won.", "left over", id="hashtag"),
    pytest.param("The post Bridge falls appeared first on Example.", "left over", id="WordPress"),
    pytest.param("Two of the region?s bridges fell.", "left over", id="a lost sign"),
    pytest.param(f"The bridge {'really ' * 60}fell.", "too long", id="63 words"),
]

READ = [
    pytest.param("The bridge opened on Monday.", id="a weekday alone"),
    pytest.param("Officials in the US said so.", id="US is a country"),
    pytest.param("World War I ended in 1918.", id="World War I"),
    pytest.param("The F.B.I. and the C.I.A. said so.", id="initials"),
    pytest.param("King Elizabeth I opened Part I of it.", id="a numeral"),
    pytest.param("The film All About My Mother won most of the prizes in Lviv.", id="the title of a film"),
    pytest.param("The party (All of Us) won ten seats in Lviv.", id="the name of a party"),
    pytest.param("Coal from the mine was sold in the US-led zone.", id="a mine"),
    pytest.param("The crash closed Interstate I-95 in Florida.", id="a road"),
    pytest.param('The mayor said: "We won the vote."', id="first person quoted"),
    pytest.param("The mayor said: 'We won the vote.'", id="first person in single marks"),
    pytest.param("The mayor said ‘we don’t know’ at noon.", id="first person in curly single marks"),
    pytest.param("He won 3-0 in the U.S.", id="initials at the end"),
    pytest.param("iPhone sales rose in Asia.", id="a name that begins small"),
    pytest.param('The "rich man" lost (again).', id="balanced"),
    pytest.param("The fans' bridge isn't theirs.", id="apostrophes"),
]


@pytest.mark.parametrize(("sentence", "reason"), REFUSED)
def test_refused(sentence: str, reason: str, english: Language) -> None:
    """A sentence that is cut off, false on another day, not ours to say or no speech is refused with its reason."""
    assert reason in find_objection(sentence, english)


@pytest.mark.parametrize("sentence", READ)
def test_read(sentence: str, english: Language) -> None:
    """A sentence that only looks like one of those is read."""
    assert find_objection(sentence, english) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("But the ministry said no.", id="but"),
        pytest.param("He said no.", id="pronoun"),
        pytest.param("It's over in Lviv.", id="contraction"),
        pytest.param("Meanwhile, the bridge fell.", id="meanwhile"),
        pytest.param("This angered the mayor.", id="this"),
        pytest.param("The statement named nobody.", id="the statement"),
        pytest.param('"They lost," the mayor said.', id="within a quotation"),
        pytest.param('"The bridge fell," he said.', id="speaker is a pronoun"),
        pytest.param("The bridge fell at noon, she told reporters.", id="speaker at the end is a pronoun"),
    ],
)
def test_leans_on_the_sentence_before(sentence: str, english: Language) -> None:
    """An opening or a speaker that only the sentence before explains is recognised."""
    assert find_dependence(sentence, english)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Hesitant voters stayed at home.", id="he is only part of a word"),
        pytest.param("The Hague court ruled at noon.", id="a name"),
        pytest.param('"The bridge fell," Mayor Sadovyi said.', id="a named speaker"),
        pytest.param("There were four bridges in Lviv.", id="there were"),
    ],
)
def test_stands_by_itself(sentence: str, english: Language) -> None:
    """A sentence that names what it speaks of leans on nothing."""
    assert not find_dependence(sentence, english)


@pytest.mark.parametrize(
    ("sentence", "refused"),
    [
        pytest.param("The crew said nothing to Delta.", True, id="a known thing"),
        pytest.param("The 85-year-old spoke in Doral.", True, id="a known person"),
        pytest.param("Before leaving his round, McIlroy laughed.", True, id="a pronoun before any name"),
        pytest.param('"It fell," Mayor Sadovyi said.', True, id="a quotation"),
        pytest.param("The Delta crew said nothing.", False, id="a name"),
        pytest.param("Police in Lviv said they saw it.", False, id="a pronoun behind a name"),
    ],
)
def test_starting_in_mid_text(sentence: str, refused: bool, english: Language) -> None:
    """A reading that starts in mid-text starts with a sentence that speaks of nothing known before."""
    assert bool(find_late_dependence(sentence, english)) is refused


@pytest.mark.parametrize(
    ("sentence", "reach"),
    [
        pytest.param("The claim could not be independently verified.", 3, id="verified"),
        pytest.param("CNN couldn’t immediately confirm the video.", 3, id="curly apostrophe"),
        pytest.param("The figures are unconfirmed.", 3, id="unconfirmed"),
        pytest.param("The ministry gave no evidence.", 3, id="no evidence"),
        pytest.param("Kyiv denied the report.", 1, id="denied"),
        pytest.param('The mayor said "this is not verified" and left.', 0, id="quoted"),
        pytest.param("The ministry confirmed the figures.", 0, id="confirmed"),
    ],
)
def test_doubts(sentence: str, reach: int, english: Language) -> None:
    """A caveat reaches back over several claims, a denial over one."""
    assert count_doubted(sentence, english) == reach


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        pytest.param("Rain Expected Today in Kyiv", "relative day", id="today"),
        pytest.param("Why We Left the City", "first person", id="we"),
        pytest.param("'We won': mayor celebrates", "", id="quoted"),
        pytest.param("US tells EU to wait", "", id="US"),
        pytest.param("★★★ !!!", "no words", id="signs alone"),
        pytest.param("У Києві відкрили міст", "letters that the voice", id="another script"),
        pytest.param("東京で橋が開通", "letters that the voice", id="a script without spaces"),
        pytest.param("Київ means Kyiv in Ukrainian", "", id="a name in another script"),
        pytest.param("Ångström café reopens in Łódź", "", id="letters with marks"),
        pytest.param("42", "", id="digits are words"),
        pytest.param("But it fell", "", id="openers do not matter"),
        pytest.param("Photo: https://x.example", "", id="nor does what is left over"),
        pytest.param("Council votes for the...", "cut off", id="three dots"),
        pytest.param("Council votes for the…", "cut off", id="an ellipsis"),
        pytest.param("Council votes for “the old …”", "cut off", id="an ellipsis within a quotation"),
        pytest.param("Council votes for the […]", "cut off", id="an ellipsis in brackets"),
        pytest.param("Council ... votes for the bridge", "", id="dots within"),
        pytest.param("Council votes for U.S.", "", id="an abbreviation"),
        pytest.param("Here’s what to know", "more is told", id="points elsewhere"),
        pytest.param("The headlines", "speaks to listeners", id="imitates a programme"),
    ],
)
def test_headlines(title: str, reason: str, english: Language) -> None:
    """Of a headline foreign letters, relative days, the first person, a cut, and the lack of words or news are held against it."""
    against = find_headline_objection(title, english)
    assert reason in against
    assert bool(reason) == bool(against)
