"""What may be read, and which headlines are one event, in Ukrainian and German."""

from __future__ import annotations

import pytest

from briefing.languages import load_language
from briefing.select.titles import extract_title_words, is_same_title
from briefing.write.rules import count_doubted, find_dependence, find_late_dependence, find_objection


@pytest.mark.parametrize(
    ("code", "sentence", "reason"),
    [
        pytest.param("uk", "Учора в місті відкрили новий міст.", "relative day", id="uk yesterday"),
        pytest.param("uk", "Вибух стався дві години тому біля порту.", "relative day", id="uk hours ago"),
        pytest.param("uk", "На сьогоднішній день роботи завершено.", "relative day", id="uk of today"),
        pytest.param("uk", "Ми попросили компанію надати карти.", "first person", id="uk we"),
        pytest.param("uk", "«Ми чекали довго», — сказала Ганна Картавець.", "", id="uk we, quoted"),
        pytest.param("uk", "Сайт Наша Україна повідомив про збори.", "", id="uk a name like ours"),
        pytest.param("uk", "Читайте також про новий міст у порту.", "left over", id="uk read more"),
        pytest.param("uk", "Нагадаємо, міст закрили у 2024 році.", "left over", id="uk reminder"),
        pytest.param("uk", "Рада ухвалила рішення, яке.", "cut off", id="uk ends in the air"),
        pytest.param("uk", "Рада ухвалила рішення у неділю.", "", id="uk a weekday"),
        pytest.param("de", "Gestern wurde die Brücke eröffnet.", "relative day", id="de yesterday"),
        pytest.param("de", "Wir baten die Firma um Karten.", "first person", id="de we"),
        pytest.param("de", "»Wir warten lange«, sagte Anna Carter.", "", id="de we, quoted"),
        pytest.param("de", "Lesen Sie auch den Bericht über Bonn.", "left over", id="de read more"),
        pytest.param("de", "Der Rat stimmte am Sonntag zu.", "", id="de a weekday"),
    ],
)
def test_what_may_be_read(code: str, sentence: str, reason: str) -> None:
    """A sentence is refused for what would be false or not ours, in each language by its own words."""
    assert find_objection(sentence, load_language(code)).startswith(reason)
    assert bool(find_objection(sentence, load_language(code))) == bool(reason)


@pytest.mark.parametrize(
    ("code", "sentence", "reach"),
    [
        pytest.param("uk", "Незалежно підтвердити цю заяву не вдалося.", 3, id="uk could not be confirmed"),
        pytest.param("uk", "Журналістам не вдалося незалежно перевірити ці дані.", 3, id="uk could not verify"),
        pytest.param("uk", "Ця інформація поки що не підтверджена офіційно.", 3, id="uk not confirmed"),
        pytest.param("uk", "Доказів у компанії немає.", 3, id="uk no proof"),
        pytest.param("uk", "Доказів вони не надали.", 3, id="uk gave no proof"),
        pytest.param("uk", "Міноборони заперечило цю інформацію.", 1, id="uk denied"),
        pytest.param("uk", "Міністр підтвердив цю інформацію.", 0, id="uk confirmed"),
        pytest.param("uk", "Прокуратура перевіряє ці дані.", 0, id="uk is checking"),
        pytest.param("de", "Die Behauptung konnte nicht unabhängig überprüft werden.", 3, id="de could not be verified"),
        pytest.param("de", "Belege dafür gibt es nicht, und bestätigt ist es nicht.", 3, id="de not confirmed"),
        pytest.param("de", "Der Sprecher dementierte den Bericht.", 1, id="de denied"),
        pytest.param("de", "Die Firma wies den Vorwurf zurück.", 1, id="de rejected"),
        pytest.param("de", "Der Minister bestätigte den Bericht.", 0, id="de confirmed"),
    ],
)
def test_a_caveat_is_known_from_a_confirmation(code: str, sentence: str, reach: int) -> None:
    """What takes back the claim before it is seen, so that the claim is not read alone."""
    assert count_doubted(sentence, load_language(code)) == reach


@pytest.mark.parametrize(
    ("code", "sentence", "leaning"),
    [
        pytest.param("uk", "Він додав, що міст відкриють.", True, id="uk he"),
        pytest.param("uk", "Водночас рада відклала рішення.", True, id="uk meanwhile"),
        pytest.param("uk", "«Міст готовий», — сказала вона.", True, id="uk she said"),
        pytest.param("uk", "«Міст готовий», — сказала Ганна Картавець.", False, id="uk a name said"),
        pytest.param("uk", "Рада відклала рішення.", False, id="uk stands alone"),
        pytest.param("de", "Er lehnte den Plan ab.", True, id="de he"),
        pytest.param("de", "»Das reicht«, sagte sie.", True, id="de she said"),
        pytest.param("de", "Der Rat lehnte den Plan ab.", False, id="de stands alone"),
    ],
)
def test_what_leans_on_the_sentence_before(code: str, sentence: str, leaning: bool) -> None:
    """A pronoun, a connecting word or a speaker named earlier needs the sentence before."""
    assert bool(find_dependence(sentence, load_language(code))) == leaning


def test_where_all_nouns_have_capitals_an_article_points_back() -> None:
    """In mid-text a German article before any noun refers to something known; a Ukrainian noun stands alone."""
    assert find_late_dependence("Der Minister lehnte den Plan ab.", load_language("de"))
    assert find_late_dependence("Ця заява здивувала всіх.", load_language("uk"))
    assert not find_late_dependence("Прем'єр відхилив план.", load_language("uk"))


@pytest.mark.parametrize(
    ("code", "one", "other", "alike"),
    [
        pytest.param("uk", "Старий міст у порту відкрили", "У порту відкрили старий міст", True, id="uk a block moved"),
        pytest.param(
            "uk", "ВІДЕО: Старий міст у порту відкрили", "Старий міст в порту відкрили", True, id="uk label and preposition"
        ),
        pytest.param("uk", "Ціни зросли на 5% за рік", "Ціни зросли на 5 відсотків за рік", True, id="uk percent"),
        pytest.param("uk", "Об'єкт у порту відкрили", "Обʼєкт у порту відкрили", True, id="uk apostrophes"),
        pytest.param("uk", "Рада ухвалила бюджет міста", "Рада не ухвалила бюджет міста", False, id="uk not"),
        pytest.param("uk", "Міст у Львові відкрили", "Міст у Києві відкрили", False, id="uk another place"),
        pytest.param("de", "Alte Brücke in Bonn ist offen", "In Bonn ist die alte Brücke offen", True, id="de a block moved"),
        pytest.param("de", "Rat stimmt dem Haushalt zu", "Rat stimmt dem Haushalt nicht zu", False, id="de not"),
    ],
)
def test_near_identical_headlines(code: str, one: str, other: str, alike: bool) -> None:
    """The same event is told once, and a word that changes it makes it another."""
    titles = load_language(code).titles
    assert is_same_title(extract_title_words(one, titles), extract_title_words(other, titles), titles) == alike
