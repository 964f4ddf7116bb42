"""Relative days in Ukrainian and German, published on Tuesday, 24 November 2026, at 14:00 in Kyiv and heard on the day after."""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.languages import list_languages, load_language
from briefing.model.language import Language
from briefing.write.relative_days.apply import apply_edits, resolve_days
from briefing.write.relative_days.resolve import RESOLVERS

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


def heard(sentence: str, code: str, days: int = 1) -> str:
    """Return what is said of a sentence so many days after it was published, or "" when it is not read."""
    edits = resolve_days(sentence, TUESDAY, TUESDAY.date() + timedelta(days), "Europe/Kyiv", load_language(code))
    return "" if isinstance(edits, str) else apply_edits(sentence, edits)


UKRAINIAN = [
    ("Учора рада ухвалила бюджет.", "У понеділок рада ухвалила бюджет."),
    ("Рада вчора ухвалила бюджет.", "Рада в понеділок ухвалила бюджет."),
    ("Депутат учора подав заяву.", "Депутат у понеділок подав заяву."),
    ("Про це вчора ввечері повідомив мер.", "Про це в понеділок увечері повідомив мер."),
    ("Позавчора міст закрили.", "У неділю міст закрили."),
    ("Люди позавчора бачили вибух.", "Люди в неділю бачили вибух."),
    ("Сьогодні рада ухвалила бюджет.", "У вівторок рада ухвалила бюджет."),
    ("Рада сьогодні ухвалила бюджет.", "Рада у вівторок ухвалила бюджет."),
    ("Сьогодні, 24 листопада, рада ухвалила бюджет.", "У вівторок, 24 листопада, рада ухвалила бюджет."),
    ("Сьогодні, 23 листопада, рада ухвалила бюджет.", ""),
    ("Учора, 23 листопада, міст закрили.", "У понеділок, 23 листопада, міст закрили."),
    ("Сьогодні, у вівторок, міст закрили.", "У вівторок міст закрили."),
    ("Рада сьогодні розглядає бюджет.", ""),
    ("Сьогодні тут живуть тисячі людей.", ""),
    ("Місто, яке він заснував, сьогодні має мільйон мешканців.", ""),
    ("До сьогодні це таємниця.", ""),
    ("І сьогодні там стоїть міст.", ""),
    ("Станом на сьогодні загинуло двоє людей.", "Станом на вівторок загинуло двоє людей."),
    ("Завтра в місті відбудеться концерт.", "У середу в місті відбудеться концерт."),
    ("Концерт відбудеться завтра.", "Концерт відбудеться в середу."),
    ("Концерт перенесли на завтра.", "Концерт перенесли на середу."),
    ("До завтра дорогу закриють.", "До середи дорогу закриють."),
    ("Суд завтра вранці розгляне справу.", "Суд у середу вранці розгляне справу."),
    ("Післязавтра міст відкриють.", "У четвер міст відкриють."),
    ("Рада збереться сьогодні.", ""),
    ("Ще вчора про це ніхто не знав.", ""),
    ("Міст закрили з учора.", "Міст закрили з понеділка."),
    ("Сьогодні вночі росіяни атакували Одесу.", "У ніч на вівторок росіяни атакували Одесу."),
    ("Росіяни цієї ночі атакували Одесу.", "Росіяни в ніч на вівторок атакували Одесу."),
    ("Минулої ночі чули вибухи.", "У ніч на вівторок чули вибухи."),
    ("Сьогодні вранці поїзд зупинився.", "У вівторок уранці поїзд зупинився."),
    ("Цього ранку потяг зупинився.", "У вівторок уранці потяг зупинився."),
    ("Депутати сьогодні ввечері зберуться в Києві.", ""),
    ("Мер сказав: «Ми завтра відкриємо міст».", ""),
    ("Вчорашнє засідання перенесли.", ""),
    ("Програма «Сьогодні» вийшла в ефір.", "Програма «Сьогодні» вийшла в ефір."),
    ("Два дні тому міст закрили.", "У неділю міст закрили."),
    ("Кілька днів тому міст закрили.", ""),
    ("Годину тому стався вибух.", ""),
    ("Щойно стався вибух.", ""),
    ("Минулої п'ятниці міст закрили.", "У п'ятницю міст закрили."),
    ("Мости минулої п’ятниці закрили.", "Мости в п'ятницю закрили."),
    ("Минулого вівторка міст закрили.", "17 листопада міст закрили."),
    ("У минулий понеділок міст закрили.", ""),
    ("Наступної п’ятниці міст відкриють.", ""),
    ("Наступного понеділка міст відкриють.", "У понеділок міст відкриють."),
    ("У середу міст відкриють, якщо буде погода.", "У середу міст відкриють, якщо буде погода."),
    ("У середу міст відкрили.", ""),
    ("У понеділок міст відкрили.", "У понеділок міст відкрили."),
    ("Міст закрили минулого тижня.", "Міст закрили минулого тижня."),
    ("Торік міст закрили.", "Торік міст закрили."),
    ("У суботу мер сказав, що вчора закрили міст.", ""),
]

GERMAN = [
    ("Gestern wurde die Brücke eröffnet.", "Am Montag wurde die Brücke eröffnet."),
    ("Der Rat stimmte gestern zu.", "Der Rat stimmte am Montag zu."),
    ("Vorgestern brannte ein Haus.", "Am Sonntag brannte ein Haus."),
    ("Der Rat hat heute den Haushalt beschlossen.", "Der Rat hat am Dienstag den Haushalt beschlossen."),
    ("Heute hat der Rat den Haushalt beschlossen.", "Am Dienstag hat der Rat den Haushalt beschlossen."),
    ("Die Polizei teilte heute mit, die Brücke sei gesperrt.", "Die Polizei teilte am Dienstag mit, die Brücke sei gesperrt."),
    ("Der Kanzler ist heute gestorben.", "Der Kanzler ist am Dienstag gestorben."),
    ("Heute lebt er in Berlin.", ""),
    ("Heute hat die Stadt viele Brücken.", ""),
    ("Das Geschäft ist heute geschlossen.", ""),
    ("Noch heute steht die Brücke.", ""),
    ("Bis heute fehlt jede Spur.", ""),
    ("Von heute auf morgen war alles anders.", ""),
    ("Die heutige Sitzung fiel aus.", ""),
    ("Die Brücke wurde heute Morgen gesperrt.", "Die Brücke wurde am Dienstagmorgen gesperrt."),
    ("Heute früh brach ein Feuer aus.", "Am Dienstagmorgen brach ein Feuer aus."),
    ("Die Brücke wurde gestern Abend gesperrt.", "Die Brücke wurde am Montagabend gesperrt."),
    ("Am Morgen brach ein Feuer aus.", "Am Morgen brach ein Feuer aus."),
    ("Guten Morgen, sagte der Minister.", "Guten Morgen, sagte der Minister."),
    ("Der Minister reist morgen nach Paris.", "Der Minister reist am Mittwoch nach Paris."),
    ("Morgen beginnt der Prozess.", "Am Mittwoch beginnt der Prozess."),
    ("Übermorgen beginnt der Prozess.", "Am Donnerstag beginnt der Prozess."),
    ("Heute beginnt der Prozess.", ""),
    ("Die Straße ist seit gestern gesperrt.", "Die Straße ist seit Montag gesperrt."),
    ("Die Straße ist ab morgen gesperrt.", "Die Straße ist ab Mittwoch gesperrt."),
    ("Die Straße bleibt bis morgen gesperrt.", "Die Straße bleibt bis Mittwoch gesperrt."),
    ("In der vergangenen Nacht brannte ein Haus.", "In der Nacht zum Dienstag brannte ein Haus."),
    ("Gestern Nacht brannte ein Haus.", ""),
    ("Am heutigen Dienstag tagte der Rat.", "Am Dienstag tagte der Rat."),
    ("Am heutigen Montag tagte der Rat.", ""),
    ("Am gestrigen Montag tagte der Rat.", "Am Montag tagte der Rat."),
    ("Vor zwei Tagen brannte ein Haus.", "Am Sonntag brannte ein Haus."),
    ("Vor etwa zwei Tagen brannte ein Haus.", ""),
    ("Vor wenigen Tagen brannte ein Haus.", ""),
    ("Vor einer Stunde brannte ein Haus.", ""),
    ("Am vergangenen Freitag brannte ein Haus.", "Am Freitag brannte ein Haus."),
    ("Am vergangenen Dienstag brannte ein Haus.", "Am 17. November brannte ein Haus."),
    ("Am kommenden Freitag wird gewählt.", "Am Freitag wird gewählt."),
    ("Am nächsten Freitag wird gewählt.", ""),
    ("Am Mittwoch wird gewählt.", "Am Mittwoch wird gewählt."),
    ("Am Mittwoch wurde gewählt.", ""),
    ("Am Sonnabend wurde gewählt.", "Am Sonnabend wurde gewählt."),
    ("Jeden Mittwoch wird getagt.", "Jeden Mittwoch wird getagt."),
    ("Am Mittwoch, 4. März, wurde gewählt.", "Am Mittwoch, 4. März, wurde gewählt."),
    ("Letzte Woche brannte ein Haus.", "Letzte Woche brannte ein Haus."),
    ("Im vergangenen Jahr brannte ein Haus.", "Im vergangenen Jahr brannte ein Haus."),
    ("»Wir kommen morgen«, sagte der Minister.", ""),
    ("Das »heute journal« berichtete darüber.", "Das »heute journal« berichtete darüber."),
    ("Die Bild am Sonntag berichtete darüber.", "Die Bild am Sonntag berichtete darüber."),
    ("Am Samstag sagte er, gestern sei ein Haus verbrannt.", ""),
]


@pytest.mark.parametrize(
    ("code", "sentence", "said"),
    [pytest.param(code, *row, id=f"{code} {row[0]}") for code, rows in (("uk", UKRAINIAN), ("de", GERMAN)) for row in rows],
)
def test_said_as_the_day_it_means_or_not_read(code: str, sentence: str, said: str) -> None:
    """Each language counts days by its own words and says them in its own cases; nothing said: the sentence is not read."""
    assert heard(sentence, code) == said


@pytest.mark.parametrize(
    ("code", "sentence", "days", "said"),
    [
        pytest.param("uk", "Учора міст закрили.", 9, "23 листопада міст закрили.", id="uk a date"),
        pytest.param("uk", "Учора міст закрили.", 40, "23 листопада 2026 року міст закрили.", id="uk a date of another year"),
        pytest.param("uk", "Торік міст закрили.", 40, "2025 року міст закрили.", id="uk a year"),
        pytest.param("uk", "Минулого місяця міст закрили.", 7, "У жовтні міст закрили.", id="uk a month"),
        pytest.param("uk", "З минулого місяця дощить.", 7, "З жовтня дощить.", id="uk since a month"),
        pytest.param("uk", "Минулого тижня міст закрили.", 7, "", id="uk another week"),
        pytest.param("de", "Gestern brannte ein Haus.", 9, "Am 23. November brannte ein Haus.", id="de a date"),
        pytest.param(
            "de", "Gestern brannte ein Haus.", 40, "Am 23. November 2026 brannte ein Haus.", id="de a date of another year"
        ),
        pytest.param("de", "Im vergangenen Jahr brannte ein Haus.", 40, "Im Jahr 2025 brannte ein Haus.", id="de a year"),
        pytest.param("de", "Im vergangenen Monat brannte es.", 7, "Im Oktober brannte es.", id="de a month"),
        pytest.param("de", "Seit gestern brennt ein Haus.", 9, "", id="de no form for it"),
        pytest.param("de", "Letzte Woche brannte ein Haus.", 7, "", id="de another week"),
    ],
)
def test_heard_much_later(code: str, sentence: str, days: int, said: str) -> None:
    """Beyond the week it is a date, in another year with its year."""
    assert heard(sentence, code, days) == said


@pytest.mark.parametrize("language", [pytest.param(load_language(code), id=code) for code in list_languages()])
def test_tables_of_days_fit_together(language: Language) -> None:
    """Every pattern compiles, every form is there and asks for what there is, every word that counts days is found."""
    days = language.days
    names = {"date", "day", "year", "part", *days.weekdays, *days.months}
    assert all(len(row) == 7 for row in days.weekdays.values())
    assert all(len(row) == 12 for row in days.months.values())
    for form in (form for pair in days.said.values() for form in pair):
        assert {name for _, name, _, _ in string.Formatter().parse(form) if name} <= names
    for row in days.rows:
        assert [re.compile(pattern) for pattern in (row.find, row.before, row.after)]
        kind = row.means.split()[0]
        assert kind in RESOLVERS or kind in ("name", "date", "unsure"), row.find
        assert row.said in days.said if kind in ("day", "ago", "last", "next", "this", "month", "year") else not row.said, row.find
        assert ("{weekday}" in row.find or "?P<weekday>" in row.find) or kind not in ("last", "next", "this", "weekday"), row.find


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["uk", "de"]), st.data(), st.integers(0, 24 * 400), st.integers(0, 9))
def test_nothing_relative_is_left(code: str, data: st.DataObject, hours: int, later: int) -> None:
    """Whatever words meet, edits are in order and apart, and what is said has no word that counts days from another."""
    rows = {"uk": UKRAINIAN, "de": GERMAN}[code]
    words = sorted({word for sentence, _ in rows for word in sentence.rstrip(".").split()})
    sentence = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=8)))
    published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    edits = resolve_days(sentence, published, date(2026, 1, 1) + timedelta(hours // 24 + later), "Europe/Kyiv", load_language(code))
    if isinstance(edits, str):
        return
    assert all(first.end <= second.start for first, second in pairwise(edits))
    said = apply_edits(sentence, edits).lower()
    bare = {
        "uk": r"(?<![\w«\"])(?:[ув]чора|позавчора|завтра|щойно)(?!\w)",
        "de": r"(?<!\w)(?:gestern|vorgestern|übermorgen|soeben)(?!\w)",
    }
    assert not re.search(bare[code], said)
