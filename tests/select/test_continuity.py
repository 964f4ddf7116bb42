"""What was told on Saturday and comes again on Sunday: left out, followed, or another event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model.news import Item
from tests.select.days import LEDGER, OTHERS, became, later, sunday, today, told
from tests.support import make

FIRE = told(
    "Two killed in fire at Odesa grain terminal",
    "A fire at a grain terminal in Odesa killed two workers on Saturday morning. Firefighters needed four hours to put it out, the "
    "emergency service said. The terminal, the largest on the coast, belongs to the company Nordgrain. The cause is not known.",
)
STRIKE = told(
    "Train drivers in Bavaria begin a strike over pay",
    "Train drivers in Bavaria began a strike over pay on Saturday. Their union GDL asks for nine percent more. Regional trains "
    "around Munich stand still, the railway said. Talks broke down on Friday evening.",
)
POZHEZHA = told(
    "У пожежі на зерновому терміналі в Одесі загинули двоє людей",
    "Пожежа на зерновому терміналі в Одесі забрала життя двох працівників. Рятувальники гасили вогонь чотири години, повідомила "
    "служба з надзвичайних ситуацій. Термінал належить компанії «Нордгрейн». Причина пожежі невідома.",
)

KHARKIV = today(
    "Three killed in fire at Kharkiv furniture factory",
    "A fire at a furniture factory in Kharkiv killed three workers on Sunday. Firefighters needed six hours. The plant makes beds. "
    "The mayor spoke of negligence.",
)
ARREST = (
    "Police have detained the director of the grain terminal in Odesa where a fire killed two workers. Investigators suspect that "
    "alarms had been switched off, prosecutors said. The terminal belongs to the company Nordgrain."
)

EN = [
    pytest.param(
        today(FIRE.title, FIRE.story.items[0].text), "told", id="the same wire copy in another feed"),
    pytest.param(
        today("Fire kills two at Odesa grain terminal", FIRE.story.items[0].text), "told", id="wire copy, its own headline"),
    pytest.param(
        today("Two killed in fire at grain terminal in Odesa",
              "A fire at a grain terminal in Odesa killed two workers. Firefighters needed four hours to put out the fire, the "
              "emergency service said. The cause is not known."),
        "told", id="shortened"),
    pytest.param(
        today(FIRE.title, "A fire at a grain terminal in Odesa killed two workers."), "told", id="a teaser of it"),
    pytest.param(
        today(FIRE.title, FIRE.story.items[0].text + " Updated at 10:35."), "told", id="a time of day more"),
    pytest.param(
        today("Two killed in fire at Odesa grain terminal, Nordgrain denies", FIRE.story.items[0].text), "follows", id="a denial"),
    pytest.param(
        today("Two killed in fire at Odesa grain terminal", FIRE.story.items[0].text + " The mayor declared a day of mourning.",
              hours_ago=30),
        "told", id="an older article that knows more"),
    pytest.param(
        today("Death toll in Odesa grain terminal fire rises to five",
              "The number of workers killed in the fire at a grain terminal in Odesa has risen to five. Three "
              "people died in hospital "
              "overnight, the emergency service said. The terminal belongs to the company Nordgrain."),
        "follows", id="a number grew"),
    pytest.param(
        today("Director held over fire at Odesa grain terminal", ARREST), "follows", id="an arrest"),
    pytest.param(
        today("Fire at Odesa grain terminal: cause found",
              "The fire at a grain terminal in Odesa that killed two workers was caused by an electric fault, the "
              "emergency service "
              "said. The terminal, the largest on the coast, belongs to the company Nordgrain."),
        "follows", id="the cause"),
    pytest.param(
        today(FIRE.title, FIRE.story.items[0].text + ' "We asked for new hoses for years," said Iryna Koval, who leads the crew.'),
        "follows", id="a new quotation only"),
    pytest.param(
        today("Odesa mourns two workers killed in grain terminal fire",
              "Odesa has declared a day of mourning for the two workers killed in a fire at a grain terminal. Flags fly at half "
              "mast. The terminal belongs to the company Nordgrain, which promised payments to the families."),
        "follows", id="the aftermath"),
    pytest.param(
        today("Grain prices fall as exports from Odesa recover",
              "Wheat prices fell to their lowest since May as exports through the port of Odesa recovered, traders said. Farmers "
              "expect a record harvest."),
        "new", id="the same town and trade, another event"),
    pytest.param(
        KHARKIV, "new", id="another fire in another town"),
    pytest.param(
        today("Two killed in fire at Mykolaiv grain terminal", FIRE.story.items[0].text.replace("Odesa", "Mykolaiv")),
        "new", id="one pattern, another town"),
    pytest.param(
        today("Odesa opera opens its season with Verdi",
              "The Odesa opera opened its season with Verdi on Saturday evening. The house was sold out, its director said."),
        "new", id="the same town"),
    pytest.param(
        today("Nordgrain names a new chief executive",
              "Nordgrain has named Olena Bondar as its chief executive from January. She comes from a bank in Vienna."),
        "new", id="the same company"),
]  # fmt: skip

ENDED = today(
    "Strike of train drivers in Bavaria ends after deal on pay",
    "Train drivers in Bavaria have ended their strike over pay. Their union GDL accepted seven percent in two steps. Regional "
    "trains around Munich run again from Monday, the railway said.",
)
STRIKES = [
    pytest.param(ENDED, "maybe", id="it ended, and no longer begins"),
    pytest.param(
        today("Train drivers in Bavaria begin strike over pay", STRIKE.story.items[0].text), "told", id="the same again"),
    pytest.param(
        today("Nurses in Bavaria begin a strike over pay",
              "Nurses at clinics in Bavaria began a strike over pay on Sunday. Their union Verdi asks for eight percent more. "
              "Operations in Nuremberg are put off, a hospital said."),
        "new", id="another strike"),
    pytest.param(
        today("Bavaria plans 200 kilometres of new railway",
              "Bavaria plans 200 kilometres of new railway around Munich by 2035, the transport minister said. "
              "Work begins in spring."),
        "new", id="the same trains"),
]  # fmt: skip

UK = [
    pytest.param(today(POZHEZHA.title, POZHEZHA.story.items[0].text), "told", id="uk the same wire copy"),
    pytest.param(
        today("Пожежа на зерновому терміналі в Одесі: загинули двоє людей", POZHEZHA.story.items[0].text), "told",
        id="uk another headline"),
    pytest.param(
        today("Кількість загиблих у пожежі на зерновому терміналі в Одесі зросла до п'яти",
              "Кількість працівників, які загинули в пожежі на зерновому терміналі в Одесі, зросла до 5. Ще троє людей померли в "
              "лікарні, повідомила служба з надзвичайних ситуацій. Термінал належить компанії «Нордгрейн»."),
        "follows", id="uk a number grew"),
    pytest.param(
        today("Поліція затримала директора зернового термінала в Одесі після пожежі",
              "Поліція затримала директора зернового термінала в Одесі, де пожежа забрала життя двох працівників. "
              "Слідчі вважають, що "
              "сигналізацію вимкнули. Термінал належить компанії «Нордгрейн»."),
        "maybe", id="uk an arrest, in other words"),
    pytest.param(
        today(POZHEZHA.title, POZHEZHA.story.items[0].text + " «Ми роками просили нові рукави», сказала Ірина Коваль."),
        "follows", id="uk a new quotation only"),
    pytest.param(
        today("У Харкові під час пожежі на меблевій фабриці загинули троє людей",
              "Пожежа на меблевій фабриці в Харкові забрала життя трьох робітників. Вогонь гасили шість годин. Мер говорить про "
              "недбалість."),
        "new", id="uk another fire"),
    pytest.param(
        today("Ціни на зерно падають, бо експорт з Одеси зростає",
              "Ціни на пшеницю впали до найнижчих від травня, бо експорт через порти зростає, кажуть торговці."),
        "new", id="uk the same town and trade"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), EN)
def test_a_fire_and_what_came_of_it(item: Item, expected: str) -> None:
    """Nothing new is left out, what surely went on follows, and what only may have gone on is told as new."""
    assert became([FIRE, STRIKE], item) == expected


@pytest.mark.parametrize(("item", "expected"), STRIKES)
def test_a_strike_and_what_came_of_it(item: Item, expected: str) -> None:
    """The same holds for a story that is told beside another one."""
    assert became([FIRE, STRIKE], item) == expected


@pytest.mark.parametrize(("item", "expected"), UK)
def test_the_same_in_ukrainian(item: Item, expected: str) -> None:
    """Endings do not make a word new."""
    assert became([POZHEZHA], item, "uk") == expected


TEXT = FIRE.story.items[0].text
AGAIN = [
    pytest.param(later(FIRE), "aired", id="as it was"),
    pytest.param(later(FIRE, text=TEXT.replace("grain", "grian")), "aired", id="a slip of the pen"),
    pytest.param(later(FIRE, text=TEXT.replace("two workers", "three workers")), "aired", id="a number corrected"),
    pytest.param(later(FIRE, text=TEXT.replace("The cause is not known.", "")), "aired", id="a sentence less"),
    pytest.param(later(FIRE, "Two dead in Odesa grain terminal blaze"), "aired", id="another headline"),
    pytest.param(later(FIRE, text=TEXT + " More follows."), "aired", id="a few words more"),
    pytest.param(
        later(FIRE, text=TEXT + " Police detained the director on Saturday evening, and prosecutors say that alarms were off."),
        "follows", id="a new paragraph"),
    pytest.param(
        later(FIRE, "Director of burnt terminal detained", "Police detained the director of the company on Saturday evening. "
              "Prosecutors say that alarms had been switched off for a month. " + TEXT), "follows", id="a new beginning"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), AGAIN)
def test_an_item_that_was_told_and_changed(item: Item, expected: str) -> None:
    """The item itself is told again only for what was added; what was changed in it is a correction, which is not made here."""
    assert became([FIRE, STRIKE], item) == expected


FIVE = today("Death toll in Odesa grain terminal fire rises to five",
             "The number of workers killed in the fire at a grain terminal in Odesa has risen to five. Three "
             "people died in hospital "
             "overnight, the emergency service said. The terminal belongs to the company Nordgrain.")  # fmt: skip


def test_a_follow_up_keeps_the_story_and_says_whose_it_is() -> None:
    """Its id is that of the story, what was told goes with it, and the reason names day and edition."""
    (chosen,) = (one for one in sunday([FIRE, STRIKE], FIVE).stories if one.follows)
    assert (chosen.story.id, chosen.follows) == (FIRE.story.id, FIRE)
    assert "x 0.88 (told before, 75% new)" in chosen.reason
    assert chosen.reason.endswith(f'; follows Saturday\'s "{FIRE.title}" (morning-2026-11-21)')


def test_what_has_nothing_new_says_when_it_was_told() -> None:
    """The reason names the day, the story and the edition."""
    again = today("Fire kills two at Odesa grain terminal", TEXT)
    assert [out.reason for out in sunday([FIRE, STRIKE], again).rejected] == [
        f'told on Saturday, and nothing new since: "{FIRE.title}" (morning-2026-11-21)'
    ]


def test_two_tellings_of_what_went_on_are_one_story() -> None:
    """Each surely goes on from the same story, so they are one, whatever else they have in common."""
    other = replace(FIVE, id="wire", feed=LEDGER.id, title="Odesa terminal fire: five dead", published=make.NOW)
    (chosen,) = (one for one in sunday([FIRE, STRIKE], FIVE, other).stories if one.follows)
    assert {item.id for item in chosen.story.items} == {FIVE.id, other.id}
    assert "also told by" in chosen.reason


def test_what_may_follow_is_told_as_new_and_the_producer_is_told() -> None:
    """Nothing is called an update of what is not surely the same story."""
    (chosen,) = (one for one in sunday([STRIKE], ENDED).stories if ENDED in one.story.items)
    assert (chosen.follows, chosen.story.id) == (None, "today")
    assert f'may follow Saturday\'s "{STRIKE.title}" (morning-2026-11-21)' in chosen.reason


def test_a_story_goes_on_over_days() -> None:
    """What Saturday told of Friday's story is known on Sunday; the latest telling is what is followed."""
    broke_out = "A fire broke out at a grain terminal in Odesa. Two workers are missing."
    friday = replace(told("Fire burns at Odesa grain terminal", broke_out,
                          id=FIRE.story.id, day=date(2026, 11, 20), hours_ago=50), edition="morning-2026-11-20")  # fmt: skip
    (chosen,) = (one for one in sunday([FIRE, friday], FIVE).stories if one.follows)
    assert chosen.follows == FIRE
    missing = today("Odesa grain terminal fire: two workers missing", "A fire burns at a grain terminal in Odesa. Two are missing.")
    assert became([FIRE, friday], missing) == "told"


def test_an_item_that_was_aired_longer_ago_than_is_remembered_is_not_told_again() -> None:
    """Nor is its copy in another feed, which says whose telling was aired."""
    copy = today(FIRE.title, TEXT, feed=LEDGER.id, id="copy")
    rundown = sunday([], FIVE, copy, later(FIRE), aired=[FIRE.story.id])
    assert {out.reason for out in rundown.rejected} == {"aired before", f'aired before, as "{FIRE.title}" by Meridian Wire'}
    assert FIVE in [item for one in rundown.stories for item in one.story.items]


def test_a_correction_may_tell_again_what_its_own_edition_told() -> None:
    """What is not in the history and not among the aired is told, though an earlier revision told it."""
    assert became([STRIKE], today(FIRE.title, TEXT)) == "new"


ITEMS = [cast("Item", row.values[0]) for row in (*EN, *STRIKES)]
MANY = [replace(item, id=f"i{n}") for n, item in enumerate([*ITEMS, later(FIRE)])]


@settings(max_examples=20, deadline=None)
@given(st.permutations(MANY))
def test_the_order_of_the_items_changes_nothing(items: list[Item]) -> None:
    """The same items give the same rundown."""
    first, again = (sunday([FIRE, STRIKE], *order) for order in (items, MANY))
    assert first.stories == again.stories
    assert set(first.rejected) == set(again.rejected)


def test_nothing_is_lost() -> None:
    """Of many items each is in one story or rejected with a reason, history or not."""
    for history in ([], [FIRE], [FIRE, STRIKE]):
        rundown = sunday(history, *MANY)
        chosen = [item.title for one in rundown.stories for item in one.story.items]
        assert sorted([*chosen, *(out.title for out in rundown.rejected)]) == sorted(item.title for item in (*MANY, *OTHERS))
        assert len({one.story.id for one in rundown.stories}) == len(rundown.stories)


REPEATS = [
    pytest.param(
        "Teenager stabbed to death in south London", "Teenager stabbed to death in north London", "London", id="another part"
    ),
    pytest.param("Stocks in Tokyo close higher on chips", "Stocks in Tokyo close lower on chips", "Tokyo", id="the other way"),
    pytest.param("Drones strike port of Odesa, killing one", "Drones strike port of Odesa again, killing one", "Odesa", id="again"),
    pytest.param(
        "Wildfire near Athens forces hundreds to leave", "New wildfire near Athens forces hundreds to leave", "Athens", id="new"
    ),
]


@pytest.mark.parametrize(("title", "next_title", "place"), REPEATS)
def test_what_happens_once_more_is_no_update(title: str, next_title: str, place: str) -> None:
    """The next day's event of the same kind is a story of its own, however alike its words are."""
    text = "{}. Police and rescuers in {} worked through the night, officials said. The mayor spoke to reporters at the town hall."
    before = told(title, text.format(title, place))
    assert became([before], today(next_title, text.format(next_title, place))) not in ("follows", "told")
